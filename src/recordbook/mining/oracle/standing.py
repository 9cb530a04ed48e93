"""Which rows still stand: those that no correction recorded later takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Row: TypeAlias = "dict[str, Any]"
"""One row of a table of the book, by column."""

_SPEAKS_OF = {
    "names": {"entity": "entity", "attribute": "form", "value": "name"},
    "tracks": {"entity": "release", "attribute": "edition", "value": "recording"},
    "credits": {"entity": "item", "attribute": "role", "value": "artist"},
    "facts": {"entity": "entity", "attribute": "attribute", "value": "value"},
    "identities": {"key": "key", "entity": "entity"},
    "observations": {n: n for n in ("platform", "basis", "metric", "region", "key", "day")},
    "corrections": {},
}
"""Per table, what a correction can name, and the column in which the table has it."""

_CONDITIONS = (
    *("platform", "basis", "metric", "region", "key", "day"),
    *("entity", "attribute", "value", "source", "batch_undone"),
)


def standing(tables: Mapping[str, Iterable[Row]]) -> dict[str, list[Row]]:
    """The rows of every table that still stand, each row with its `recorded` and `batch`."""
    corrections = list[Row]()
    for one in sorted(tables.get("corrections", ()), key=_recorded, reverse=True):
        if not any(_takes_back(later, "corrections", one) for later in corrections):
            corrections.append(one)  # what may undo it was decided before it
    return {
        name: [row for row in rows if not any(_takes_back(c, name, row) for c in corrections)]
        for name, rows in tables.items()
        if name != "corrections"
    }


def _recorded(row: Row) -> Any:
    return row["recorded"]


def _takes_back(correction: Row, table: str, row: Row) -> bool:
    columns = _SPEAKS_OF[table] | {"source": "source", "batch_undone": "batch"}
    given = {name: correction[name] for name in _CONDITIONS if correction[name] is not None}
    return (
        correction["table_name"] in {None, table}
        and correction["recorded"] > row["recorded"]
        and bool(given)
        and given.keys() <= columns.keys()
        and all(row[columns[name]] == value for name, value in given.items())
    )
