"""Arithmetic over stretches: runs of consecutive rows that agree in something.

A stretch is given as an array of ascending numbers, one per row: 0, 0, 1, 1, 1, 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Ints: TypeAlias = "NDArray[np.int64]"
Flags: TypeAlias = "NDArray[np.bool_]"


def numbered(*columns: Ints) -> Ints:
    """Number the stretches of rows that agree in all columns: 0, 0, 1, ..."""
    changed = np.zeros(len(columns[0]), dtype=bool)
    for values in columns:
        changed[1:] |= values[1:] != values[:-1]
    return np.cumsum(changed)


def first_rows(stretch: Ints) -> Flags:
    """Which rows begin a stretch."""
    first = np.ones(len(stretch), dtype=bool)
    first[1:] = stretch[1:] != stretch[:-1]
    return first


def beginnings(stretch: Ints) -> Ints:
    """Where each stretch begins."""
    return np.flatnonzero(first_rows(stretch))


def endings(stretch: Ints) -> Ints:
    """Where each stretch ends, its last row."""
    return np.append(beginnings(stretch)[1:] - 1, len(stretch) - 1)[: len(stretch)]


def greatest(stretch: Ints, values: Ints) -> Ints:
    """The greatest value of each row's stretch."""
    if not len(values):
        return values
    return np.maximum.reduceat(values, beginnings(stretch))[stretch - stretch[0]]


def least(stretch: Ints, values: Ints) -> Ints:
    """The least value of each row's stretch."""
    return -greatest(stretch, -values)


def counted(stretch: Ints, flags: Flags) -> Ints:
    """How many flags stand up to and including each row of its stretch."""
    count = np.cumsum(flags)
    starts = beginnings(stretch)
    return count - (count[starts] - flags[starts])[stretch]


def running_greatest(stretch: Ints, values: Ints) -> tuple[Ints, Ints]:
    """The greatest value so far in each row's stretch, and the latest row that has it."""
    distinct, rank = np.unique(values, return_inverse=True)
    order = numbered(stretch)
    ranks = np.maximum.accumulate(rank + order * len(distinct)) - order * len(distinct)
    place = np.where(rank == ranks, np.arange(len(values)), 0)
    return distinct[ranks], np.maximum.accumulate(place)


def running_least_back(stretch: Ints, values: Ints) -> tuple[Ints, Ints]:
    """The least value from each row on in its stretch, and the earliest row that has it."""
    value, place = running_greatest(stretch[::-1], -values[::-1])
    return -value[::-1], len(values) - 1 - place[::-1]
