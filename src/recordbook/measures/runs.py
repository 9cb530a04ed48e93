"""Unbroken runs of a counter, and evidence that clashes.

A counter that was read lower than before has fallen, and a new run begins. Evidence of a weaker
grade never makes a run: where it clashes with what was counted, it loses; where equals clash, both
are set aside. All of it is kept in the table of conflicts, and nothing is repaired.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import column, compute, ordered

if TYPE_CHECKING:
    from numpy.typing import NDArray

Ints: TypeAlias = "NDArray[np.int64]"
Flags: TypeAlias = "NDArray[np.bool_]"

ALWAYS = 10_000_000
"""A day number beyond every calendar: the open end of a run."""

UNBOUNDED = np.iinfo(np.int64).max
"""Stands for "no upper bound" in arrays; null in tables."""

_LEVELS = ("counted", "charted", "reported")


@dataclass(frozen=True, slots=True)
class Runs:
    """Evidence in runs, and what was set aside.

    `labelled` has the columns of evidence and `run` (0 first, per entity), `starts` and `ends` (the
    days through which the run holds). `conflicts` has the columns of evidence and `against`: the
    low or high of the evidence that it clashed with.
    """

    labelled: pa.Table
    conflicts: pa.Table


def label(evidence: pa.Table) -> Runs:
    """Put evidence (entity, day, low, high, grade, firm, ...) into runs.

    Rows come back ordered by entity and day. Vectorised: the number of passes is that of the falls
    of one counter, not that of the rows.
    """
    evidence = ordered(evidence, "entity", "day")
    rows = _Rows.of(evidence)
    clash = rows.firm & (_spread_max(rows, rows.firm) > _spread_min(rows, rows.firm))
    rows = rows.without(clash)
    segment, starts, ends = _segments(rows)
    kept, against = _accept(rows, segment)
    against[clash] = rows.low[clash]
    labelled = (
        evidence.append_column("run", pa.array(_number_within(rows.entity, segment)))
        .append_column("starts", pa.array(starts))
        .append_column("ends", pa.array(ends))
        .filter(pa.array(kept))
    )
    lost = pa.array(~kept)
    conflicts = evidence.filter(lost).append_column("against", pa.array(against).filter(lost))
    return Runs(labelled, conflicts)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Evidence as arrays, ordered by entity and day."""

    entity: Ints  # codes, ascending
    day: Ints
    low: Ints
    high: Ints
    firm: Flags
    level: Ints

    @classmethod
    def of(cls, evidence: pa.Table) -> _Rows:
        codes = compute.dictionary_encode(column(evidence, "entity")).indices
        levels = compute.index_in(evidence["grade"], pa.array(_LEVELS))
        return cls(
            np.asarray(codes, dtype=np.int64),
            _ints(evidence["day"]),
            _ints(evidence["low"]),
            _ints(compute.fill_null(evidence["high"], int(UNBOUNDED))),
            np.asarray(
                evidence["firm"].combine_chunks().to_numpy(zero_copy_only=False), dtype=bool
            ),
            _ints(compute.fill_null(levels, len(_LEVELS))),
        )

    def without(self, gone: Flags) -> _Rows:
        """The same rows, where some can no longer make a run."""
        level = np.where(gone, len(_LEVELS) + 1, self.level)
        return _Rows(self.entity, self.day, self.low, self.high, self.firm & ~gone, level)

    @property
    def moment(self) -> Ints:
        """Entity and day as one number, ascending."""
        return self.entity * (4 * ALWAYS) + self.day


def _segments(rows: _Rows) -> tuple[Ints, Ints, Ints]:
    """For each row its run, numbered over all entities, and the days the run holds through."""
    firm = np.flatnonzero(rows.firm)
    run = _falls(rows.entity[firm], rows.moment[firm], rows.low[firm], rows.high[firm])
    before = np.searchsorted(rows.moment[firm], rows.moment, side="right") - 1
    after = before + 1
    has_before = _same(rows.entity, rows.entity[firm], before)
    has_after = _same(rows.entity, rows.entity[firm], after)
    run_before = _pick(run, before, has_before)
    run_after = _pick(run, after, has_after)
    on_before = has_before & (_pick(rows.moment[firm], before, has_before) == rows.moment)
    gap = has_before & has_after & (run_before != run_after) & ~on_before
    label_ = np.where(gap, 2 * run_before + 1, 2 * np.where(has_before, run_before, run_after))
    segment = _changes(rows.entity, label_, np.where(gap, rows.day, 0))
    first, last = _ends(segment, rows.day, rows.firm | gap)
    first_of_entity = _first(rows.entity)[_starts(segment)]
    last_of_entity = np.append(
        first_of_entity[1:], first_of_entity[:1]
    )  # the first row's flag: True
    starts = np.where(first_of_entity, -ALWAYS, first)[segment]
    ends = np.where(last_of_entity, ALWAYS, last)[segment]
    return segment, starts, ends


def _falls(entity: Ints, moment: Ints, low: Ints, high: Ints) -> Ints:
    """Number the unbroken runs of firm readings, by moment; those of one day stay together."""
    run = np.zeros(len(entity), dtype=np.int64)
    while len(entity):
        segment = _changes(entity, run)
        peak = _before(segment, moment, _running(np.maximum, segment, low), -1)
        fallen = high < peak
        first = np.flatnonzero(fallen & (_count_within(segment, fallen) == 1))
        if not len(first):
            break
        start = np.full(int(segment[-1]) + 1, np.iinfo(np.int64).max)
        start[segment[first]] = moment[first]
        run = run + (moment >= start[segment])
    return run


def _accept(rows: _Rows, segment: Ints) -> tuple[Flags, Ints]:
    """Which rows stand, grade by grade, and what each that does not clashed with."""
    kept = rows.firm.copy()
    against = np.full(len(kept), UNBOUNDED)
    for level in range(len(_LEVELS) + 1):
        new = (rows.level == level) & ~kept
        for rivals in (kept, None):  # what already stands, then its equals
            floor, ceiling = _limits(rows, segment, new if rivals is None else rivals)
            clash = new & ((rows.high < floor) | (rows.low > ceiling))
            against[clash] = np.where(rows.high < floor, floor, ceiling)[clash]
            new &= ~clash
        kept |= new
    return kept, against


def _limits(rows: _Rows, segment: Ints, of: Flags) -> tuple[Ints, Ints]:
    """The greatest low up to each row's day and the least high from it on, in its run."""
    low = np.where(of, rows.low, 0)  # no counter is below 0
    high = np.where(of, rows.high, UNBOUNDED)
    day = _changes(segment, rows.day)
    floor = _running(np.maximum, segment, low)
    ceiling = _running(np.minimum, segment[::-1], high[::-1])[::-1]
    last = np.append(np.flatnonzero(day[1:] != day[:-1]), len(day) - 1)
    return floor[last][day] if len(day) else floor, ceiling[_starts(day)][day]


def _running(of: np.ufunc, segment: Ints, values: Ints) -> Ints:
    """The running greatest or least within each segment."""
    distinct, rank = np.unique(values, return_inverse=True)
    order = _changes(segment)
    sign = 1 if of is np.maximum else -1
    return distinct[
        of.accumulate(rank + sign * order * len(distinct)) - sign * order * len(distinct)
    ]


def _before(segment: Ints, moment: Ints, running: Ints, empty: int) -> Ints:
    """The running value just before each row's day in its segment."""
    day = _changes(segment, moment)
    at = _starts(day)[day] - 1
    inside = (at >= 0) & (segment[at] == segment)
    return np.where(inside, running[at], empty)


def _spread_max(rows: _Rows, of: Flags) -> Ints:
    day = _changes(rows.entity, rows.day)
    values = np.where(of, rows.low, -1)
    return np.maximum.reduceat(values, _starts(day))[day] if len(day) else values


def _spread_min(rows: _Rows, of: Flags) -> Ints:
    day = _changes(rows.entity, rows.day)
    values = np.where(of, rows.high, UNBOUNDED)
    return np.minimum.reduceat(values, _starts(day))[day] if len(day) else values


def _changes(*columns: Ints) -> Ints:
    """Number the stretches of rows that agree in all columns: 0, 0, 1, ..."""
    changed = np.zeros(len(columns[0]), dtype=bool)
    for values in columns:
        changed[1:] |= values[1:] != values[:-1]
    return np.cumsum(changed)


def _starts(group: Ints) -> Ints:
    """Where each numbered stretch begins."""
    return np.flatnonzero(_first(group))


def _first(group: Ints) -> Flags:
    first = np.ones(len(group), dtype=bool)
    first[1:] = group[1:] != group[:-1]
    return first


def _ends(segment: Ints, day: Ints, of: Flags) -> tuple[Ints, Ints]:
    """The first and last day of each segment among the rows that make it."""
    if not len(segment):
        return segment, segment
    starts = _starts(segment)
    first = np.minimum.reduceat(np.where(of, day, ALWAYS), starts)
    return first, np.maximum.reduceat(np.where(of, day, -ALWAYS), starts)


def _count_within(segment: Ints, flags: Flags) -> Ints:
    """How many flags stand up to and including each row of its segment."""
    count = np.cumsum(flags)
    starts = _starts(segment)
    return count - (count[starts] - flags[starts])[segment]


def _number_within(entity: Ints, segment: Ints) -> Ints:
    """Number the segments of each entity from 0."""
    return segment - segment[_starts(entity)][entity] if len(entity) else segment


def _same(entity: Ints, firm: Ints, at: Ints) -> Flags:
    inside = (at >= 0) & (at < len(firm))
    return inside & (_pick(firm, at, inside) == entity)


def _pick(values: Ints, at: Ints, where: Flags) -> Ints:
    return (
        np.where(where, values[np.where(where, at, 0)], -1) if len(values) else np.full(len(at), -1)
    )


def _ints(values: Any) -> Ints:
    return np.asarray(values.to_numpy(), dtype=np.int64)
