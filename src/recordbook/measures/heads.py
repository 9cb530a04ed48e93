"""Heads: the newest reading of every key of a book, and which keys only ever rose.

A steady counter needs no runs: its bounds and crossings come from one scan. Everything else takes
the general way. Heads are derived: they can be made again from the ledger at any time, and are
brought forward batch by batch as files come in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import parquet

from recordbook.engine import Query
from recordbook.intake.arrow import repeat
from recordbook.intake.observations import OBSERVATIONS
from recordbook.measures.steps import rule

if TYPE_CHECKING:
    from recordbook.engine import DuckDB
    from recordbook.ledger import Snapshot

HEADS = pa.schema(
    [
        pa.field("platform", pa.string()),
        pa.field("key", pa.string()),
        pa.field("first_day", pa.int32()),
        pa.field("day", pa.int32()),
        pa.field("low", pa.int64()),
        pa.field("steady", pa.bool_()),
    ]
)
"""One row per platform and key ever observed: its first and newest day, and its highest total."""

_BATCHES = b"recordbook.batches"
_parquet: Any = parquet  # its stubs leave the types of arrays open


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a book once some batches have come in."""

    rows: pa.Table
    batches: frozenset[str]

    @classmethod
    def empty(cls) -> Heads:
        """The heads of a book that holds nothing."""
        return cls(HEADS.empty_table(), frozenset())

    @classmethod
    def read(cls, path: Path) -> Heads:
        """The heads that were kept at a path; those of an empty book where there are none."""
        try:
            rows = _parquet.read_table(path)
        except (OSError, pa.ArrowInvalid):  # none, or damaged: they are made again
            return cls.empty()
        said: Any = rows.schema.metadata or {}
        kept = said.get(_BATCHES, b"[]")
        return cls(rows.cast(HEADS), frozenset(json.loads(kept)))

    def write(self, path: Path) -> None:
        """Keep them at a path, whole or not at all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        said = {_BATCHES: json.dumps(sorted(self.batches)).encode()}
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            _parquet.write_table(self.rows.replace_schema_metadata(said), part)
        Path(part.name).replace(path)

    def readings(self) -> pa.Table:
        """The heads as observations: of each key the newest total."""
        rows = self.rows
        said = {"basis": "app", "metric": "total", "region": "global", "grade": "counted"}
        said["source"] = "the book"
        for name, value in said.items():
            rows = rows.append_column(name, repeat(value, rows.num_rows, pa.string()))
        for name in ("page_day", "published_day"):
            rows = rows.append_column(name, repeat(None, rows.num_rows, pa.int32()))
        rows = rows.append_column("high", rows["low"])
        return rows.select(OBSERVATIONS.names).cast(OBSERVATIONS)

    def brought_to(self, engine: DuckDB, snapshot: Snapshot) -> Heads:
        """The heads of a snapshot; made anew where these know more than the snapshot shows."""
        if not self.batches <= snapshot.batches:
            return Heads.empty().brought_to(engine, snapshot)
        rows = self.rows
        for batch in sorted(snapshot.batches - self.batches):
            rows = _after(engine, rows, snapshot, batch)
        return Heads(rows, snapshot.batches)


def _after(engine: DuckDB, heads: pa.Table, snapshot: Snapshot, batch: str) -> pa.Table:
    """The heads once one batch more has come in."""
    files = snapshot.files("observations", batch=batch)
    if not files:
        return heads
    engine.attach("stored", files)
    arrived = Query("arrived", "SELECT * FROM stored WHERE batch = $batch", values={"batch": batch})
    days = engine.rows(
        Query("days", "SELECT MIN(day) AS a, MAX(day) AS z FROM arrived", (arrived,))
    )
    one_day = days["a"] == days["z"]
    fresh = rule("heads_of_day" if one_day else "heads_fresh", arrived)
    engine.attach("heads", heads)
    engine.attach("fresh", engine.rows(fresh))
    return engine.rows(rule("heads_merged")).cast(HEADS)
