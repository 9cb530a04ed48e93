"""Find the records of some days, and rank those of each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.mining.implied import told
from recordbook.mining.prominence import ranked
from recordbook.mining.records import Found, Record
from recordbook.mining.walk import Walk
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recordbook.mining.candidates import Candidate
    from recordbook.mining.settings import Settings
    from recordbook.mining.walk import Numbers


def find(measured: Sequence[Numbers], settings: Settings, first: int, last: int) -> Found:
    """The records of the days from the first to the last, both included."""
    records = [record for _, told in by_day(measured, settings, first, last) for record in told]
    return Found(first=day_from(first), last=day_from(last), records=tuple(records))


def by_day(
    measured: Sequence[Numbers], settings: Settings, first: int, last: int
) -> Iterator[tuple[int, list[Record]]]:
    """The same day by day: the number of each day, and its records."""
    walks = [Walk(numbers, settings) for numbers in measured]
    for day in range(first, last + 1):
        candidates = [candidate for walk in walks for candidate in walk.on(day)]
        yield day, _reported(candidates, settings)


def _reported(candidates: list[Candidate], settings: Settings) -> list[Record]:
    """What is told of a day, the most prominent first."""
    enough = (one for one in candidates if one.members >= settings.minimum)
    return [
        Record(
            claim=claim,
            members=candidate.members,
            prominence=prominence,
            also=candidate.also,
        )
        for candidate, claim, prominence in ranked(told(enough, settings.platform))
    ]
