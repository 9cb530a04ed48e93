"""What is measured on lists is never wrong, and as narrow as one entity's own lists allow."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lists_by_hand import (
    END,
    ENTITIES,
    NOWHERE,
    PLACES,
    SLOTS,
    STEP,
    Asked,
    Row,
    World,
    value,
    worlds,
)

from recordbook.measures import Question
from recordbook.measures.lists import standings

_OF_LEVELS = ("weeks at", "consecutive weeks at", "re-entries")
_OF_PLACES = ("peak rank", "debut rank", "re-entry rank")
_OTHERS = ("places gained", "places lost", "weeks from debut to", "weeks on the list to")
MEASURES = (*_OF_LEVELS, *_OF_PLACES, *_OTHERS)
_LOOSE = ("debut rank", "re-entry rank", "weeks from debut to", "weeks on the list to")
"""Every measure of one entity in one list; of a few the bounds are not the narrowest."""

spans = st.sampled_from([(None, None), (STEP, None), (STEP, 2 * STEP), (None, 2 * STEP)])


def asked_of(measure: str, rank: int, span: tuple[int | None, int | None], day: int) -> Question:
    """The question about the small list."""
    ranked = measure not in {*_OF_PLACES, "places gained", "places lost"}
    return Question(
        platform="p",
        as_of=day,
        metric="weekly rank",
        rank=rank if ranked else None,
        since=span[0],
        until=span[1],
    )


def found(world: World, measure: str, question: Question) -> dict[str, tuple[int, int | None]]:
    """The measured bounds by entity."""
    with mock.patch("recordbook.measures.lists.standings.known_list", _known):
        rows = standings(world.evidence(), question, measure).to_pylist()
    return {row["entity"]: (row["low"], row["high"]) for row in rows}


def _known(platform: str, region: str, cadence: int) -> object:
    del platform, region
    assert cadence == STEP
    return World(()).listing().known


def tried(
    world: World, measure: str, entity: str, asked: Asked, day: int
) -> tuple[int, int | None]:
    """The least and the greatest value of all completions; no place is beyond the last."""
    values = {value(measure, *way, asked) for way in world.ways(entity, day)}
    highest = None if None in values else max(v for v in values if v is not None)
    return min(PLACES + 1 if v is None else v for v in values), highest


def _within(bounds: tuple[int, int | None], truth: tuple[int, int | None]) -> bool:
    if bounds[1] is None or truth[1] is None:
        return bounds[0] <= truth[0] and bounds[1] is None
    return bounds[0] <= truth[0] and truth[1] <= bounds[1]


@pytest.mark.parametrize("measure", MEASURES)
@given(world=worlds(), rank=st.integers(1, PLACES), span=spans, day=st.integers(0, END))
@settings(max_examples=60, deadline=None)
def test_every_completion_lies_within(
    measure: str, world: World, rank: int, span: tuple[int | None, int | None], day: int
) -> None:
    """No completion of the lists gives a value outside the bounds."""
    bounds = found(world, measure, asked_of(measure, rank, span, day))
    asked = Asked(rank, span[0] or 0, min(day, END if span[1] is None else span[1]))
    for entity in (*ENTITIES, NOWHERE):
        truth = tried(world, measure, entity, asked, day)
        assert _within(bounds[entity], truth), (entity, bounds[entity], truth)
        if measure not in _LOOSE:
            assert bounds[entity] == truth, entity


@pytest.mark.parametrize("measure", MEASURES)
@given(world=worlds(vague=False, counted=True), rank=st.integers(1, PLACES))
@settings(max_examples=40, deadline=None)
def test_the_lists_own_counts_rule_nothing_true_out(measure: str, world: World, rank: int) -> None:
    """Where a list counts its own lists, every completion that fits the count is kept."""
    bounds = found(world, measure, asked_of(measure, rank, (None, None), END))
    for entity in ENTITIES:
        truth = tried(world, measure, entity, Asked(rank, 0, END), END)
        assert _within(bounds[entity], truth), (entity, bounds[entity], truth)


@pytest.mark.parametrize("measure", MEASURES)
@given(orders=st.lists(st.permutations(ENTITIES), min_size=SLOTS, max_size=SLOTS))
@settings(max_examples=20, deadline=None)
def test_whole_lists_leave_nothing_open(measure: str, orders: list[list[str]]) -> None:
    """With every list whole there is one completion, and the bounds are its value."""
    world = World(
        tuple(
            Row(slot, entity, place, place)
            for slot, order in enumerate(orders)
            for place, entity in enumerate(order[:PLACES], 1)
        )
    )
    bounds = found(world, measure, asked_of(measure, 1, (None, None), END))
    for entity in (*ENTITIES, NOWHERE):
        assert bounds[entity] == tried(world, measure, entity, Asked(1, 0, END), END)


@pytest.mark.parametrize("measure", MEASURES)
def test_before_an_unknown_beginning_anything_may_have_been(measure: str) -> None:
    """Where nobody says when a list began, ever is open, and a window in whole lists is not."""
    rows = tuple(Row(slot, entity, place, place) for slot in (1, 2) for entity, place in _TWO)
    with mock.patch("recordbook.measures.lists.standings.known_list", _unknown):
        evidence = World(rows).evidence(began=None)
        ever = standings(evidence, asked_of(measure, 1, (None, None), 2 * STEP), measure)
    best = {row["entity"]: (row["low"], row["high"]) for row in ever.to_pylist()}["b"]
    assert best == ((1, 2) if measure == "peak rank" else (best[0], None))


_TWO = (("a", 1), ("b", 2))


def _unknown(platform: str, region: str, cadence: int) -> object:
    del platform, region, cadence
    return World(()).listing(began=None).known
