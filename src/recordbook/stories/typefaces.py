"""The typefaces of pictures, and the outlines of their glyphs; all in thousandths of an em."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

hb: Any = import_module("uharfbuzz")
"""HarfBuzz, whose package has no types."""

EM = 1000
"""Every typeface is drawn on a grid of so many steps to the em."""

Box: TypeAlias = "tuple[int, int, int, int]"
"""Left, top, right and bottom, from the baseline's start, downwards."""

_FOLDER = Path(__file__).parent / "fonts"
_NAMES = (
    "NotoSans",
    "NotoSansCJK",
    "NotoSansThai",
    "NotoSansArabic",
    "NotoSansHebrew",
    "NotoEmoji",
)
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\ufe0f|\p{Regional_Indicator}")
_UNSEEN = regex.compile(r"[\p{Default_Ignorable_Code_Point}\p{Variation_Selector}]+")


class Weight(StrEnum):
    """How heavy letters are."""

    REGULAR = "Regular"
    BOLD = "Bold"


@dataclass(frozen=True, eq=False)
class Typeface:
    """A font, which characters it has, and its glyphs drawn so far."""

    font: Any
    characters: frozenset[int]
    drawn: dict[int, Outline] = field(default_factory=dict[int, "Outline"], repr=False)

    def has(self, text: str) -> bool:
        """Whether it can show every character of a text."""
        return all(ord(letter) in self.characters for letter in text)

    def outline(self, glyph: int) -> Outline:
        """The outline of one of its glyphs."""
        if glyph not in self.drawn:
            pen = _Pen()
            self.font.draw_glyph(glyph, _FUNCTIONS, pen)
            self.drawn[glyph] = pen.outline()
        return self.drawn[glyph]


@dataclass(frozen=True, slots=True)
class Outline:
    """A glyph: where its first contour starts, the path from there, and the box of its points.

    The path is relative, so that a glyph is the same text wherever it stands; `box` is None where
    nothing is drawn.
    """

    start: tuple[int, int]
    path: str
    box: Box | None

    def at(self, x: int, y: int) -> str:
        """The path of the glyph, drawn from a place."""
        return f"M{self.start[0] + x} {self.start[1] + y}{self.path}" if self.path else ""


class _Pen:
    """Takes down contours, in whole steps of the grid and with y downwards."""

    def __init__(self) -> None:
        """Nothing is drawn yet."""
        self._first: tuple[int, int] | None = None
        self._begun = self._at = (0, 0)
        self._parts: list[str] = []
        self._xs: list[int] = []
        self._ys: list[int] = []

    @staticmethod
    def moved(x: float, y: float, pen: _Pen) -> None:
        """Begin a contour, in the order in which HarfBuzz says so."""
        pen.move(x, y)

    def move(self, x: float, y: float) -> None:
        """Begin a contour."""
        to = self._seen(x, y)
        if self._first is None:
            self._first = to
        else:
            self._parts.append(f"m{to[0] - self._begun[0]} {to[1] - self._begun[1]}")
        self._begun = self._at = to

    def curve(self, letter: str, *points: float) -> None:
        """Go on to the last of some points, by those before it."""
        ends = [self._seen(*points[at : at + 2]) for at in range(0, len(points), 2)]
        steps = " ".join(f"{x - self._at[0]} {y - self._at[1]}" for x, y in ends)
        self._parts.append(f"{letter}{steps}")
        self._at = ends[-1]

    def close(self) -> None:
        """End a contour where it began."""
        self._parts.append("z")

    def outline(self) -> Outline:
        """What was drawn."""
        box = (min(self._xs), min(self._ys), max(self._xs), max(self._ys)) if self._xs else None
        path = "".join(self._parts).replace(" -", "-")
        return Outline(self._first or (0, 0), path if box else "", box)

    def _seen(self, x: float, y: float) -> tuple[int, int]:
        point = round(x), -round(y)
        self._xs.append(point[0])
        self._ys.append(point[1])
        return point


def _functions() -> Any:
    """How HarfBuzz tells a pen what to draw."""

    def to(letter: str) -> Callable[..., None]:
        return lambda *drawn: drawn[-1].curve(letter, *drawn[:-1])

    functions = hb.DrawFuncs()
    functions.set_move_to_func(_Pen.moved)
    functions.set_line_to_func(to("l"))
    functions.set_quadratic_to_func(to("q"))
    functions.set_cubic_to_func(to("c"))
    functions.set_close_path_func(_Pen.close)
    return functions


_FUNCTIONS: Any = _functions()


@cache
def typefaces(weight: Weight) -> tuple[Typeface, ...]:
    """The typefaces of a weight, the first that can show a text taken first."""
    return tuple(_loaded(name, weight) for name in _NAMES)


@cache
def _loaded(name: str, weight: Weight) -> Typeface:
    found: Iterable[Path] = sorted(
        _FOLDER.glob(f"{name}-*"), key=lambda path: weight not in path.stem
    )
    blob = hb.Blob.from_file_path(str(next(iter(found))))
    face = hb.Face(blob)
    font = hb.Font(face)
    font.scale = (EM, EM)
    return Typeface(font, frozenset(face.unicodes))


def typeface_of(grapheme: str, weight: Weight) -> Typeface:
    """The typeface for a character as people count them; the first where none can show it.

    >>> typeface_of("한", Weight.BOLD) is typefaces(Weight.BOLD)[1]
    True
    """
    choice = typefaces(weight)
    if _EMOJI.search(grapheme):
        choice = (choice[-1], *choice[:-1])
    shown = _UNSEEN.sub("", grapheme)
    whole = next((one for one in choice if one.has(shown)), None)
    return whole or next((one for one in choice if one.has(shown[:1])), choice[0])
