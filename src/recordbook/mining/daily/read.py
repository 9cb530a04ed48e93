"""Read: one day's pages matched to counters and compared with what these had reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from recordbook.mining.daily.groups import Groups, distinct
from recordbook.mining.daily.pages import Page, each
from recordbook.mining.daily.state import BEFORE, LEFT, UNREAD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from recordbook.intake.arrow import Column
    from recordbook.mining.daily.state import State

Place: TypeAlias = "slice | NDArray[np.int64]"
"""The counters of a page's rows."""


@dataclass(frozen=True)
class Read:
    """What a day's files say: `counts` of all counters, those not `seen` as they were.

    `hits`: the counters that reached a rung; `spoilt`: those that fell or were read twice;
    `uneven`: those first read today, or not read on this or the previous day but before.
    """

    state: State
    day: int
    previous: int | None
    counts: NDArray[np.int64]
    seen: NDArray[np.bool_]
    hits: NDArray[np.int64]
    spoilt: NDArray[np.int64]
    uneven: NDArray[np.int64]
    firsts: NDArray[np.int64]
    unread: int  # counters never read before today
    places: list[tuple[str, Place]]

    def fresh(self, counters: NDArray[Any]) -> NDArray[np.bool_]:
        """Which counters were first read today."""
        return self.seen[counters] & (self.state["counts"][counters] == UNREAD)

    def was(self, counters: NDArray[Any]) -> NDArray[np.int32]:
        """When each counter was last read before today; BEFORE: never."""
        previous = BEFORE if self.previous is None else self.previous
        days = np.full(len(counters), previous, dtype=np.int32)
        stale = self.state["stale"]
        if len(stale):
            place = np.minimum(
                np.searchsorted(stale["counter"], counters.astype(np.uint32)), len(stale) - 1
            )
            told = stale["counter"][place] == counters
            days[told] = stale["day"][place[told]]
        if self.unread:
            days[self.state["counts"][counters] == UNREAD] = BEFORE
        return days


def read(state: State, day: int, pages: Sequence[Page]) -> Read:
    """A day's pages, with a counter for every id; new ids are given to the state's names."""
    known = _matched(state, pages)
    places = [place for _, place in known]
    old = state["counts"]
    counts = np.empty(len(old), dtype=np.int64)
    seen = np.zeros(len(old), dtype=bool)
    told = each(lambda at: _compared(state, pages[at], places[at], counts), range(len(pages)))
    twice = [_mark(seen, _valid(at, one[2])) for at, one in zip(places, told, strict=True)]
    hits, fell = _joined([one[0] for one in told]), _joined([one[1] for one in told])
    if not seen.all():
        counts[~seen] = old[~seen]
    spoilt = distinct(np.concatenate([fell, _joined(twice)]))
    hits = hits[~np.isin(hits, spoilt)] if len(spoilt) else hits
    missing = np.flatnonzero(~seen & (old != UNREAD)) if not seen.all() else fell[:0]
    firsts = np.flatnonzero(seen & (old == UNREAD)) if state.unread else fell[:0]
    uneven = distinct(np.concatenate([missing, firsts, state["stale"]["counter"].astype(np.int64)]))
    return Read(
        state, day, state.day, counts, seen, hits, spoilt, uneven, firsts, state.unread, known
    )


def _matched(state: State, pages: Sequence[Page]) -> list[tuple[str, Place]]:
    """Each page's digest and its rows' counters: by its bytes, else in order, else id by id."""
    known = state.note.pages
    found: list[tuple[str, Place | None]] = []
    unknown: list[tuple[int, Column]] = []
    follows = 0
    for page, digest in zip(pages, each(Page.digest, pages), strict=True):
        place: Place | None = None
        if digest in known:
            place = _known(state, known[digest], page.rows)
        elif state.names.same(ids := page.ids(), follows):
            place = slice(follows, follows + page.rows)
        else:
            unknown.append((len(found), ids))
        follows = place.stop if isinstance(place, slice) else follows + page.rows
        found.append((digest, place))
    for (at, _), numbers in zip(unknown, state.numbered([ids for _, ids in unknown]), strict=True):
        found[at] = found[at][0], _run(numbers)
    return [(digest, place) for digest, place in found if place is not None]


def _run(numbers: NDArray[np.int64]) -> Place:
    """Numbers that follow one another as a slice."""
    first = int(numbers[0])
    follow = (numbers == np.arange(first, first + len(numbers))).all()
    return slice(first, first + len(numbers)) if follow else numbers


def _known(state: State, start: int, rows: int) -> Place:
    """The counters of a page that was seen before, as `placed` wrote it down."""
    if start >= 0:
        return slice(start, start + rows)
    return state["places"][-1 - start : rows - 1 - start].astype(np.int64)


def placed(state: State, places: list[tuple[str, Place]]) -> dict[str, int]:
    """How a state notes the counters of pages: the first of a run, else -1 less a place."""
    known = state.note.pages
    if all(digest in known for digest, _ in places):
        return known if len(known) == len(places) else {one: known[one] for one, _ in places}
    rows = [np.zeros(0, dtype=np.uint32)]
    noted: dict[str, int] = {}
    for digest, place in places:
        if isinstance(place, slice):
            noted[digest] = place.start
        else:
            noted[digest] = -1 - sum(map(len, rows))
            rows.append(place.astype(np.uint32))
    state.hold(places=np.concatenate(rows))
    return noted


def _compared(
    state: State, page: Page, place: Place, counts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_] | None]:
    """The counters of a page that reached a rung, those that fell, and which rows are there."""
    read, there = page.counts()
    at = _valid(place, there)
    read = read if there is None else read[there]
    rungs, was = state["rungs"][at], state["counts"][at]
    counts[at] = read
    hits = np.flatnonzero(read >= np.take(state.steps, rungs, mode="clip"))
    fell = np.flatnonzero(read < was)
    fell = fell[rungs[fell] != LEFT]
    if isinstance(at, slice):
        return hits + at.start, fell + at.start, there
    return at[hits], at[fell], there


def _valid(place: Place, there: NDArray[np.bool_] | None) -> Place:
    if there is None:
        return place
    if isinstance(place, slice):
        return place.start + np.flatnonzero(there)
    return place[there]


def _mark(seen: NDArray[np.bool_], at: Place) -> NDArray[np.int64]:
    """Mark counters as seen; those that are marked twice."""
    marked = seen[at]
    if isinstance(at, slice):
        twice = np.flatnonzero(marked) + at.start
    else:
        same = Groups.by(at)
        twice = np.concatenate([at[marked], same.values[same.sizes > 1]])
    seen[at] = True
    return twice


def _joined(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])
