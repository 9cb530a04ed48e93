"""What a book takes and what it refuses."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
import pytest

from recordbook.ledger.errors import UnfitRows, UnknownTable
from recordbook.ledger.rows import conform, stored
from recordbook.ledger.tables import CORRECTIONS, HANDED_IN, STORED

_CREDIT = {"item": ["release:a"], "artist": ["artist:b"], "role": ["main"], "source": ["test"]}


def test_rows_take_the_exact_schema() -> None:
    """Columns in another order or a wider type become those of the schema; no rows, no table."""
    large = {name: pa.array(values, pa.large_string()) for name, values in _CREDIT.items()}
    shuffled = pa.table(dict(reversed(large.items())))
    empty = HANDED_IN["facts"].empty_table()
    taken = conform({"credits": shuffled, "facts": empty})
    assert {name: rows.schema for name, rows in taken.items()} == {"credits": HANDED_IN["credits"]}


@pytest.mark.parametrize(
    "change",
    [{"role": None}, {"extra": ["x"]}, {"role": [None]}, {"role": [["nested"]]}],
    ids=["missing", "unknown", "empty", "of another type"],
)
def test_rows_that_do_not_fit_are_refused(change: dict[str, list[object] | None]) -> None:
    """A column that is missing, unknown, empty or of another type is one error that names it."""
    columns = {name: values for name, values in (_CREDIT | change).items() if values is not None}
    with pytest.raises(UnfitRows, match=r"credits.*(role|extra)"):
        conform({"credits": pa.table(columns)})


def test_an_unknown_table_is_refused() -> None:
    """A table that no book has is an error that lists those it has, even without rows."""
    with pytest.raises(UnknownTable, match=r"singers[\s\S]*names, tracks"):
        conform({"singers": pa.table({"a": pa.array([], pa.string())})})


@pytest.mark.parametrize("table", [None, "facts"])
def test_a_correction_without_condition_is_refused(table: str | None) -> None:
    """Nothing can undo a whole table, or the book, by leaving everything empty."""
    rows = pa.Table.from_pylist([{"table_name": table, "reason": "r"}], schema=CORRECTIONS)
    with pytest.raises(UnfitRows, match=r"would undo everything"):
        conform({"corrections": rows})


def test_stored_rows_carry_moment_and_batch() -> None:
    """Every stored row says when it was recorded and in which batch."""
    moment = datetime(2026, 1, 1, 0, 0, 0, 7, tzinfo=UTC)
    rows = stored("credits", pa.table(_CREDIT, schema=HANDED_IN["credits"]), moment, "b")
    assert rows.schema == STORED["credits"]
    assert rows.select(["recorded", "batch"]).to_pylist() == [{"recorded": moment, "batch": "b"}]
