"""What daily lists say: where somebody surely stood, or may have stood, on each of them.

Only lists that come every day, are known to have begun on some day, and are read off exactly: a
list that was not read may have had anybody anywhere; in one that was, whoever has no row may only
stand at a place that nobody surely holds.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from recordbook.mining.oracle.evidence import pooled
from recordbook.mining.oracle.runs import NEVER, OPEN, Known

if TYPE_CHECKING:
    from recordbook.mining.oracle.book import Book

BEGAN = {"spotify": ((date(2017, 1, 1) - date(1970, 1, 1)).days, 200)}
"""The first day of the worldwide daily list of a platform, and how many places it has."""

Place: TypeAlias = "tuple[int, int]"
"""The best and the worst place somebody may have had on a list; OPEN: none."""


@dataclass(frozen=True)
class Lists:
    """The worldwide daily lists of a platform, by day: the place of everybody in it."""

    began: int
    places: int
    days: dict[int, dict[str, int]]

    @classmethod
    def of(cls, book: Book, platform: str) -> Lists:
        """The lists that a book holds."""
        days: dict[int, dict[str, int]] = defaultdict(dict)
        for entity, rows in pooled(book, platform).items():
            for row in rows:
                said = row["basis"], row["metric"], row["region"]
                if said == ("chart", "rank-day", "global"):
                    best = days[row["day"]].get(entity, OPEN)
                    days[row["day"]][entity] = min(best, row["low"])
        return cls(*BEGAN[platform], dict(days))

    def place(self, entity: str, day: int) -> Place:
        """Between which places somebody stood on the list of a day."""
        if day not in self.days:
            return 1, OPEN
        held = self.days[day]
        if entity in held:
            return held[entity], held[entity]
        free = (place for place in range(1, self.places + 1) if place not in held.values())
        return next(free, OPEN), OPEN

    def known(self, entity: str, aggregate: str, rank: int, day: int) -> Known:
        """How often it stood at the rank or above until a day, in a row, or its best place."""
        so_far = [self.place(entity, one) for one in range(self.began, day + 1)]
        if aggregate == "peak rank":
            best = min((low for low, _ in so_far), default=OPEN)
            low = self.places + 1 if best == OPEN else best
            return Known(low, min((high for _, high in so_far), default=OPEN), -NEVER, NEVER)
        surely, maybe = ([place[end] <= rank for place in so_far] for end in (1, 0))
        if aggregate == "days at":
            return Known(sum(surely), sum(maybe), -NEVER, NEVER)
        return Known(_longest(surely), _longest(maybe), -NEVER, NEVER)


def _longest(flags: list[bool]) -> int:
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest
