"""Layout: a number for every cohort of up to three conditions, by plain arithmetic."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from recordbook.mining.daily.groups import Groups

if TYPE_CHECKING:
    from numpy.typing import NDArray

CONDITIONS = 3
"""How many conditions a cohort has at most."""


class Layout:
    """How cohorts are numbered: by which attributes are asked, then by the values they have."""

    def __init__(self, cards: NDArray[np.int64]) -> None:
        """For attributes of so many values each."""
        width = len(cards)
        sizes = range(min(CONDITIONS, width) + 1)
        self.subsets = [subset for size in sizes for subset in combinations(range(width), size)]
        self.strides: list[list[int]] = []
        self.offsets: list[int] = []
        self.sizes: list[int] = []
        for subset in self.subsets:
            self.offsets.append(sum(self.sizes))
            self.strides.append([])
            self.sizes.append(1)
            for attribute in subset:
                self.strides[-1].append(self.sizes[-1])
                self.sizes[-1] *= int(cards[attribute])
        self.cohorts = sum(self.sizes)

    def numbers(self, columns: NDArray[np.int32], subset: int) -> NDArray[np.int64]:
        """Each subject's cohort of a subset, given a row per attribute; -1 where one is unknown."""
        numbers = np.full(columns.shape[1], self.offsets[subset])
        unknown: NDArray[np.bool_] | None = None
        for attribute, stride in zip(self.subsets[subset], self.strides[subset], strict=True):
            values = columns[attribute]
            numbers += np.multiply(values, stride, dtype=np.int64)
            if values.min(initial=0) < 0:
                unknown = values < 0 if unknown is None else unknown | (values < 0)
        if unknown is not None:
            numbers[unknown] = -1
        return numbers

    def widest(self, event: NDArray[np.int64], subset: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Of which rows no row of the same event asks for less; no event has a subset twice."""
        events = Groups.by(event)
        at = events.of
        flags = np.zeros((len(self.subsets), len(events.values)), dtype=bool)
        flags[subset, at] = True
        covered = np.zeros_like(flags)
        known = {one: number for number, one in enumerate(self.subsets)}
        for number, one in enumerate(self.subsets):
            for wider in combinations(one, len(one) - 1) if one else ():
                covered[number] |= flags[known[wider]] | covered[known[wider]]
        return ~covered[subset, at]
