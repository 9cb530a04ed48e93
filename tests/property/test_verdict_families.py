"""Every family agrees with its definition over all completions of a field, in both directions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recordbook.claims import Family
from recordbook.measures import ALWAYS
from recordbook.proof.families import FAMILIES, Judgement, Terms, plain
from recordbook.proof.field import Field

if TYPE_CHECKING:
    from collections.abc import Callable

THRESHOLD, AS_OF, LAST = 3, 3, 5


@dataclass(frozen=True)
class One:
    """One candidate as it truly is: in the cohort or not, its value, its crossing, its release."""

    member: bool = True
    value: int = 0
    crossed: int | None = None  # the day; None: never
    released: int = 0

    @property
    def there(self) -> bool:
        """Whether it reached the threshold by the day."""
        return self.crossed is not None and self.crossed <= AS_OF

    @property
    def took(self) -> int:
        """Whole days from release to the threshold; the release day is day 0."""
        assert self.crossed is not None
        return max(self.crossed - self.released, 0)


@dataclass(frozen=True)
class Known:
    """What is known of one candidate: every way it may be."""

    member: int
    value: tuple[int, int]
    crossing: tuple[int, int | None]  # None: it may never cross
    release: tuple[int, int]

    def ways(self, *asked: str) -> set[One]:
        """All the ways it may be, told apart only by what is asked."""
        days: list[int | None] = [*range(self.crossing[0], (self.crossing[1] or LAST) + 1)]
        if self.crossing[1] is None:
            days.append(None)
        ways = (
            One(member, value, crossed, released)
            for member in {0: [False], 1: [False, True], 2: [True]}[self.member]
            for value in range(self.value[0], self.value[1] + 1)
            for crossed in days
            for released in range(self.release[0], self.release[1] + 1)
        )
        likely = (way for way in ways if way.value < THRESHOLD or way.there)
        return {One(**{name: getattr(way, name) for name in ("member", *asked)}) for way in likely}


@st.composite
def known(draw: st.DrawFn) -> Known:
    """A candidate whose value and crossing do not contradict each other."""
    low, high = sorted(draw(st.tuples(st.integers(0, 5), st.integers(0, 5))))
    first = draw(st.integers(1, AS_OF if high >= THRESHOLD else LAST))
    last = draw(st.integers(first, LAST) | st.none())
    if low >= THRESHOLD:
        last = draw(st.integers(first, AS_OF))
    released = sorted(draw(st.tuples(st.integers(0, 3), st.integers(0, 3))))
    return Known(draw(st.integers(0, 2)), (low, high), (first, last), (released[0], released[1]))


def field_of(candidates: list[Known]) -> Field:
    """The field of these candidates, the first of them the subject."""

    def column(values: list[int]) -> np.ndarray:
        return np.array(values, dtype=np.int64)

    return Field(
        entities=pa.array([f"release:{place}" for place in range(len(candidates))]),
        subject=0,
        member=column([one.member for one in candidates]),
        low=column([one.value[0] for one in candidates]),
        high=column([one.value[1] for one in candidates]),
        earliest=column([one.crossing[0] for one in candidates]),
        latest=column([ALWAYS if (day := one.crossing[1]) is None else day for one in candidates]),
        released_from=column([one.release[0] for one in candidates]),
        released_to=column([one.release[1] for one in candidates]),
        read=column([1] * len(candidates)),
    )


def first(me: One, others: list[One], _: int) -> bool:
    """Crossed no later than the day, strictly before every other member."""
    return me.there and all(one.crossed is None or one.crossed > me.crossed for one in others)


def only(me: One, others: list[One], _: int) -> bool:
    """Stands there on the day, and nobody else does."""
    return me.value >= THRESHOLD and all(one.value < THRESHOLD for one in others)


def first_and_only(me: One, others: list[One], n: int) -> bool:
    """Both of them."""
    return first(me, others, n) and only(me, others, n)


def nth(me: One, others: list[One], n: int) -> bool:
    """Exactly n - 1 were earlier."""
    earlier = [one for one in others if one.crossed is not None and one.crossed < (me.crossed or 0)]
    return me.there and len(earlier) == n - 1


def one_of(me: One, others: list[One], n: int) -> bool:
    """Exactly n qualify, the subject among them."""
    return me.value >= THRESHOLD and sum(one.value >= THRESHOLD for one in others) == n - 1


def joins(me: One, others: list[One], _: int) -> bool:
    """Crossed by the day, and somebody was earlier."""
    earlier = [one for one in others if one.crossed is not None and one.crossed < (me.crossed or 0)]
    return me.there and bool(earlier)


def fastest(me: One, others: list[One], n: int) -> bool:
    """Exactly n - 1 of those who crossed by the day took fewer days; the fastest is alone."""
    if not me.there:
        return False
    taken = [one.took for one in others if one.there]
    if n == 1:
        return all(days > me.took for days in taken)
    return sum(days < me.took for days in taken) == n - 1


def oldest(me: One, others: list[One], n: int) -> bool:
    """Exactly n - 1 of those who crossed by the day were older; the oldest is alone."""
    if not me.there:
        return False
    taken = [one.took for one in others if one.there]
    if n == 1:
        return all(days < me.took for days in taken)
    return sum(days > me.took for days in taken) == n - 1


def most(me: One, others: list[One], n: int) -> bool:
    """Exactly n - 1 stand above; the most of all is alone at the top."""
    if n == 1:
        return all(one.value < me.value for one in others)
    return sum(one.value > me.value for one in others) == n - 1


def least(me: One, others: list[One], n: int) -> bool:
    """Exactly n - 1 stand below; the least of all is alone at the bottom."""
    if n == 1:
        return all(one.value > me.value for one in others)
    return sum(one.value < me.value for one in others) == n - 1


DEFINITIONS: dict[Family, tuple[Callable[[One, list[One], int], bool], tuple[str, ...]]] = {
    Family.FIRST: (first, ("crossed",)),
    Family.ONLY: (only, ("value",)),
    Family.FIRST_AND_ONLY: (first_and_only, ("value", "crossed")),
    Family.NTH: (nth, ("crossed",)),
    Family.ONE_OF: (one_of, ("value",)),
    Family.JOINS: (joins, ("crossed",)),
    Family.FASTEST: (fastest, ("crossed", "released")),
    Family.OLDEST: (oldest, ("crossed", "released")),
    Family.MOST: (most, ("value",)),
    Family.LEAST: (least, ("value",)),
    Family.PERSONAL_BEST: (most, ("value",)),
}


_NUMBERED = {Family.NTH, Family.ONE_OF, Family.FASTEST, Family.OLDEST}


def outcomes(family: Family, candidates: list[Known], n: int) -> set[bool]:
    """Whether the claim is true, in every world there may be."""
    definition, asked = DEFINITIONS[family]
    return {
        me.member and definition(me, [one for one in others if one.member], n)
        for me, *others in product(*(one.ways(*asked) for one in candidates))
    }


def agrees(judgement: Judgement, found: set[bool]) -> bool:
    """Whether a judgement says of the outcomes exactly what is so."""
    return judgement.truth.name == {(True,): "TRUE", (False,): "FALSE"}.get(tuple(found), "UNKNOWN")


@pytest.mark.parametrize("family", DEFINITIONS, ids=lambda family: family.value)
def test_a_family_says_what_all_completions_say(family: Family) -> None:
    """Proven where all completions agree that it is so, refuted where all agree not, else open."""

    @settings(max_examples=200, deadline=None)
    @given(candidates=st.lists(known(), min_size=1, max_size=4), n=st.integers(1, 4))
    def law(candidates: list[Known], n: int) -> None:
        place = n if family in _NUMBERED | LEVELS else 1
        place = max(place, 2) if family is Family.NTH else place
        if family in {Family.FIRST_AND_ONLY, Family.FASTEST, Family.OLDEST}:
            candidates = candidates[:3]
        judgement = FAMILIES[family](
            field_of(candidates), Terms(threshold=THRESHOLD, as_of=AS_OF, n=place)
        )
        assert agrees(judgement, outcomes(family, candidates, place))

    law()


LEVELS = {Family.MOST, Family.LEAST}


@given(one=known(), ends=st.tuples(st.integers(0, 6), st.integers(0, 6)))
def test_a_plain_statement_says_what_all_completions_say(one: Known, ends: tuple[int, int]) -> None:
    """Proven where every value it may have is allowed, refuted where none is, else open."""
    goal = min(ends), max(ends)
    judgement = plain(field_of([one]), Terms(threshold=THRESHOLD, as_of=AS_OF, goal=goal))
    assert agrees(judgement, {goal[0] <= way.value <= goal[1] for way in one.ways("value")})


@given(candidates=st.lists(known(), min_size=2, max_size=3))
def test_a_rival_is_excluded_only_if_it_can_do_no_harm(candidates: list[Known]) -> None:
    """Without the excluded rivals a claim to be the first is judged the same."""
    field, terms = field_of(candidates), Terms(threshold=THRESHOLD, as_of=AS_OF)
    judgement = FAMILIES[Family.FIRST](field, terms)
    kept = [
        candidates[place]
        for place in range(len(candidates))
        if not place or judgement.status[place] or not candidates[place].member
    ]
    assert FAMILIES[Family.FIRST](field_of(kept), terms).truth == judgement.truth
