"""How far a claim holds is what judging it anew gives, at every threshold and on every day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

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
from recordbook.measures import ALWAYS, UNBOUNDED
from recordbook.proof.day_span import day_span
from recordbook.proof.families import FAMILIES, plain
from recordbook.proof.field import Field
from recordbook.proof.thresholds import thresholds
from recordbook.proof.trial import Trial
from recordbook.units import Truth, day_from, day_number

if TYPE_CHECKING:
    from recordbook.proof.field import Ints

LAST, TOP = 5, 6
DAYS, THRESHOLDS = range(-2, LAST + 4), range(1, TOP + 3)
CROSSED = [Family.FIRST, Family.NTH, Family.JOINS, Family.FASTEST]
LEVEL = [Family.ONLY, Family.FIRST_AND_ONLY, Family.ONE_OF]


@dataclass(frozen=True)
class Counter:
    """What is known of a counter that never fell: the least and the most on each day."""

    low: tuple[int, ...]
    high: tuple[int, ...]
    member: tuple[int, int]  # before and from the day on which membership may change
    release: tuple[int, int] = (0, 0)

    def on(self, day: int) -> tuple[int, int]:
        """The bounds on any day: before the first reading, and after the last."""
        if day > LAST:
            return self.low[-1], int(UNBOUNDED)
        return (self.low[day - 1], self.high[day - 1]) if day > 0 else (0, self.high[0])

    def crossing(self, threshold: int) -> tuple[int, int]:
        """The days between which it reached a threshold."""
        days = range(1, LAST + 2)
        first = next((day for day in days if self.on(day)[1] >= threshold), ALWAYS)
        last = next((day for day in days if self.on(day)[0] >= threshold), ALWAYS)
        return -ALWAYS if first == 1 else first, last


@st.composite
def counters(draw: st.DrawFn, *, least: int = 0) -> Counter:
    """A counter that was read or not, day by day."""
    path = sorted(draw(st.lists(st.integers(0, TOP), min_size=LAST, max_size=LAST)))
    read = draw(st.lists(st.sampled_from([True, True, False]), min_size=LAST, max_size=LAST))
    low = [max((v for v, r in zip(path[:d], read[:d], strict=True) if r), default=0) for d in DAYS_]
    high = [
        min((v for v, r in zip(path[d - 1 :], read[d - 1 :], strict=True) if r), default=TOP + 1)
        for d in DAYS_
    ]
    member = draw(st.tuples(st.integers(least, 2), st.integers(least, 2)))
    released = sorted(draw(st.tuples(st.integers(-1, 1), st.integers(-1, 1))))
    return Counter(tuple(low), tuple(high), member, (released[0], released[1]))


DAYS_ = range(1, LAST + 1)


@dataclass(frozen=True)
class KnownMembers:
    """Candidates of which everything is at hand; membership changes on one day."""

    known: tuple[Counter, ...]
    as_of: int
    change: int
    kind: str = "release"

    def changes(self, _: Cohort | None) -> list[int]:
        """The day on which membership changes, if it does."""
        return [] if self.change == ALWAYS else [self.change]


class KnownTrial(Trial):
    """A trial whose numbers come from counters instead of a book."""

    def field_at(self, *, day: int | None = None, threshold: int | None = None) -> Field:
        """Everyone, on a day and at a threshold."""
        day = self.terms.as_of if day is None else day
        threshold = self.terms.threshold if threshold is None else threshold
        known = self.members.known

        def column(values: list[int]) -> Ints:
            return np.array(values, dtype=np.int64)

        return Field(
            entities=pa.array([f"release:{place}" for place in range(len(known))]),
            subject=0,
            member=self.membership,
            low=column([one.on(day)[0] for one in known]),
            high=column([one.on(day)[1] for one in known]),
            earliest=column([one.crossing(threshold)[0] for one in known]),
            latest=column([one.crossing(threshold)[1] for one in known]),
            released_from=column([one.release[0] for one in known]),
            released_to=column([one.release[1] for one in known]),
            read=column([1] * len(known)),
        )

    def reached(self, threshold: int) -> int:
        """The day on which the subject is known to have reached a threshold."""
        return self.members.known[0].crossing(threshold)[1]

    @cached_property
    def membership(self) -> Ints:
        """Kleene truth of membership on the members' own day."""
        later = self.members.as_of >= self.members.change
        return np.array([one.member[later] for one in self.members.known], dtype=np.int64)


def trial_of(
    family: Family | None,
    known: list[Counter],
    threshold: int,
    day: int,
    *,
    sign: Comparator = Comparator.AT_LEAST,
    change: int = ALWAYS,
) -> KnownTrial:
    """A claim about the first of the counters."""
    n = 2 if family in {Family.NTH, Family.ONE_OF} else None
    claim = Claim(
        subject=Subject(key="release:0"),
        superlative=family and Superlative(family=family, n=n),
        cohort=family and Cohort(population="album"),
        measure=Measure(aggregate=Aggregate.ALBUM_TOTAL),
        threshold=threshold,
        comparator=sign,
        as_of=day_from(day),
    )
    members = KnownMembers(tuple(known), day, change)
    return KnownTrial(claim, "release:0", (), None, members)


def proven(trial: KnownTrial) -> bool:
    """Whether the claim is proven."""
    superlative = trial.claim.superlative
    judge = FAMILIES[superlative.family] if superlative else plain
    return judge(trial.field, trial.terms).truth is Truth.TRUE


def at(trial: KnownTrial, *, threshold: int | None = None, day: int | None = None) -> KnownTrial:
    """The same claim at another threshold or for another day."""
    claim, members = trial.claim, trial.members
    if threshold is not None:
        claim = replace(claim, threshold=threshold)
    if day is not None:
        claim, members = replace(claim, as_of=day_from(day)), replace(members, as_of=day)
    return replace(trial, claim=claim, members=members)


def around(start: int, looked: range, found: set[int]) -> tuple[int, int]:
    """The ends of the unbroken stretch of what holds, around one that does."""
    low = high = start
    while low - 1 in found and low - 1 in looked:
        low -= 1
    while high + 1 in found and high + 1 in looked:
        high += 1
    return low, high


def holding(family: Family | None, known: list[Counter], day: int, **more: object) -> KnownTrial:
    """A proven claim about these counters; without one the example says nothing."""
    trials = (trial_of(family, known, threshold, day, **more) for threshold in (3, 2, 4, 1, 5))
    trial = next((trial for trial in trials if proven(trial)), None)
    assume(trial is not None)
    return trial


def fields(**more: int) -> st.SearchStrategy[list[Counter]]:
    """A subject that surely is a member, and rivals."""
    return st.builds(
        lambda subject, rivals: [replace(subject, member=(2, 2)), *rivals],
        counters(),
        st.lists(counters(**more), max_size=3),
    )


def checked(law: object, examples: int = 30) -> None:
    """Run a law on many fields; most are proven of nothing."""
    settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
    )(law)()


@pytest.mark.parametrize("family", [None, Family.FIRST, *LEVEL], ids=str)
def test_thresholds_are_those_at_which_it_is_proven(family: Family | None) -> None:
    """The interval holds the claimed threshold, is proven throughout, and cannot grow."""

    @given(known=fields(), day=st.sampled_from(DAYS_), above=st.booleans())
    def law(known: list[Counter], day: int, *, above: bool) -> None:
        sign = Comparator.ABOVE if above else Comparator.AT_LEAST
        trial = holding(family, known, day, sign=sign)
        found = {t for t in THRESHOLDS if proven(at(trial, threshold=t))}
        fallen = np.zeros(len(known), dtype=bool)
        assert thresholds(trial, fallen) == around(trial.claim.threshold, THRESHOLDS, found)

    checked(law)


@pytest.mark.parametrize("family", [None, *CROSSED, *LEVEL], ids=str)
def test_days_are_those_on_which_it_is_proven(family: Family | None) -> None:
    """The interval holds the claimed day, is proven throughout, and cannot grow."""

    @given(known=fields(), day=st.sampled_from(DAYS_), change=st.sampled_from([*DAYS_, ALWAYS]))
    def law(known: list[Counter], day: int, change: int) -> None:
        trial = holding(family, known, day, change=change)
        days = day_span(trial, np.zeros(len(known), dtype=bool))
        assert days is not None
        found = {d for d in DAYS if proven(at(trial, day=d))}
        first, last = (None if end is None else day_number(end) for end in days)
        shown = DAYS[0] if first is None else first, DAYS[-1] if last is None else last
        assert shown == around(day, DAYS, found)

    checked(law)


@given(known=fields(), day=st.sampled_from(DAYS_), sign=st.sampled_from(Comparator))
@settings(suppress_health_check=[HealthCheck.filter_too_much], deadline=None)
def test_plain_statements_hold_where_they_are_proven(
    known: list[Counter], day: int, sign: Comparator
) -> None:
    """Whatever the comparison, thresholds and days are those at which it is proven."""
    trial = holding(None, known[:1], day, sign=sign)
    fallen = np.zeros(1, dtype=bool)
    found = {t for t in THRESHOLDS if proven(at(trial, threshold=t))}
    held = thresholds(trial, fallen)
    if held is not None:
        within = held[0], min(held[1], THRESHOLDS[-1])
        assert within == around(trial.claim.threshold, THRESHOLDS, found)
    days = day_span(trial, fallen)
    first, last = (None if end is None else day_number(end) for end in days)
    shown = DAYS[0] if first is None else first, DAYS[-1] if last is None else last
    assert shown == around(day, DAYS, {d for d in DAYS if proven(at(trial, day=d))})
