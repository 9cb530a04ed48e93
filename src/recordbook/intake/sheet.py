"""Sheet: a table as its file gave it, read column by column, every refused row remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import Column, bools, chosen, column, compute, numbers, taken, texts
from recordbook.intake.counts import (
    FIRST,
    LARGEST,
    LAST,
    Refused,
    read_count,
    read_day,
    read_rounded,
)
from recordbook.intake.problems import Problem
from recordbook.units import day_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

_PLAIN_DIGITS = 18  # so many digits fit a table's whole number, whatever they are
_EXACT_FLOAT = 2**53  # above it a floating-point number no longer tells one count from the next


class Sheet:
    """Columns as the file gave them, with the line of every row.

    A column is read at once; only values that the quick way does not read are looked at one by one.
    Reading never raises: what is refused is in `problems`, and `kept` leaves its row out.
    """

    def __init__(
        self,
        table: pa.Table,
        lines: Callable[[], NDArray[np.int64]],
        ragged: list[Problem] | None = None,
    ) -> None:
        """Hold columns; `lines` is asked only when a row is refused."""
        self.table: pa.Table = table
        self.problems: list[Problem] = ragged or []
        self._lines = lines
        self._ragged = len(self.problems)
        self._refused: NDArray[np.bool_] = np.zeros(table.num_rows, dtype=bool)

    @property
    def rows(self) -> int:
        """How many rows there are, refused ones too."""
        return self.table.num_rows

    @property
    def refused(self) -> int:
        """How many rows are refused, those with too few or too many cells too."""
        return int(self._refused.sum()) + self._ragged

    def has(self, name: str) -> bool:
        """Whether there is a column of that name."""
        return name in self.table.column_names

    def text(self, name: str) -> Column:
        """The column as text; blank where the file is blank."""
        values = column(self.table, name)
        if not pa.types.is_string(values.type):
            values = compute.cast(values, pa.string())
        return compute.fill_null(values, "") if values.null_count else values

    def counts(self, name: str) -> Column:
        """The column as counts (64 bits); null where it is blank: a hole, not a zero."""
        given = column(self.table, name)
        if pa.types.is_integer(given.type) or pa.types.is_floating(given.type):
            values, fine = _whole_numbers(given)
        else:
            given = self.text(name)
            short = compute.less_equal(compute.binary_length(given), _PLAIN_DIGITS)
            plain = compute.and_(compute.ascii_is_decimal(given), short)
            values = compute.cast(compute.if_else(plain, given, None), pa.int64())
            fine = bools(compute.or_(plain, compute.equal(given, "")))
        return self._one_by_one(name, np.flatnonzero(~fine), read_count, values)

    def rounded(self, name: str, scale: int) -> tuple[Column, Column]:
        """Least and most of numbers in units of `scale`, rounded; null where blank or zero."""
        low: list[int | None] = []
        high: list[int | None] = []
        for row, text in enumerate(texts(self.text(name))):
            ends = None
            try:
                ends = read_rounded(text, scale)
            except Refused as refused:
                self._refuse_row(row, name, text, refused)
            least, most = ends if ends is not None and ends[0] else (None, None)
            low.append(least)
            high.append(most)
        return pa.array(low, pa.int64()), pa.array(high, pa.int64())

    def days(self, name: str, formats: tuple[str, ...] = ()) -> Column:
        """The column as day numbers; null only where refused."""

        def read(text: str) -> int:
            return day_number(read_day(text, formats))

        given = column(self.table, name)
        if pa.types.is_date(given.type) or pa.types.is_timestamp(given.type):
            dates = compute.cast(given, pa.date32(), safe=False)
            values = _in_range(compute.cast(dates, pa.int32()))
        else:
            coded = compute.dictionary_encode(self.text(name))
            distinct = [_tried(read, text) for text in texts(coded.dictionary)]
            values = pa.array(distinct, pa.int32()).take(coded.indices)
        return self._one_by_one(name, np.flatnonzero(bools(compute.is_null(values))), read, values)

    def refuse(self, bad: NDArray[np.bool_], name: str, what: str, remedy: str) -> None:
        """Refuse the rows where `bad`, all for one reason; a row refused before stays so."""
        new = np.flatnonzero(bad & ~self._refused)
        for row, text in self._shown(name, new):
            self._refuse_row(row, name, text, Refused(what, remedy))

    def kept(self, columns: Mapping[str, Column]) -> dict[str, Column]:
        """The columns, which have a value per row of this sheet, without the refused rows."""
        if not self._refused.any():
            return dict(columns)
        return {name: chosen(values, ~self._refused) for name, values in columns.items()}

    def _shown(self, name: str, rows: NDArray[np.int64]) -> list[tuple[int, str]]:
        """Row and text of some values, for those who look at them one by one."""
        if not len(rows):
            return []
        return list(zip(rows.tolist(), texts(taken(self.text(name), rows)), strict=True))

    def _one_by_one(
        self, name: str, odd: NDArray[np.int64], read: Callable[[str], int | None], values: Column
    ) -> Column:
        """`values` with those of the `odd` rows read by `read`, or refused."""
        if not len(odd):
            return values
        found: list[int | None] = []
        for row, text in self._shown(name, odd):
            try:
                found.append(read(text))
            except Refused as refused:
                found.append(None)
                self._refuse_row(row, name, text, refused)
        mask = np.zeros(len(values), dtype=bool)
        mask[odd] = True
        return compute.replace_with_mask(values, pa.array(mask), pa.array(found, values.type))

    def _refuse_row(self, row: int, name: str, value: str, refused: Refused) -> None:
        self._refused[row] = True
        line = int(self._lines()[row])
        self.problems.append(Problem(line, name, value, refused.what, refused.remedy))


def _whole_numbers(given: Column) -> tuple[Column, NDArray[np.bool_]]:
    """Numbers as counts where they are whole and not negative, and where that is so or blank."""
    if pa.types.is_floating(given.type):
        wide = compute.cast(given, pa.float64())
        blank = compute.or_kleene(compute.is_null(wide), compute.is_nan(wide))
        whole = compute.equal(compute.floor(wide), wide)
        inside = compute.and_(
            compute.greater_equal(wide, 0), compute.less_equal(wide, _EXACT_FLOAT)
        )
        usable = compute.and_(whole, inside)
    else:
        wide, blank = given, compute.is_null(given)
        if pa.types.is_uint64(given.type):
            usable = compute.less_equal(wide, pa.scalar(LARGEST, pa.uint64()))
        else:
            usable = compute.greater_equal(wide, 0)
    values = compute.cast(compute.if_else(usable, wide, None), pa.int64())
    return values, bools(usable) | bools(blank)


def _in_range(days: Column) -> Column:
    first, last = day_number(FIRST), day_number(LAST)
    inside = compute.and_(compute.greater_equal(days, first), compute.less_equal(days, last))
    return compute.if_else(inside, days, None)


def _tried(read: Callable[[str], int], text: str) -> int | None:
    try:
        return read(text)
    except Refused:
        return None


def row_numbers(rows: int) -> NDArray[np.int64]:
    """What stands for lines in a format without lines: 1 for the first row."""
    return numbers(range(1, rows + 1))
