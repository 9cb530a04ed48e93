"""Group: which counters are the tracks of which release, and what releases had reached before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from recordbook.mining.daily.cohorts import lay_out
from recordbook.mining.daily.log import CROSSED, crossed
from recordbook.mining.daily.releases import keyed, levels, members, parts, raised, spread
from recordbook.mining.daily.state import BEFORE, LEFT, UNREAD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recordbook.intake.arrow import Column
    from recordbook.mining.daily.state import State


@dataclass(frozen=True)
class Releases:
    """Releases by number: the ids of their tracks, one after the other, and attributes of each.

    The tracks of release r are `tracks[starts[r]:starts[r + 1]]`; a value of -1 is not known, a
    release day of BEFORE neither.
    """

    starts: NDArray[np.int64]
    tracks: list[Column]
    attributes: NDArray[np.int32]
    released: NDArray[np.int32]


def group(state: State, releases: Releases) -> None:
    """Make releases known to a state, in place of those it knew; all their tracks become counters.

    Sums of releases some of whose counters were read before are left to the general way.
    """
    sizes = np.diff(releases.starts)
    if (sizes <= 0).any() or releases.starts[-1] != sum(map(len, releases.tracks)):
        raise ValueError("a release has one track or more")
    old = {name: np.array(state[name]) for name in ("starts", "members", "totals", "first_total")}
    try:
        counters = np.concatenate([np.zeros(0, np.int64), *state.numbered(releases.tracks)])
        owned, owners = counters.astype(np.uint32), np.repeat(np.arange(len(sizes)), sizes)
        order = slice(None)
        if (counters[1:] < counters[:-1]).any():
            order = np.argsort(counters, kind="stable")
        state.hold(
            starts=releases.starts,
            members=owned,
            owned=owned[order],
            owners=owners[order].astype(np.uint32),
            attributes=releases.attributes,
            released=releases.released,
        )
        if len(sizes):
            _level(state, len(sizes))
            _carried(state, old, len(sizes))
            lay_out(state)
        state.keep()
    except BaseException:
        state.back()
        raise


def _level(state: State, count: int) -> None:
    """What releases just made known have reached, and when, as their counters' log tells."""
    every, first = np.zeros(count, dtype=np.uint16), np.zeros(count, dtype=np.uint16)
    rows = np.zeros(0, dtype=CROSSED)
    read = np.flatnonzero(levels(state, np.arange(count))) if count else np.zeros(0, np.int64)
    if len(read):
        every[read] = levels(state, read)
        counters, at = members(state, read)
        days, rungs = state["first_day"][counters], state["first_rung"][counters]
        at_once = np.minimum.reduceat(days, at) == np.maximum.reduceat(days, at)
        first[read[at_once]] = np.minimum.reduceat(rungs, at)[at_once]
        risen = read[every[read] != LEFT]
        rows = crossed(risen, first[risen], every[risen], np.full(len(risen), BEFORE), BEFORE)
        row, counters = parts(state, rows)
        begun = state["first_rung"][counters] > rows["rung"][row]
        for which in ("earliest", "latest"):
            wanted = keyed(counters, rows["rung"][row])
            days = np.array(rows[which])
            raised(days, row, wanted, state.logs["track"].rows(), which)
            if which == "latest":
                np.maximum.at(days, row[begun], state["first_day"][counters[begun]])
            rows[which] = days
    state.hold(every=every, first_every=first)
    state.relog("every", rows[np.argsort(rows["latest"], kind="stable")])


def _carried(state: State, old: dict[str, NDArray[Any]], count: int) -> None:
    """Keep the sums of releases that are as they were; leave those that are not."""
    totals, first = np.full(count, LEFT, dtype=np.uint16), np.zeros(count, dtype=np.uint16)
    every, at = members(state, np.arange(count))
    unread = state["counts"][every] == UNREAD
    known = len(old["totals"])
    totals[known:][np.logical_and.reduceat(unread, at)[known:]] = 0
    both, alike = min(known, count), np.zeros(0, dtype=np.int64)
    if both:
        sizes, were = np.diff(state["starts"])[:both], np.diff(old["starts"])[:both]
        same = np.flatnonzero(sizes == were)
        counters, begin = members(state, same)
        before = old["members"][spread(old["starts"], same)[0]]
        alike = same[np.logical_and.reduceat(counters == before, begin)] if len(same) else same
        totals[alike], first[alike] = old["totals"][alike], old["first_total"][alike]
    state.hold(totals=totals, first_total=first)
    log = state.logs["total"].rows()
    state.relog("total", log[np.isin(log["subject"], alike)])
