"""Delimited text, CSV or TSV, into a `Sheet`: quickly, or line by line where that fails."""

from __future__ import annotations

import csv
import functools
import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from recordbook.intake.arrow import numbers, strings
from recordbook.intake.errors import DuplicateColumns, EmptyFile, TooLarge
from recordbook.intake.problems import Problem
from recordbook.intake.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from recordbook.intake.source import Head, SourceFile

_LINE = 1 << 20  # no row of counts is a megabyte long; a file that is one line is not a table


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file's text is cut into cells."""

    delimiter: str = ","
    skip: int = 0  # lines before the header


def first_columns(head: Head, dialect: Dialect = Dialect()) -> list[str]:
    """The cells of the header as far as the head shows them, trimmed; none where there is none."""
    lines = head.text.splitlines()[dialect.skip : dialect.skip + 1]
    try:
        rows = list(csv.reader(lines, delimiter=dialect.delimiter))
    except csv.Error:
        return []
    return [cell.strip() for cell in rows[0]] if rows else []


def read_delimited(file: SourceFile, dialect: Dialect = Dialect()) -> Sheet:
    """The file's rows below its header, each cell as text.

    Rows with too few or too many cells are problems. Raises `DuplicateColumns`, `EmptyFile`,
    `TooLarge` (a line over 1 MiB) and `WrongEncoding`.
    """
    _check_lines(file)
    names = first_columns(file.head, dialect)
    if not any(names):
        raise EmptyFile(f"{file.name}: there is no header", remedy="Export the file again.")
    if twice := [name for name, count in Counter(names).items() if count > 1]:
        raise DuplicateColumns(file.name, twice)
    try:
        table = _quick(file, dialect, names)
    except pa.ArrowInvalid:
        return _precise(file, dialect, names)
    return Sheet(table, functools.cache(lambda: _lines(file, dialect, table)))


def _quick(file: SourceFile, dialect: Dialect, names: Sequence[str]) -> pa.Table:
    read: Any = arrow_csv.read_csv  # the stubs know no buffers
    return read(
        pa.BufferReader(file.data),
        read_options=arrow_csv.ReadOptions(
            column_names=list(names), skip_rows=dialect.skip + 1, block_size=4 << 20
        ),
        parse_options=arrow_csv.ParseOptions(delimiter=dialect.delimiter),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    )


def _precise(file: SourceFile, dialect: Dialect, names: Sequence[str]) -> Sheet:
    ragged: list[Problem] = []
    lines: list[int] = []
    rows: list[list[str]] = []
    for line, row in _rows(file, dialect):
        if len(row) == len(names):
            lines.append(line)
            rows.append(row)
        else:
            what = f"{len(row)} cells under {len(names)} columns"
            ragged.append(Problem(line, "row", ",".join(row)[:200], what, "Correct the line."))
    columns = [strings(cells) for cells in zip(*rows, strict=True)] or [strings([])] * len(names)
    table = pa.Table.from_arrays(columns, names=list(names))
    return Sheet(table, lambda: numbers(lines), ragged)


def _lines(file: SourceFile, dialect: Dialect, table: pa.Table) -> NDArray[np.int64]:
    """The line of each row, from the text; counted from the header if the two ways disagree."""
    cells = table.num_columns
    lines = [line for line, row in _rows(file, dialect) if len(row) == cells]
    if len(lines) != table.num_rows:
        return np.arange(table.num_rows) + dialect.skip + 2
    return numbers(lines)


def _rows(file: SourceFile, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """The line each row begins on, and its cells; blank lines are no rows."""
    text = io.StringIO(file.text(), newline="")
    for _ in range(dialect.skip):
        text.readline()
    reader = csv.reader(text, delimiter=dialect.delimiter)
    try:
        next(reader, None)
        begins = reader.line_num + 1
        for row in reader:
            if row:
                yield dialect.skip + begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise TooLarge(
            f"{file.name}: line {dialect.skip + reader.line_num}: {error}",
            remedy="A quotation mark may be open; close it or delete the line.",
        ) from error


def _check_lines(file: SourceFile) -> None:
    """Refuse a line over 1 MiB by looking at a few bytes of every megabyte, ."""
    view, at, size = memoryview(file.data), 0, file.data.size
    while size - at > _LINE:
        found = bytes(view[at : at + _LINE]).rfind(b"\n")
        if found < 0:
            line = bytes(view[:at]).count(b"\n") + 1
            raise TooLarge(
                f"{file.name}: line {line} is longer than {_LINE >> 20} MiB",
                remedy="This is no table of counts; export it again.",
            )
        at += found + 1
