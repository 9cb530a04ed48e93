"""Find the records of a book: what became true on some days, as the book is known at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.claims import Cohort
from recordbook.engine import Query
from recordbook.intake.arrow import column, compute, listed, strings, texts
from recordbook.mining import Found, Settings, by_day
from recordbook.proof.members import step
from recordbook.proof.question import KIND_OF_POPULATION
from recordbook.system.crowds import Crowds
from recordbook.system.errors import Disagreement, NothingRead
from recordbook.system.numbers import Measured
from recordbook.units import Truth, day_from, day_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recordbook.mining import Counted, Record
    from recordbook.proof import Proof, Prover
    from recordbook.units import Day


DEFAULT = Settings()
"""The taste of somebody who has said nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which records are wanted: of which days, by whose taste, among whom and about whom.

    Without a first day it is the last of the book alone, without a last day every day until then;
    `history` begins with the first day of the book. `about` holds entities: artists, or what they
    made.
    """

    first: Day | None = None
    last: Day | None = None
    history: bool = False
    settings: Settings = DEFAULT
    cohort: Cohort | None = None
    about: frozenset[str] = frozenset()


def found(
    prover: Prover, wanted: Wanted, told: Callable[[int, int], None] = lambda _done, _all: None
) -> Found:
    """The records of the days that are wanted, ranked.

    `told` hears how many of how many days are done. NothingRead: the book holds no totals.
    """
    first, last = span(prover, wanted)
    records: list[Record] = []
    for day, told_of in found_by_day(prover, wanted, first, last):
        records += told_of
        told(day - first + 1, last - first + 1)
    return Found(first=day_from(first), last=day_from(last), records=tuple(records))


def found_by_day(
    prover: Prover, wanted: Wanted, first: int, last: int
) -> Iterator[tuple[int, list[Record]]]:
    """The same day by day, of days that the span of what is wanted holds."""
    measured = [
        Measured(_crowds(prover, counted, wanted), counted, wanted.settings, first, last).numbers()
        for counted in wanted.settings.measures
        if _fits(counted, wanted.cohort)
    ]
    mine = wanted.about and _made_by(prover, wanted.about) | wanted.about
    for day, records in by_day(measured, wanted.settings, first, last):
        yield day, [one for one in records if not mine or one.claim.subject.key in mine]


def span(prover: Prover, wanted: Wanted) -> tuple[int, int]:
    """The first and the last day that are wanted, as day numbers."""
    platform = wanted.settings.platform
    query = Query.load("recordbook.system", "steps/read_days", platform=platform)
    row = prover.engine.rows(query)
    ends = [listed(column(row, name))[0] for name in ("first", "last")]
    if None in ends:
        there = ", ".join(platforms(prover))
        raise NothingRead(
            f"this book holds no figures of {platform}",
            remedy=f"it holds figures of {there}" if there else "take some in first",
        )
    last = ends[1] if wanted.last is None else day_number(wanted.last)
    if wanted.history:
        return min(ends[0], last), last
    return (last if wanted.first is None else min(day_number(wanted.first), last)), last


def platforms(prover: Prover) -> list[str]:
    """The platforms of which the book holds anything."""
    query = Query.load("recordbook.system", "steps/platforms")
    return sorted(texts(column(prover.engine.rows(query), "platform")))


def proven(prover: Prover, record: Record) -> Proof:
    """The proof of a record; Disagreement if it is none, which is an error of the program's."""
    check(prover, record)
    return prover.prove(record.claim)


def check(prover: Prover, record: Record) -> None:
    """Disagreement unless the prover finds a record true as well."""
    truth = prover.judgement(prover.trial(record.claim)).truth
    if truth is not Truth.TRUE:
        raise Disagreement(str(record.claim))


def _fits(counted: Counted, cohort: Cohort | None) -> bool:
    """Whether a measure is of the things that a cohort is made of."""
    if cohort is None:
        return True
    kinds = [KIND_OF_POPULATION.get(name) for name in (cohort.population, counted.population)]
    return kinds[0] == kinds[1]


def _crowds(prover: Prover, counted: Counted, wanted: Wanted) -> Crowds:
    cohort = wanted.cohort or Cohort(population=counted.population)
    kind = KIND_OF_POPULATION[cohort.population]
    return Crowds(prover, kind, cohort, wanted.settings.attributes)


def _made_by(prover: Prover, artists: frozenset[str]) -> frozenset[str]:
    """Everything that some artists are credited on."""
    rows = prover.engine.rows(step("credited", featured=True))
    theirs = compute.is_in(rows["artist"], value_set=strings(artists))
    return frozenset(texts(column(rows.filter(theirs), "item")))
