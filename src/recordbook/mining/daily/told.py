"""Told: all that a state knows of who reached which rung when, those first read above it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from recordbook.mining.daily.log import CROSSED, crossed
from recordbook.mining.daily.releases import members
from recordbook.mining.daily.state import BEFORE, LEFT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recordbook.mining.daily.state import State

_NOW = {"track": "rungs", "every": "every", "total": "totals"}
_FIRST = {"track": "first_rung", "every": "first_every", "total": "first_total"}


def told(state: State, kind: str, lowest: int = 0) -> NDArray[Any]:
    """Rows of `CROSSED` of all subjects of a kind that are not left, from a rung on.

    `earliest` is BEFORE where no day is ruled out: of what was first read when it had got there.
    """
    now, first = state[_NOW[kind]], state[_FIRST[kind]]
    log = state.logs[kind].rows()
    log = log[(log["rung"] >= lowest) & (now[log["subject"]] != LEFT)]
    begun = np.flatnonzero((first > lowest) & (now != LEFT))
    never = np.full(len(begun), BEFORE)
    rows = crossed(begun, np.full(len(begun), lowest), first[begun], never, BEFORE)
    if len(rows):
        rows["latest"] = np.repeat(_began(state, kind, begun), first[begun] - np.int64(lowest))
    return np.concatenate([rows, np.asarray(log, dtype=CROSSED)])


def _began(state: State, kind: str, subjects: NDArray[Any]) -> NDArray[np.int32]:
    """When each subject was first read: a release when any of its counters was."""
    days = state["first_day"]
    if kind == "track":
        return days[subjects]
    counters, at = members(state, subjects)
    return days[counters[at]]
