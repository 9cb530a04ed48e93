"""What the checker of types must know of Arrow, said once.

pyarrow's stubs leave the element type of arrays open and know few of the compute functions, so
`compute` is the same module without stubs, and a `Column` is an array of whatever it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

Column: TypeAlias = "pa.Array[Any]"
"""One column, in one piece."""

compute: Any = pyarrow.compute


_arrow: Any = pa
_WORD = 8  # bytes
_ODD = np.uint64(0x9E3779B97F4A7C15)  # spreads bits; any large odd number does


def column(table: pa.Table, name: str) -> Column:
    """The column of that name, in one piece."""
    chunks: Any = table.column(name)
    if chunks.num_chunks == 1:
        return chunks.chunk(0)
    return _arrow.concat_arrays(chunks.chunks) if chunks.num_chunks else chunks.combine_chunks()


def columns(**named: Column) -> pa.Table:
    """A table of columns that are as long as each other."""
    return _arrow.table(named)


def chosen(values: Column, mask: NDArray[np.bool_]) -> Column:
    """The values where the mask says so."""
    return values.filter(_arrow.array(mask))


def filtered(table: pa.Table, mask: NDArray[np.bool_]) -> pa.Table:
    """The rows where the mask says so."""
    return table.filter(pa.array(mask))


def taken(values: Column, places: NDArray[np.int64]) -> Column:
    """The values at the places."""
    return values.take(_arrow.array(places))


def replaced(table: pa.Table, name: str, values: Column) -> pa.Table:
    """The table with another column of that name."""
    arrays = [values if other == name else table.column(other) for other in table.column_names]
    return _arrow.Table.from_arrays(arrays, schema=table.schema)


def repeat(value: str | int | None, rows: int, kind: pa.DataType) -> Column:
    """The same value in every row."""
    return _arrow.repeat(_arrow.scalar(value, kind), rows)


def strings(values: Iterable[str | None]) -> Column:
    """A column of text."""
    return pa.array(list(values), pa.string())


def texts(values: Column) -> list[str]:
    """A column of text without nulls, as Python has it."""
    return listed(values)


def listed(values: Column) -> list[Any]:
    """A column as Python has it."""
    return values.to_pylist()


def bools(values: Column) -> NDArray[np.bool_]:
    """A column of truth values as NumPy has it; null is false."""
    return compute.fill_null(values, fill_value=False).to_numpy(zero_copy_only=False).astype(bool)


def numbers(values: Iterable[int]) -> NDArray[np.int64]:
    """Whole numbers as NumPy has them."""
    return np.fromiter(values, dtype=np.int64)


def integers(values: Column) -> NDArray[np.int64]:
    """A column of whole numbers as NumPy has it; null is the least there is."""
    filled = compute.cast(values, pa.int64())
    if filled.null_count:
        filled = compute.fill_null(filled, np.iinfo(np.int64).min)
    return filled.to_numpy(zero_copy_only=False)


def ordered(table: pa.Table, *keys: str) -> pa.Table:
    """The rows in ascending order of some columns."""
    loose: Any = table
    return loose.sort_by([(key, "ascending") for key in keys])


def dicts(table: pa.Table) -> list[Mapping[str, Any]]:
    """The rows as mappings, for tables that people will read."""
    rows: Any = table.to_pylist()
    return rows


def cells(values: Column) -> NDArray[np.uint8] | None:
    """Text as a row of bytes each, where all of it is equally long and none is null."""
    lengths = compute.min_max(compute.binary_length(values))
    width = lengths["min"].as_py()
    if values.null_count or not width or width != lengths["max"].as_py():
        return None
    buffers: list[Any] = values.buffers()
    start = int(np.frombuffer(buffers[1], np.int32)[values.offset])
    data = np.frombuffer(buffers[2], np.uint8)[start : start + len(values) * width]
    return data.reshape(len(values), width)


def fingerprints(values: Column) -> NDArray[np.uint64] | None:
    """A number per text, equal where texts are, where they are equally long and not short.

    Two texts may share a fingerprint.
    """
    data = cells(values)
    if data is None or data.shape[1] < _WORD:
        return None
    rows, width = data.shape
    prints = np.zeros(rows, dtype=np.uint64)
    for place in sorted({*range(0, width - _WORD + 1, _WORD), width - _WORD}):
        words = np.ndarray((rows,), np.uint64, data, offset=place, strides=(width,))
        prints = prints * _ODD + words
    return prints


def surely_distinct(values: Column) -> bool:
    """Whether no text stands twice, where that can be told quickly; False says nothing."""
    prints = fingerprints(values)
    if prints is None:
        return False
    prints.sort()
    return not bool((prints[1:] == prints[:-1]).any())
