"""The ladder: the round numbers whose crossing is looked at. Any other threshold can be claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BILLION, _STEP = 10**9, 10**8
_TENTHS = (10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90)


def rungs(lowest: int, highest: int) -> NDArray[np.int64]:
    """The rungs between two numbers, both included, ascending.

    1 to 9, 1.5 and 2.5 times a power of ten; above a billion every hundred million.

    >>> [int(rung) for rung in rungs(900_000, 2_000_000)]
    [900000, 1000000, 1500000, 2000000]
    >>> [int(rung) // 10**6 for rung in rungs(900_000_000, 1_200_000_000)]
    [900, 1000, 1100, 1200]
    """
    low, high = max(lowest, 1), min(highest, _BILLION)
    small = {
        tenth * 10**power // 10
        for power in range(len(str(_BILLION)))
        for tenth in _TENTHS
        if tenth * 10**power % 10 == 0
    }
    start = max(_BILLION + _STEP, -(-low // _STEP) * _STEP)
    found = sorted(rung for rung in small if low <= rung <= high)
    large = np.arange(start, highest + 1, _STEP, dtype=np.int64)
    return np.concatenate([np.array(found, dtype=np.int64), large])


def next_rung(value: int) -> int:
    """The lowest rung above a number.

    >>> next_rung(0), next_rung(99_999_999), next_rung(1_500_000_000)
    (1, 100000000, 1600000000)
    """
    if value >= _BILLION:
        return (value // _STEP + 1) * _STEP
    return int(rungs(value + 1, 10 * (value + 1))[0])
