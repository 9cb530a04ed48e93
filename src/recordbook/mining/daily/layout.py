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

_ALL = slice(None)


class Layout:
    """How cohorts are numbered: by which attributes are asked, then by the values they have."""

    def __init__(self, cards: NDArray[np.int64]) -> None:
        """For attributes of so many values each."""
        width = len(cards)
        sizes = range(min(CONDITIONS, width) + 1)
        self.subsets = [subset for size in sizes for subset in combinations(range(width), size)]
        self.weights = np.zeros((width, len(self.subsets)))
        self.asks = np.zeros((width, len(self.subsets)), dtype=np.float32)
        self.offsets = np.zeros(len(self.subsets))
        self.sizes: list[int] = []
        for number, subset in enumerate(self.subsets):
            self.offsets[number], stride = sum(self.sizes), 1
            for attribute in subset:
                self.weights[attribute, number] = stride
                self.asks[attribute, number] = 1
                stride *= int(cards[attribute])
            self.sizes.append(stride)
        self.cohorts = sum(self.sizes)

    def numbers(self, values: NDArray[np.int32], subset: int | slice = _ALL) -> NDArray[np.int64]:
        """The cohort of each subset, or of one, for each row of values; -1 where one is unknown."""
        numbers = values @ self.weights[:, subset] + self.offsets[subset]
        if (unknown := values < 0).any():
            numbers[unknown.astype(np.float32) @ self.asks[:, subset] > 0] = -1
        return numbers.astype(np.int64)

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
