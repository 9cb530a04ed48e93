"""The bounds of a flow are those of all ways in which a counter may have run."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recordbook.intake.arrow import columns, strings
from recordbook.measures.flows.gains import Gains
from recordbook.measures.flows.limits import Stretch
from recordbook.measures.runs import ALWAYS, UNBOUNDED, label

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = range(8)  # the first is the day before anything is asked
TOP = 5
Said = tuple[int, int, int | None]
"""A day, and the least and the most that the counter may stand at."""


@st.composite
def said(draw: st.DrawFn, *, falls: bool = False) -> list[Said]:
    """What is said of a counter that is true of one way in which it may have run."""
    truth, now = [0], 0
    for _ in DAYS[1:]:
        now = min(now + draw(st.sampled_from([0, 0, 1, 2])), TOP)
        if falls and now and draw(st.integers(0, 4)) == 0:
            now -= draw(st.integers(1, now))
        truth.append(now)
    rows: list[Said] = [(0, 0, 0)]
    for day in DAYS[1:]:
        kind = draw(st.sampled_from(["exact", "exact", "stale", "range", "gap"]))
        if kind == "exact" or (falls and kind != "gap"):
            rows.append((day, truth[day], truth[day]))
        elif kind == "stale":
            rows.append((day, max(low for _, low, _ in rows), None))
        elif kind == "range":
            rows.append((day, max(truth[day] - 1, 0), truth[day] + 1))
    return [row for row in rows if row[2] is not None or row[1] <= truth[row[0]]]


def gains(rows: list[Said]) -> Gains:
    """The gains of one counter of which this is said."""
    evidence = columns(
        entity=strings(["a"] * len(rows)),
        day=pa.array([day for day, _, _ in rows], pa.int32()),
        low=pa.array([low for _, low, _ in rows], pa.int64()),
        high=pa.array([high for _, _, high in rows], pa.int64()),
        **{name: strings(["s"] * len(rows)) for name in ("rule", "source", "key", "batch")},
        grade=strings(["counted"] * len(rows)),
        firm=pa.array([True] * len(rows)),
    )
    return Gains.of(label(evidence).labelled)


def paths(rows: list[Said]) -> Iterator[tuple[int, ...]]:
    """Every way in which a counter that never falls may have run."""
    found: list[tuple[int, ...]] = [()]
    for day in DAYS:
        here = [(low, TOP + 3 if high is None else high) for one, low, high in rows if one == day]
        least = max((low for low, _ in here), default=0)
        most = min((high for _, high in here), default=TOP + 3)
        found = [
            (*path, value)
            for path in found
            for value in range(max(least, path[-1] if path else 0), most + 1)
        ]
    return iter(found)


def best(path: tuple[int, ...], stretch: Stretch, until: int) -> int:
    """The greatest gain of a stretch that lies within the days after the first."""
    ends = range(stretch.days, until + 1)
    return max(
        (
            sum(max(path[day] - path[day - 1], 0) for day in range(end - stretch.days + 1, end + 1))
            for end in ends
            if stretch.ends is None or end % stretch.days == stretch.ends
        ),
        default=0,
    )


def bounds(found: Gains, stretch: Stretch, until: int) -> tuple[int, int | None]:
    """The same by floors and ceilings."""
    floors, ceilings = stretch.floors(found).to_pylist(), stretch.ceilings(found).to_pylist()
    over = until >= stretch.days
    known = (r["low"] for r in floors if over and r["since"] > 0 and r["day"] <= until)
    low = max(known, default=0)
    highs = [
        r["high"]
        for r in ceilings
        if any(
            stretch.ends in {None, day % stretch.days}
            for day in range(max(r["since"], stretch.days), min(r["until"], until) + 1)
        )
    ]
    return low, None if None in highs else max(highs, default=0)


STRETCHES = [Stretch(1), Stretch(2), Stretch(3), Stretch(3, 1)]


@pytest.mark.parametrize("stretch", STRETCHES, ids=str)
@settings(max_examples=60, deadline=None)
@given(rows=said(), until=st.sampled_from(DAYS))
def test_bounds_are_those_of_all_ways(stretch: Stretch, rows: list[Said], until: int) -> None:
    """Of a counter that never fell the least and the most of all ways are the bounds."""
    ways = list(paths(rows))
    assume(ways)
    values = [best(path, stretch, until) for path in ways]
    low, high = bounds(gains(rows), stretch, until)
    if stretch.ends is None:
        assert low == min(values)
    else:  # a stretch that ends after the day may hold the gain
        assert low <= min(values)
    if high is not None:
        assert high == max(values)
    else:
        assert max(path[-1] for path in ways) > TOP, "nothing limits it"


@settings(max_examples=60, deadline=None)
@given(rows=said(falls=True))
def test_a_fall_makes_no_record(rows: list[Said]) -> None:
    """What was given back, or was shown before, is not sure; what was shown is possible."""
    found = gains(rows)
    low, high = bounds(found, Stretch(1), DAYS[-1])
    shown = [(b - a) if day == before + 1 else 0 for (before, a, _), (day, b, _) in pairwise(rows)]
    assert high is None or high >= max(shown, default=0)
    values = [value for _, value, _ in rows]
    sure = [0]
    for place in range(1, len(rows)):
        peak = max(values[:place])
        kept = min(values[place:])
        if values[place] == kept and values[place - 1] == max(values[:place]):
            sure.append(-(-(kept - peak) // (rows[place][0] - rows[place - 1][0])))
    assert low >= max(sure)
    assert low <= max(values)


def test_a_spike_that_was_taken_down_is_no_record() -> None:
    """100, 105, then 103: of the three days the best has at least one and a half, at most five."""
    rows: list[Said] = [(0, 100, 100), (1, 105, 105), (2, 103, 103), (3, 104, 104)]
    assert bounds(gains(rows), Stretch(1), 3) == (2, 5)


def test_a_dip_that_was_made_good_is_no_record() -> None:
    """100, 20, then 101: only what was never shown before is sure."""
    rows: list[Said] = [(0, 100, 100), (1, 20, 20), (2, 101, 101)]
    assert bounds(gains(rows), Stretch(1), 2) == (1, 81)


def test_two_days_on_one_page_are_no_day() -> None:
    """A stale day and the next one share their gain: each may have had all, the best half."""
    rows: list[Said] = [(0, 10, 10), (1, 13, 13), (2, 13, None), (3, 20, 20)]
    assert bounds(gains(rows), Stretch(1), 3) == (4, 7)


def test_a_gap_within_a_break_bounds_nothing() -> None:
    """A counter seen to fall between days that nobody read may have risen there as well."""
    rows: list[Said] = [(0, 10, 10), (2, 5, 5), (3, 6, 6)]
    assert bounds(gains(rows), Stretch(1), 3) == (0, None)
    assert int(UNBOUNDED) > ALWAYS
