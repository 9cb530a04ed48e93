"""The widest cohorts are those in which proving anew succeeds, and which no wider one holds."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from small_books import DAY, SmallBook, small_books

from recordbook.claims import (
    Aggregate,
    AllOf,
    Claim,
    Cohort,
    Condition,
    Family,
    Measure,
    Subject,
    Superlative,
)
from recordbook.claims.cohort_text import cohort_text
from recordbook.engine import DuckDB
from recordbook.proof.holds import holds
from recordbook.units import Truth, day_from

ENGINE = DuckDB(threads=1)
POPULATIONS = ("EP", "album", "release")
ACTS = ("duo", "group", None)  # a duo lies under group
Place = tuple[int, int, int]


def cohort_at(place: Place) -> Cohort:
    """The cohort at a place of the grid: population, kind of act, whether one is left out."""
    act = ACTS[place[1]]
    return Cohort(
        population=POPULATIONS[place[0]],
        term=AllOf((Condition(attribute="act type", values=(act,)),) if act else ()),
        excluding=() if place[2] else (Subject(key="release:1"),),
    )


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    book=small_books(releases=3, dated=False),
    family=st.sampled_from([Family.ONLY, Family.FIRST, Family.ONE_OF]),
    threshold=st.integers(1, 3),
)
def test_the_widest_cohorts_are_the_maximal_proven_ones(
    book: SmallBook, family: Family, threshold: int
) -> None:
    """Every way to widen is tried, and of the proven ones those are kept that none contains."""
    duo = replace(book.releases[0], artist=len(book.artists))
    book = replace(book, artists=(*book.artists, ("duo",)), releases=(duo, *book.releases[1:]))
    claim = Claim(
        subject=Subject(key="release:0"),
        superlative=Superlative(family=family, n=2 if family is Family.ONE_OF else None),
        cohort=cohort_at((0, 0, 0)),
        measure=Measure(aggregate=Aggregate.EVERY_TRACK),
        threshold=threshold,
        as_of=day_from(DAY + 3),
    )
    prover = book.prover(ENGINE)

    def proven(place: Place) -> bool:
        at = replace(claim, cohort=cohort_at(place))
        return prover.judgement(prover.trial(at)).truth is Truth.TRUE

    true = {place for place in product(range(3), range(3), range(2)) if proven(place)}
    assume(true)
    narrowest = min(true)
    trial = prover.trial(replace(claim, cohort=cohort_at(narrowest)))
    above = {place for place in true if _within(narrowest, place)}
    widest = [a for a in above if not any(a != b and _within(a, b) for b in above)]
    said = holds(trial, prover.resolved).widest
    assert sorted(said) == sorted(cohort_text(cohort_at(at), plural=False) for at in widest)


def _within(place: Place, wide: Place) -> bool:
    return all(one <= other for one, other in zip(place, wide, strict=True))
