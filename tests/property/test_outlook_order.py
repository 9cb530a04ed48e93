"""Forecasts of any series at all: their days are in order, and holes are bridged as by hand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recordbook.outlook import Calibration, Series, forecast
from recordbook.outlook.series import LONGEST_HOLE

if TYPE_CHECKING:
    from collections.abc import Sequence

_COUNTS = st.lists(st.none() | st.integers(0, 50), min_size=1, max_size=30)
_GAINS = st.lists(st.integers(0, 1000), min_size=40, max_size=40)


def _by_hand(row: Sequence[int | None]) -> list[float | None]:
    """One counter with its short holes filled, from the last fall or long hole on."""
    read = [day for day, count in enumerate(row) if count is not None]
    if len(read) < 2:
        return [None if count is None else float(count) for count in row]
    filled: list[float | None] = [None] * len(row)
    for day, after in pairwise(read):
        low, high = row[day], row[after]
        assert low is not None
        assert high is not None
        if high < low or after - day - 1 > LONGEST_HOLE:
            filled = [None] * len(row)
        else:
            for at in range(day, after):
                filled[at] = low + (high - low) * (at - day) / (after - day)
        filled[after] = float(high)
    return filled


@given(st.lists(_COUNTS, min_size=1, max_size=4))
def test_holes_are_bridged_in_straight_lines(rows: list[list[int | None]]) -> None:
    """Bridging says what filling in one hole after another says."""
    width = max(map(len, rows))
    wide = [[*row, *[None] * (width - len(row))] for row in rows]
    given_ = np.array([[np.nan if one is None else one for one in row] for row in wide], float)
    wanted = [[np.nan if one is None else one for one in _by_hand(row)] for row in wide]
    np.testing.assert_allclose(Series.of(0, given_).bridged().counts, np.array(wanted, float))


@given(st.lists(_GAINS, min_size=1, max_size=25), st.integers(1, 10**5))
def test_the_days_of_a_forecast_are_in_order(gains: list[list[int]], more: int) -> None:
    """The expected day lies in the interval, and a higher threshold is reached no earlier."""
    series = Series.of(100, np.cumsum(np.array(gains, float), axis=1))
    calibration = Calibration.of(series)
    goals = series.counts[:, -1].astype(np.int64) + more
    told, later = (forecast(series, one, calibration) for one in (goals, goals + more))
    assert (told.earliest <= told.expected).all()
    assert (told.expected <= told.latest).all()
    assert all(
        (getattr(told, name) <= getattr(later, name)).all() for name in ("earliest", "expected")
    )
