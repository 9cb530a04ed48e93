"""Sheet: a table as its file gave it, read column by column, every refused row remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recordbook.intake.counts import Refused, read_count, read_day
from recordbook.intake.problems import Problem
from recordbook.units import day_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

_PLAIN_DIGITS = 18  # so many digits fit a table's whole number, whatever they are


class Sheet:
    """Columns of text, with the line of every row.

    A column is read at once; only values that the quick way does not read are looked at one by one.
    Reading never raises: what is refused is in `problems`, and `kept` leaves its row out.
    """

    def __init__(
        self,
        table: pa.Table,
        lines: Callable[[], NDArray[np.int64]],
        ragged: list[Problem] | None = None,
    ) -> None:
        """Hold text columns; `lines` is asked only when a row is refused."""
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

    def has(self, column: str) -> bool:
        """Whether there is a column of that name."""
        return column in self.table.column_names

    def text(self, column: str) -> pa.Array:
        """The column as text; blank where the file is blank."""
        values = self._whole(column)
        return pc.fill_null(
            values if pa.types.is_string(values.type) else pc.cast(values, pa.string()), ""
        )

    def counts(self, column: str) -> pa.Array:
        """The column as counts (64 bits); null where it is blank: a hole, not a zero."""
        texts = self.text(column)
        quick = pc.and_(
            pc.ascii_is_decimal(texts), pc.less_equal(pc.binary_length(texts), _PLAIN_DIGITS)
        )
        values = pc.cast(pc.if_else(quick, texts, None), pa.int64())
        odd = np.flatnonzero(~bools(pc.or_(quick, pc.equal(texts, ""))))
        return self._one_by_one(column, texts, odd, read_count, values)

    def days(self, column: str, formats: tuple[str, ...] = ()) -> pa.Array:
        """The column as day numbers; null only where refused."""

        def read(text: str) -> int:
            return day_number(read_day(text, formats))

        texts = self.text(column)
        coded = pc.dictionary_encode(texts)
        distinct = [_tried(read, text) for text in cast("list[str]", coded.dictionary.to_pylist())]
        values = pa.array(distinct, pa.int32()).take(coded.indices)
        odd = np.flatnonzero(bools(pc.is_null(values)))
        return self._one_by_one(column, texts, odd, read, values)

    def refuse(self, bad: NDArray[np.bool_], column: str, what: str, remedy: str) -> None:
        """Refuse the rows where `bad`, all for one reason; those already refused stay as they are."""
        new = np.flatnonzero(bad & ~self._refused)
        if not len(new):
            return
        texts = self.text(column).take(pa.array(new))
        for row, value in zip(new.tolist(), cast("list[str]", texts.to_pylist()), strict=True):
            self._refuse_row(row, column, value, Refused(what, remedy))

    def kept(self, columns: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
        """The columns, which have a value per row of this sheet, without the refused rows."""
        if not self._refused.any():
            return dict(columns)
        mask = pa.array(~self._refused)
        return {name: column.filter(mask) for name, column in columns.items()}

    def _whole(self, column: str) -> pa.Array:
        chunks = self.table.column(column)
        return pa.concat_arrays(chunks.chunks) if chunks.num_chunks else pa.array([], chunks.type)

    def _one_by_one(
        self,
        column: str,
        texts: pa.Array,
        odd: NDArray[np.int64],
        read: Callable[[str], int | None],
        values: pa.Array,
    ) -> pa.Array:
        """`values` with those of the `odd` rows read by `read`, or refused."""
        if not len(odd):
            return values
        found: list[int | None] = []
        for row, text in zip(
            odd.tolist(), cast("list[str]", texts.take(pa.array(odd)).to_pylist()), strict=True
        ):
            try:
                found.append(read(text))
            except Refused as refused:
                found.append(None)
                self._refuse_row(row, column, text, refused)
        mask = np.zeros(len(values), dtype=bool)
        mask[odd] = True
        return pc.replace_with_mask(values, pa.array(mask), pa.array(found, values.type))

    def _refuse_row(self, row: int, column: str, value: str, refused: Refused) -> None:
        self._refused[row] = True
        line = int(self._lines()[row])
        self.problems.append(Problem(line, column, value, refused.what, refused.remedy))


def _tried(read: Callable[[str], int], text: str) -> int | None:
    try:
        return read(text)
    except Refused:
        return None


def bools(values: pa.Array) -> NDArray[np.bool_]:
    """A column of truth values without nulls, as NumPy has it."""
    return values.to_numpy(zero_copy_only=False).astype(bool)
