"""A made world of tracks with text ids, in albums with eight attributes, as Parquet days.

Nothing of the size of the world is held: tracks are made a part at a time, for all days at once.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

FIRST_DAY = 19_700
VALUES = (3, 4, 6, 12, 25, 60, 120, 300)
"""How many values each of the eight attributes has."""

GROUP = 122_880
"""Rows per row group: as many as DuckDB itself writes, so that it scans with all cores."""

_PART = 8 * GROUP
_PREFIX = np.frombuffer(b"spotify:track:", dtype=np.uint8)
_LETTERS = np.frombuffer(
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", dtype=np.uint8
)
_WIDTH = len(_PREFIX) + 22


@dataclass(frozen=True)
class CatalogueWorld:
    """`tracks` counters, twelve to an album, or one to 23 where unequal; the same for a seed."""

    tracks: int
    seed: int = 7
    unequal: bool = False

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        return self.starts()

    def starts(self) -> NDArray[np.int64]:
        """Where the tracks of each album begin, and the end of the last."""
        if not self.unequal:
            return np.append(np.arange(0, self.tracks, 12), self.tracks)
        sizes = np.random.default_rng((self.seed, 1)).integers(1, 24, self.tracks // 11 + 2)
        starts = np.append(0, np.cumsum(sizes))
        return np.append(starts[starts < self.tracks], self.tracks)

    def attributes(self) -> NDArray[np.int32]:
        """The value of each attribute per album; the first are the most common."""
        rng = np.random.default_rng((self.seed, 2))
        shape = len(self.starts()) - 1
        skewed = [(values * rng.random(shape) ** 2.5).astype(np.int32) for values in VALUES]
        return np.column_stack(skewed)

    def released(self) -> NDArray[np.int32]:
        """The release day of each album."""
        rng = np.random.default_rng((self.seed, 3))
        return rng.integers(FIRST_DAY - 4000, FIRST_DAY, len(self.starts()) - 1, dtype=np.int32)

    def parts(self) -> Iterator[pa.Array]:
        """The ids, a part at a time."""
        for part, start in enumerate(range(0, self.tracks, _PART)):
            rows = min(_PART, self.tracks - start)
            cells = np.empty((rows, _WIDTH), dtype=np.uint8)
            cells[:, : len(_PREFIX)] = _PREFIX
            rng = np.random.default_rng((self.seed, 4, part))
            cells[:, len(_PREFIX) :] = _LETTERS[rng.integers(0, 62, (rows, 22), dtype=np.uint8)]
            offsets = np.arange(0, (rows + 1) * _WIDTH, _WIDTH, dtype=np.int32)
            buffers = [None, pa.py_buffer(offsets), pa.py_buffer(cells)]
            yield pa.StringArray.from_buffers(rows, buffers[1], buffers[2])

    def _first(self, part: int, rows: int) -> NDArray[np.int64]:
        """The first day's counts of a part: log-uniform by album, tracks within a factor of ten."""
        rng = np.random.default_rng((self.seed, 6, part))
        numbers = np.arange(part * _PART, part * _PART + rows)
        album = np.searchsorted(self._starts, numbers, "right") - 1
        level = np.random.default_rng((self.seed, 7)).uniform(2.7, 9, len(self._starts))[album]
        return (10 ** (level + rng.uniform(-0.7, 0.3, rows))).astype(np.int64)

    def write(self, folder: Path, days: int, *, shuffled: bool = False) -> list[Path]:
        """A file per day of columns id and count; shuffled: each part of the last in disorder."""
        paths = [folder / f"{FIRST_DAY + day}.parquet" for day in range(days)]
        schema = pa.schema({"id": pa.string(), "count": pa.int64()})
        loose: Any = parquet
        with ExitStack() as stack:
            files = [stack.enter_context(loose.ParquetWriter(path, schema)) for path in paths]
            for part, ids in enumerate(self.parts()):
                rng = np.random.default_rng((self.seed, 5, part))
                order = rng.permutation(len(ids)) if shuffled else None
                grown = _grown(self._first(part, len(ids)), days, rng)
                for file, counts in zip(files, grown, strict=True):
                    table = pa.table({"id": ids, "count": counts})
                    if order is not None and file is files[-1]:
                        table = table.take(order)
                    file.write_table(table, row_group_size=GROUP)
        return paths


def _grown(
    counts: NDArray[np.int64], days: int, rng: np.random.Generator
) -> Iterator[NDArray[np.int64]]:
    """Counts that grow every day by up to 0.4 % and 49 streams."""
    rows = len(counts)
    for _ in range(days):
        yield counts
        counts = counts + (counts * rng.uniform(0, 0.004, rows)).astype(np.int64)
        counts += rng.integers(0, 50, rows)
