"""What a claim holds for is what proving it anew gives, at each threshold and on each day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from small_books import DAY, SmallBook, small_books

from recordbook.claims import (
    Aggregate,
    Claim,
    Cohort,
    Comparator,
    Family,
    Measure,
    Subject,
    Superlative,
)
from recordbook.engine import DuckDB
from recordbook.proof import Verdict
from recordbook.proof.holds import holds
from recordbook.units import day_from, day_number

if TYPE_CHECKING:
    from recordbook.proof import Prover

ENGINE = DuckDB(threads=1)
THRESHOLDS, LOOKED = range(1, 7), range(DAY - 1, DAY + 5)


def claim_of(family: Family | None, aggregate: Aggregate, threshold: int, day: int) -> Claim:
    """A claim about the first release of a book."""
    return Claim(
        subject=Subject(key="release:0"),
        superlative=family and Superlative(family=family),
        cohort=family and Cohort(population="release"),
        measure=Measure(aggregate=aggregate),
        threshold=threshold,
        as_of=day_from(DAY + day),
    )


def proven(prover: Prover, claim: Claim) -> bool:
    """Whether a claim is proven, and nothing else about it."""
    return Verdict.of(prover.judgement(prover.trial(claim)).truth) is Verdict.PROVEN


def around(start: int, looked: range, found: set[int]) -> tuple[int, int]:
    """The ends of the unbroken stretch of what holds, around one that does."""
    low = high = start
    while low - 1 in found and low - 1 in looked:
        low -= 1
    while high + 1 in found and high + 1 in looked:
        high += 1
    return low, high


FAMILIES = [None, Family.FIRST_AND_ONLY, Family.FASTEST]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.value if family else "plain")
def test_a_claim_holds_exactly_as_far_as_it_can_be_proven(family: Family | None) -> None:
    """Thresholds and days are those at which it is proven, no fewer and no more."""

    @settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
    @given(
        book=small_books(releases=2, dated=False),
        aggregate=st.sampled_from([Aggregate.EVERY_TRACK, Aggregate.ALBUM_TOTAL]),
        thresholds=st.permutations([1, 2, 3, 4]),
        day=st.integers(2, 3),
        sign=st.sampled_from([Comparator.AT_LEAST, Comparator.ABOVE]),
    )
    def law(
        book: SmallBook, aggregate: Aggregate, thresholds: list[int], day: int, sign: Comparator
    ) -> None:
        prover = book.prover(ENGINE)
        claims = [claim_of(family, aggregate, t, day) for t in thresholds]
        claims = [replace(claim, comparator=sign) for claim in claims]
        claim = next((claim for claim in claims if proven(prover, claim)), None)
        assume(claim is not None)
        threshold = claim.threshold
        held = holds(prover.trial(claim), prover.resolved)
        if held.threshold is not None:
            at = {t for t in THRESHOLDS if proven(prover, replace(claim, threshold=t))}
            assert held.threshold == around(threshold, THRESHOLDS, at)
        if held.days is not None:
            first, last = (None if end is None else day_number(end) for end in held.days)
            on = {d for d in LOOKED if proven(prover, replace(claim, as_of=day_from(d)))}
            low, high = around(DAY + day, LOOKED, on)
            assert (LOOKED[0] if first is None else first) == low
            assert (LOOKED[-1] if last is None else last) == high
        assert held.days is not None
        assert held.threshold is not None or family is Family.FASTEST

    law()
