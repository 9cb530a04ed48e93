"""Corrections: what no longer stands, and why, as a CSV that a person writes.

A row names what it is about; what it leaves blank matches everything. The columns are those of
`CORRECTIONS`, any of them, but `reason` and one condition at least; `day` is an ISO day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import columns as columns_of
from recordbook.intake.arrow import repeat, strings, texts
from recordbook.intake.counts import Refused, read_day
from recordbook.intake.delimited import first_columns, read_delimited
from recordbook.intake.errors import ChangedShape
from recordbook.intake.source import Parsed
from recordbook.units import day_number

if TYPE_CHECKING:
    from recordbook.intake.arrow import Column
    from recordbook.intake.sheet import Sheet
    from recordbook.intake.source import Head, Settings, SourceFile

_OPTIONAL: Final = (
    *("table_name", "platform", "basis", "metric", "region", "key", "day"),
    *("entity", "attribute", "value", "source", "batch_undone"),
)

CORRECTIONS = pa.schema(
    [
        *(pa.field(name, pa.int32() if name == "day" else pa.string()) for name in _OPTIONAL),
        pa.field("reason", pa.string(), nullable=False),
    ]
)
"""One row says: every row that matches and was recorded before this one no longer stands.

A null matches everything; what is given must equal the column of the row that the ledger's
`MATCHES` names, and a table without such a column has no row that matches. At least one condition
must be given. Rows of the correction's own batch were not recorded before it.
"""

CONDITIONS: Final = [name for name in _OPTIONAL if name != "table_name"]
"""The columns of a correction that say which rows it speaks of, within its tables."""


class CorrectionsCsv:
    """Corrections, typed by hand."""

    name = "corrections-csv"
    title = "corrections CSV (what no longer stands, and the reason)"

    def recognises(self, head: Head) -> bool:
        """Whether the header gives a reason and conditions, and nothing that is counted."""
        columns = first_columns(head)
        return "reason" in columns and len(set(columns) & set(_OPTIONAL)) >= len(columns) - 1 > 0

    def read(self, file: SourceFile, settings: Settings) -> Parsed:  # noqa: ARG002 - all is in the file
        """The corrections; raises `ChangedShape` where a column is off."""
        columns = first_columns(file.head)
        unknown = [column for column in columns if column not in CORRECTIONS.names]
        if unknown or "reason" not in columns:
            missing = [] if "reason" in columns else ["reason"]
            raise ChangedShape(file.name, "corrections", missing, unknown)
        sheet = read_delimited(file)
        _check(sheet)
        given = {name: _cells(sheet, name) for name in columns}
        kept = sheet.kept(given)
        rows = len(kept["reason"])
        for name in set(_OPTIONAL) - set(columns):
            kept[name] = repeat(None, rows, pa.int32() if name == "day" else pa.string())
        table = columns_of(**kept).select(CORRECTIONS.names).cast(CORRECTIONS)
        return Parsed(
            source="corrections",
            tables={"corrections": table},
            problems=sheet.problems,
            refused=sheet.refused,
        )


def _check(sheet: Sheet) -> None:
    """A correction needs a reason, and must not undo everything."""
    blank = {name: _blank(sheet, name) for name in sheet.table.column_names}
    sheet.refuse(blank["reason"], "reason", "blank", "Say why it no longer stands.")
    conditions = [blank[name] for name in CONDITIONS if name in blank]
    if conditions:
        boundless = np.logical_and.reduce(conditions)
        sheet.refuse(boundless, "reason", "nothing says what is meant", "Fill in a condition.")


def _blank(sheet: Sheet, name: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array([not cell.strip() for cell in texts(sheet.text(name))], dtype=bool)


def _cells(sheet: Sheet, name: str) -> Column:
    """A column as the table holds it: a blank is null."""
    cells = [cell.strip() or None for cell in texts(sheet.text(name))]
    if name != "day":
        return strings(cells)
    days: list[int | None] = []
    bad = np.zeros(len(cells), dtype=bool)
    for row, cell in enumerate(cells):
        try:
            days.append(None if cell is None else day_number(read_day(cell)))
        except Refused:
            days.append(None)
            bad[row] = True
    sheet.refuse(bad, "day", "not a day", "Write days as YYYY-MM-DD.")
    return pa.array(days, pa.int32())
