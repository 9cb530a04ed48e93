"""How complete and how right a list of records is, by trying everything within an effort."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from recordbook.mining.oracle.records import Oracle, reduced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.mining.oracle.book import Book
    from recordbook.mining.oracle.records import Settings
    from recordbook.mining.oracle.words import Record

EFFORT = 20_000_000
"""Comparisons of a subject with somebody that are made unless more is asked for: half a minute."""

Dated: TypeAlias = "tuple[int, Record]"
"""A record and its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was said, what ought to have been, and how much of what there is was looked at.

    A place is one subject on one day; of those not checked nothing is counted on either side. All
    that were said to have a record are checked first, then who passed a rung, then who stands
    highest; `needed` is how many comparisons all of them would take.
    """

    said: frozenset[Dated]
    expected: frozenset[Dated]
    checked: int
    places: int
    needed: int

    @property
    def missing(self) -> frozenset[Dated]:
        """What ought to have been said."""
        return self.expected - self.said

    @property
    def wrong(self) -> frozenset[Dated]:
        """What ought not."""
        return self.said - self.expected

    @property
    def recall(self) -> float:
        """How much of what there is was said; 1 where there is nothing."""
        return 1 - len(self.missing) / max(len(self.expected), 1)

    @property
    def precision(self) -> float:
        """How much of what was said is so; 1 where nothing was."""
        return 1 - len(self.wrong) / max(len(self.said), 1)


def audit(
    book: Book, said: Mapping[int, frozenset[Record]], settings: Settings, effort: int = EFFORT
) -> Audit:
    """The records said of some days beside those that there are, within an effort."""
    oracle = Oracle(book, settings)
    asked: dict[tuple[int, str], list[Record]] = defaultdict(list)
    for day in said:
        for claim in oracle.asked(day):
            asked[day, claim.subject].append(claim)
    named = {(day, one.subject) for day, records in said.items() for one in records}
    order = sorted(
        asked.keys() | named,
        key=lambda place: (place not in named, *_rank(oracle, place, asked[place])),
    )
    found, expected, spent, needed, checked = set[Dated](), set[Dated](), 0, 0, 0
    for day, subject in order:
        claims = asked[day, subject]
        cost = sum(
            len(oracle.members(claim.measure.kind, day).candidates) * len(oracle.within(claim, day))
            for claim in claims
        )
        needed += cost
        if spent + cost > effort and checked and (day, subject) not in named:
            continue
        spent, checked = spent + cost, checked + 1
        new = [one for claim in claims for one in oracle.new_of(claim, day)]
        expected |= {(day, one) for one in reduced(oracle, new, day)}
        found |= {(day, one) for one in said[day] if one.subject == subject}
    return Audit(
        said=frozenset(found),
        expected=frozenset(expected),
        checked=checked,
        places=len(order),
        needed=needed,
    )


def _rank(
    oracle: Oracle, place: tuple[int, str], claims: list[Record]
) -> tuple[bool, int, tuple[int, str]]:
    """Who passed a rung comes first, then who stands highest."""
    lows = (oracle.known(claim, place[1], place[0]).low for claim in claims)
    return not any(claim.threshold for claim in claims), -max(lows, default=0), place
