"""Text set in a frame: broken into lines, made smaller, shortened, until all of it is inside."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import regex

from recordbook.stories.shaping import Line, Unit, shaped, units
from recordbook.stories.typefaces import EM, Weight, typeface_of

if TYPE_CHECKING:
    from collections.abc import Sequence

LEADING = 1.3
"""The distance of two baselines, in ems, unless a style says otherwise."""

Row: TypeAlias = tuple[Unit, ...]

_RISE = 0.35  # from the middle of a line down to its baseline, in ems
_CLOSING = regex.compile(
    r"[\p{LB=CL}\p{LB=CP}\p{LB=EX}\p{LB=IS}\p{LB=SY}\p{LB=NS}\p{LB=CJ}\p{LB=IN}"
    r"\p{LB=PO}\p{LB=GL}\p{Pf}\"'\u0e2f\u0e30\u0e32\u0e45\u0e46]"
)
_OPENING = regex.compile(r"[\p{LB=OP}\p{LB=PR}\p{LB=GL}\p{Pi}\"'\u0e40-\u0e44]")
_AFTER = regex.compile(r"[\p{Pd}/]")
_ANYWHERE = regex.compile(
    r"[\p{LB=ID}\p{LB=CJ}\p{LB=NS}\p{LB=SA}\u3001-\u301b\uff08\uff09\uff01\uff1f]"
)
_COUNTED = regex.compile(r"[0-9][\p{Han}\p{Hangul}]|\p{Han}[0-9]")
_TOGETHER = regex.compile(
    r"\p{Han}\p{Han}|\p{Katakana}\p{Katakana}|[\p{Latin}\p{Han}\p{Katakana}\p{Hiragana}]\p{Hiragana}"
)
_LONG_WORD = regex.compile(r"[\p{Latin}0-9]{4}.$")
_NARROWEST, _STEPS = 0.5, 7  # balanced lines: how narrow at least, and how closely looked


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How text is set: its weight, its sizes from the one wished for down, how many lines."""

    sizes: tuple[float, ...]
    weight: Weight = Weight.REGULAR
    lines: int = 1
    leading: float = LEADING
    balanced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines of one size in pixels; `shortened` where some of the text is gone."""

    lines: tuple[Line, ...]
    size: float
    leading: float
    shortened: bool = False

    @property
    def width(self) -> float:
        """From the leftmost to the rightmost point of any line, in pixels."""
        return max((extent(line) for line in self.lines), default=0) * self.size / EM

    @property
    def above(self) -> float:
        """From the top to the first baseline, in pixels."""
        tops = [-line.ink[1] / EM - at * self.leading for at, line in enumerate(self.lines)]
        return max(self.leading / 2 + _RISE, *tops, 0) * self.size if tops else 0

    @property
    def height(self) -> float:
        """From the top of the first line to the foot of the last, in pixels."""
        feet = [line.ink[3] / EM + at * self.leading for at, line in enumerate(self.lines)]
        last = self.leading * len(self.lines) - self.leading / 2 - _RISE
        return self.above + max(last, *feet, 0) * self.size if feet else 0


def extent(line: Line) -> int:
    """How wide a line is, with what reaches beyond its letters, in thousandths of an em."""
    return max(line.advance, line.ink[2]) - line.ink[0]


@lru_cache(maxsize=2048)
def fitted(text: str, style: Style, width: float, height: float, language: str = "en") -> Block:
    """The text in a frame: all of it in the largest size that does, else shortened in the least.

    What is too large even so, as no letter is, is drawn smaller still.
    """
    row = units(text, style.weight)
    least = style.sizes[-1]
    for size in style.sizes if row else ():
        paragraph = _Paragraph(row, width * EM / size, language)
        lines = paragraph.broken(_rows(style, size, height), words=size != least)
        if lines is not None:
            even = paragraph.even(lines) if style.balanced else lines
            block = Block(lines=even, size=size, leading=style.leading)
            if block.height <= height:
                return block
    block = Block(lines=(), size=least, leading=style.leading)
    paragraph = _Paragraph(row, width * EM / least, language)
    for most in range(_rows(style, least, height), 0, -1) if row else ():
        lines = paragraph.shortened(most, style.weight)
        block = Block(lines=lines, size=least, leading=style.leading, shortened=True)
        if block.height <= height:
            break
    return _shrunk(block, width, height)


def _rows(style: Style, size: float, height: float) -> int:
    """How many lines of a size a frame takes, at least one."""
    return max(1, min(style.lines, int(height / (size * style.leading))))


def _shrunk(block: Block, width: float, height: float) -> Block:
    """The block, no wider and no taller than its frame."""
    over = max(block.width / width, block.height / height, 1)
    size = block.size / over * (1 - 1e-9) if over > 1 else block.size
    return Block(lines=block.lines, size=size, leading=block.leading, shortened=block.shortened)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Characters to be broken into lines of a width, in thousandths of an em."""

    row: Row
    width: float
    language: str

    def broken(self, most: int, *, words: bool) -> tuple[Line, ...] | None:
        """At most so many lines with all of it; None where it takes more, or a word is too long.

        Unless `words` are to be kept whole, one that is longer than a line is broken.
        """
        lines: list[Line] = []
        start = self._begun(0)
        while start < len(self.row):
            end = self._end(start, words=words)
            if end == start or len(lines) == most:
                return None
            lines.append(self._line(start, end))
            start = self._begun(end)
        return tuple(lines)

    def even(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """As many lines, none of them much shorter than the others."""
        low, high = self.width * _NARROWEST, self.width
        for _ in range(_STEPS if len(lines) > 1 else 0):
            middle = (low + high) / 2
            narrower = _Paragraph(self.row, middle, self.language)
            tried = narrower.broken(len(lines), words=True)
            low, high = (low, middle) if tried else (middle, high)
            lines = tried or lines
        return lines

    def shortened(self, most: int, weight: Weight) -> tuple[Line, ...]:
        """So many lines at most, the last with an ellipsis for what does not fit."""
        lines: list[Line] = []
        start = self._begun(0)
        while len(lines) < most - 1 and (end := self._end(start, words=False)) > start:
            lines.append(self._line(start, end))
            start = self._begun(end)
        dots = (Unit("…", typeface_of("…", weight)),)
        ends = range(start, len(self.row) + 1)
        fit = bisect_right(ends, self.width, key=lambda end: extent(self._line(start, end, dots)))
        return (*lines, self._line(start, ends[max(fit - 1, 0)], dots))

    def _end(self, start: int, *, words: bool) -> int:
        """Where the line ends that starts at a place: the place itself where nothing fits.

        Between words if it can be, else where the script allows it, else, unless `words` are to be
        kept whole, anywhere.
        """
        every = range(start + 1, len(self.row) + 1)
        between = [at for at in every if self._breaks(at) and not self._within(at)]
        if (end := self._last(start, between)) > start:
            return end
        if (end := self._last(start, [at for at in every if self._breaks(at)])) > start or words:
            return end
        return self._last(start, every)

    def _last(self, start: int, ends: Sequence[int]) -> int:
        """The last of some ends up to which a line from a place fits; the place where none does."""
        fit = bisect_right(ends, self.width, key=lambda end: extent(self._line(start, end)))
        return ends[fit - 1] if fit else start

    def _breaks(self, at: int) -> bool:
        """Whether a line may end before a place."""
        if at == len(self.row):
            return True
        before, after = self.row[at - 1].text, self.row[at].text
        if " " in {before, after}:
            return not (at > 1 and self._numbered(at))
        if _CLOSING.match(after) or _OPENING.match(before) or _COUNTED.match(before + after):
            return False
        either = _ANYWHERE.match(before) or _ANYWHERE.match(after)
        return bool(either or (_AFTER.match(before) and self._follows_word(at)))

    def _within(self, at: int) -> bool:
        """Whether a place lies within a word of Japanese, or before a particle."""
        around = "".join(one.text[0] for one in self.row[at - 1 : at + 1])
        return bool(_TOGETHER.match(around))

    def _follows_word(self, at: int) -> bool:
        """Whether a long word and one sign stand before a place; K-pop is not torn."""
        return bool(_LONG_WORD.search("".join(one.text for one in self.row[max(at - 5, 0) : at])))

    def _numbered(self, at: int) -> bool:
        """Whether the space before or at a place stands between a number and its word."""
        space = at - 1 if self.row[at - 1].text == " " else at
        before, after = self.row[space - 1].text, self.row[min(space + 1, len(self.row) - 1)].text
        return before.isdecimal() and after.isalpha()

    def _begun(self, at: int) -> int:
        """The first place from one on that is no space."""
        while at < len(self.row) and self.row[at].text.isspace():
            at += 1
        return at

    def _line(self, start: int, end: int, more: Row = ()) -> Line:
        """The characters between two places, without spaces at the end."""
        while end > start and self.row[end - 1].text.isspace():
            end -= 1
        return shaped(self.row[start:end] + more, self.language)
