"""Places, counts and firsts of a cohort hold in every way its counters and members may come out."""

from __future__ import annotations

from itertools import product

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from small_books import DAY, DAYS, SmallBook, small_books, ways
from test_verdict_of_books import Standing, memberships, standings

from recordbook.claims import Aggregate, parse
from recordbook.engine import DuckDB
from recordbook.measures import ALWAYS
from recordbook.proof import Prover
from recordbook.proof.field import Field
from recordbook.system.browsing import Board, viewed
from recordbook.system.milestones import SHOWN, First, Firsts
from recordbook.units import Bounds, day_from, day_number

ENGINE = DuckDB(threads=1)
LAWS = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
MOST = 3
"""The highest number in the fields that are made up here."""

World = tuple[tuple[Standing, ...], tuple[bool, ...]]
"""Where every release stands and when it got there, and which of them are members."""


def every_world(book: SmallBook, aggregate: Aggregate, threshold: int, day: int) -> list[World]:
    """Every way the counters may have run and the cohort may be."""
    stand = set(standings(book, aggregate, threshold, day))
    members = set(memberships(book))
    assume(len(stand) * len(members) <= 20_000)
    return list(product(stand, members))


def board_of(book: SmallBook, aggregate: Aggregate, day: int) -> Board:
    """The leaderboard of the book's albums by soloists."""
    said = viewed("albums by soloists", aggregate.value, day_from(DAY + day))
    return Board(book.prover(ENGINE), said, everyone=True)


def holds(bounds: Bounds, number: int) -> bool:
    """Whether a number lies within bounds."""
    return bounds.low <= number and (bounds.high is None or number <= bounds.high)


def number_of(entity: str) -> int:
    """Which release of a small book an entity is."""
    return int(entity.rpartition(":")[2])


@pytest.mark.parametrize("aggregate", [Aggregate.EVERY_TRACK, Aggregate.ALBUM_TOTAL])
@given(book=small_books(shared=True, releases=3), day=st.sampled_from(DAYS))
@LAWS
def test_places_and_counts_hold_in_every_world(
    aggregate: Aggregate, book: SmallBook, day: int
) -> None:
    """A member's place and the number of those at a threshold are within bounds in every world.

    Who is not listed is nobody in any world, or has nothing.
    """
    assume(ways(book) <= 20_000)
    board = board_of(book, aggregate, day)
    rows = {number_of(row.entity): row for row in board.page()}
    counts = board.census(range(1, 4))
    for here, member in every_world(book, aggregate, 1, day):
        values = [value for value, _ in here]
        theirs = [value for value, inside in zip(values, member, strict=True) if inside]
        assert holds(board.members, len(theirs))
        for count in counts:
            assert holds(count.bounds, sum(value >= count.threshold for value in theirs))
        for number, inside in enumerate(member):
            place = 1 + sum(value > values[number] for value in theirs)
            if inside and number in rows:
                assert holds(rows[number].place, place), (number, here, member)
                assert holds(rows[number].bounds, values[number])
            elif inside:
                assert values[number] == 0


@pytest.mark.parametrize("aggregate", [Aggregate.EVERY_TRACK, Aggregate.ALBUM_TOTAL])
@given(book=small_books(shared=True, releases=3), day=st.sampled_from(DAYS))
@LAWS
def test_firsts_hold_in_every_world(aggregate: Aggregate, book: SmallBook, day: int) -> None:
    """Who is said to be first is so in every world, and who may be is told in every other case."""
    assume(ways(book) <= 20_000)
    board = board_of(book, aggregate, day)
    for said in Firsts(board).of(board.ladder()):
        told = {number_of(one.entity) for one in said.reached}
        assert len(told) + said.more <= SHOWN
        for here, member in every_world(book, aggregate, said.threshold, day):
            first = firsts_by_hand(here, member, day)
            if said.decided:
                assert first == told, (said, here, member)
            else:
                assert first <= told, (said, here, member)
        _check_days(book, aggregate, said, day)


def firsts_by_hand(here: tuple[Standing, ...], member: tuple[bool, ...], day: int) -> set[int]:
    """Who of the members was there before everybody else, or on one day with them."""
    days = {
        number: crossed
        for number, ((_, crossed), inside) in enumerate(zip(here, member, strict=True))
        if inside and crossed is not None and crossed <= day
    }
    return {number for number, crossed in days.items() if crossed == min(days.values())}


def _check_days(book: SmallBook, aggregate: Aggregate, said: First, day: int) -> None:
    """The days between which it happened hold whoever is meant, whatever the cohort."""
    for here in set(standings(book, aggregate, said.threshold, day)):
        for one in said.reached:
            crossed = here[number_of(one.entity)][1]
            if one.latest is not None:
                assert crossed is not None
                assert DAY + crossed <= day_number(one.latest)
            if crossed is not None and one.earliest is not None:
                assert DAY + crossed >= day_number(one.earliest)


@st.composite
def fields(draw: st.DrawFn) -> Field:
    """A handful who stand anywhere, each for itself."""
    many = draw(st.integers(1, 4))
    ends = [
        sorted(draw(st.lists(st.integers(0, MOST), min_size=2, max_size=2))) for _ in range(many)
    ]
    members = [draw(st.sampled_from([0, 1, 2, 2, 2])) for _ in range(many)]
    nothing, far = np.zeros(many, dtype=np.int64), np.full(many, ALWAYS)
    return Field(
        entities=pa.array([f"release:{one}" for one in range(many)]),
        subject=-1,
        member=np.array(members),
        low=np.array([low for low, _ in ends]),
        high=np.array([high for _, high in ends]),
        earliest=-far,
        latest=far,
        released_from=-far,
        released_to=far,
        read=nothing + 1,
    )


@pytest.mark.parametrize("measure", ["album total", "peak rank"])
@given(field=fields())
@settings(max_examples=60, deadline=None)
def test_places_are_no_wider_than_they_must_be(measure: str, field: Field) -> None:
    """Where everyone stands for itself, the best and the worst place are those of some world."""
    claim = parse(f'key "x": most {measure} among albums as of 2025-01-01')
    board = Board(Prover.__new__(Prover), claim)
    board.__dict__["field"] = field
    everyone = range(len(field.member))
    best, worst = board.standing(np.arange(len(field.member)))
    for one in everyone:
        if field.member[one]:
            places = _places(field, one, fewer_is_better=board.places)
            assert (best[one], worst[one]) == (min(places), max(places))


def _places(field: Field, one: int, *, fewer_is_better: bool) -> set[int]:
    """Every place that one of the field may take, if it is a member."""
    found: set[int] = set()
    spans = [range(low, high + 1) for low, high in zip(field.low, field.high, strict=True)]
    inside = [{2: (True,), 1: (False, True), 0: (False,)}[int(truth)] for truth in field.member]
    for values in product(*spans):
        for members in product(*inside):
            others = [v for n, v in enumerate(values) if members[n] and n != one]
            mine = values[one]
            before = [v for v in others if (v < mine if fewer_is_better else v > mine)]
            found.add(1 + len(before))
    return found
