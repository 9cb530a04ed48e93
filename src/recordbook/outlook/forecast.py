"""When counters reach thresholds: the expected day, and the days between which it should lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recordbook.outlook.model import gained

if TYPE_CHECKING:
    from recordbook.outlook.calibration import Calibration
    from recordbook.outlook.series import Floats, Ints, Series

BEYOND = 2**31
"""Stands for a day further ahead than the past can vouch for."""


_BLOCK = 20_000
"""So many counters are worked out at once, to bound the memory."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """By counter, day numbers: the expected day of its crossing, and the ends of the interval.

    `BEYOND` where nothing can be said. `earliest <= expected <= latest`.
    """

    earliest: Ints
    expected: Ints
    latest: Ints


def forecast(series: Series, thresholds: Ints, calibration: Calibration) -> Forecast:
    """When each counter of a bridged series reaches its threshold.

    A counter that stands there already crosses on the last day of the series.
    """
    starts = range(0, len(thresholds), _BLOCK)
    blocks = [slice(start, start + _BLOCK) for start in starts]
    told = [_days(series.rows(block), thresholds[block], calibration) for block in blocks]
    days = np.concatenate([np.zeros((3, 0), np.int64), *told], axis=1)
    return Forecast(earliest=days[0], expected=np.clip(days[1], days[0], days[2]), latest=days[2])


def _days(series: Series, thresholds: Ints, calibration: Calibration) -> Ints:
    """The earliest, the middle and the latest day by counter."""
    gains = gained(series, calibration.shape, calibration.horizon)
    now = series.counts[:, -1] if series.counts.shape[1] else np.full(len(thresholds), np.nan)
    left = thresholds.astype(np.float64) - now
    factors = calibration.high, calibration.middle, calibration.low
    return np.stack([_reached(gains * factor, left, series.last) for factor in factors])


def naive(series: Series, thresholds: Ints) -> Ints:
    """What others say: what is left, divided by what the last day brought; day numbers."""
    counts = series.counts
    if counts.shape[1] < 2:  # noqa: PLR2004 - a gain needs two days
        return np.full(len(thresholds), BEYOND)
    daily, left = counts[:, -1] - counts[:, -2], thresholds - counts[:, -1]
    sure = (daily > 0) & ~np.isnan(left)
    days = np.full(len(thresholds), BEYOND)
    days[sure] = series.last + np.ceil(np.maximum(left[sure], 0) / daily[sure]).astype(np.int64)
    return np.minimum(days, BEYOND)


def _reached(gains: Floats, left: Floats, last: int) -> Ints:
    """The first day on which enough was gained, by counter."""
    found = np.full(len(left), BEYOND)
    if gains.shape[1]:
        enough = np.maximum.accumulate(gains, axis=1) >= left[:, None]
        found = np.where(enough.any(axis=1), last + 1 + enough.argmax(axis=1), BEYOND)
    return np.where(left <= 0, last, found)
