"""Moves: a counter that stops under one key and goes on under another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from recordbook.intake.problems import SHOWN, Note, note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from recordbook.intake.series import Series

_USUAL_DAYS = 3  # so many usual daily gains may lie between the last count and the first one


def id_moves(found: Series, titles: Mapping[str, str]) -> Note | None:
    """Counters that end on one page and begin under another key on the next, count carried over.

    Where both titles are known they must be equal; where not, the counts alone must fit, and fit
    nothing else better. `titles` are folded names by key.
    """
    first = np.flatnonzero(~found.continues)
    last = np.append(first[1:], len(found.row)) - 1
    moves = [
        (old, new)
        for page in np.unique(found.page)
        for old, new in _moves_on(found, page, first, last)
        if _one_title(titles.get(found.key(old)), titles.get(found.key(new)))
    ]
    text = "counters that end where one of another key begins with the count carried over"
    shown = (f"{found.say(old)}, then {found.say(new)}" for old, new in moves[:SHOWN])
    return note("id moves", text, len(moves), shown)


def _one_title(old: str | None, new: str | None) -> bool:
    return old is None or new is None or old == new


def _moves_on(
    found: Series, page: np.int64, first: NDArray[np.int64], last: NDArray[np.int64]
) -> list[tuple[int, int]]:
    """Places of one page where a counter ends, each with the only place that can continue it."""
    days = np.unique(found.day[found.page == page])
    first, last = first[found.page[first] == page], last[found.page[last] == page]
    first = first[found.new[first]]
    moves: list[tuple[int, int]] = []
    for before, day in pairwise(days):
        starts, ends = first[found.day[first] == day], last[found.day[last] == before]
        if len(starts) and len(ends):
            moves += _carried(found, ends, starts, int(day - before))
    return moves


def _carried(
    found: Series, ends: NDArray[np.int64], starts: NDArray[np.int64], days: int
) -> list[tuple[int, int]]:
    """Pairs of an end and a start whose counts fit, each the other's nearest."""
    extra = found.value[starts][None, :] - found.value[ends][:, None]
    usual = np.maximum(found.gain[ends], 1)[:, None] * _USUAL_DAYS * days
    fits = (extra >= 0) & (extra <= usual)
    distance = np.where(fits, extra, np.iinfo(np.int64).max)
    nearest, back = distance.argmin(axis=1), distance.argmin(axis=0)
    return [
        (int(ends[end]), int(starts[start]))
        for end, start in enumerate(nearest)
        if fits[end, start] and back[start] == end
    ]
