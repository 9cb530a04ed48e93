"""Groups: equal numbers brought together, by one sort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Groups:
    """Distinct numbers in ascending order, which of them each row has, and how often each is."""

    values: NDArray[Any]
    of: NDArray[np.int64]
    sizes: NDArray[np.int64]

    @classmethod
    def by(cls, keys: NDArray[Any]) -> Groups:
        """Those of some numbers.

        >>> found = Groups.by(np.array([7, 3, 7]))
        >>> found.values.tolist(), found.of.tolist(), found.sizes.tolist()
        ([3, 7], [1, 0, 1], [1, 2])
        """
        order = np.argsort(keys)
        ranked = keys[order]
        first = firsts(ranked)
        of = np.empty(len(keys), dtype=np.int64)
        sizes = np.diff(np.append(first, len(keys)))
        of[order] = np.repeat(np.arange(len(first)), sizes)
        return cls(ranked[first], of, sizes)


def firsts(ranked: NDArray[Any]) -> NDArray[np.int64]:
    """Where each run of equal rows begins."""
    return np.flatnonzero(np.append(True, ranked[1:] != ranked[:-1])[: len(ranked)])


def distinct(keys: NDArray[Any]) -> NDArray[Any]:
    """The distinct numbers in ascending order."""
    ranked = np.sort(keys)
    return ranked[firsts(ranked)]
