"""A snapshot whose tables lie in memory: small books need no folder."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa

from recordbook.ledger.tables import STORED
from recordbook.units import day_number

if TYPE_CHECKING:
    from collections.abc import Mapping

MOMENT = datetime(2024, 2, 1, tzinfo=UTC)


class Shown:
    """A snapshot of tables as batches have them."""

    version, moment = 1, MOMENT

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        """Every table of a book; those that are not given are empty."""
        self._tables = {name: _stored(name, tables.get(name)) for name in STORED}

    def files(self, _name: str, _days: object = None) -> list[str]:
        """None: everything is in memory."""
        return []

    def table(self, name: str, *, standing: bool = True) -> pa.Table:
        """The rows of one table; none was corrected."""
        del standing
        return self._tables[name]


def _stored(name: str, rows: pa.Table | None) -> pa.Table:
    """The rows as a book holds them."""
    schema = STORED[name]
    if rows is None:
        return schema.empty_table()
    for column, value in (("recorded", MOMENT), ("batch", "b")):
        kind: Any = cast("Any", schema).field(column).type
        rows = rows.append_column(column, pa.array([value] * rows.num_rows, kind))
    return rows.select(schema.names).cast(schema)


def reading(track: str, day: str, count: int) -> dict[str, object]:
    """A counter that was read."""
    return {
        "platform": "spotify",
        "basis": "app",
        "metric": "total",
        "region": "global",
        "key": f"recording:{track}",
        "day": day_number(date.fromisoformat(day)),
        "low": count,
        "high": count,
        "grade": "counted",
        "source": "s",
    }
