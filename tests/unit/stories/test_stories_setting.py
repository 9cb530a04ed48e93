"""Text of any script as outlines: in the right order, whole, and inside its frame."""

from __future__ import annotations

from pathlib import Path

import pytest

from recordbook import stories
from recordbook.stories.setting import Style, extent, fitted
from recordbook.stories.shaping import Weight, shaped, units
from recordbook.stories.typefaces import EM, typeface_of, typefaces

_MISSING = typefaces(Weight.REGULAR)[0].outline(0)


def _glyphs(text: str) -> int:
    return len(shaped(units(text, Weight.REGULAR), "en").glyphs)


@pytest.mark.parametrize(
    "text",
    [
        "Ångström Łódź Việt",
        "Ζωή Москва",
        "한국어 노래 뷁",
        "アイドル ありがとう",
        "日本語 夜遊び",
        "กำลังใจ",
        "שלום",
        "حبيبي",
    ],
)
def test_every_script_has_its_letters(text: str) -> None:
    """No character of the scripts that names are written in is a box."""
    outlines = [glyph.outline for glyph in shaped(units(text, Weight.REGULAR), "en").glyphs]
    assert outlines
    assert _MISSING not in outlines


@pytest.mark.parametrize("weight", list(Weight))
def test_all_of_hangul_and_jis_is_there(weight: Weight) -> None:
    """Both weights have all 11,172 syllables, kana and the kanji of JIS X 0208."""
    cells = (
        bytes([0x1B, 0x24, 0x42, row, cell])
        for row in range(0x30, 0x75)
        for cell in range(0x21, 0x7F)
    )
    kanji = {cell.decode("iso2022_jp", "ignore") for cell in cells} - {""}
    cjk = typefaces(weight)[1]
    assert len(kanji) > 6000
    assert cjk.has("".join(map(chr, range(0xAC00, 0xD7A4))))
    assert cjk.has("".join(map(chr, range(0x3041, 0x3097))))
    assert cjk.has("".join(sorted(kanji)))


def test_what_no_typeface_has_is_a_box() -> None:
    """A missing character is drawn as the box of the first typeface, and the rest as it is."""
    line = shaped(units("a\U00012345b", Weight.REGULAR), "en")
    assert [glyph.outline == _MISSING for glyph in line.glyphs] == [False, True, False]


@pytest.mark.parametrize("emoji", ["👩‍👩‍👧‍👦", "❤️‍🔥", "🇰🇷", "1️⃣", "👍🏽"])
def test_an_emoji_is_one_sign(emoji: str) -> None:
    """What people see as one emoji is drawn as one, joined or not."""
    assert [unit.text for unit in units(emoji, Weight.REGULAR)] == [emoji]
    assert _glyphs(emoji) <= 2
    assert typeface_of(emoji, Weight.REGULAR) is typefaces(Weight.REGULAR)[-1]


@pytest.mark.parametrize("text", ["", " ", "\u200b\u200d\ufeff", "\u2068\u2069", "\x00\x07"])
def test_nothing_is_drawn_of_nothing(text: str) -> None:
    """A text that shows nothing has no lines and takes no room."""
    block = fitted(text, Style(sizes=(20.0,)), 100, 50)
    assert (block.lines, block.width, block.height) == ((), 0, 0)


def _order(text: str) -> list[float]:
    """Where the first and the last character of a text stand, from the left."""
    row = units(text, Weight.REGULAR)
    whole = shaped(row, "en")
    first = shaped(row[:1], "en").glyphs[0].outline
    last = shaped(row[-1:], "en").glyphs[0].outline
    return [
        next(glyph.x for glyph in whole.glyphs if glyph.outline == one) for one in (first, last)
    ]


def test_hebrew_runs_from_right_to_left() -> None:
    """The first letter of a Hebrew name stands to the right of the last."""
    first, last = _order("שלום רב")
    assert first > last


def test_a_name_turned_round_does_not_turn_its_sentence() -> None:
    """An isolated Hebrew name with a number keeps what follows it to its right."""
    first, last = _order("Song \u2068אבג 50\u2069 has 60 milliX")
    assert first < last


def test_brackets_are_mirrored() -> None:
    """In text that runs to the left an opening bracket looks the other way."""
    mirrored = shaped(units("א(ב", Weight.REGULAR), "en").glyphs
    straight = shaped(units("a)b", Weight.REGULAR), "en").glyphs
    assert mirrored[1].outline == straight[1].outline


def _lines(text: str, width: float, lines: int = 3, size: float = 20, **more: bool) -> list[str]:
    """How a text is broken: the characters of each line, found by their number."""
    block = fitted(text, Style(sizes=(size,), lines=lines, **more), width, 500)
    left = [unit.text for unit in units(text, Weight.REGULAR)]
    found: list[str] = []
    for line in block.lines:
        taken = 0
        while (
            taken < len(left)
            and shaped(units("".join(left[:taken]).strip(), Weight.REGULAR), "en").glyphs
            != line.glyphs
        ):
            taken += 1
        found.append("".join(left[:taken]).strip())
        left = left[taken:]
    return found


def test_a_line_does_not_begin_with_a_full_stop() -> None:
    """Japanese is broken between characters, but not before a sign that closes."""
    for width in range(60, 200, 7):
        lines = _lines("夜に駆ける、夜に駆ける。", width, lines=9)
        assert not any(line[0] in "、。ー" for line in lines)


def test_japanese_is_broken_between_words() -> None:
    """Compounds, loanwords and the particles behind them stay whole while they fit."""
    said = _lines("ソロ歌手のアルバムとして初めて記録", 150)
    assert said == ["ソロ歌手の", "アルバムとして", "初めて記録"]


def test_korean_and_k_pop_are_broken_between_words() -> None:
    """Words stay whole while they fit, and so do a number and what it counts."""
    assert _lines("가나다라 마바사아", 100) == ["가나다라", "마바사아"]
    assert _lines("albums by K-pop acts", 175) == ["albums by K-pop", "acts"]
    assert _lines("reached 60 million", 110) == ["reached", "60 million"]


def test_text_without_spaces_is_broken_all_the_same() -> None:
    """A word longer than its line, fixed spaces included, is broken within."""
    for text in ("x" * 60, "a\u00a0" * 40):
        block = fitted(text, Style(sizes=(20.0, 10.0), lines=2), 120, 80)
        assert len(block.lines) == 2
        assert block.width <= 120


def test_a_long_title_ends_with_an_ellipsis() -> None:
    """Three hundred characters are made smaller first, and then shortened with an ellipsis."""
    block = fitted("Very long title " * 19, Style(sizes=(40.0, 20.0), lines=2), 300, 200)
    dots = shaped(units("…", Weight.REGULAR), "en").glyphs[0].outline
    assert block.shortened
    assert (block.size, len(block.lines)) == (20, 2)
    assert block.lines[-1].glyphs[-1].outline == dots


def test_no_text_is_too_long_to_try() -> None:
    """A million characters are shortened like any long text; few of them are looked at."""
    block = fitted("endless " * 125_000, Style(sizes=(40.0, 20.0), lines=3), 300, 200)
    assert block.shortened
    assert len(units("endless " * 125_000, Weight.REGULAR)) <= 2001


def test_balanced_lines_are_about_as_long() -> None:
    """Two balanced lines differ by less than the longest word."""
    style = Style(sizes=(20.0,), lines=2, balanced=True)
    first, last = fitted("the tortured poets department sings", style, 300, 80).lines
    assert abs(extent(first) - extent(last)) * 20 / EM < 110


def test_marks_on_marks_stay_low() -> None:
    """Forty accents on one letter are no tower: a letter carries three marks at most."""
    tower = shaped(units("e" + "\u0301" * 40, Weight.REGULAR), "en")
    assert len(tower.glyphs) <= 4


def test_the_fonts_are_small_and_free() -> None:
    """The fonts come with their licence, and are seven million bytes at most."""
    folder = Path(stories.__file__).parent / "fonts"
    fonts = [path for path in folder.iterdir() if path.suffix in {".ttf", ".otf"}]
    assert len(fonts) == 11
    assert sum(path.stat().st_size for path in fonts) <= 7_000_000
    assert "SIL OPEN FONT LICENSE" in (folder / "LICENSE").read_text(encoding="utf-8")
