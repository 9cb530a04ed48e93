"""The law of set text: whatever the text, all of its outlines lie in its frame."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from recordbook.stories.drawing import Sheet
from recordbook.stories.setting import Style, fitted
from recordbook.stories.typefaces import EM, Weight

_SCRIPTS = st.one_of(
    st.sampled_from("abcWMfij ,.-/()…&<>'0459%$€️👩👧🔥❤é한국뷁ㄱあアー、。「」日本กำใจๆ"),
    st.characters(min_codepoint=0x5D0, max_codepoint=0x5EA),  # Hebrew
    st.characters(min_codepoint=0x620, max_codepoint=0x669),  # Arabic and its figures
    st.sampled_from("\u00a0\u200b\u200d\u2068\u2069\u202e\u0302\u0301"),
)
_TEXTS = st.one_of(st.text(_SCRIPTS, max_size=80), st.text(max_size=40))


@settings(max_examples=60, deadline=None)
@given(
    text=_TEXTS,
    width=st.integers(20, 700),
    height=st.integers(12, 300),
    lines=st.integers(1, 5),
    large=st.integers(10, 90),
    bold=st.booleans(),
    balanced=st.booleans(),
)
def test_any_text_fits_its_frame(
    text: str, width: int, height: int, lines: int, large: int, *, bold: bool, balanced: bool
) -> None:
    """No point of an outline leaves the frame, and no more lines are set than are allowed."""
    style = Style(
        sizes=(large, large * 0.8, large * 0.6),
        weight=Weight.BOLD if bold else Weight.REGULAR,
        lines=lines,
        balanced=balanced,
    )
    block = fitted(text, style, width, height)
    sheet = Sheet(width, height)
    frame = sheet.text(block, 0, 0)
    assert len(block.lines) <= lines
    assert block.size <= large
    assert frame.width <= width + 1e-6
    assert frame.height <= height + 1e-6
    scale = block.size / EM
    for at, line in enumerate(block.lines):
        start = -line.ink[0] * scale
        baseline = block.above + at * block.leading * block.size
        for glyph in line.glyphs:
            assert glyph.outline.box is not None
            left, top, right, bottom = glyph.outline.box
            assert start + (glyph.x + left) * scale >= -1e-6
            assert start + (glyph.x + right) * scale <= width + 1e-6
            assert baseline + (glyph.y + top) * scale >= -1e-6
            assert baseline + (glyph.y + bottom) * scale <= height + 1e-6
