"""Unbroken runs of a counter, and evidence that clashes.

A counter that was read lower than before has fallen, and a new run begins. The fall lies between
the two readings that show it: the last one that is surely higher, and the first that is surely
lower. What was counted between the two may be of either run, and holds on its own day only.

Evidence of a weaker grade never makes a run: where it clashes with what was counted, it loses;
where equals clash, both are set aside. All of it is kept in the table of conflicts, and nothing is
repaired.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import bools, column, compute, ordered
from recordbook.measures import stretches as of_stretch

if TYPE_CHECKING:
    from recordbook.measures.stretches import Flags, Ints

ALWAYS = 10_000_000
"""A day number beyond every calendar: the open end of a run."""

UNBOUNDED = np.iinfo(np.int64).max
"""Stands for "no upper bound" in arrays; null in tables."""

LEVELS = ("counted", "charted", "reported")
"""Grades from the strongest to the weakest."""

_RIVAL = ("day", "grade", "source", "key")


@dataclass(frozen=True, slots=True)
class Runs:
    """Evidence in runs, and what was set aside.

    `labelled` has the columns of evidence and `run` (0 first, per entity), `starts` and `ends` (the
    days through which the run holds). `conflicts` has the columns of evidence and those of one
    piece of evidence that it clashed with: `against` (its low or high), `against_day`,
    `against_grade`, `against_source` and `against_key` (null: it clashed with 0, the least count).
    """

    labelled: pa.Table
    conflicts: pa.Table


def label(evidence: pa.Table, breaks: pa.Table | None = None) -> Runs:
    """Put evidence (entity, day, low, high, grade, firm, ...) into runs.

    `breaks` (entity, broken_after, resumed) says where a run is broken besides by a fall of the
    counter's own. Rows come back ordered by entity and day. Vectorised: the number of passes is
    that of the falls of one counter, not that of the rows.
    """
    evidence = ordered(evidence, "entity", "day")
    rows = _Rows.of(evidence)
    day = of_stretch.numbered(rows.entity, rows.day)
    clash, same_day = _clash(rows, day, rows.firm)
    segment, starts, ends = _segments(rows.without(clash))
    if breaks is not None and breaks.num_rows:
        segment, starts, ends = _broken(rows, segment, starts, ends, _Breaks.of(breaks, evidence))
    kept, rival = _accept(rows.without(clash), segment)
    rival = rival.where(clash, same_day)
    labelled = (
        evidence.append_column("run", pa.array(_number_within(rows.entity, segment)))
        .append_column("starts", pa.array(starts))
        .append_column("ends", pa.array(ends))
        .filter(pa.array(kept))
    )
    return Runs(labelled, _conflicts(evidence, ~kept, rival))


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
        levels = compute.index_in(evidence["grade"], pa.array(LEVELS))
        return cls(
            np.asarray(codes, dtype=np.int64),
            _ints(evidence["day"]),
            _ints(evidence["low"]),
            _ints(compute.fill_null(evidence["high"], int(UNBOUNDED))),
            bools(column(evidence, "firm")),
            _ints(compute.fill_null(levels, len(LEVELS))),
        )

    def without(self, gone: Flags) -> _Rows:
        """The same rows, where some can no longer make a run."""
        level = np.where(gone, len(LEVELS) + 1, self.level)
        return replace(self, firm=self.firm & ~gone, level=level)

    def chosen(self, places: Ints) -> _Rows:
        """Some of the rows."""
        return _Rows(
            self.entity[places],
            self.day[places],
            self.low[places],
            self.high[places],
            self.firm[places],
            self.level[places],
        )

    @property
    def moment(self) -> Ints:
        """Entity and day as one number, ascending."""
        return self.entity * (4 * ALWAYS) + self.day


@dataclass(frozen=True, slots=True)
class _Breaks:
    """Where runs are broken: the last moments before, and the first after, each ascending."""

    last: Ints
    first: Ints

    @classmethod
    def of(cls, breaks: pa.Table, evidence: pa.Table) -> _Breaks:
        entities = compute.unique(evidence["entity"])
        breaks = breaks.filter(compute.is_in(breaks["entity"], entities))
        entity = _ints(compute.index_in(breaks["entity"], entities)) * (4 * ALWAYS)
        after, resumed = (_ints(breaks[name]) for name in ("broken_after", "resumed"))
        return cls(np.sort(entity + after), np.sort(entity + resumed))


@dataclass(frozen=True, slots=True)
class _Rival:
    """What each row clashes with: its low or high, and its row (-1: none)."""

    value: Ints
    place: Ints

    def where(self, mask: Flags, other: _Rival) -> _Rival:
        """The other's where the mask says so."""
        return _Rival(
            np.where(mask, other.value, self.value), np.where(mask, other.place, self.place)
        )


def _clash(rows: _Rows, stretch: Ints, of: Flags) -> tuple[Flags, _Rival]:
    """Which of some rows clash with another of them within a stretch whose values are one."""
    low = np.where(of, rows.low, 0)
    high = np.where(of, rows.high, UNBOUNDED)
    _, top = of_stretch.running_greatest(stretch, low)
    _, bottom = of_stretch.running_least_back(stretch, high)
    if not len(low):
        return of, _Rival(low, low)
    top = top[of_stretch.endings(stretch)][stretch]
    bottom = bottom[of_stretch.beginnings(stretch)][stretch]
    below, above = of & (high < low[top]), of & (low > high[bottom])
    return below | above, _Rival(
        np.where(below, low[top], high[bottom]), np.where(below, top, bottom)
    )


def _segments(rows: _Rows) -> tuple[Ints, Ints, Ints]:
    """For each row its run, numbered over all entities, and the days the run holds through."""
    read = rows.chosen(np.flatnonzero(rows.firm))
    run = _falls(read)
    sure = np.flatnonzero(~_between(read, run))
    run, read = run[sure], read.chosen(sure)
    before = np.searchsorted(read.moment, rows.moment, side="right") - 1
    after = before + 1
    has_before = _same(rows.entity, read.entity, before)
    has_after = _same(rows.entity, read.entity, after)
    run_before = _pick(run, before, has_before)
    run_after = _pick(run, after, has_after)
    on_before = has_before & (_pick(read.moment, before, has_before) == rows.moment)
    gap = has_before & has_after & (run_before != run_after) & ~on_before
    label_ = np.where(gap, 2 * run_before + 1, 2 * np.where(has_before, run_before, run_after))
    segment = of_stretch.numbered(rows.entity, label_, np.where(gap, rows.day, 0))
    first, last = _ends(segment, rows.day, rows.firm | gap)
    first_of_entity = of_stretch.first_rows(rows.entity)[of_stretch.beginnings(segment)]
    last_of_entity = np.append(
        first_of_entity[1:], first_of_entity[:1]
    )  # the first row's flag: True
    starts = np.where(first_of_entity, -ALWAYS, first)[segment]
    ends = np.where(last_of_entity, ALWAYS, last)[segment]
    return segment, starts, ends


def _broken(
    rows: _Rows, segment: Ints, starts: Ints, ends: Ints, breaks: _Breaks
) -> tuple[Ints, Ints, Ints]:
    """The same runs, broken in more places; within a break every day stands alone."""
    begun = np.searchsorted(breaks.last, rows.moment, side="left")
    over = np.searchsorted(breaks.first, rows.moment, side="right")
    within = begun > over
    base = rows.entity * (4 * ALWAYS)
    since = _pick(breaks.first, over - 1, over > 0) - base
    since = np.where((over > 0) & (since > -ALWAYS), since, -ALWAYS)
    until = _pick(breaks.last, begun, begun < len(breaks.last)) - base
    until = np.where((begun < len(breaks.last)) & (until < ALWAYS), until, ALWAYS)
    return (
        of_stretch.numbered(segment, over, np.where(within, rows.day, -ALWAYS)),
        np.where(within, rows.day, np.maximum(starts, since)),
        np.where(within, rows.day, np.minimum(ends, until)),
    )


def _falls(read: _Rows) -> Ints:
    """Number the unbroken runs of firm readings, by moment; those of one day stay together."""
    run = np.zeros(len(read.entity), dtype=np.int64)
    while len(run):
        segment = of_stretch.numbered(read.entity, run)
        greatest, _ = of_stretch.running_greatest(segment, read.low)
        fallen = read.high < _before(segment, read.moment, greatest, -1)
        first = np.flatnonzero(fallen & (of_stretch.counted(segment, fallen) == 1))
        if not len(first):
            break
        start = np.full(int(segment[-1]) + 1, np.iinfo(np.int64).max)
        start[segment[first]] = read.moment[first]
        run = run + (read.moment >= start[segment])
    return run


def _between(read: _Rows, run: Ints) -> Flags:
    """Which readings lie between the two that show a fall, and so may be of either run."""
    if not len(run):
        return run > 0
    segment = of_stretch.numbered(read.entity, run)
    day = of_stretch.numbered(segment, read.day)
    begins = of_stretch.beginnings(segment)
    lowest = of_stretch.least(day, read.high)[begins]  # on the first day of each run
    same = read.entity[begins[1:]] == read.entity[begins[:-1]]
    fallen_to = np.append(np.where(same, lowest[1:], UNBOUNDED), UNBOUNDED)[segment]
    shows = np.where(read.low > fallen_to, read.day, -ALWAYS)
    return (fallen_to < UNBOUNDED) & (read.day > of_stretch.greatest(segment, shows))


def _accept(rows: _Rows, segment: Ints) -> tuple[Flags, _Rival]:
    """Which rows stand, grade by grade, and what each that does not clashed with."""
    kept = rows.firm.copy()
    rival = _Rival(np.full(len(kept), UNBOUNDED), np.full(len(kept), -1))
    for level in range(len(LEVELS) + 1):
        new = (rows.level == level) & ~kept
        for rivals in (kept, None):  # what already stands, then its equals
            if not new.any():
                break
            floor, ceiling = _limits(rows, segment, new if rivals is None else rivals)
            below, above = new & (rows.high < floor.value), new & (rows.low > ceiling.value)
            rival = rival.where(above, ceiling).where(below, floor)
            new &= ~(below | above)
        kept |= new
    return kept, rival


def _limits(rows: _Rows, segment: Ints, of: Flags) -> tuple[_Rival, _Rival]:
    """The greatest low up to each row's day and the least high from it on, in its run."""
    low = np.where(of, rows.low, 0)  # no counter is below 0
    high = np.where(of, rows.high, UNBOUNDED)
    day = of_stretch.numbered(segment, rows.day)
    floor, top = of_stretch.running_greatest(segment, low)
    ceiling, bottom = of_stretch.running_least_back(segment, high)
    last, first = of_stretch.endings(day)[day], of_stretch.beginnings(day)[day]
    return (
        _Rival(floor[last], np.where(of[top], top, -1)[last]),
        _Rival(ceiling[first], np.where(of[bottom], bottom, -1)[first]),
    )


def _conflicts(evidence: pa.Table, lost: Flags, rival: _Rival) -> pa.Table:
    """The lost rows, each beside what it clashed with."""
    places: Any = pa.array(rival.place[lost], mask=rival.place[lost] < 0)
    conflicts = evidence.filter(pa.array(lost))
    conflicts = conflicts.append_column("against", pa.array(rival.value[lost]))
    for name in _RIVAL:
        conflicts = conflicts.append_column(f"against_{name}", evidence[name].take(places))
    return conflicts


def _before(segment: Ints, moment: Ints, running: Ints, empty: int) -> Ints:
    """The running value just before each row's day in its segment."""
    day = of_stretch.numbered(segment, moment)
    at = of_stretch.beginnings(day)[day] - 1
    inside = (at >= 0) & (segment[at] == segment)
    return np.where(inside, running[at], empty)


def _ends(segment: Ints, day: Ints, of: Flags) -> tuple[Ints, Ints]:
    """The first and last day of each segment among the rows that make it."""
    if not len(segment):
        return segment, segment
    starts = of_stretch.beginnings(segment)
    first = np.minimum.reduceat(np.where(of, day, ALWAYS), starts)
    return first, np.maximum.reduceat(np.where(of, day, -ALWAYS), starts)


def _number_within(entity: Ints, segment: Ints) -> Ints:
    """Number the segments of each entity from 0."""
    return segment - segment[of_stretch.beginnings(entity)][entity] if len(entity) else segment


def _same(entity: Ints, read: Ints, at: Ints) -> Flags:
    inside = (at >= 0) & (at < len(read))
    return inside & (_pick(read, at, inside) == entity)


def _pick(values: Ints, at: Ints, where: Flags) -> Ints:
    return (
        np.where(where, values[np.where(where, at, 0)], -1) if len(values) else np.full(len(at), -1)
    )


def _ints(values: Any) -> Ints:
    return np.asarray(values.to_numpy(), dtype=np.int64)
