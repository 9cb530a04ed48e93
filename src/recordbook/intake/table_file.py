"""Table files of four kinds, told apart by content, each into one `Sheet`."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa
from pyarrow import parquet

from recordbook.intake.arrow import numbers, strings
from recordbook.intake.delimited import Dialect, first_columns, read_delimited
from recordbook.intake.errors import BadTable, ChangedShape, EmptyFile, TooLarge
from recordbook.intake.problems import Problem
from recordbook.intake.sheet import Sheet, row_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.intake.source import Head, SourceFile

_PARQUET = b"PAR1"


def columns_of(file: SourceFile) -> list[str]:
    """The file's columns: of the header, the Parquet schema or the first JSON line."""
    if file.data[: len(_PARQUET)].to_pybytes() == _PARQUET:
        return list(_open_parquet(file).schema_arrow.names)
    return columns_in(file.head)


def columns_in(head: Head) -> list[str]:
    """The columns as far as the beginning of the file shows them."""
    if head.json_starts():
        first = _json_line(head.text.lstrip().split("\n", 1)[0])
        return [] if first is None else list(first)
    return first_columns(head, dialect_of(head))


def dialect_of(head: Head) -> Dialect:
    """The delimiter that the header holds most often."""
    header = head.text.split("\n", 1)[0]
    return Dialect(max(",\t;", key=header.count))


def read_table(file: SourceFile, source: str, needed: Iterable[str], largest: int) -> Sheet:
    """The rows of the file; `ChangedShape` where a column that is needed lacks."""
    columns = columns_of(file)
    needed = sorted(needed)
    missing = [name for name in needed if name not in columns]
    if missing:
        if not columns:
            raise EmptyFile(f"{file.name}: there is no header", remedy="Export the file again.")
        raise ChangedShape(file.name, source, missing, [c for c in columns if c not in needed])
    if file.data[: len(_PARQUET)].to_pybytes() == _PARQUET:
        return _read_parquet(file, needed, largest)
    if file.head.json_starts():
        return _read_json_lines(file, needed)
    return read_delimited(file, dialect_of(file.head))


def _open_parquet(file: SourceFile) -> Any:
    try:
        reader: Any = parquet.ParquetFile
        return reader(pa.BufferReader(file.data))
    except (pa.ArrowException, OSError) as error:
        raise BadTable(f"{file.name}: {error}", remedy="Export or copy it again.") from error


def _read_parquet(file: SourceFile, needed: list[str], largest: int) -> Sheet:
    opened = _open_parquet(file)
    groups = range(opened.metadata.num_row_groups)
    size = sum(opened.metadata.row_group(group).total_byte_size for group in groups)
    if max(size, opened.metadata.num_rows) > largest:
        raise TooLarge(
            f"{file.name}: its columns unpack to more than {largest >> 20:,} MiB",
            remedy="Split the file.",
        )
    try:
        table = opened.read(columns=needed)
    except (pa.ArrowException, OSError) as error:
        raise BadTable(f"{file.name}: {error}", remedy="Export or copy it again.") from error
    return Sheet(table, functools.cache(lambda: row_numbers(table.num_rows)))


def _read_json_lines(file: SourceFile, needed: list[str]) -> Sheet:
    ragged: list[Problem] = []
    lines: list[int] = []
    cells: dict[str, list[str]] = {name: [] for name in needed}
    for line, text in enumerate(file.text().split("\n"), 1):
        if not text.strip():
            continue
        said = _json_line(text)
        if said is None:
            ragged.append(
                Problem(line, "line", text[:200], "not a JSON object", "Write one object a line.")
            )
            continue
        lines.append(line)
        for name in needed:
            cells[name].append(_cell(said.get(name)))
    arrays = [strings(cells[name]) for name in needed]
    table = pa.Table.from_arrays(arrays, names=needed)
    return Sheet(table, lambda: numbers(lines), ragged)


def _json_line(text: str) -> dict[str, object] | None:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, object]", said) if isinstance(said, dict) else None


def _cell(value: object) -> str:
    """A JSON value as the text that a table would hold; whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value)
