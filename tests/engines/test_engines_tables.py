"""Tables go into both engines and come out of them the same, whatever their shape and types."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from recorder import told

from recordbook.engine import Query, Value
from recordbook.errors import EngineError

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.engine import Engine

EVERYTHING = Query("everything", "SELECT * FROM given")
MOMENT = datetime(2024, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC)
TYPED = pa.table(
    {
        "whole": pa.array([1, None, -(2**31)], pa.int32()),
        "large": pa.array([2**63 - 1, None, 0], pa.int64()),
        "truth": pa.array([True, None, False]),
        "words": pa.array(["it's", None, "뷔 \\n ${x}"], pa.string()),
        "nothing": pa.nulls(3),
        "moment": pa.array([MOMENT, None, MOMENT], pa.timestamp("us", "UTC")),
        "ratio": pa.array([0.1, None, -0.0]),
    }
)


@pytest.mark.parametrize("sizes", [(3,), (2, 0, 3), (0, 1), (0, 0), ()])
def test_a_table_is_read_whole(spark: Engine, duckdb: Engine, sizes: tuple[int, ...]) -> None:
    """No row is lost, though a part of the table be empty; types are those that went in."""
    parts = [pa.concat_tables([TYPED, TYPED]).slice(0, size) for size in sizes]
    rows = pa.concat_tables([TYPED.slice(0, 0), *parts]) if parts else TYPED.slice(0, 0)
    for engine in (spark, duckdb):
        engine.attach("given", rows)
        assert told(engine.rows(EVERYTHING)) == told(rows)


@pytest.mark.parametrize("folder", ["plain", "a=b", "sp ace{1}", "star*?", "뷔", "c:d"])
def test_files_are_read_wherever_they_lie(
    spark: Engine, duckdb: Engine, tmp_path: Path, folder: str
) -> None:
    """The rows of files come without columns or files that their paths might seem to name."""
    (tmp_path / folder).mkdir()
    (tmp_path / "star in the way").mkdir()
    rows = TYPED.drop_columns("nothing")
    for name in ("one", "two"):
        pq.write_table(rows, str(tmp_path / folder / f"{name}.parquet"))
    shutil.copy(tmp_path / folder / "one.parquet", tmp_path / "star in the way")
    for engine in (spark, duckdb):
        engine.attach("given", TYPED)
        engine.attach("given", [str(tmp_path / folder / f"{n}.parquet") for n in ("one", "two")])
        assert told(engine.rows(EVERYTHING)) == told(pa.concat_tables([rows, rows]))


def test_values_mean_themselves(spark: Engine, duckdb: Engine) -> None:
    """Whatever a value holds, both engines read that value and nothing else."""
    given: list[Value] = ["it's", "a;b", '"q"', "", "\\", "a\\nb\\", "${env:HOME}", "$other", "?:x"]
    given += ["--", "/*", "뷔\n", 0, -5, 2**62, -(2**63) + 1, True, None]
    for value in given:
        query = Query("q", "SELECT $given AS answer", values={"given": value})
        for engine in (spark, duckdb):
            assert engine.rows(query)["answer"].to_pylist() == [value]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT nothing FROM nowhere",
        "SELECT CAST(words AS INTEGER) AS number FROM given WHERE words = 'it''s'",
        "SELECT CAST(SUM(large) AS BIGINT) AS total FROM given, (VALUES (1), (2)) AS twice (n)",
    ],
    ids=["no table", "no number", "overflow"],
)
def test_both_refuse_the_same(spark: Engine, duckdb: Engine, sql: str) -> None:
    """What one engine refuses the other does not answer; the error names the step."""
    for engine in (spark, duckdb):
        engine.attach("given", TYPED)
        with pytest.raises(EngineError) as failed:
            engine.rows(Query("wrong", sql))
        assert (failed.value.step, sql in failed.value.sql) == ("wrong", True)


def test_engines_do_not_see_each_other(spark: Engine, as_spark: None) -> None:
    """What is attached to one Spark is unknown to another, and to itself once it was closed."""
    del as_spark
    other = type(spark)()
    spark.attach("given", TYPED)
    with pytest.raises(EngineError):
        other.rows(EVERYTHING)
    spark.close()
    with pytest.raises(EngineError):
        spark.rows(EVERYTHING)
