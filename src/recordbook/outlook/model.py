"""What counters gain in the days to come: the last week's mean, a damped trend, and weekdays.

Damped trends are the method that simple forecasts are measured by (Gardner and McKenzie, 1985).
The mean of a week holds every weekday once, so no weekday tilts it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from recordbook.outlook.series import Floats, Series

WEEK = 7
_WEEKS = 4
"""So many weeks tell what the weekdays are like."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a trend goes on: `follow` of it counts at first, and `damping` of that day after day.

    >>> [round(float(step), 2) for step in Shape(1.0, 0.5).steps(3)]
    [0.5, 0.75, 0.88]
    """

    follow: float
    damping: float

    def steps(self, horizon: int) -> Floats:
        """How many days' worth of the trend has been followed after each day."""
        powers = np.power(self.damping, np.arange(1, horizon + 1, dtype=np.float64))
        return self.follow * np.cumsum(powers)


SHAPES = tuple(Shape(follow, damping) for follow in (0.0, 0.5, 1.0) for damping in (0.9, 0.97))
"""Those that are tried on a book's own past."""


def gained(series: Series, shape: Shape, horizon: int) -> Floats:
    """By counter, what it is expected to have gained after each of the days to come.

    Shape: counters by `horizon` days. NaN for a counter without a week of counts up to the last
    day. The series must be bridged.
    """
    counts = series.counts
    if counts.shape[1] <= WEEK:
        return np.full((len(counts), horizon), np.nan)
    level = (counts[:, -1] - counts[:, -1 - WEEK]) / WEEK
    trend = np.zeros_like(level)
    if counts.shape[1] > 2 * WEEK:
        before = (counts[:, -1 - WEEK] - counts[:, -1 - 2 * WEEK]) / WEEK
        rose = (level > 0) & (before > 0)
        trend[rose] = np.log(level[rose] / before[rose]) / WEEK
    trend = np.clip(trend, -0.1, 0.1)
    growth = np.exp(trend[:, None] * shape.steps(horizon))
    days = series.last + np.arange(1, horizon + 1)
    return np.cumsum(level[:, None] * growth * weekdays(series)[days % WEEK], axis=1)


def weekdays(series: Series) -> Floats:
    """What each weekday brings of a mean day, by day number modulo seven; their mean is 1.

    The median counter of the last four weeks; all are 1 where there are fewer.
    """
    counts = series.counts[:, -(_WEEKS * WEEK + 1) :]
    days = np.diff(counts, axis=1)
    if days.shape[1] < _WEEKS * WEEK or len(days) == 0:
        return np.ones(WEEK)
    weeks = days.reshape(len(days), _WEEKS, WEEK)
    mean = weeks.mean(axis=2, keepdims=True)
    shares = np.where(mean > 0, weeks / np.where(mean > 0, mean, 1), np.nan).reshape(-1, WEEK)
    shares = shares[~np.isnan(shares).any(axis=1)]
    if len(shares) == 0:
        return np.ones(WEEK)
    usual = np.median(shares, axis=0)
    first = series.last - _WEEKS * WEEK + 1
    placed = np.empty(WEEK)
    placed[(first + np.arange(WEEK)) % WEEK] = usual
    return placed / placed.mean() if placed.mean() > 0 else np.ones(WEEK)
