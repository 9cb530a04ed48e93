"""Facts of the catalogue as bounds: how many tracks, when released, how long.

Every source that states a fact bounds it; where they disagree, it lies anywhere between them. A
source that is only less fine than another (2023, 2023-09-08) agrees with it.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from recordbook.claims import Aggregate
from recordbook.intake.arrow import column, columns, dicts, strings, texts
from recordbook.measures import UNBOUNDED
from recordbook.measures.standings import track_list
from recordbook.proof.members import step
from recordbook.proof.question import question_of
from recordbook.units import day_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recordbook.intake.arrow import Column
    from recordbook.proof.proof import Missing
    from recordbook.proof.trial import Trial

_ATTRIBUTES = {
    Aggregate.TRACK_COUNT: "track count",
    Aggregate.RELEASED: "released",
    Aggregate.DURATION: "duration ms",
}
_MS = 1000

_PARTS = pa.schema(
    {
        "entity": pa.string(),
        "part": pa.string(),
        "sure": pa.bool_(),
        "place": pa.int64(),
        **dict.fromkeys(("low", "high", "earliest", "latest"), pa.int64()),
    }
)
_ROWS = pa.schema(
    {
        **dict.fromkeys(("entity", "side"), pa.string()),
        **dict.fromkeys(("day", "low", "high"), pa.int64()),
        **dict.fromkeys(("rule", "grade", "source", "key", "batch"), pa.string()),
    }
)


@dataclass(frozen=True)
class Stated:
    """What is stated of the subject of a trial; in the place of the rows behind a counter."""

    trial: Trial

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """The least and the most: tracks, a day number, or seconds."""
        aggregate = self.trial.claim.measure.aggregate
        if aggregate is Aggregate.DURATION:
            return self._seconds
        if aggregate is Aggregate.RELEASED:
            return hull(finest([days_of(str(row["value"])) for row in self._stated]))
        return self._tracks

    @cached_property
    def slack(self) -> int:
        """How far a stated number of seconds may lie from the sum of its tracks': one each."""
        if self.trial.claim.measure.aggregate is not Aggregate.DURATION:
            return 0
        return self._listed.num_rows if self.trial.members.kind == "release" else 1

    @property
    def grade(self) -> str | None:
        """None: a verdict is as good as the statements that are cited."""
        return None

    def missing(self, _: pa.Table) -> tuple[Missing, ...] | None:
        """None: what is open is what the sources do not agree on."""
        return None

    def parts(self, _: Column) -> pa.Table:
        """None: a fact is not made of counters."""
        return _PARTS.empty_table()

    def witnesses(self, _: Column) -> pa.Table:
        """None."""
        return _PARTS.empty_table().drop_columns(["sure", "place"])

    def rows(self, _: pa.Table) -> pa.Table:
        """The statements, as rows of evidence: `key` is what was stated of `entity`."""
        day = day_number(self.trial.claim.as_of)
        return pa.Table.from_pylist(
            [
                {
                    **{name: row[name] for name in ("entity", "grade", "source", "batch")},
                    "key": row["value"],
                    "side": "low",
                    "day": day,
                    "low": low,
                    "high": high,
                    "rule": "stated",
                }
                for row in self._stated
                for low, high in [self._one(str(row["value"]))]
            ],
            schema=_ROWS,
        )

    def _one(self, value: str) -> tuple[int, int]:
        """What one statement says."""
        if self.trial.claim.measure.aggregate is Aggregate.RELEASED:
            return days_of(value)
        return int(value), int(value)

    @cached_property
    def _stated(self) -> list[Mapping[str, Any]]:
        """Everything stated of the subject, or, where it is summed, of its tracks."""
        aggregate = self.trial.claim.measure.aggregate
        about = strings([self.trial.subject])
        if aggregate is Aggregate.DURATION and self.trial.members.kind == "release":
            about = column(self._listed, "recording")
        engine = self.trial.evidence.engine
        engine.attach("wanted", columns(entity=about))
        found = dicts(engine.rows(step("stated", attribute=_ATTRIBUTES[aggregate])))
        edition = aggregate is Aggregate.TRACK_COUNT and self.trial.claim.reading.edition
        return [] if edition else sorted(found, key=lambda row: (row["entity"], row["value"]))

    @cached_property
    def _listed(self) -> pa.Table:
        """recording, whole, sure, places: the subject's track list on this reading."""
        engine = self.trial.evidence.engine
        _, question = question_of(self.trial.claim, self.trial.members.kind)
        rows = engine.rows(track_list(question))
        mine = pa.array([one == self.trial.subject for one in texts(column(rows, "release"))])
        return rows.filter(mine)

    @cached_property
    def _tracks(self) -> tuple[int, int]:
        """Tracks: as stated, and as listed unless the list is known to be short."""
        rows = dicts(self._listed)
        listed = sum(row["places"] for row in rows if row["sure"]), sum(r["places"] for r in rows)
        stated = [self._one(str(row["value"])) for row in self._stated]
        if not self.trial.claim.reading.versions:  # what is stated counts versions too
            whole = bool(rows) and rows[0]["whole"] and len(set(stated)) < 2  # noqa: PLR2004 - they agree
            return listed if whole else (listed[0], int(UNBOUNDED))
        if rows and rows[0]["whole"]:
            stated.append(listed)
        return hull(stated) if stated else (listed[0], int(UNBOUNDED))

    @cached_property
    def _seconds(self) -> tuple[int, int]:
        """Seconds: the sum over the tracks; unlimited while one of them is unknown."""
        lengths: dict[str, list[int]] = {}
        for row in self._stated:
            lengths.setdefault(row["entity"], []).append(int(row["value"]))
        if self.trial.members.kind == "recording":
            places = {self.trial.subject: 1}
            whole = True
        else:
            rows = dicts(self._listed)
            places = {row["recording"]: row["places"] for row in rows if row["sure"]}
            whole = bool(rows) and all(row["whole"] and row["sure"] for row in rows)
        low = sum(min(lengths.get(one, [0])) * often for one, often in places.items())
        high = sum(max(lengths.get(one, [0])) * often for one, often in places.items())
        known = whole and lengths.keys() >= places.keys()
        return low // _MS, -(-high // _MS) if known else int(UNBOUNDED)


def days_of(value: str) -> tuple[int, int]:
    """The first and the last day that a stated date allows, where it was stated.

    >>> [end - start for start, end in map(days_of, ("2023", "2023-02", "2023-09-08T13:00+09:00"))]
    [364, 27, 0]
    """
    parts = [int(part) for part in value[: len("2023-09-08")].split("-")]
    first = date(*[*parts, 1, 1][:3])
    months = [parts[1]] if len(parts) > 1 else [12]
    last = first if parts[2:] else date(parts[0], months[0], monthrange(parts[0], months[0])[1])
    return day_number(first), day_number(last)


def finest(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that hold no other one.

    >>> finest([(1, 365), (8, 8)])
    [(8, 8)]
    """
    every = set(spans)

    def holds(one: tuple[int, int], other: tuple[int, int]) -> bool:
        return one != other and one[0] <= other[0] and other[1] <= one[1]

    return sorted(one for one in every if not any(holds(one, other) for other in every))


def hull(spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """From the least to the greatest of some spans; anything at all where there is none.

    >>> hull([(6, 6), (8, 8)])
    (6, 8)
    """
    every = list(spans)
    if not every:
        return -int(UNBOUNDED), int(UNBOUNDED)
    return min(low for low, _ in every), max(high for _, high in every)
