"""The counts that forecasts are made from: many counters over the same days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags: TypeAlias = NDArray[np.bool_]
    Floats: TypeAlias = NDArray[np.float64]
    Ints: TypeAlias = NDArray[np.int64]

LONGEST_HOLE = 7
"""A hole of so many days is bridged in a straight line; a longer one begins the series anew."""


@dataclass(frozen=True, slots=True)
class Series:
    """Cumulative counts by counter (row) and day (column), NaN where none was read.

    The columns are days in a row; `first` is the day number of the first one. `read` says which
    were read, and not bridged.
    """

    first: int
    counts: Floats
    read: Flags

    @classmethod
    def of(cls, first: int, counts: Floats) -> Series:
        """A series as it was read."""
        return cls(first, counts, ~np.isnan(counts))

    @property
    def last(self) -> int:
        """The day number of the last column."""
        return self.first + self.counts.shape[1] - 1

    def until(self, day: int) -> Series:
        """The same as it stood at the end of an earlier day (a day number)."""
        kept = slice(max(day - self.first + 1, 0))
        return Series(self.first, self.counts[:, kept], self.read[:, kept])

    def rows(self, at: Ints | slice) -> Series:
        """Some of the counters."""
        return Series(self.first, self.counts[at], self.read[at])

    def some(self, most: int) -> Series:
        """So many of the counters at most, evenly from all."""
        return self.rows(slice(None, None, -(-len(self.counts) // most) or 1))

    def bridged(self) -> Series:
        """The same with short holes filled, and nothing from before a fall or a long hole.

        >>> import numpy as np
        >>> Series.of(0, np.array([[9.0, 1.0, np.nan, 3.0]])).bridged().counts.tolist()
        [[nan, 1.0, 2.0, 3.0]]
        """
        counts = self.counts.copy()
        days: Floats = np.arange(counts.shape[1], dtype=np.float64)
        for row in counts:
            read = np.flatnonzero(~np.isnan(row))
            if len(read) < 2:  # noqa: PLR2004 - a line needs two ends
                continue
            breaks = (np.diff(row[read]) < 0) | (np.diff(read) > LONGEST_HOLE + 1)
            start = read[np.flatnonzero(breaks)[-1] + 1] if breaks.any() else read[0]
            kept = read[read >= start]
            row[:start] = np.nan
            row[start : kept[-1] + 1] = np.interp(days[start : kept[-1] + 1], days[kept], row[kept])
        return Series(self.first, counts, self.read)
