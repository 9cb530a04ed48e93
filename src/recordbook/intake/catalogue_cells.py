"""Cells of the catalogue's own CSV: lists, ids with periods, days and moments, checked values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from recordbook.catalogue.attributes import canonical
from recordbook.catalogue.hierarchy import accepted

if TYPE_CHECKING:
    from collections.abc import Callable

    from recordbook.units import Day

_PERIOD = re.compile(r"(?P<id>[^\[\]\s]+)(?:\[(?P<start>[\d-]*)\.\.(?P<end>[\d-]*)\])?", re.ASCII)
_ID = re.compile(r"[^\s:;|\[\]]+")
_GENDERS = {"male", "female", "mixed", "other"}


@dataclass(frozen=True, slots=True)
class DatedId:
    """An id, and the days from and until which it stood for its entity, where that is limited."""

    text: str
    start: Day | None = None
    end: Day | None = None


def several(cell: str) -> list[str]:
    """The parts of a cell that lists, in order.

    >>> several("Kim Taehyung; Tae ")
    ['Kim Taehyung', 'Tae']
    """
    return [part.strip() for part in cell.split(";") if part.strip()]


def dated_id(text: str) -> DatedId:
    """An id with its period; ValueError where it is none.

    >>> dated_id("4d9PtIEVij9jW5OaLinH66[..2025-03-28]").end
    datetime.date(2025, 3, 28)
    """
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise ValueError(text)
    start, end = (
        date.fromisoformat(match[side]) if match[side] else None for side in ("start", "end")
    )
    if start is not None and end is not None and end < start:
        raise ValueError(text)
    return DatedId(match["id"], start, end)


def is_day(text: str) -> bool:
    """Whether a text is a day in ISO form."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_moment(text: str) -> bool:
    """Whether a text is a day, or a moment with its offset from UTC, in ISO form.

    >>> is_moment("2023-09-08T13:00+09:00"), is_moment("2023-09-08T13:00")
    (True, False)
    """
    try:
        return is_day(text) or datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _is_id(text: str) -> bool:
    return bool(_ID.fullmatch(text))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and int(text) > 0


def _are_dated(text: str) -> bool:
    try:
        return all(dated_id(part) for part in several(text))
    except ValueError:
        return False


def _one_of(attribute: str, *roots: str) -> Callable[[str], bool]:
    known = frozenset[str]().union(*(accepted(attribute, root) for root in roots))
    return lambda text: canonical(attribute, text) in known


@dataclass(frozen=True, slots=True)
class Rule:
    """What a cell that is not blank must be, and what to do where it is not."""

    holds: Callable[[str], bool]
    what: str
    remedy: str


_DAY = Rule(is_day, "not a day", "Write days as YYYY-MM-DD, or leave the cell blank.")
_NUMBER = Rule(_is_number, "not a whole number above zero", "Write plain digits.")
_DATED = Rule(
    _are_dated, "not ids with periods", "Write ids as <id> or <id>[YYYY-MM-DD..YYYY-MM-DD]."
)
_KEY = Rule(_is_id, "not an id", "Write an id without spaces, colons or brackets.")

RULES: dict[str, Rule] = {
    "artist": Rule(lambda text: all(map(_is_id, several(text))), _KEY.what, _KEY.remedy),
    "release": _KEY,
    "recording": _KEY,
    "position": _NUMBER,
    "track_count": _NUMBER,
    "duration_ms": _NUMBER,
    "birth_day": _DAY,
    "debut": _DAY,
    "released": Rule(
        is_moment,
        "neither a day nor a moment with its offset",
        "Write YYYY-MM-DD or YYYY-MM-DDTHH:MM+HH:MM.",
    ),
    "spotify_id": _DATED,
    "spotify_ids": _DATED,
    "isrc": _DATED,
    "upc": _DATED,
    "gender": Rule(
        lambda text: canonical("gender", text) in _GENDERS,
        "not a gender the catalogue knows",
        f"Write one of {', '.join(sorted(_GENDERS))}.",
    ),
    "act_type": Rule(
        _one_of("act type", "group", "soloist"),
        "not a kind of act",
        "Write soloist, group, girl group, boy group, duo, unit or band.",
    ),
    "release_type": Rule(
        _one_of("release type", "release"),
        "not a release type",
        "Write full album, mini album, EP, single album, single, mixtape ...",
    ),
    "complete": Rule(
        lambda text: text in {"yes", "no"}, "neither yes nor no", "Write yes, no or nothing."
    ),
}
"""The rule of each column that has one; every other text is taken as it stands."""
