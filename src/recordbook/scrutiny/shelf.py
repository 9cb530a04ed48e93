"""A catalogue in memory with its rows at hand: looked up by value, not by reading everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from recordbook.catalogue.tables import Tables
from recordbook.intake.arrow import Column, column, compute, strings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_WORD = 8  # bytes that are read at once
_ODD = np.uint64(0x9E3779B97F4A7C15)
_FEW = 20_000  # rows that are as soon read as looked up
_HELD = 2  # catalogues whose indexes are kept


@dataclass(frozen=True, slots=True)
class Index:
    """The rows of a column by a number made of each text; two texts may share one."""

    prints: NDArray[np.uint64]
    rows: NDArray[np.int64]

    @classmethod
    def of(cls, values: Column) -> Index:
        """The index of a column of text."""
        prints = _prints(values)
        rows = np.argsort(prints)
        return cls(prints[rows], rows)

    def places(self, wanted: Column) -> NDArray[np.int64]:
        """Every row that may hold one of the texts, in order."""
        prints = np.unique(_prints(wanted))
        starts = np.searchsorted(self.prints, prints, "left")
        ends = np.searchsorted(self.prints, prints, "right")
        found = [self.rows[a:b] for a, b in zip(starts, ends, strict=True) if a < b]
        return np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)


def _prints(values: Column) -> NDArray[np.uint64]:
    """A number for every text: of its length and of eight bytes at three places."""
    whole: Any = values
    if isinstance(values, pa.ChunkedArray):
        whole = whole.combine_chunks()
    if not len(values):
        return np.empty(0, np.uint64)
    whole = whole.cast(pa.large_string())
    _, offsets, data = whole.buffers()
    ends: NDArray[np.int64] = np.frombuffer(offsets, np.int64)
    ends = ends[whole.offset : whole.offset + len(whole) + 1]
    body: NDArray[np.uint8] = np.frombuffer(data, np.uint8) if data else np.empty(0, np.uint8)
    padded = np.concatenate([body, np.zeros(_WORD, np.uint8)])
    words = np.ndarray((len(padded) - _WORD + 1,), np.uint64, padded, strides=(1,))
    starts, sizes = ends[:-1], np.diff(ends)
    room = np.maximum(sizes - _WORD, 0)
    short = (np.uint64(1) << (np.minimum(sizes, _WORD - 1) * 8).astype(np.uint64)) - np.uint64(1)
    mask = np.where(sizes >= _WORD, np.uint64(2**64 - 1), short)
    prints = sizes.astype(np.uint64)
    for at in (starts, starts + room // 2, starts + room):
        prints = (prints ^ (words[at] & mask)) * _ODD
        prints ^= prints >> np.uint64(29)
    return prints


@dataclass(frozen=True)
class Shelf:
    """The tables of a catalogue, and indexes of those columns that were asked for."""

    tables: Tables
    indexes: dict[tuple[str, str], Index] = field(default_factory=dict["tuple[str, str]", "Index"])
    whole: dict[str, pa.Table] = field(default_factory=dict[str, pa.Table])

    def rows(self, name: str, by: str, values: Iterable[str]) -> pa.Table:
        """The rows of a table whose column holds one of the values."""
        table = self._whole(name)
        wanted = strings(sorted(set(values)))
        if table.num_rows > _FEW:
            if (name, by) not in self.indexes:
                self.indexes[name, by] = Index.of(column(table, by))
            places: Any = pa.array(self.indexes[name, by].places(wanted), pa.int64())
            table = table.take(places)
        return table.filter(compute.is_in(column(table, by), value_set=wanted))

    def _whole(self, name: str) -> pa.Table:
        """A table in one piece: rows are taken from it many times faster than from many."""
        if name not in self.whole:
            table: pa.Table = getattr(self.tables, name)
            self.whole[name] = table.combine_chunks()
        return self.whole[name]

    def part(self, **columns: tuple[str, Iterable[str]]) -> Tables:
        """A small catalogue: of each table named, the rows that hold some values in a column."""
        made = {name: self.rows(name, by, values) for name, (by, values) in columns.items()}
        return Tables(**made)


_shelves: list[Shelf] = []


def shelf_of(tables: Tables) -> Shelf:
    """The shelf of a catalogue; those used last are kept with their indexes."""
    for shelf in _shelves:
        if shelf.tables is tables:
            return shelf
    shelf = Shelf(tables)
    _shelves.insert(0, shelf)
    del _shelves[_HELD:]
    return shelf
