"""How well forecasts of a book would have come true: made on past days, held against what came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recordbook.outlook.calibration import Calibration
from recordbook.outlook.forecast import BEYOND, forecast, naive
from recordbook.outlook.model import WEEK

if TYPE_CHECKING:
    from collections.abc import Callable

    from recordbook.outlook.series import Floats, Ints, Series

_MOST = 2000
"""So many counters are looked at."""

_ORIGINS = 8
_SHARE = 2
"""Forecasts are made in the second half of a series, each from nothing but what lay before it."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What became of forecasts: how many were decided, and how many fell in their interval.

    `error` is the median distance in days between the expected day and the real one, `naive` the
    same of what is left divided by the last day's gain. Both None where nothing was decided.
    """

    decided: int
    inside: int
    error: float | None
    naive: float | None


def scored(series: Series, wanted: Callable[[Floats], Ints], level: float = 0.8) -> Scores:
    """Make forecasts on past days and see; `wanted` gives a threshold for every count.

    Of a bridged series. Decided is a forecast whose crossing came, or whose interval has passed.
    """
    series = series.some(_MOST)
    first, last = series.first + series.counts.shape[1] // _SHARE, series.last - WEEK
    origins = range(first, last, max((last - first) // _ORIGINS, WEEK))
    inside: list[bool] = []
    errors: list[tuple[int, int]] = []
    for origin in origins:
        past = series.until(origin)
        calibration = Calibration.of(past, level)
        now = np.nan_to_num(past.counts[:, -1])
        goals = wanted(now)
        told = forecast(past, goals, calibration)
        simple = naive(past, goals)
        real = _crossed(series, goals, origin)
        for at in np.flatnonzero((told.expected < BEYOND) & past.read[:, -1]):
            if real[at] < BEYOND:
                inside.append(bool(told.earliest[at] <= real[at] <= told.latest[at]))
                errors.append((abs(told.expected[at] - real[at]), abs(simple[at] - real[at])))
            elif told.latest[at] <= series.last:
                inside.append(False)
    middles = np.median(np.array(errors), axis=0).tolist() if errors else (None, None)
    return Scores(decided=len(inside), inside=sum(inside), error=middles[0], naive=middles[1])


def _crossed(series: Series, goals: Ints, after: int) -> Ints:
    """The day on which each counter was seen to reach its goal; BEYOND if it was not."""
    later = series.counts[:, after - series.first + 1 :]
    there = later >= goals[:, None]
    return np.where(there.any(axis=1), after + 1 + there.argmax(axis=1), BEYOND)
