"""Names: which number each text id has, for ever; ids are only ever added.

They lie as Arrow has them in memory, in one file per adding, and are read where they lie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow import ipc

from recordbook.intake.arrow import Column, bools, chosen, compute, fingerprints, integers, taken
from recordbook.mining.daily.files import part_of

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_loose: Any = pa


class Names:
    """The ids in a folder: a number is the place of an id, file after file."""

    def __init__(self, folder: Path, sizes: list[int]) -> None:
        """Those of the first files, of so many ids each; what else lies there is not of it."""
        self.folder = folder
        self.sizes = sizes
        self.chunks: list[Column] = []
        for number, size in enumerate(sizes):
            self.chunks += _read(self._path(number), size)
        self._index: _Index | None = None

    @property
    def count(self) -> int:
        """How many ids there are."""
        return sum(self.sizes)

    def slice(self, start: int, rows: int) -> list[Column]:
        """The ids from one number on."""
        found: list[Column] = []
        for chunk in self.chunks:
            if rows > 0 and start < len(chunk):
                found.append(chunk.slice(start, rows))
                rows -= len(found[-1])
            start = max(0, start - len(chunk))
        return found

    def same(self, keys: Column, start: int) -> bool:
        """Whether these are the ids from one number on, in the same order."""
        if start + len(keys) > self.count:
            return False
        at = 0
        for chunk in self.slice(start, len(keys)):
            if not keys.slice(at, len(chunk)).equals(chunk):
                return False
            at += len(chunk)
        return True

    def number(self, parts: list[Column]) -> list[NDArray[np.int64]]:
        """The numbers of ids, of which those that have none get the next ones."""
        found = [self.find(part) for part in parts]
        lacking = [at for at in range(len(parts)) if (found[at] < 0).any()]
        fresh = [_where(parts[at], found[at] < 0) for at in lacking]
        for at, numbers in zip(lacking, self._add(fresh) if fresh else [], strict=True):
            found[at][found[at] < 0] = numbers
        return found

    def find(self, keys: Column) -> NDArray[np.int64]:
        """The number of each, or -1."""
        if not self.count:
            return np.full(len(keys), -1)
        if self._index is None or self._index.count != self.count:
            self._index = _Index(self.chunks)
        return self._index.find(keys)

    def _add(self, parts: list[Column]) -> list[NDArray[np.int64]]:
        """Give ids the next numbers; they are kept once the size of their file is noted."""
        first, sizes = self.count, [len(part) for part in parts]
        numbers = np.split(np.arange(first, first + sum(sizes)), np.cumsum(sizes)[:-1])
        if not _distinct(parts):
            coded = compute.dictionary_encode(_loose.chunked_array(parts, pa.string()))
            chunks: list[Any] = coded.unify_dictionaries().chunks
            numbers = [first + integers(chunk.indices) for chunk in chunks]
            parts = [chunks[0].dictionary]
        path = self._path(len(self.sizes))
        schema: Any = pa.schema({"id": pa.string()})
        with part_of(path) as kept, kept.open("wb") as file:
            written: Any = ipc.new_file(file, schema)
            for part in parts:
                written.write_batch(_loose.record_batch([part], schema=schema))
            written.close()
        self.sizes = [*self.sizes, sum(map(len, parts))]
        self.chunks += _read(path, self.sizes[-1])
        return numbers

    def _path(self, number: int) -> Path:
        return self.folder / f"ids-{number}.arrow"


def _read(path: Path, size: int) -> list[Column]:
    rows = ipc.open_file(_loose.memory_map(str(path))).read_all()
    if rows.num_rows != size:
        raise OSError(f"{path} holds {rows.num_rows} ids, not {size}")
    return rows.column(0).chunks


def _where(keys: Column, mask: NDArray[np.bool_]) -> Column:
    return keys if mask.all() else chosen(keys, mask)


def _prints(parts: list[Column]) -> NDArray[np.uint64] | None:
    """The fingerprints of all ids, where they are equally long."""
    found = [fingerprints(part) for part in parts if len(part)]
    widths = {compute.min(compute.binary_length(part)).as_py() for part in parts if len(part)}
    if len(widths) != 1 or any(one is None for one in found):
        return None
    return np.concatenate([one for one in found if one is not None])


def _distinct(parts: list[Column]) -> bool:
    """Whether no id surely stands twice; False says nothing."""
    prints = _prints(parts)
    if prints is None:
        return False
    prints.sort()
    return not (prints[1:] == prints[:-1]).any()


class _Index:
    """Where ids stand, by fingerprints in ascending order, or by a table of the ids themselves."""

    def __init__(self, chunks: list[Column]) -> None:
        self.count = sum(map(len, chunks))
        self.ids: Any = _loose.chunked_array(chunks, pa.string())
        self.order: NDArray[np.int64] | None = None
        prints = _prints(chunks)
        if prints is not None:
            order = np.argsort(prints)
            self.prints = prints[order]
            if not (self.prints[1:] == self.prints[:-1]).any():
                self.order = order

    def find(self, keys: Column) -> NDArray[np.int64]:
        """The number of each, or -1."""
        ours = None if self.order is None else fingerprints(keys)
        if ours is None or self.order is None:
            found = compute.index_in(keys, value_set=self.ids)
            return integers(compute.fill_null(found, -1)).copy()
        from_least = np.argsort(ours)
        near = np.searchsorted(self.prints, ours[from_least])
        place = np.empty(len(ours), dtype=np.int64)
        place[from_least] = self.order[np.minimum(near, self.count - 1)]
        same = bools(compute.equal(self._taken(place), keys))
        return np.where(same, place, -1)

    def _taken(self, place: NDArray[np.int64]) -> Column:
        """The ids at places, from chunks that one array may not hold."""
        if self.ids.num_chunks == 1:
            return taken(self.ids.chunk(0), place)
        return self.ids.take(_loose.array(place)).combine_chunks()
