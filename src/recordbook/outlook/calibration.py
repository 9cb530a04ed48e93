"""How far forecasts of a book went wrong in its own past, and so how wide intervals must be.

Split conformal prediction (Vovk, Gammerman and Shafer, 2005): the errors of forecasts made on
earlier days, at the same distance, bound those of today's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recordbook.outlook.model import SHAPES, WEEK, Shape, gained

if TYPE_CHECKING:
    from recordbook.outlook.series import Floats, Series

FEWEST = 20
"""Fewer errors than these say nothing of a distance."""

_MOST = 500
"""So many counters tell enough: each has its errors at every distance, from every origin."""

_ORIGINS = 12
_LONGEST = 182
"""Days: half a year. Nobody is told of a day further away."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The shape that fitted best, and what was really gained over what was expected.

    `low` and `high` are the factors by day of distance between which the wanted share of the past
    lay, `middle` that of the median; their length is how far ahead anything can be said.
    """

    shape: Shape
    low: Floats
    middle: Floats
    high: Floats

    @property
    def horizon(self) -> int:
        """How many days ahead anything can be said; 0 where the past is too short."""
        return len(self.middle)

    @classmethod
    def of(cls, series: Series, level: float = 0.8) -> Calibration:
        """Learn from a series that is bridged; `level` is the share that must lie inside."""
        series = series.some(_MOST)
        origins = _origins(series)
        horizon = min((series.counts.shape[1] - 2 * WEEK) // 3, _LONGEST)
        if horizon < 1 or len(origins) == 0:
            return cls(SHAPES[0], *(np.ones(0) for _ in range(3)))
        tried = [(_errors(series, shape, origins, horizon), shape) for shape in SHAPES]
        errors, shape = min(tried, key=lambda one: _badness(one[0]))
        enough = (~np.isnan(errors)).sum(axis=0) >= FEWEST
        errors = errors[:, : int(np.argmin(enough)) if not enough.all() else horizon]
        many = (~np.isnan(errors)).sum(axis=0)
        # of n errors the rank that n + 1 would need, and the same from the other end
        rank = np.minimum(np.ceil((1 + level) / 2 * (many + 1)).astype(np.int64), many) - 1
        ascending = np.exp(np.sort(errors, axis=0))  # what is unknown sorts last
        ahead = np.arange(len(many))
        return cls(
            shape,
            low=ascending[many - 1 - rank, ahead],
            middle=ascending[(many - 1) // 2, ahead],
            high=ascending[rank, ahead],
        )


def _origins(series: Series) -> list[int]:
    """The days that forecasts of the past are made on: a fortnight of counts before, weekly."""
    first, last = series.first + 2 * WEEK, series.last - WEEK
    every = range(last, first - 1, -WEEK)
    step = max(len(every) // _ORIGINS, 1)
    return list(every[::step])


def _errors(series: Series, shape: Shape, origins: list[int], horizon: int) -> Floats:
    """Real gain over expected gain as logarithms: counters and origins by days ahead."""
    found: list[Floats] = []
    for origin in origins:
        at = origin - series.first
        real = series.counts[:, at + 1 : at + 1 + horizon] - series.counts[:, [at]]
        expected = gained(series.until(origin), shape, horizon)[:, : real.shape[1]]
        both = (real > 0) & (expected > 0) & series.read[:, [at]]  # a bridge knows its far end
        logs = np.full((len(real), horizon), np.nan)
        logs[:, : real.shape[1]][both] = np.log(real[both] / expected[both])
        found.append(logs)
    return np.concatenate(found)


def _badness(errors: Floats) -> float:
    """The median size of the errors; a shape without any is the worst."""
    seen = np.abs(errors[~np.isnan(errors)])
    return float(np.median(seen)) if len(seen) else float("inf")
