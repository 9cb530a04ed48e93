"""Fastest: the fewest days in which a member of a cohort is known to have reached a rung.

Two sorted tables: a small one that is written every day, and a large one that it sometimes joins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from recordbook.mining.daily.groups import Groups, firsts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recordbook.mining.daily.state import State

_NEVER = int(np.iinfo(np.int32).max)
_SMALL = 1 << 16  # rows that may be written every day
_SHARE = 4  # the small table joins the large one when it has a quarter of its rows
TIMES = np.dtype([("key", "<i8"), ("days", "<i4")])
"""A number of cohort and rung, and the fewest days."""


class Times:
    """The fewest days by key, a number of cohort and rung."""

    def __init__(self, state: State, kind: str) -> None:
        """Those of one kind of subject as they are in the state."""
        self.state = state
        self.names = (f"times_{kind}", f"recent_{kind}")
        self.large, self.small = (state[name] for name in self.names)

    def beaten(
        self,
        same: Groups,
        days: NDArray[Any],
        timed: NDArray[np.bool_],
    ) -> NDArray[np.bool_]:
        """Which of the timed rows, brought together by key, took the fewest days."""
        keys, group = same.values, same.of
        best = np.minimum(_looked_up(self.large, keys), _looked_up(self.small, keys))
        today = np.full(len(keys), _NEVER, dtype=np.int64)
        np.minimum.at(today, group[timed], days[timed])
        least = timed & (days == today[group])
        alone = np.bincount(group[least], minlength=len(keys)) == 1
        return least & alone[group] & (days < best[group])

    def add(self, keys: NDArray[np.int64], days: NDArray[Any]) -> None:
        """Take the days of some crossings into account."""
        rows = np.zeros(len(keys), dtype=TIMES)
        rows["key"], rows["days"] = keys, days
        self.small = _joined(self.small, rows)

    def keep(self) -> None:
        """Hand both tables to the state."""
        if len(self.small) > max(_SMALL, len(self.large) // _SHARE):
            self.large, self.small = _joined(self.large, self.small), self.small[:0]
        self.state.hold(**dict(zip(self.names, (self.large, self.small), strict=True)))


def _looked_up(table: NDArray[Any], keys: NDArray[np.int64]) -> NDArray[np.int64]:
    if not len(table):
        return np.full(len(keys), _NEVER, dtype=np.int64)
    place = np.minimum(np.searchsorted(table["key"], keys), len(table) - 1)
    return np.where(table["key"][place] == keys, table["days"][place], _NEVER)


def _joined(table: NDArray[Any], rows: NDArray[Any]) -> NDArray[Any]:
    """Both in one, sorted, with the fewest days of each key."""
    if not len(rows):
        return table
    both = np.concatenate([table, rows])
    both = both[np.argsort(both["key"], kind="stable")]
    first = firsts(both["key"])
    joined = both[first]
    joined["days"] = np.minimum.reduceat(both["days"], first)
    return joined
