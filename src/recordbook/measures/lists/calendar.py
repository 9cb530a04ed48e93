"""The calendar of a list: every list that came or may have come, in order.

A list follows the one before by at least its cadence. Where two that are known lie further apart,
as many may have come between as that allows; where they lie closer, only the fuller one surely is a
list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from recordbook.measures.runs import ALWAYS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recordbook.measures.lists.known import KnownList

Ints: TypeAlias = "NDArray[np.int64]"
Flags: TypeAlias = "NDArray[np.bool_]"

NO_LIST = -1


@dataclass(frozen=True, slots=True)
class Calendar:
    """Slots in order; `first` and `last` are the days between which a slot's list came.

    `at` is the place of its day among the observed days, NO_LIST where nothing of it was observed
    or what was cannot surely be told to be a list. `endless`: before the first slot any number of
    lists may have come.
    """

    first: Ints
    last: Ints
    at: Ints
    endless: bool

    def within(self, since: int, until: int) -> tuple[int, int]:
        """The range of slots that may lie within the days."""
        places = np.flatnonzero((self.last >= since) & (self.first <= until))
        return (int(places[0]), int(places[-1]) + 1) if len(places) else (0, 0)


def calendar(days: Ints, rows: Ints, of: KnownList, *, since: int | None, until: int) -> Calendar:
    """The lists from the first one, or from `since` where that is not known, until `until`.

    `days` are those of which anything was observed, ascending, and `rows` how much.
    """
    sure = _apart(days, rows, of.cadence)
    starts = [day for day in (of.began, since) if day is not None]
    start = max(starts) if of.began is not None and since is not None else min(starts, default=None)
    first: list[Ints] = []
    last: list[Ints] = []
    at: list[Ints] = []

    def add(one: Ints, two: Ints, three: Ints) -> None:
        first.append(one)
        last.append(two)
        at.append(three)

    if len(days):
        if start is not None and start < days[0]:
            add(*_between(start - of.cadence, int(days[0]), of.cadence))
        add(*_observed(days, sure, of.cadence))
        end = int(days[-1])
        if until > end:
            add(*_between(end, until + 1, of.cadence, known_end=False))
    elif start is not None:
        add(*_between(start - of.cadence, until + 1, of.cadence, known_end=False))
    empty = np.zeros(0, dtype=np.int64)
    parts = [np.concatenate([*found, empty]) for found in (first, last, at)]
    order = np.argsort(parts[0], kind="stable")
    return Calendar(*(part[order] for part in parts), endless=start is None)


def _apart(days: Ints, rows: Ints, cadence: int) -> Flags:
    """Which days are surely lists: of two closer than the cadence, the fuller one, else neither."""
    sure = np.ones(len(days), dtype=bool)
    for place in np.flatnonzero(np.diff(days) < cadence):
        near = np.flatnonzero(np.abs(days - days[place]) < cadence)
        fullest = rows[near] == rows[near].max()
        sure[near[~fullest]] = False
        if fullest.sum() > 1:
            sure[near] = False
    return sure


def _observed(days: Ints, sure: Flags, cadence: int) -> tuple[Ints, Ints, Ints]:
    """The observed days, and what may have come between those that surely are lists."""
    places = np.where(sure, np.arange(len(days)), NO_LIST)
    known = days[sure]
    gaps = np.flatnonzero(np.diff(known) > cadence)
    between = [_between(int(known[gap]), int(known[gap + 1]), cadence) for gap in gaps]
    columns = zip((days, days, places), *between, strict=True)
    first, last, at = (np.concatenate(list(one)).astype(np.int64) for one in columns)
    return first, last, at


def _between(
    before: int, after: int, cadence: int, *, known_end: bool = True
) -> tuple[Ints, Ints, Ints]:
    """The lists that may have come after one day and before another."""
    count = max((after - 1 - before) // cadence, 0)
    steps = np.arange(1, count + 1, dtype=np.int64)
    last = after - 1 - (count - steps) * cadence if known_end else np.full(count, ALWAYS)
    return before + steps * cadence, last.astype(np.int64), np.full(count, NO_LIST, dtype=np.int64)
