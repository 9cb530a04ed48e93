"""Pages: the row groups of a day's Parquet files, known by the bytes of their ids.

Where the ids of a row group lie on disk byte for byte as in a file that was read before, they are
the same ids in the same order: nothing of them needs decoding. Encodings lie within those bytes,
and what else decides how they are read goes into the digest.
"""

from __future__ import annotations

import hashlib
import mmap
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from os import cpu_count
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa
from pyarrow import parquet

from recordbook.intake.arrow import Column, column, compute

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

_loose: Any = parquet  # its stubs leave much open
_memory: Any = pa
_Item = TypeVar("_Item")
_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class File:
    """A Parquet file of a day, and the names of its columns of ids and counts."""

    path: Path
    names: tuple[str, str]
    metadata: Any
    data: Any
    mapped: mmap.mmap

    @classmethod
    def of(cls, path: Path, names: tuple[str, str]) -> File:
        """The file there; OSError, ArrowInvalid or ValueError where it is none."""
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        data = _memory.py_buffer(mapped)
        return cls(path, names, _loose.read_metadata(_memory.BufferReader(data)), data, mapped)

    def pages(self) -> list[Page]:
        """Its row groups."""
        said = range(self.metadata.num_row_groups)
        return [Page(self, number, self.metadata.row_group(number).num_rows) for number in said]

    def at(self, name: str) -> int:
        """Which of its columns has that name."""
        return self.metadata.schema.names.index(name)


@dataclass(frozen=True)
class Page:
    """A row group: some ids and their counts."""

    file: File
    number: int
    rows: int

    def digest(self) -> str:
        """Equal for equal ids in the same order, written in the same way."""
        place = self.file.at(self.file.names[0])
        chunk = self.file.metadata.row_group(self.number).column(place)
        kind = self.file.metadata.schema.column(place)
        begin = chunk.data_page_offset
        if chunk.has_dictionary_page and chunk.dictionary_page_offset:
            begin = min(begin, chunk.dictionary_page_offset)
        read = (
            chunk.compression,
            chunk.physical_type,
            chunk.num_values,
            kind.max_definition_level,
            kind.max_repetition_level,
        )
        digest = hashlib.sha256(repr(read).encode())
        digest.update(self.file.data.slice(begin, chunk.total_compressed_size))
        whole = begin - begin % mmap.PAGESIZE
        size = begin - whole + chunk.total_compressed_size
        self.file.mapped.madvise(mmap.MADV_DONTNEED, whole, size)  # ids are most of a file
        return digest.hexdigest()

    def ids(self) -> Column:
        """The ids, as text."""
        return compute.cast(self._read(0), pa.string())

    def counts(self) -> tuple[NDArray[np.int64], NDArray[np.bool_] | None]:
        """The counts, and which of them are there; None: all are."""
        values = compute.cast(self._read(1), pa.int64())
        if not values.null_count:
            return values.to_numpy(zero_copy_only=False), None
        there = compute.is_valid(values).to_numpy(zero_copy_only=False)
        return compute.fill_null(values, 0).to_numpy(zero_copy_only=False), there

    def _read(self, which: int) -> Column:
        reader = _reader(self.file)
        wanted = [self.file.names[which]]
        return column(reader.read_row_group(self.number, wanted, use_threads=False), wanted[0])


_readers = threading.local()


def _reader(file: File) -> Any:
    """A reader of the file for this thread alone."""
    if getattr(_readers, "file", None) is not file:
        _readers.file = file
        _readers.reader = _loose.ParquetFile(
            _memory.BufferReader(file.data), metadata=file.metadata
        )
    return _readers.reader


def pages_of(paths: Sequence[Path], names: tuple[str, str]) -> list[Page]:
    """The row groups of a day's files, in their order."""
    return [page for path in paths for page in File.of(path, names).pages() if page.rows]


def each(do: Callable[[_Item], _Answer], items: Sequence[_Item]) -> list[_Answer]:
    """What is done to each, with all cores; the work must be such that it lets go of Python."""
    if len(items) <= 1:
        return [do(item) for item in items]
    with ThreadPoolExecutor(cpu_count()) as threads:
        return list(threads.map(do, items))
