"""What is known over time: when everyone reached each rung, and how levels changed by the day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from recordbook.mining.crowd import Ints

NEVER = 10_000_000
"""A day number beyond every calendar: not known to have happened; its negative rules no day out."""


@dataclass(frozen=True)
class CrossingLog:
    """When everyone reached each rung, as bounds.

    `earliest` and `latest` have a row per rung of `thresholds` (ascending) and a column per place:
    the first day on which the crossing is not ruled out, and the first on which it is known.
    """

    thresholds: Ints
    earliest: Ints
    latest: Ints

    def on(self, day: int) -> list[tuple[int, Ints]]:
        """The rungs that somebody is known to have reached on a day, and who; lowest first."""
        if day not in self._by_day:
            return []
        rows, places = self._by_day[day]
        return [(int(rung), places[rows == rung]) for rung in np.unique(rows)]

    @property
    def days(self) -> list[int]:
        """The days on which somebody reached something, in order."""
        return sorted(self._by_day)

    @cached_property
    def _by_day(self) -> dict[int, tuple[Ints, Ints]]:
        """Rungs and places by the day on which they are known to have met."""
        rungs, places = np.nonzero(self.latest < NEVER)
        days = self.latest[rungs, places]
        order = np.argsort(days, kind="stable")
        cuts = np.flatnonzero(np.diff(days[order])) + 1
        parts = np.split(order, cuts) if len(order) else []
        return {int(days[part[0]]): (rungs[part], places[part]) for part in parts}


@dataclass(frozen=True)
class History:
    """Everyone's bounds by day: `low` and `high` before the first day, and what changes after.

    The changes are ordered by day: from `day` on the one at `place` has `new_low` and `new_high`.
    """

    low: Ints
    high: Ints
    day: Ints
    place: Ints
    new_low: Ints
    new_high: Ints
