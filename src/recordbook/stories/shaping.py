"""Text of any script as glyphs in their places: one line, from left to right as it is seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

import regex

from recordbook.stories.names import plain
from recordbook.stories.typefaces import Typeface, Weight, hb, typeface_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recordbook.stories.typefaces import Box, Outline

_GRAPHEME = regex.compile(r"\X")
_ISOLATE = regex.compile("\u2068([^\u2068\u2069]*)\u2069")
_FIXED_SPACE = regex.compile("[\u00a0\u2007\u202f\u2060]+")
_MOST = 2000  # characters: more than any frame of a picture holds
_TURNED = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}\p{Bidi_Class=AN}]")
_MARKED = regex.compile(r"((?:[^\p{M}]|^)\p{M}{0,3})\p{M}*")  # no letter carries more than three
_T = TypeVar("_T")
_BIDI: Any = import_module("bidi.algorithm")  # the package has no types


@dataclass(frozen=True, slots=True)
class Unit:
    """A character as people count them, its typeface, and how deep it runs against its line.

    `isolate` numbers the isolate it stands in, 0 none; `inner` is its level in there.
    """

    text: str
    typeface: Typeface
    level: int = 0
    isolate: int = 0
    inner: int = 0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph and where it stands on its line."""

    outline: Outline
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs on one line, how far it goes on, and the box of all its points and its start."""

    glyphs: tuple[Glyph, ...]
    advance: int
    ink: Box

    @property
    def path(self) -> str:
        """Everything in one path."""
        return "".join(glyph.outline.at(glyph.x, glyph.y) for glyph in self.glyphs)


@lru_cache(maxsize=2048)
def units(text: str, weight: Weight) -> tuple[Unit, ...]:
    """The characters of a text in the order they are read, without what shows nothing."""
    text = text if len(text) <= _MOST else f"{text[:_MOST]}…"
    pieces = [_graphemes(piece) for piece in _ISOLATE.split(text)]  # every other was isolated
    outside = [one for piece in pieces[::2] for one in [*piece, "\ufffc"]]
    levels = iter(_levels(outside))
    found: list[Unit] = []
    for number, piece in enumerate(pieces):
        if number % 2:
            around, inner = next(levels), _levels(piece)
            outer = [around] * len(piece)
        else:
            outer = inner = [next(levels) for _ in piece]
        found += [
            Unit(one, typeface_of(one, weight), level, number * (number % 2), within)
            for one, level, within in zip(piece, outer, inner, strict=True)
        ]
    return tuple(found)


def _graphemes(text: str) -> list[str]:
    """The characters of a piece of text, none with more marks than letters carry."""
    pieces = [plain(f"|{piece}|")[1:-1] for piece in _FIXED_SPACE.split(text)]
    found: list[str] = _GRAPHEME.findall("\u00a0".join(pieces))
    return [_MARKED.sub(r"\1", one) for one in found]


def _levels(graphemes: Sequence[str]) -> list[int]:
    """How deep each runs against the others: even from left to right, odd from right to left."""
    text = "".join(one[0] for one in graphemes)
    if not _TURNED.search(text):
        return [0] * len(text)
    storage = _BIDI.get_empty_storage()
    storage["base_level"] = base = _BIDI.get_base_level(text)
    storage["base_dir"] = "LR"[base]
    _BIDI.get_embedding_levels(text, storage)
    _BIDI.explicit_embed_and_overrides(storage)
    _BIDI.resolve_weak_types(storage)
    _BIDI.resolve_neutral_types(storage, debug=False)
    _BIDI.resolve_implicit_levels(storage, debug=False)
    levels = [int(one["level"]) for one in storage["chars"]]
    return levels if len(levels) == len(text) else [0] * len(text)


def _seen(row: Sequence[_T], level: Callable[[_T], int]) -> list[_T]:
    """A row in the order it is seen: what runs against the rest is turned, deepest first."""
    row, deepest = list(row), max(map(level, row), default=0)
    for depth in range(deepest, 0, -1):
        turned: list[_T] = []
        for against, group in groupby(row, key=lambda one, depth=depth: level(one) >= depth):
            members = list(group)
            turned += reversed(members) if against else members
        row = turned
    return row


def _in_order(row: Sequence[Unit]) -> list[Unit]:
    """The characters of a line from left to right, isolates in one piece each."""
    numbered = groupby(enumerate(row), key=lambda at: at[1].isolate or -1 - at[0])
    atoms = [[one for _, one in group] for _, group in numbered]
    placed = _seen(atoms, lambda atom: atom[0].level)
    return [one for atom in placed for one in _seen(atom, lambda one: one.inner)]


@lru_cache(maxsize=8192)
def shaped(row: tuple[Unit, ...], language: str) -> Line:
    """One line of characters as glyphs.

    >>> shaped(units("ab", Weight.BOLD), "en").advance
    1237
    """
    glyphs: list[Glyph] = []
    at = 0
    for (typeface, against), group in groupby(
        _in_order(row), key=lambda one: (one.typeface, one.inner % 2)
    ):
        run = [one.text for one in group]
        text = "".join(reversed(run) if against else run)
        found, at = _run(text, typeface, language, at, against=bool(against))
        glyphs += found
    boxes = [
        (box[0] + glyph.x, box[1] + glyph.y, box[2] + glyph.x, box[3] + glyph.y)
        for glyph in glyphs
        if (box := glyph.outline.box)
    ]
    lefts, tops, rights, bottoms = zip((0, 0, 0, 0), *boxes, strict=True)
    return Line(tuple(glyphs), at, (min(lefts), min(tops), max(rights), max(bottoms)))


def _run(
    text: str, typeface: Typeface, language: str, at: int, *, against: bool
) -> tuple[list[Glyph], int]:
    """The glyphs of text in one typeface and direction from a place on, and where they end."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if against else "ltr"
    buffer.guess_segment_properties()
    buffer.language = language
    hb.shape(typeface.font, buffer)
    glyphs: list[Glyph] = []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        outline = typeface.outline(info.codepoint)
        if outline.path:
            glyphs.append(Glyph(outline, at + place.x_offset, -place.y_offset))
        at += place.x_advance
    return glyphs, at
