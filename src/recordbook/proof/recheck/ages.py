"""When the artists were born: the days that ages are counted from."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from .ledger import equal, is_in
from .runs import NEVER
from .source import day_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .source import Source

UNKNOWN = -NEVER, NEVER


def births(source: Source, entities: Iterable[str], kind: str) -> dict[str, tuple[int, int]]:
    """The days between which each, or any of its main artists, was born."""
    wanted = set(entities)
    artists = {one: {one} for one in wanted}
    if kind != "artist":
        artists = {one: set[str]() for one in wanted}
        where = is_in("item", wanted) & equal(role="main")
        for row in source.ledger.rows("credits", where):
            artists[row["item"]].add(row["artist"])
    facts = source.facts("birth day")
    found: dict[str, tuple[int, int]] = {}
    for one, credited in artists.items():
        spans = [_born([str(v) for v, _, _ in facts.get(artist, ())]) for artist in credited]
        firsts, lasts = zip(*(spans or [UNKNOWN]), strict=True)
        found[one] = min(firsts), max(lasts)
    return found


def _born(values: list[str]) -> tuple[int, int]:
    """The days that all dates leave; one that another says more finely says nothing more."""
    spans = {_days(value) for value in values}
    finest = [
        (first, last)
        for first, last in spans
        if not any((a, b) != (first, last) and first <= a and b <= last for a, b in spans)
    ]
    if not finest:
        return UNKNOWN
    return min(first for first, _ in finest), max(last for _, last in finest)


def _days(value: str) -> tuple[int, int]:
    year, *rest = (int(part) for part in value[: len("2023-09-08")].split("-"))
    months = (rest[0], rest[0]) if rest else (1, 12)
    days = (rest[1], rest[1]) if rest[1:] else (1, monthrange(year, months[1])[1])
    return (
        day_number(date(year, months[0], days[0]).isoformat()),
        day_number(date(year, months[1], days[1]).isoformat()),
    )
