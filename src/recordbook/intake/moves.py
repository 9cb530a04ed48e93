"""Moves: a counter that stops under one key and goes on under another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from recordbook.intake.problems import Note, note
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from recordbook.intake.series import Series
    from recordbook.units import Day

_RECENT = 7  # readings: one alone may be stale and have gained nothing
_MANY = 4_000_000  # pairs whose counts fit: so many tell nothing apart, and fill the memory
_FAR = np.int64(2**62)  # further than any two counts
_USUAL_DAYS = 3  # so many usual daily gains may lie between the last count and the first one


@dataclass(frozen=True, slots=True)
class Move:
    """A counter that ended under `old` on `last` and went on under `new` on `first`."""

    old: str
    new: str
    last: Day
    first: Day
    before: int  # the count on the last day, as of its end
    after: int  # the count on the first day

    def __str__(self) -> str:
        """Both readings in words."""
        return (
            f"{self.old} {self.last}: {self.before:,}, then {self.new} {self.first}: {self.after:,}"
        )


def find_moves(found: Series, titles: Mapping[str, str]) -> list[Move]:
    """Counters that end on one page and begin under another key on the next, count carried over.

    Where both titles are known they must be equal; where not, the counts alone must fit, and fit
    nothing else better. `titles` are folded names by key. A move found is a likely one: whether
    the two keys are one recording is for an identity fact to say.
    """
    first = np.flatnonzero(~found.continues)
    last = np.append(first[1:], len(found.row)) - 1
    return [
        Move(
            found.key(old),
            found.key(new),
            day_from(int(found.day[old])),
            day_from(int(found.day[new])),
            int(found.value[old]),
            int(found.value[new]),
        )
        for page in np.unique(found.page)
        for old, new in _moves_on(found, page, first, last, titles)
    ]


def may_move(found: Series) -> bool:
    """Whether any counter of the file begins and any ends, before all else is asked of them."""
    first = ~found.continues
    last = np.append(first[1:], True)
    begins, ends = found.day[first & found.new], found.day[last]
    return bool(len(begins)) and bool(ends.min() < begins.max())


def id_moves(found: Series, titles: Mapping[str, str]) -> Note | None:
    """The moves as a note."""
    moves = find_moves(found, titles)
    text = "counters that end where one of another key begins with the count carried over"
    return note("id moves", text, len(moves), map(str, moves))


def _moves_on(
    found: Series,
    page: np.int64,
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    titles: Mapping[str, str],
) -> list[tuple[int, int]]:
    """Places of one page where a counter ends, each with the only place that can continue it."""
    days = np.unique(found.day[found.page == page])
    first, last = first[found.page[first] == page], last[found.page[last] == page]
    first = first[found.new[first]]
    moves: list[tuple[int, int]] = []
    for before, day in pairwise(days):
        starts, ends = first[found.day[first] == day], last[found.day[last] == before]
        if len(starts) and len(ends):
            moves += _carried(found, ends, starts, titles)
    return moves


def _carried(
    found: Series, ends: NDArray[np.int64], starts: NDArray[np.int64], titles: Mapping[str, str]
) -> list[tuple[int, int]]:
    """Pairs of an end and a start whose counts fit, each the other's nearest; one title wins."""
    end, start = _fitting(found, ends, starts)
    seen = {"": 0}  # no title
    old, new = _titled(found, ends[end], titles, seen), _titled(found, starts[start], titles, seen)
    named = (old > 0) & (new > 0)
    fits = ~named | (old == new)
    end, start, same = end[fits], start[fits], (named & (old == new))[fits]
    extra = found.value[starts[start]] - found.value[ends[end]]
    distance = np.where(same, extra - _FAR, extra)
    nearest = _firsts(end, np.lexsort((start, distance, end)))
    back = _firsts(start, np.lexsort((end, distance, start)))
    both = np.intersect1d(nearest, back)
    return list(zip(ends[end[both]].tolist(), starts[start[both]].tolist(), strict=True))


def _fitting(
    found: Series, ends: NDArray[np.int64], starts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which end and which start fit each other by their counts; none where too many do.

    All ends are of one day, and all starts of one.
    """
    days = found.day[starts[0]] - found.day[ends[0]]
    order = np.argsort(found.value[starts], kind="stable")
    values, least = found.value[starts][order], found.value[ends]
    most = least + _recent_gain(found, ends) * _USUAL_DAYS * days
    low, high = np.searchsorted(values, least), np.searchsorted(values, most, side="right")
    counts = high - low
    if counts.sum() > _MANY:
        counts = np.zeros_like(counts)
    end = np.repeat(np.arange(len(ends)), counts)
    place = np.arange(len(end)) - np.repeat(np.cumsum(counts) - counts - low, counts)
    return end, order[place]


def _firsts(group: NDArray[np.int64], order: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first place of each group in an order that holds the groups together."""
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = group[order][1:] != group[order][:-1]
    return order[begins]


def _titled(
    found: Series, places: NDArray[np.int64], titles: Mapping[str, str], seen: dict[str, int]
) -> NDArray[np.int64]:
    """A number for the title of each place, by those `seen`: equal where titles are."""
    distinct, back = np.unique(places, return_inverse=True)
    said = (titles.get(found.key(place), "") for place in distinct.tolist())
    numbers = [seen.setdefault(title, len(seen)) for title in said]
    return np.array(numbers, dtype=np.int64)[back]


def _recent_gain(found: Series, ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """The largest gain among the last readings of each counter that ends, or 1."""
    places = np.maximum(ends[:, None] - np.arange(_RECENT), 0)
    same = found.counter[places] == found.counter[ends][:, None]
    return np.maximum(np.where(same, found.gain[places], 0).max(axis=1), 1)
