"""Corrections: which rows no longer stand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from recordbook.ledger import standing
from recordbook.ledger.tables import STORED

_START = datetime(2026, 1, 1, tzinfo=UTC)


def _marked(at: int, batch: str) -> dict[str, object]:
    return {"recorded": _START + timedelta(days=at), "batch": f"{batch}{at}"}


def _facts(*rows: tuple[int, str, str]) -> pa.Table:
    """Facts of one entity, as (day recorded, value, source)."""
    same = {"entity": "artist:a", "attribute": "label", "grade": "reported"}
    listed = [
        same | {"value": value, "source": source} | _marked(at, "b") for at, value, source in rows
    ]
    return pa.Table.from_pylist(listed, schema=STORED["facts"])


def _corrections(*rows: tuple[int, dict[str, object]]) -> pa.Table:
    listed = [{"reason": "misread"} | said | _marked(at, "c") for at, said in rows]
    return pa.Table.from_pylist(listed, schema=STORED["corrections"])


_THREE = _facts((1, "one", "x"), (1, "two", "y"), (3, "one", "x"))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ({"value": "one"}, ["two", "one"]),
        ({"table_name": "facts", "entity": "artist:a", "attribute": "label"}, ["one"]),
        ({"source": "y"}, ["one", "one"]),
        ({"batch_undone": "b1"}, ["one"]),
        ({"table_name": "identities", "entity": "artist:a"}, ["one", "two", "one"]),
        ({"key": "artist:a"}, ["one", "two", "one"]),
        ({"entity": "artist:a", "day": 1}, ["one", "two", "one"]),
        ({"value": "one", "source": "y"}, ["one", "two", "one"]),
    ],
    ids=str,
)
def test_a_correction_speaks_of_what_matches_and_came_before(
    said: dict[str, object], left: list[str]
) -> None:
    """What is given must match, a column that the table lacks matches nothing, later rows stand."""
    assert standing(_THREE, "facts", _corrections((2, said)))["value"].to_pylist() == left


def test_rows_of_the_corrections_own_batch_stand() -> None:
    """A file can withdraw a value and state the new one at once."""
    rows = _facts((1, "old", "x"), (2, "new", "x"))
    said = _corrections((2, {"table_name": "facts", "entity": "artist:a"}))
    assert standing(rows, "facts", said)["value"].to_pylist() == ["new"]


def test_an_undone_correction_corrects_nothing() -> None:
    """Undoing a correction's batch brings the row back, and undoing that takes it away again."""
    wrong, undone = (2, {"value": "two"}), (3, {"batch_undone": "c2"})
    assert standing(_THREE, "facts", _corrections(wrong)).num_rows == 2
    assert standing(_THREE, "facts", _corrections(wrong, undone)).num_rows == 3
    again = _corrections(wrong, undone, (4, {"batch_undone": "c3"}))
    assert standing(_THREE, "facts", again).num_rows == 2
    assert standing(again, "corrections", again)["batch"].to_pylist() == ["c2", "c4"]
