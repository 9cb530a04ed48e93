"""Log: which subject reached which rung, and between which days; rows are only ever added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

KINDS = ("track", "every", "total")
"""What reaches a rung: a counter, every counter of a release, the sum of a release."""

CROSSED = np.dtype(
    [("subject", "<u4"), ("rung", "<u2"), ("earliest", "<i4"), ("latest", "<i4")], align=False
)
"""The number of a counter or release, and of a rung; day numbers.

Rungs that a counter had reached when it was first read have no row.
"""


class Log:
    """The first rows of a file; what follows them was never noted, and is written over."""

    def __init__(self, path: Path, turn: int, length: int) -> None:
        """So many rows of the file at a path, which was begun at some turn of a state."""
        self.path = path
        self.turn = turn
        self.length = length
        if length * CROSSED.itemsize > (path.stat().st_size if path.exists() else 0):
            raise OSError(f"{path} is cut short")

    def add(self, rows: NDArray[Any]) -> None:
        """Add rows of `CROSSED`; they are of the log once its length is noted."""
        self.path.touch()
        with self.path.open("r+b") as file:
            file.seek(self.length * CROSSED.itemsize)
            file.write(rows.tobytes())
            file.truncate()
        self.length += len(rows)

    def rows(self) -> NDArray[Any]:
        """All rows, by their latest day."""
        if not self.length:
            return np.zeros(0, dtype=CROSSED)
        return np.memmap(self.path, dtype=CROSSED, mode="r", shape=(self.length,))


def crossed(
    subjects: NDArray[Any], old: NDArray[Any], new: NDArray[Any], earliest: NDArray[Any], day: int
) -> NDArray[Any]:
    """A row for every rung from `old` up to and without `new`, subject by subject."""
    jumps = new.astype(np.int64) - old
    rows = np.zeros(int(jumps.sum()), dtype=CROSSED)
    first = np.repeat(np.cumsum(jumps) - jumps, jumps)
    rows["subject"] = np.repeat(subjects, jumps)
    rows["rung"] = np.arange(len(rows)) - first + np.repeat(old, jumps)
    rows["earliest"], rows["latest"] = np.repeat(earliest, jumps), day
    return rows
