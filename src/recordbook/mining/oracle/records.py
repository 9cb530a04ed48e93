"""The records of a day: every claim there is, tried on the day and on the day before."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from recordbook.mining.oracle.families import CROSSING, LEVEL, Asked, Stand
from recordbook.mining.oracle.members import TRUE, Members, cohorts, wider
from recordbook.mining.oracle.standings import Measure, Standings
from recordbook.mining.oracle.words import Record, plainness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recordbook.mining.oracle.book import Book
    from recordbook.mining.oracle.members import Cohort, Condition
    from recordbook.mining.oracle.runs import Known

ATTRIBUTES = (
    *("scene", "act type", "gender", "country", "label", "genre", "generation", "language"),
    *("release type", "released", "debut"),
)
"""The attributes that conditions are on, unless settings say otherwise; days are asked by year."""

BILLION, STEP = 10**9, 10**8


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Which claims there are, and which of them are worth a word."""

    platform: str = "spotify"
    crossing: tuple[Measure, ...] = (
        Measure("total"),
        Measure("every track"),
        Measure("album total"),
    )
    level: tuple[Measure, ...] = (Measure("total"), Measure("album total"))
    attributes: tuple[str, ...] = ATTRIBUTES
    families: tuple[str, ...] = (*CROSSING, *LEVEL)
    lowest: int = 1_000_000
    thresholds: tuple[int, ...] = ()  # instead of the ladder
    nth: int = 3
    conditions: int = 3
    minimum: int = 2


def rungs(lowest: int, highest: int) -> list[int]:
    """The thresholds that anybody would name: round ones, and closer together above a billion.

    >>> rungs(8, 30)
    [8, 9, 10, 15, 20, 25, 30]
    """
    found = set(range(BILLION, highest + 1, STEP))
    power = 1
    while power <= highest:
        found.update(power * digit for digit in range(1, 10))
        found.update(power * digit // 10 for digit in (15, 25) if power > 1)
        power *= 10
    return sorted(rung for rung in found if lowest <= rung <= highest)


@dataclass(frozen=True)
class Oracle:
    """A book with everything that has been worked out of it so far."""

    book: Book
    settings: Settings
    _days: dict[tuple[str, int], Members] = field(default_factory=dict[tuple[str, int], Members])
    _crossed: dict[tuple[str, Measure], dict[int, list[int]]] = field(
        default_factory=dict[tuple[str, Measure], dict[int, list[int]]]
    )
    _within: dict[tuple[str, str, int], list[Cohort]] = field(
        default_factory=dict[tuple[str, str, int], "list[Cohort]"]
    )

    @cached_property
    def standings(self) -> Standings:
        """Where everyone stands."""
        return Standings(self.book, self.settings.platform)

    def members(self, kind: str, day: int) -> Members:
        """Who is in which cohort; the same on all days between which no fact changes."""
        epoch = kind, bisect_right(self.book.changes, day)
        if epoch not in self._days:
            self._days[epoch] = Members(self.book, kind, day)
        return self._days[epoch]

    def true(self, claim: Record, day: int) -> bool:
        """Whether a claim is surely true as of a day."""
        among = self.members(claim.measure.kind, day).of(claim.cohort)
        if among.get(claim.subject) != TRUE:
            return False
        stands = {
            one: Stand(truth == TRUE, self.known(claim, one, day), self.book.release(one))
            for one, truth in among.items()
        }
        me, rivals = stands.pop(claim.subject), list(stands.values())
        judge = (CROSSING | LEVEL)[claim.family]
        return judge(me, rivals, Asked(claim.threshold, day, claim.n))

    def known(self, claim: Record, entity: str, day: int) -> Known:
        """What is known of somebody by the claim's measure."""
        return self.standings.of(entity, claim.measure, day, claim.threshold)

    def crossed(self, subject: str, measure: Measure, day: int) -> list[int]:
        """The rungs that the subject is first known to have reached on the day."""
        asked = subject, measure
        if asked not in self._crossed:
            days: dict[int, list[int]] = {}
            for rung in self._rungs(subject, measure):
                reached = self.standings.of(subject, measure, 0, rung).latest  # whatever the day
                days.setdefault(reached, []).append(rung)
            self._crossed[asked] = days
        return self._crossed[asked].get(day, [])

    def _rungs(self, subject: str, measure: Measure) -> Iterable[int]:
        most = max(self.standings.steps(subject, measure), default=0)
        if measure.past:
            return range(1, most + 1)
        return self.settings.thresholds or rungs(self.settings.lowest, most)

    def asked(self, day: int) -> Iterator[Record]:
        """Every claim that may be new on the day, in the widest of cohorts."""
        settings, everyone = self.settings, frozenset["Condition"]()
        families = [name for name in CROSSING if name in settings.families]
        places = [(name, n) for name in families for n in self._places(name)]
        for measure in settings.crossing:
            for subject in self.members(measure.kind, day).candidates:
                for rung in self.crossed(subject, measure, day):
                    for family, n in places:
                        yield Record(subject, measure, rung, family, n, everyone)
        for measure in settings.level:
            if measure.superlative in settings.families:
                for subject in self.members(measure.kind, day).candidates:
                    yield Record(subject, measure, 0, measure.superlative, 1, everyone)

    def _places(self, family: str) -> range:
        return range(2, self.settings.nth + 1) if family == "nth" else range(1, 2)

    def within(self, claim: Record, day: int) -> list[Record]:
        """The same claim in every cohort that surely holds the subject."""
        asked = claim.measure.kind, claim.subject, bisect_right(self.book.changes, day)
        if asked not in self._within:
            members = self.members(claim.measure.kind, day)
            conditions = members.conditions(claim.subject, self.settings.attributes)
            self._within[asked] = list(cohorts(conditions, self.settings.conditions))
        return [claim._replace(cohort=cohort) for cohort in self._within[asked]]

    def new(self, day: int) -> Iterator[Record]:
        """Every claim that became true on the day, in the widest cohorts in which it is."""
        for claim in self.asked(day):
            yield from self.new_of(claim, day)

    def new_of(self, claim: Record, day: int) -> Iterable[Record]:
        """Of one claim those that are true and were not the day before, but hold in none wider.

        Of those among the very same people only the one that says so most plainly.
        """
        true = [one for one in self.within(claim, day) if self.true(one, day)]
        new = [
            one
            for one in true
            if not any(wider(other.cohort, one.cohort) for other in true)
            and self._worth(one, day)
            and not self.true(one, day - 1)
        ]
        plainest: dict[frozenset[tuple[str, int]], Record] = {}
        for one in sorted(new, key=lambda one: plainness(one, day)):
            among = self.members(one.measure.kind, day).of(one.cohort)
            plainest.setdefault(frozenset(among.items()), one)
        return plainest.values()

    def _worth(self, claim: Record, day: int) -> bool:
        """Whether there is somebody to be compared with, and something to tell.

        The fastest tells nothing where nobody else has been there at all.
        """
        members = self.members(claim.measure.kind, day)
        possible = len(members.of(claim.cohort))
        told = claim.family in CROSSING or self.known(claim, claim.subject, day).low > 0
        alone = claim.family == "fastest" and self.true(claim._replace(family="first"), day)
        return told and not alone and possible >= self.settings.minimum

    def implies(self, one: Record, other: Record, day: int) -> bool:
        """Whether the other need not be said where the one is."""
        if (one.subject, one.measure) != (other.subject, other.measure) or one == other:
            return False
        among = one.cohort == other.cohort or wider(one.cohort, other.cohort)
        at = one.threshold == other.threshold
        lone = {"only", "first and only"}
        if one.family in lone and other.family == "only":
            low = self.known(one, one.subject, day).low
            return among and one.threshold <= other.threshold <= low
        said = (one.family, one.n) == (other.family, other.n)
        return (
            among and at and (said or (one.family == "first and only" and other.family == "first"))
        )


def records(book: Book, day: int, settings: Settings) -> dict[Record, tuple[Record, ...]]:
    """The records of a day, each with the lower rungs of the same that it says more than."""
    oracle = Oracle(book, settings)
    return reduced(oracle, list(oracle.new(day)), day)


def reduced(oracle: Oracle, new: list[Record], day: int) -> dict[Record, tuple[Record, ...]]:
    """What none of the others implies; of several rungs the highest, with the lower ones."""
    kept = [one for one in new if not any(oracle.implies(other, one, day) for other in new)]
    alike: dict[Record, list[Record]] = {}
    for one in sorted(kept, key=_rung, reverse=True):
        alike.setdefault(one._replace(threshold=0), []).append(one)
    return {highest: tuple(lower) for highest, *lower in alike.values()}


def _rung(record: Record) -> int:
    return record.threshold
