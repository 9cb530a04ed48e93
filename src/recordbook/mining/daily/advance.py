"""The daily pass: yesterday's state and today's counts in, all crossings and the new state out.

Every count is read once and compared with two numbers of its counter: what it was, and the next
threshold of the ladder. Only what reached a threshold is looked at further. A counter that fell or
was read twice is left to the general way from then on, and so is what is made of it: the pass
never guesses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from recordbook.mining.daily import cohorts, releases
from recordbook.mining.daily.groups import distinct
from recordbook.mining.daily.log import crossed
from recordbook.mining.daily.pages import pages_of
from recordbook.mining.daily.read import Read, placed, read
from recordbook.mining.daily.state import BEFORE, LEFT, UNREAD
from recordbook.mining.errors import NotNext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from recordbook.mining.daily.cohorts import Candidates
    from recordbook.mining.daily.state import State


@dataclass(frozen=True)
class Day:
    """What a day brought: rows of `CROSSED` per kind of `KINDS`, and what of them may be records.

    `left`: counters that are left to the general way since today; `missing`: how many were not
    read; `fresh`: how many were read for the first time.
    """

    day: int
    crossings: dict[str, NDArray[Any]]
    candidates: dict[str, Candidates]
    left: NDArray[np.int64]
    missing: int
    fresh: int


def advance(
    state: State,
    day: int,
    files: Sequence[Path],
    columns: tuple[str, str] = ("id", "count"),
    mark: str | None = None,
) -> Day:
    """What the day's files bring; the state is moved on to that day, or not at all.

    `columns`: those of the ids (text) and of the counts. NotNext: the day is not after the state's.
    """
    if state.day is not None and day <= state.day:
        raise NotNext(
            f"day {day} does not come after day {state.day}", remedy="make the state anew"
        )
    try:
        return _advanced(state, read(state, day, pages_of(files, columns)), mark)
    except BaseException:
        state.back()
        raise


def _advanced(state: State, said: Read, mark: str | None) -> Day:
    tracks, touched = _tracks(state, said)
    every, began = releases.every(state, said, tracks, touched)
    totals, made = releases.sums(state, said)
    crossings = {"track": tracks, "every": every, "total": totals}
    begun = {
        "track": (said.firsts, state["first_rung"][said.firsts]),
        "every": (began, state["first_every"][began]),
        "total": (made, state["first_total"][made]),
    }
    candidates = cohorts.risen(state, crossings, begun)
    _keep(state, said, crossings, mark)
    return Day(
        day=said.day,
        crossings=crossings,
        candidates=candidates,
        left=said.spoilt,
        missing=int(len(said.seen) - said.seen.sum()),
        fresh=len(said.firsts),
    )


def _tracks(state: State, said: Read) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """The crossings of counters that were read before; all counters whose rungs changed."""
    hits = said.hits
    rungs = np.array(state["rungs"])
    old = rungs[hits]
    new = np.searchsorted(state.ladder, said.counts[hits], "right").astype(np.uint16)
    rungs[hits], rungs[said.spoilt] = new, LEFT
    state.hold(rungs=rungs)
    was = said.was(hits)
    if len(said.firsts):
        _begin(state, said.firsts, said.day)
    known = was != BEFORE
    rows = crossed(hits[known], old[known], new[known], was[known] + 1, said.day)
    touched = np.concatenate([hits, said.spoilt, said.firsts])
    return rows, distinct(touched) if len(said.spoilt) or len(said.firsts) else hits


def _begin(state: State, firsts: NDArray[np.int64], day: int) -> None:
    """Note when counters were first read, and what they had reached by then."""
    days, rungs = np.array(state["first_day"]), np.array(state["first_rung"])
    now = state["rungs"][firsts]
    days[firsts], rungs[firsts] = day, np.where(now == LEFT, 0, now)
    state.hold(first_day=days, first_rung=rungs)
    state.unread -= len(firsts)


def _keep(state: State, said: Read, crossings: dict[str, NDArray[Any]], mark: str | None) -> None:
    """Keep the new state."""
    for kind, rows in crossings.items():
        state.logs[kind].add(rows)
    unseen = (
        said.firsts[:0] if said.seen.all() else np.flatnonzero(~said.seen & (said.counts != UNREAD))
    )
    if len(unseen) or len(state["stale"]):
        stale = np.zeros(len(unseen), dtype=state["stale"].dtype)
        stale["counter"], stale["day"] = unseen, said.was(unseen)
        state.hold(stale=stale)
    state.hold(counts=said.counts)
    pages = placed(state, said.places)
    state.keep(day=said.day, pages=pages, mark=state.note.mark if mark is None else mark)
