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
    that were said to have a record are checked first; then, day by day, who passed a rung, and who
    stands highest.
    """

    said: frozenset[Dated]
    expected: frozenset[Dated]
    checked: int
    places: int

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
    expected, found, spent, checked, places = set[Dated](), set[Dated](), 0, 0, 0
    for named in (True, False):
        for day, records in said.items():
            subjects = {one.subject for one in records}
            if not named:
                places += len(_subjects(oracle, day))
                spent += len(oracle.book.rows["names"])
            if (named and not subjects) or (not named and spent > effort):
                continue
            claims = _claims(oracle, day)
            for subject in _ranked(oracle, day, claims, subjects, named=named):
                if not named and spent > effort:
                    break
                spent += _cost(oracle, day, claims[subject])
                checked += 1
                new = [one for claim in claims[subject] for one in oracle.new_of(claim, day)]
                expected |= {(day, one) for one in reduced(oracle, new, day)}
                found |= {(day, one) for one in records if one.subject == subject}
    return Audit(
        said=frozenset(found), expected=frozenset(expected), checked=checked, places=places
    )


def _claims(oracle: Oracle, day: int) -> dict[str, list[Record]]:
    """The claims of a day by subject."""
    claims: dict[str, list[Record]] = defaultdict(list)
    for claim in oracle.asked(day):
        claims[claim.subject].append(claim)
    return claims


def _subjects(oracle: Oracle, day: int) -> set[str]:
    """Everybody of whom a measure is of: they may have a record."""
    kinds = {one.kind for one in (*oracle.settings.crossing, *oracle.settings.level)}
    return {one for kind in kinds for one in oracle.members(kind, day).candidates}


def _ranked(
    oracle: Oracle, day: int, claims: dict[str, list[Record]], said: set[str], *, named: bool
) -> list[str]:
    """Those said to have a record, or all others: who passed a rung first, then who is highest."""
    if named:
        return sorted(said)

    def rank(subject: str) -> tuple[bool, int, str]:
        crossed = any(claim.threshold for claim in claims[subject])
        lows = (oracle.known(claim, subject, day).low for claim in claims[subject])
        return not crossed, -max(lows, default=0), subject

    return sorted(_subjects(oracle, day) - said, key=rank)


def _cost(oracle: Oracle, day: int, claims: list[Record]) -> int:
    """How many comparisons with somebody the claims of one subject take."""
    return sum(
        len(oracle.members(claim.measure.kind, day).candidates) * len(oracle.within(claim, day))
        for claim in claims
    )
