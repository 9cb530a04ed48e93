"""Pictures of bounds: what is drawn as sure is sure, and nothing possible lies outside the band."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recordbook.system.courses import Point
from recordbook.units import Bounds
from recordbook.web.curves import BOX, Curve, curve

DAY = date(2024, 1, 1)


def corners(path: str) -> list[tuple[int, int]]:
    """The corners of a path."""
    pairs = (one.split(" ") for one in path.strip("MZ").split("L"))
    return [(int(x), int(y)) for x, y in pairs]


@st.composite
def courses(draw: st.DrawFn) -> list[Point]:
    """Points by day, of a counter that only rises."""
    steps = draw(st.lists(st.integers(1, 30), min_size=1, max_size=12))
    lows = sorted(draw(st.lists(st.integers(0, 1000), min_size=len(steps), max_size=len(steps))))
    points: list[Point] = []
    for step, low in zip(steps, lows, strict=True):
        last = points[-1].day if points else DAY
        high = draw(st.one_of(st.none(), st.integers(low, 1100)))
        points.append(Point(day=last + timedelta(days=step), bounds=Bounds(low, high)))
    return points


def on(points: list[Point], day: date) -> Bounds:
    """The bounds on a day."""
    return next((one.bounds for one in reversed(points) if one.day <= day), Bounds())


@given(points=courses(), more=st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_nothing_is_drawn_that_is_not_so(points: list[Point], more: int) -> None:
    """The line of what is sure never lies above a day's low, and ends where the day ends."""
    last = points[-1].day + timedelta(days=more)
    drawn = curve(points, last)
    assert isinstance(drawn, Curve)
    sure, most = corners(drawn.sure), corners(drawn.most)
    for (x, y), (after, then) in zip(sure[:-1:2], sure[1::2], strict=True):
        assert x <= after
        assert then == y, "what is sure keeps its level until the next day that is drawn"
    for (x, _), (after, _) in zip(most[:-1:2], most[1::2], strict=True):
        assert after == x, "what is possible takes the next day's level at once"
    assert [x for x, _ in sure] == sorted(x for x, _ in sure)
    assert all(0 <= x <= BOX and 0 <= y <= BOX for x, y in (*sure, *most))
    low, high = on(points, drawn.last).low, on(points, drawn.last).high
    assert most[-1][1] <= sure[-1][1]
    assert (high is None) <= (most[-1][1] == 0)
    assert (low == 0) <= (sure[-1][1] == BOX)


def test_places_lie_the_other_way_round() -> None:
    """The best place is at the top, and a place that nobody may have held at the bottom."""
    points = [
        Point(day=DAY, bounds=Bounds(83, 83)),
        Point(day=DAY + timedelta(days=7), bounds=Bounds(1, 1)),
    ]
    drawn = curve(points, DAY + timedelta(days=14), places=True)
    assert drawn is not None
    assert corners(drawn.sure)[0][1] > corners(drawn.sure)[-1][1] == 0


def test_what_was_set_aside_is_marked() -> None:
    """A figure that clashed lies where it was said, unless the picture does not reach so far."""
    points = [
        Point(day=DAY, bounds=Bounds(50, 50)),
        Point(day=DAY + timedelta(10), bounds=Bounds(90, 90)),
    ]
    aside = [(DAY + timedelta(5), 70), (DAY - timedelta(400), 1)]
    drawn = curve(points, DAY + timedelta(days=10), aside)
    assert drawn is not None
    (mark,) = drawn.marks
    assert (mark.value, round(mark.across)) == (70, 50)
    assert 0 < mark.down < 100


@pytest.mark.parametrize("points", [[], [Point(day=DAY, bounds=Bounds(0, 0))]])
def test_nothing_to_see(points: list[Point]) -> None:
    """Without points there is no picture; of what is surely nothing there may be a flat one."""
    drawn = curve(points, DAY)
    assert drawn is None if not points else drawn is not None


def test_lines_lie_apart() -> None:
    """The round numbers across do not touch each other, whatever the scale."""
    for top in (7, 99, 12_345, 60_000_000, 13_378_229_614):
        points = [
            Point(day=DAY, bounds=Bounds(0, 1)),
            Point(day=DAY + timedelta(9), bounds=Bounds(top, top)),
        ]
        drawn = curve(points, DAY + timedelta(days=9))
        assert drawn is not None
        downs = [line.down for line in drawn.lines]
        assert all(later - sooner >= 12 for sooner, later in pairwise(downs))
