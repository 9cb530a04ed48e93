"""Releases: what their counters have all reached, and what they make together.

When counters reach a rung their releases are looked at; no other release can have changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from recordbook.mining.daily.groups import distinct
from recordbook.mining.daily.log import crossed
from recordbook.mining.daily.pages import each
from recordbook.mining.daily.state import BEFORE, LEFT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recordbook.mining.daily.read import Read
    from recordbook.mining.daily.state import State

_BLOCK = 1 << 17  # releases at a time


def members(state: State, releases: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """The counters of some releases, one release after the other, and where each begins."""
    flat, at = spread(state["starts"], releases)
    return state["members"][flat], at


def spread(
    starts: NDArray[Any], releases: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places of the members of some releases, and where those of each begin."""
    begin = starts[releases]
    sizes = starts[releases + 1] - begin
    at = np.cumsum(sizes) - sizes
    return np.arange(int(sizes.sum())) - np.repeat(at, sizes) + np.repeat(begin, sizes), at


def levels(state: State, releases: NDArray[Any]) -> NDArray[np.uint16]:
    """How many rungs every counter of some releases has reached; LEFT where one is left."""
    counters, at = members(state, releases)
    rungs = state["rungs"][counters]
    least = np.minimum.reduceat(rungs, at)
    least[np.maximum.reduceat(rungs, at) == LEFT] = LEFT
    return least


def owners(state: State, counters: NDArray[Any]) -> NDArray[np.int64]:
    """The releases that hold any of some counters."""
    owned = state["owned"]
    wanted = counters.astype(owned.dtype)  # of one kind, or all of `owned` would be converted
    first, last = (np.searchsorted(owned, wanted, side) for side in ("left", "right"))
    sizes = last - first
    at = np.repeat(first - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))
    return distinct(state["owners"][at]).astype(np.int64)


def every(
    state: State, read: Read, crossings: NDArray[Any], touched: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """The rungs that all counters of a release have reached today; releases that began today.

    A release begins when all its counters are first read on one day: what they had reached by then
    they may have reached on any day, and no crossing tells of it. `touched`: the counters whose
    rungs changed; `crossings`: those of them that the log tells of. Nothing is said of those left.
    """
    found = owners(state, touched)
    found = found[state["every"][found] != LEFT]
    if not len(found):
        return crossings[:0], found
    old, new = state["every"][found], levels(state, found)
    _set(state, "every", found, new)
    counters, at = members(state, found)
    begun = np.logical_and.reduceat(read.fresh(counters), at)
    begun &= new != LEFT
    first = found[begun]
    if len(first):
        _set(state, "first_every", first, new[begun])
    risen = (new != LEFT) & (new > old) & ~begun
    found, old, new = found[risen], old[risen], new[risen]
    rows = crossed(found, old, new, np.full(len(found), BEFORE), read.day)
    rows["earliest"] = _earliest(state, rows, crossings, read.day)
    return rows, first


def _set(state: State, name: str, where: NDArray[Any], values: NDArray[Any]) -> None:
    changed = np.array(state[name])
    changed[where] = values
    state.hold(**{name: changed})


def _earliest(state: State, rows: NDArray[Any], today: NDArray[Any], day: int) -> NDArray[np.int32]:
    """The latest of the earliest days on which the counters of each release reached the rung."""
    row, counters = parts(state, rows)
    wanted = keyed(counters, rows["rung"][row])
    earliest = np.full(len(rows), BEFORE, dtype=np.int32)
    raised(earliest, row, wanted, today, "earliest")
    if len(rows) and earliest.min() < day:
        some = (earliest < day)[row]
        log = state.logs["track"].rows()
        tail = log[np.searchsorted(log["latest"], int(earliest.min()), "right") :]
        raised(earliest, row[some], wanted[some], tail, "earliest")
    return earliest


def parts(state: State, rows: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """For every counter of each row's release: the row, and the counter."""
    counters, at = members(state, rows["subject"].astype(np.int64))
    return np.repeat(np.arange(len(rows)), np.diff(np.append(at, len(counters)))), counters


def keyed(counters: NDArray[Any], rungs: NDArray[Any]) -> NDArray[np.int64]:
    """A number for a counter and a rung."""
    return counters.astype(np.int64) << 16 | rungs.astype(np.int64)


def raised(
    days: NDArray[np.int32], row: NDArray[Any], wanted: NDArray[Any], log: NDArray[Any], which: str
) -> None:
    """Raise the day of each row to those that a log tells of what the row wants."""
    if not len(log) or not len(wanted):
        return
    keys = keyed(log["subject"], log["rung"])
    order = np.argsort(keys)
    place = order[np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)]
    told = keys[place] == wanted
    np.maximum.at(days, row[told], log[which][place[told]])


def sums(state: State, read: Read) -> tuple[NDArray[Any], NDArray[Any]]:
    """The rungs that the sums of releases have reached today; releases that began today.

    A sum is known to the day only where all its counters were read on the same days: a release of
    which some were not is left to the general way, for ever.
    """
    old = state["totals"]
    begun = old[:0].astype(np.int64)
    if not len(old):
        return crossed(old, old, old, old, read.day), begun
    new = np.array(old)
    each(lambda start: _summed(state, read.counts, new, start), range(0, len(old), _BLOCK))
    new[old == LEFT] = LEFT
    new[owners(state, read.spoilt)] = LEFT
    earliest = np.full(len(old), BEFORE if read.previous is None else read.previous + 1)
    found = owners(state, read.uneven)
    if len(found):
        counters, at = members(state, found)
        was, here = read.was(counters), read.seen[counters]
        same = np.minimum.reduceat(was, at) == np.maximum.reduceat(was, at)
        same &= np.logical_and.reduceat(here, at) == np.logical_or.reduceat(here, at)
        new[found[~same]] = LEFT
        before = was[at]
        earliest[found] = np.where(before == BEFORE, BEFORE, before + 1)
        begun = found[same & here[at] & (before == BEFORE) & (new[found] != LEFT)]
        if len(begun):
            _set(state, "first_total", begun, new[begun])
            old = np.array(old)
            old[begun] = new[begun]
    if (new != state["totals"]).any():
        state.hold(totals=new)
    risen = np.flatnonzero((new > old) & (new != LEFT))
    return crossed(risen, old[risen], new[risen], earliest[risen], read.day), begun


def _summed(state: State, counts: NDArray[np.int64], rungs: NDArray[np.uint16], start: int) -> None:
    """The rungs of the sums of one block of releases."""
    starts = state["starts"][start : start + _BLOCK + 1]
    counters = state["members"][starts[0] : starts[-1]]
    if not len(counters):
        return
    low, high = int(counters[0]), int(counters[-1])
    tiled = high - low + 1 == len(counters) and bool((counters[1:] - counters[:-1] == 1).all())
    read = counts[low : high + 1] if tiled else counts[counters]
    totals = np.add.reduceat(read, starts[:-1] - starts[0])
    here = rungs[start : start + len(totals)]
    above = np.flatnonzero(totals >= np.take(state.steps, here, mode="clip"))
    here[above] = np.searchsorted(state.ladder, totals[above], "right")
