"""Rows on their way into a book: checked against the schema, then marked with moment and batch."""

# The stubs of pyarrow leave its own generic types open:
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from recordbook.intake.corrections import CONDITIONS
from recordbook.ledger.errors import UnfitRows, UnknownTable
from recordbook.ledger.tables import HANDED_IN, STORED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


def conform(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables that have rows, each in its exact schema.

    UnknownTable: a book has no such table. UnfitRows: columns are missing, unknown, of another
    type, or empty where a value is required; or a correction that would undo everything.
    """
    unknown = ", ".join(sorted(tables.keys() - HANDED_IN.keys()))
    if unknown:
        raise UnknownTable(
            f"a book has no table {unknown}", remedy="it has " + ", ".join(HANDED_IN)
        )
    fitted = {name: _fitted(name, rows) for name, rows in tables.items() if rows.num_rows}
    if "corrections" in fitted:
        _refuse_boundless(fitted["corrections"])
    return fitted


def stored(name: str, rows: pa.Table, recorded: datetime, batch: str) -> pa.Table:
    """Conforming rows with the ledger's own two columns."""
    moment = pa.repeat(pa.scalar(recorded, pa.timestamp("us", "UTC")), rows.num_rows)
    ids = pa.repeat(pa.scalar(batch), rows.num_rows)
    return pa.table([*rows.columns, moment, ids], schema=STORED[name])


def stated(name: str) -> tuple[str, ...]:
    """The columns whose ends the log says: the batch of the rows and, of observations, the day."""
    return ("day", "batch") if name == "observations" else ("batch",)


def _fitted(name: str, rows: pa.Table) -> pa.Table:
    schema = HANDED_IN[name]
    if set(rows.column_names) != set(schema.names) or rows.num_columns != len(schema):
        raise UnfitRows(f"{name} has the columns {schema.names}, not {rows.column_names}")
    fitted = [_column(name, column, rows[column.name]) for column in schema]
    return pa.table(fitted, schema=schema)


def _column(name: str, column: pa.Field[pa.DataType], values: pa.ChunkedArray[Any]) -> Any:
    if values.null_count and not column.nullable:
        raise UnfitRows(f"{name}: {column.name} is empty in {values.null_count} rows")
    try:
        return values.cast(column.type)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise UnfitRows(f"{name}: {column.name}: {error}") from error


def _refuse_boundless(corrections: pa.Table) -> None:
    for row in corrections.select(CONDITIONS).to_pylist():
        if all(value is None for value in row.values()):
            raise UnfitRows(
                "a correction without any condition would undo everything",
                remedy="give at least one of " + ", ".join(CONDITIONS),
            )
