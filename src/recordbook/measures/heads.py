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

import numpy as np
import pyarrow as pa
from pyarrow import ipc, parquet

from recordbook.engine import Query
from recordbook.intake.arrow import (
    Column,
    bools,
    chosen,
    column,
    columns,
    compute,
    filtered,
    integers,
    repeat,
    taken,
)
from recordbook.intake.quick import distinct, one_page, one_value, places
from recordbook.measures.steps import rule

if TYPE_CHECKING:
    from recordbook.engine import Engine
    from recordbook.ledger import Snapshot
    from recordbook.measures.stretches import Ints

_NUMBERS = {
    "first_day": pa.int32(),
    "day": pa.int32(),
    "low": pa.int64(),
    "total_day": pa.int32(),
    "total": pa.int64(),
}
HEADS = pa.schema({"platform": pa.string(), "key": pa.string(), **_NUMBERS, "steady": pa.bool_()})
"""One row per platform and key ever observed: its first and newest day and its highest number.

Also its newest worldwide app total and the day of that, null where there is none.
"""

_BATCHES = b"recordbook.batches"
WORLDWIDE = {"basis": "app", "region": "global", "metric": "total"}
"""The page of totals that heads tell the newest of."""

_READ = ["platform", *WORLDWIDE, "grade", "key", "day", "low", "high"]
_NONE = int(np.iinfo(np.int64).min)  # how `integers` writes null: before every day
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
            rows = ipc.open_file(pa.memory_map(str(path))).read_all()
        except (OSError, pa.ArrowInvalid):  # none, or damaged: they are made again
            return cls.empty()
        said: Any = rows.schema.metadata or {}
        if not rows.schema.equals(HEADS):  # of another recordbook
            return cls.empty()
        return cls(rows.replace_schema_metadata(None), frozenset(json.loads(said[_BATCHES])))

    def write(self, path: Path) -> None:
        """Keep them at a path, whole or not at all: as they lie in memory, to be read at once."""
        path.parent.mkdir(parents=True, exist_ok=True)
        said = {_BATCHES: json.dumps(sorted(self.batches)).encode()}
        rows = self.rows.combine_chunks().replace_schema_metadata(said)
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            pass
        with Path(part.name).open("wb") as file, ipc.new_file(file, rows.schema) as written:
            written.write_table(rows)
        Path(part.name).replace(path)

    def totals(self, platform: str) -> pa.Table:
        """A platform's newest worldwide app totals, as `series` compares them."""
        here = bools(compute.equal(column(self.rows, "platform"), platform))
        here &= bools(compute.is_valid(column(self.rows, "total")))
        rows = self.rows if here.all() else filtered(self.rows, here)
        said = {
            name: repeat(value, rows.num_rows, pa.string())
            for name, value in {"platform": platform, **WORLDWIDE}.items()
        }
        said["key"], said["day"] = column(rows, "key"), column(rows, "total_day")
        return columns(**said, low=column(rows, "total"))

    def after(self, batch: str, rows: pa.Table) -> Heads | None:
        """The heads once a batch of these observations has come in, where that is quickly told."""
        risen = _risen(self.rows, rows)
        return None if risen is None else Heads(risen, self.batches | {batch})

    def brought_to(self, engine: Engine, snapshot: Snapshot) -> Heads:
        """The heads of a snapshot; made anew where these know more than the snapshot shows."""
        if not self.batches <= snapshot.batches:
            return Heads.empty().brought_to(engine, snapshot)
        rows = self.rows
        for batch in sorted(snapshot.batches - self.batches):
            rows = _after(engine, rows, snapshot, batch)
        return Heads(rows, snapshot.batches)


def _after(engine: Engine, heads: pa.Table, snapshot: Snapshot, batch: str) -> pa.Table:
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
    if one_day:
        which = [("batch", "=", batch)]
        rows = _parquet.read_table(files, columns=_READ, filters=which, partitioning=None)
        risen = _risen(heads, rows)
        if risen is not None:
            return risen
    engine.attach("heads", heads)
    fresh = rule("heads_of_day" if one_day else "heads_fresh", arrived)
    engine.attach("fresh", engine.rows(fresh))
    return engine.rows(rule("heads_merged")).cast(HEADS)


def _risen(heads: pa.Table, page: pa.Table) -> pa.Table | None:
    """What `heads_of_day` and `heads_merged` say after one day's worldwide totals, or None."""
    known = column(heads, "key") if one_value(column(heads, "platform")) else None
    keys = column(page, "key")
    if not one_page(page) or not ((known is not None and keys.equals(known)) or distinct(keys)):
        return None
    if any(page[name][0].as_py() != value for name, value in WORLDWIDE.items()):
        return None
    low = integers(column(page, "low"))
    day, platform = page["day"][0].as_py(), page["platform"][0].as_py()
    plain = bools(compute.equal(column(page, "grade"), "counted"))
    plain &= low == integers(column(page, "high"))
    heads, at = _with_keys(heads, platform, keys)
    was = {name: integers(column(heads, name)) for name in _NUMBERS}
    steady = bools(column(heads, "steady"))
    risen = {name: values[at] for name, values in was.items()}
    steady[at] &= plain & (day > risen["day"]) & (low >= risen["low"])
    first = risen["day"] == _NONE
    newer = risen["total_day"] < day
    level = np.where(risen["total_day"] == day, np.maximum(risen["total"], low), risen["total"])
    now = {
        "first_day": np.where(first, day, np.minimum(risen["first_day"], day)),
        "day": np.maximum(risen["day"], day),
        "low": np.maximum(risen["low"], low),
        "total_day": np.maximum(risen["total_day"], day),
        "total": np.where(newer, low, level),
    }
    arrays: list[Column] = [column(heads, "platform"), column(heads, "key")]
    for name, values in now.items():
        whole = values
        if not isinstance(at, slice):
            whole = was[name].copy()
            whole[at] = values
        arrays.append(pa.array(whole, _NUMBERS[name], mask=whole == _NONE))
    return pa.Table.from_arrays([*arrays, pa.array(steady)], schema=HEADS)


def _with_keys(heads: pa.Table, platform: str, keys: Column) -> tuple[pa.Table, Ints | slice]:
    """The heads with a row for each key, those new without numbers, and where each key stands."""
    here = np.flatnonzero(bools(compute.equal(column(heads, "platform"), platform)))
    known = column(heads, "key")
    if len(here) == len(known) and keys.equals(known):
        return heads, slice(None)
    found = places(keys, known if len(here) == len(known) else taken(known, here))
    new = found < 0
    if not new.any():
        return heads, here[found]
    at = np.empty(len(keys), dtype=np.int64)
    at[~new], at[new] = here[found[~new]], np.arange(new.sum()) + heads.num_rows
    more = int(new.sum())
    rows = {"platform": repeat(platform, more, pa.string()), "key": chosen(keys, new)}
    rows |= {name: repeat(None, more, kind) for name, kind in _NUMBERS.items()}
    rows["steady"] = pa.array(np.ones(more, dtype=bool))
    return pa.concat_tables([heads, columns(**rows)]), at
