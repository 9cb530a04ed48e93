"""What a record is about, and whether a post speaks of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import regex

from recordbook.claims.quantities import UNITS, read_number
from recordbook.reactions.folding import folded, term
from recordbook.reactions.themes import themes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.reactions.folding import Folded
    from recordbook.units import Day

BEFORE, AFTER = timedelta(days=1), timedelta(days=60)
"""When people speak of a record: from the evening before, elsewhere on earth, for two months."""

ENOUGH = 0.5
"""Relevance from which a post speaks of the record."""

_SUBJECT, _ARTIST, _FIGURE, _THEME = 0.4, 0.3, 0.3, 0.1
_SHORT = 2  # letters of a name that is a word or a sign as well: V, IU, 뷔
_TELLING = {"music", "congratulations", "pride"}
_MORE_UNITS = {
    "mil millones": "b",
    "mil milhões": "b",
    "millón": "m",
    "milhão": "m",
    "mi": "m",
    "jt": "m",
    "百万": "백만",
    "千万": "천만",
}
_WORDS = sorted([*UNITS, *_MORE_UNITS], key=len, reverse=True)
_NUMBER = re.compile(
    rf"(?<![\d.,])(\d[\d.,]*)\s?({'|'.join(map(re.escape, _WORDS))})?(?![a-z\d])", re.IGNORECASE
)
_TAG = regex.compile(r"[#\uff03]([\p{L}\p{N}_]+)")
_EAST = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The names of a record's subject and artists, its figure, and its day."""

    subjects: tuple[str, ...]
    artists: tuple[str, ...] = ()
    figure: int | None = None
    day: Day | None = None

    def in_time(self, posted: Day) -> bool:
        """Whether it was posted when people speak of the record."""
        return self.day is None or self.day - BEFORE <= posted <= self.day + AFTER

    def relevance(self, text: str, language: str) -> float:
        """How surely a text speaks of this, from 0 to 1; `ENOUGH` is enough.

        >>> layover = About(subjects=("Layover",), artists=("V", "Kim Taehyung"), figure=60_000_000)
        >>> layover.relevance("60M for all of Layover, so proud of V!", "en") >= ENOUGH
        True
        >>> layover.relevance("a long layover in Doha, I could cry", "en") >= ENOUGH
        False
        """
        plain = folded(text)
        tags = [term(tag) for tag in _TAG.findall(text)]
        themes = set(themes_of(plain, language))
        subject = max((_named(name, plain, tags) for name in self.subjects), default=0.0)
        artist = max((_named(name, plain, tags) for name in self.artists), default=0.0)
        figure = self.figure is not None and self.figure in figures(text)
        sure = artist or figure or themes & _TELLING
        score = _SUBJECT * subject + _ARTIST * artist + _FIGURE * figure
        return score + (_THEME if themes and sure else 0.0) if subject or artist else 0.0


def figures(text: str) -> set[int]:
    """The numbers that a text says.

    >>> sorted(figures("6천만! 60 millones, 6000万, 60 jt, 60,000,000"))
    [60000000]
    """
    found: set[int] = set()
    for number, unit in _NUMBER.findall(text):
        size = _MORE_UNITS.get(unit.casefold(), unit)
        try:
            found.add(read_number(f"{number.rstrip('.,')} {size}".strip()))
        except (ValueError, KeyError, OverflowError):
            continue
    return found


def _named(name: str, text: Folded, tags: Iterable[str]) -> float:
    """Whether a text has a name: 1, or a half where so short a name may mean something else."""
    plain = term(name)
    if not plain:
        return 0.0
    whole = plain.replace(" ", "")
    if _EAST.search(plain):
        there = whole in text.compact
    else:
        there = f" {plain} " in text.words or any(
            tag == whole or (len(whole) > _SHORT and whole in tag.replace(" ", "")) for tag in tags
        )
    sure = 1.0 if len(whole) > (1 if _EAST.search(plain) else _SHORT) else 0.5
    return sure if there else 0.0
