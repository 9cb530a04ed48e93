"""Flows as lists tell them: what a list says of whoever is in it, and its last value of all others.

The greatest number so far on any list of the window. Without a complete list nothing bounds those
who are not in it; before the first list, or the release, everybody had nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pyarrow as pa

from recordbook.engine import Query
from recordbook.intake.arrow import column, columns, compute, integers, ordered, taken, texts
from recordbook.measures.evidence import pooled
from recordbook.measures.lists.known import DAY, WEEK, known_list
from recordbook.measures.lists.listing import NO_KEYS
from recordbook.measures.runs import ALWAYS, UNBOUNDED
from recordbook.measures.steps import rule

if TYPE_CHECKING:
    from recordbook.engine.query import Value
    from recordbook.intake.arrow import Column
    from recordbook.measures.evidence import Evidence
    from recordbook.measures.question import Question
    from recordbook.measures.stretches import Ints

CADENCES = {"in a day": DAY, "in a week": WEEK, "first-day": DAY, "first-week": WEEK}
"""The flows that lists tell, and how often the list of each comes, in days."""

Changes: TypeAlias = "tuple[Ints, Ints, Ints]"
"""From which day on what is known is another: day, low, high; the first from the beginning."""

_OPEN = int(UNBOUNDED)


@dataclass(frozen=True, slots=True)
class Slots:
    """One list: the days on which it comes from `first` on, and what it leaves to others.

    `limits` is UNBOUNDED where the list lacks. `starts`: the days that count begin here, None where
    nobody says since when there are lists; `until` ends them.
    """

    first: int
    step: int
    limits: Ints
    starts: int | None

    def at(self, days: Ints) -> Ints:
        """The place of each day's list, or of the next one."""
        return -(-(days - self.first) // self.step)

    def running(self, start: int | None, cells: Changes) -> Changes:
        """The greatest so far of one entity, from a day on; None: from the beginning."""
        begin = -1 if start is None else int(self.at(np.array([start]))[0])
        early, begin = min(begin, 0), max(begin, 0)  # of earlier lists nothing is known
        high = self.limits[begin:].copy()
        low = np.zeros(len(high), dtype=np.int64)
        places = self.at(cells[0]) - begin
        inside = (places >= 0) & (places < len(high))
        low[places[inside]], high[places[inside]] = cells[1][inside], cells[2][inside]
        if start is None:
            high[:] = _OPEN
        low, high = np.maximum.accumulate(low), np.maximum.accumulate(high)
        days = self.first + self.step * (begin + np.arange(len(high)))
        if early and start is not None:
            days = np.concatenate([[self.first + self.step * early], days])
            low, high = np.concatenate([[0], low]), np.full(len(high) + 1, _OPEN)
        return _changing(days, low, high, _OPEN if start is None else 0)


def _changing(days: Ints, low: Ints, high: Ints, most: int) -> Changes:
    """The days on which bounds change, after those of the beginning: 0 and `most`."""
    days, low, high = (
        np.concatenate([np.array([one], dtype=np.int64), rest])
        for one, rest in ((-ALWAYS, days), (0, low), (most, high))
    )
    new = np.ones(len(days), dtype=bool)
    new[1:] = (np.diff(low) != 0) | (np.diff(high) != 0)
    return days[new], low[new], high[new]


def listed_flows(evidence: Evidence, question: Question, flow: str) -> pa.Table:
    """Everyone's flow on the day, in the columns of standings."""
    rows = {name: list[int | None]() for name in ("low", "high", "earliest", "latest")}
    entities, found = _changes(evidence, question, flow)
    for days, lows, highs in found:
        at = int(np.searchsorted(days, question.as_of, side="right")) - 1
        possible, sure = highs >= question.threshold, lows >= question.threshold
        earliest = int(days[possible.argmax()]) if possible.any() else ALWAYS
        rows["low"].append(int(lows[at]))
        rows["high"].append(None if highs[at] == _OPEN else int(highs[at]))
        rows["earliest"].append(None if earliest == -ALWAYS else earliest)
        rows["latest"].append(int(days[sure.argmax()]) if sure.any() else None)
    told = {name: pa.array(values, pa.int64()) for name, values in rows.items()}
    ones = pa.array(np.ones(len(entities), dtype=np.int64))
    return columns(entity=entities, **told, parts=ones, parts_read=ones)


def listed_history(evidence: Evidence, question: Question, flow: str) -> pa.Table:
    """entity, day, low, high (null: none), by day and entity: a row holds until the next."""
    entities, found = _changes(evidence, question, flow)
    many = np.array([len(days) for days, _, _ in found], dtype=np.int64)
    empty = np.zeros(0, dtype=np.int64)
    day, low, high = (np.concatenate([empty, *(one[at] for one in found)]) for at in range(3))
    rows = columns(
        entity=taken(entities, np.repeat(np.arange(len(many)), many)),
        day=pa.array(day),
        low=pa.array(low),
        high=pa.array(high, mask=high == _OPEN),
    )
    return ordered(rows, "day", "entity")


def cells_of(evidence: Evidence, question: Question, flow: str) -> tuple[Query, int | None]:
    """The step `listed_cells`, and how many places the list has."""
    cadence = CADENCES[flow]
    evidence.engine.attach("mixed", NO_KEYS)
    said = {"metric": "day" if cadence == DAY else "week", "region": question.region}
    known = known_list(question.platform, question.region, cadence)
    return step("listed_cells", pooled(question.platform), **said), known.places


def step(name: str, *reads: Query, **values: Value) -> Query:
    """The step of a file in `measures/flows`."""
    return Query.load("recordbook.measures", f"flows/{name}", *reads, **values)


def _changes(evidence: Evidence, question: Question, flow: str) -> tuple[Column, list[Changes]]:
    """Every recording and its changes."""
    cells, places = cells_of(evidence, question, flow)
    engine = evidence.engine
    everyone = ordered(engine.rows(step("listed_universe", rule("released"))), "entity")
    limits = engine.rows(step("listed_limits", cells, size=places or 0))
    told = ordered(engine.rows(step("listed_streams", cells)), "entity", "day")
    slots = _slots(question, flow, told, limits)
    mine = _by_entity(told)
    empty = np.zeros(0, dtype=np.int64)
    none = empty, empty, empty
    kept: dict[int | None, Changes] = {}
    found: list[Changes] = []
    dates = (everyone[name].to_pylist() for name in everyone.column_names)
    for entity, silent, first, last in zip(*dates, strict=True):
        own = mine.get(entity, none)
        if flow.startswith("first-"):
            dated = first if first == last else None
            found.append(_first(slots, own, dated, CADENCES[flow]))
            continue
        start = slots.starts
        if silent is not None and not (own[0] <= silent).any():  # else it was out before
            start = silent + 1 if start is None else max(start, silent + 1)
        if len(own[0]):
            found.append(slots.running(start, own))
            continue
        if start not in kept:
            kept[start] = slots.running(start, none)
        found.append(kept[start])
    return column(everyone, "entity"), found


def _by_entity(told: pa.Table) -> dict[str, Changes]:
    """The day, low and high of each entity's rows, which are in its order."""
    names = np.array(texts(column(told, "entity")), dtype=object)
    high = compute.fill_null(column(told, "high"), _OPEN)
    rows = [integers(one) for one in (column(told, "day"), column(told, "low"), high)]
    cuts = np.flatnonzero(names[1:] != names[:-1]) + 1 if len(names) else np.zeros(0, dtype=int)
    parts = zip(*(np.split(one, cuts) for one in (names, *rows)), strict=True)
    return {str(name[0]): (day, low, most) for name, day, low, most in parts if len(name)}


def _slots(question: Question, flow: str, told: pa.Table, limits: pa.Table) -> Slots:
    """The days of the list; where those are of several weekdays, no list counts as complete."""
    step_ = CADENCES[flow]
    began = known_list(question.platform, question.region, step_).began
    since = None if question.since is None else question.since + step_ - 1
    starts = max((day for day in (began, since) if day is not None), default=None)
    days = integers(column(told, "day"))
    regular = len(days) > 0 and len(np.unique(days % step_)) == 1
    step_ = step_ if regular else 1
    ends = (int(days.min()), int(days.max())) if len(days) else (question.as_of, question.as_of)
    end = max(question.as_of, ends[1]) + step_
    end = end if question.until is None else min(end, question.until)
    first = ends[0] if starts is None else min(starts, ends[0])
    first = ends[0] - (ends[0] - first) // step_ * step_  # a day on which the list comes
    most = np.full(max((end - first) // step_ + 1, 0), _OPEN, dtype=np.int64)
    if regular:
        at = (integers(column(limits, "day")) - first) // step_
        inside = (at >= 0) & (at < len(most))
        most[at[inside]] = integers(column(limits, "most"))[inside]
    return Slots(first, step_, most, starts)


def _first(slots: Slots, own: Changes, released: int | None, cadence: int) -> Changes:
    """The one list of the release day, or of the week that begins on it; nothing before.

    Nothing is known where the day is not, or was listed before it.
    """
    if released is None or (own[0] < released).any():
        return np.array([-ALWAYS]), np.array([0]), np.array([_OPEN])
    day = released + cadence - 1
    place, beside = divmod(day - slots.first, slots.step)
    listed = 0 <= place < len(slots.limits) and not beside
    low, high = 0, int(slots.limits[place]) if listed else _OPEN
    if (own[0] == day).any():
        low, high = (int(one[own[0] == day][0]) for one in own[1:])
    return np.array([-ALWAYS, day]), np.array([0, low]), np.array([0, high])
