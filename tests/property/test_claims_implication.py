"""Implication is a partial order, and what is implied is true in every world where the claim is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import permutations
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from recordbook.claims import (
    Aggregate,
    AllOf,
    AnyOf,
    Claim,
    Cohort,
    CohortTerm,
    Comparator,
    Condition,
    Family,
    Measure,
    Subject,
    Superlative,
    implies,
)

if TYPE_CHECKING:
    from collections.abc import Callable

START = date(2023, 1, 1)
DAYS = 4
TRACKS = 2


def below(attribute: str, narrower: str, wider: str) -> bool:
    """The one hierarchy of the small worlds."""
    return (attribute, narrower, wider) == ("country", "Seoul", "Asia")


@dataclass(frozen=True)
class Item:
    """An album of a small world: where from, of what type, and its tracks' counts on each day."""

    country: str
    kind: str
    counts: tuple[tuple[int, ...], ...]

    def meets(self, term: CohortTerm) -> bool:
        """Whether the conditions hold."""
        if isinstance(term, AllOf):
            return all(self.meets(part) for part in term.parts)
        if isinstance(term, AnyOf):
            return any(self.meets(part) for part in term.parts)
        own = self.country if term.attribute == "country" else self.kind
        hit = any(own == v or below(term.attribute, own, v) for v in term.values)
        return hit is not term.negated

    def value(self, measure: Measure, day: int) -> int:
        """The measure on a day."""
        counts = self.counts[day]
        if measure.aggregate is Aggregate.TRACKS_PAST:
            return sum(count >= (measure.past or 0) for count in counts)
        return min(counts) if measure.aggregate is Aggregate.EVERY_TRACK else sum(counts)

    def crossed(self, measure: Measure, threshold: int, last: int) -> int | None:
        """The first day at the threshold, no later than the last."""
        days = (d for d in range(last + 1) if self.value(measure, d) >= threshold)
        return next(days, None)


World = tuple[Item, ...]
items = st.builds(
    Item,
    country=st.sampled_from(["Seoul", "Asia", "Europe"]),
    kind=st.sampled_from(["soloist", "group"]),
    counts=st.tuples(*[st.tuples(*[st.integers(0, 4)] * TRACKS)] * DAYS),
)
worlds = st.lists(items, min_size=1, max_size=4).map(tuple)


def _compare(sign: Comparator, value: int, threshold: int) -> bool:
    tests: dict[Comparator, Callable[[int, int], bool]] = {
        Comparator.AT_LEAST: int.__ge__,
        Comparator.ABOVE: int.__gt__,
        Comparator.EQUAL: int.__eq__,
        Comparator.BELOW: int.__lt__,
        Comparator.AT_MOST: int.__le__,
    }
    return tests[sign](value, threshold)


def holds(claim: Claim, world: World) -> bool:
    """Whether the claim is true of the world's first item, by its definition."""
    day, threshold = (claim.as_of - START).days, claim.threshold or 0
    subject = world[0]
    if claim.superlative is None or claim.cohort is None:
        return _compare(claim.comparator, subject.value(claim.measure, day), threshold)
    rivals = [item for item in world[1:] if item.meets(claim.cohort.term)]
    if claim.superlative.family is Family.MOST:
        own = subject.value(claim.measure, day)
        return all(own > rival.value(claim.measure, day) for rival in rivals)
    own = subject.crossed(claim.measure, threshold, day)
    others = [rival.crossed(claim.measure, threshold, day) for rival in rivals]
    stands = [item.value(claim.measure, day) >= threshold for item in (subject, *rivals)]
    first = own is not None and all(other is None or own < other for other in others)
    earlier = [other for other in others if other is not None and own is not None and other < own]
    only = stands[0] and not any(stands[1:])
    truths = {
        Family.FIRST: first,
        Family.ONLY: only,
        Family.FIRST_AND_ONLY: first and only,
        Family.JOINS: bool(earlier),
        Family.NTH: own is not None and len(earlier) == (claim.superlative.n or 0) - 1,
        Family.ONE_OF: stands[0] and sum(stands) == claim.superlative.n,
    }
    return truths[claim.superlative.family]


def _condition(attribute: str, *values: str) -> st.SearchStrategy[Condition]:
    chosen = st.lists(st.sampled_from(values), min_size=1, max_size=2).map(tuple)
    kind = st.just(attribute)
    return st.builds(Condition, attribute=kind, values=chosen, negated=st.booleans())


_conditions = _condition("country", "Seoul", "Asia", "Europe") | _condition(
    "act type", "soloist", "group"
)
_parts = st.lists(_conditions, max_size=2).map(tuple)
terms = (
    st.builds(AllOf, _parts)
    | st.lists(_conditions, min_size=1, max_size=2).map(lambda parts: AnyOf(tuple(parts)))
    | st.tuples(_conditions, _conditions, _conditions).map(
        lambda three: AllOf((three[0], AnyOf(three[1:])))
    )
)
_measures = st.sampled_from(
    [
        Measure(aggregate=Aggregate.EVERY_TRACK),
        Measure(aggregate=Aggregate.ALBUM_TOTAL),
        Measure(aggregate=Aggregate.TRACKS_PAST, past=1),
        Measure(aggregate=Aggregate.TRACKS_PAST, past=2),
    ]
)
_superlatives = st.sampled_from(
    [None]
    + [
        Superlative(family=family)
        for family in (
            *(Family.FIRST, Family.ONLY, Family.FIRST_AND_ONLY),
            *(Family.JOINS, Family.MOST),
        )
    ]
    + [Superlative(family=family, n=2) for family in (Family.NTH, Family.ONE_OF)]
)
_PLAIN_SIGNS = [sign for sign in Comparator if sign is not Comparator.ABOUT]


@st.composite
def small_claims(draw: st.DrawFn) -> Claim:
    """A claim about the first item of a small world."""
    superlative = draw(_superlatives)
    plain = superlative is None
    level = superlative is not None and superlative.family is Family.MOST
    return Claim(
        subject=Subject(name="X"),
        measure=draw(_measures),
        as_of=START + timedelta(days=draw(st.integers(0, DAYS - 1))),
        superlative=superlative,
        cohort=None if plain else Cohort(term=draw(terms)),
        threshold=None if level else draw(st.integers(1, 5)),
        comparator=draw(st.sampled_from(_PLAIN_SIGNS)) if plain else Comparator.AT_LEAST,
    )


@st.composite
def changed(draw: st.DrawFn, claim: Claim) -> Claim:
    """The claim with one or two of its parts taken from another."""
    other = draw(small_claims())
    for part in draw(st.lists(st.sampled_from(_PARTS), min_size=1, max_size=2)):
        claim = _taking(claim, other, part)
    return claim


_PARTS = ("family", "family", "cohort", "cohort", "narrower", "threshold", "measure", "as_of")


def _taking(claim: Claim, other: Claim, part: str) -> Claim:
    """The claim with one part of the other, as far as that makes a claim."""
    both = claim.cohort is not None and other.cohort is not None
    at_all = claim.threshold is not None
    changes: dict[str, object] = {}
    if part == "narrower" and claim.cohort and other.cohort:
        changes = {"cohort": Cohort(term=AllOf((claim.cohort.term, other.cohort.term)))}
    elif part == "family" and other.superlative and at_all:
        cohort = claim.cohort or other.cohort
        sign = Comparator.AT_LEAST
        changes = {"superlative": other.superlative, "cohort": cohort, "comparator": sign}
    elif part == "family" and other.superlative is None and at_all:
        changes = {"superlative": None, "cohort": None, "comparator": other.comparator}
    elif part in {"measure", "as_of"} or (part == "cohort" and both):
        changes = {part: getattr(other, part)}
    elif part == "threshold" and at_all and other.threshold is not None:
        changes = {part: other.threshold}
    return replace(claim, **changes)


neighbours = small_claims().flatmap(lambda claim: st.tuples(st.just(claim), changed(claim)))
chains = neighbours.flatmap(lambda pair: st.tuples(*map(st.just, pair), changed(pair[1])))


@settings(max_examples=300, deadline=None)
@given(neighbours, worlds)
def test_what_is_implied_is_true(pair: tuple[Claim, Claim], world: World) -> None:
    """In no small world is a claim true and one that it implies false."""
    for a, b in permutations(pair):
        member = b.cohort is None or world[0].meets(b.cohort.term)
        value = world[0].value(a.measure, (a.as_of - START).days)
        if member and holds(a, world) and implies(a, b, below=below, value=value, tracks=TRACKS):
            assert holds(b, world)


@settings(deadline=None)
@given(small_claims())
def test_a_claim_implies_itself(claim: Claim) -> None:
    """Implication is reflexive."""
    assert implies(claim, claim)


@settings(max_examples=200, deadline=None)
@given(neighbours)
def test_claims_that_imply_each_other_differ_in_the_wording_of_the_cohort_alone(
    pair: tuple[Claim, Claim],
) -> None:
    """Implication is antisymmetric, up to cohorts that say the same in other words."""
    a, b = pair
    if implies(a, b) and implies(b, a):
        assert replace(a, cohort=b.cohort) == b


@settings(max_examples=300, deadline=None)
@given(chains, st.integers(0, 5))
def test_implication_is_transitive(chain: tuple[Claim, Claim, Claim], value: int) -> None:
    """What is implied by what is implied is implied."""
    known = {"below": below, "value": value, "tracks": TRACKS}
    for x, y, z in permutations(chain):
        if implies(x, y, **known) and implies(y, z, **known):
            assert implies(x, z, **known)
