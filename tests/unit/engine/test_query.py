"""A step of SQL: its parameters as literals, and every step it needs once, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recordbook.engine import DuckDB, Query, Value
from recordbook.errors import EngineError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_step_brings_what_it_reads_once_and_first() -> None:
    """A step that two others read stands once in the statement, before both."""
    base = Query("base", "SELECT 1 AS n")
    left, right = (Query(name, "SELECT n FROM base", (base,)) for name in ("a", "b"))
    both = Query("both", "SELECT a.n FROM a JOIN b ON a.n = b.n", (left, right))
    assert [step.name for step in both.steps()] == ["base", "a", "b", "both"]
    assert both.text.count("base AS (") == 1


@pytest.mark.parametrize(
    "value", ["it's", "a;b", '"quoted"', "", 0, -5, 2**62, True, False, None, "$other"]
)
def test_a_value_comes_back_as_it_went_in(value: Value) -> None:
    """Whatever a value holds, the engine reads that value and nothing else."""
    rows = DuckDB().rows(Query("q", "SELECT $given AS answer", values={"given": value}))
    assert rows["answer"].to_pylist() == [value]


def test_the_fingerprint_depends_on_sql_and_values() -> None:
    """Two steps with other SQL or values have other fingerprints, equal ones the same."""
    one, other = (Query("q", "SELECT $n AS n", values={"n": n}) for n in (1, 2))
    assert one.fingerprint != other.fingerprint
    assert one.fingerprint == Query("q", "SELECT $n AS n", values={"n": 1}).fingerprint


def test_a_step_that_fails_names_itself_and_its_sql() -> None:
    """An error of the engine carries the step and the SQL that failed."""
    with pytest.raises(EngineError) as failed:
        DuckDB().rows(Query("broken", "SELECT nothing FROM nowhere"))
    assert failed.value.step == "broken"
    assert "nowhere" in failed.value.sql


def test_what_is_attached_last_is_read(tmp_path: Path) -> None:
    """Tables and files take each other's place under one name, in whatever order."""
    engine, one = DuckDB(), Query("q", "SELECT n FROM given")
    pq.write_table(pa.table({"n": [2]}), tmp_path / "two.parquet")
    for rows, expected in (
        (pa.table({"n": [1]}), 1),
        ([str(tmp_path / "two.parquet")], 2),
        (pa.table({"n": [3]}), 3),
        (pa.table({"n": [4]}), 4),
        ([str(tmp_path / "two.parquet")], 2),
    ):
        engine.attach("given", rows)
        assert engine.rows(one)["n"].to_pylist() == [expected]
