"""Steady counters: bounds and crossings from one scan, without runs.

The answers are those of the general way (a property test compares them): where a counter only ever
rose and was read exactly, its nearest readings bound it, and the readings around a threshold bound
the day it reached it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.intake.arrow import compute
from recordbook.measures.steps import rule

if TYPE_CHECKING:
    from recordbook.engine import Engine
    from recordbook.intake.arrow import Column
    from recordbook.ledger import Snapshot
    from recordbook.measures.heads import Heads
    from recordbook.measures.question import Question


@dataclass(frozen=True)
class Plain:
    """The steady counters of a platform in a snapshot: `counters` has their key and entity."""

    engine: Engine
    snapshot: Snapshot
    platform: str
    counters: pa.Table
    others: pa.Table  # the keys that take the general way
    crossings: dict[int, pa.Table] = field(default_factory=dict[int, pa.Table], repr=False)

    @classmethod
    def of(cls, engine: Engine, snapshot: Snapshot, platform: str, heads: Heads) -> Plain:
        """The steady counters; reads the attached catalogue."""
        engine.attach("heads", heads.rows)
        counters = engine.rows(rule("plain", rule("released"), platform=platform))
        here = heads.rows.filter(compute.equal(heads.rows["platform"], platform))
        steady = compute.is_in(here["key"], value_set=counters["key"])
        others = here.filter(compute.invert(steady)).select(["key"])
        return cls(engine, snapshot, platform, counters, others)

    def bounds(self, question: Question) -> pa.Table:
        """entity, low, high, earliest, latest of every steady counter."""
        if question.threshold not in self.crossings:
            query = rule("plain_crossings", platform=self.platform, threshold=question.threshold)
            self.crossings[question.threshold] = self.engine.rows(query)
        self.attach()
        self.engine.attach("crossings", self.crossings[question.threshold])
        levels = self._levels(question.as_of)
        self.engine.attach("levels", levels)
        self.engine.attach("nearest", self._nearest(question.as_of, levels))
        query = rule("plain_bounds", rule("released"), as_of=question.as_of)
        return self.engine.rows(query)

    def attach(self) -> None:
        """Let SQL tell steady counters from the others."""
        self.engine.attach("plain", self.counters)
        self.engine.attach("mixed", self.others)

    def history(self, entities: Column) -> pa.Table:
        """entity, day, low: every reading of some steady counters."""
        chosen = compute.is_in(self.counters["entity"], value_set=entities)
        self.engine.attach("histories", self.counters.filter(chosen))
        return self.engine.rows(rule("plain_history", platform=self.platform))

    def readings(self, wanted: pa.Table, as_of: int) -> pa.Table:
        """The readings of some steady counters around the as-of day and on other days.

        `wanted` has entity and day (null: only around the as-of day). Columns are those of evidence
        in runs.
        """
        self.attach()
        self.engine.attach("wanted_days", wanted)
        nearest = self._nearest(as_of, self._levels(as_of))
        self.engine.attach("nearest", nearest)
        chosen = self.engine.rows(rule("plain_days", as_of=as_of))
        days = compute.unique(chosen["day"]).to_pylist()
        files = [file for day in days for file in self.snapshot.files("observations", (day, day))]
        stored = sorted(set(files)) or self.snapshot.table("observations")
        self.engine.attach("day_observations", stored)
        self.engine.attach("chosen_days", chosen)
        return self.engine.rows(rule("plain_readings", platform=self.platform))

    def _levels(self, day: int) -> pa.Table:
        files = self.snapshot.files("observations", days=(day, day))
        self.engine.attach("day_observations", files or self.snapshot.table("observations"))
        return self.engine.rows(rule("plain_levels", platform=self.platform, as_of=day))

    def _nearest(self, day: int, levels: pa.Table) -> pa.Table:
        read = compute.is_in(self.counters["key"], value_set=levels["key"])
        unread = self.counters.filter(compute.invert(read))
        if not unread.num_rows:
            return _NEAREST.empty_table()
        self.engine.attach("unread", unread)
        return self.engine.rows(rule("plain_nearest", platform=self.platform, as_of=day))


_NEAREST = pa.schema(
    [
        pa.field("key", pa.string()),
        *(pa.field(name, pa.int64()) for name in ("low", "high", "low_day", "high_day")),
    ]
)
