"""Everyone's bounds on all days at once: a row for each day from which they are others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import (
    bools,
    column,
    columns,
    compute,
    integers,
    ordered,
    strings,
    taken,
)
from recordbook.measures import lists
from recordbook.measures.flows import ALBUM_FLOWS, FLOWS, flow_history
from recordbook.measures.flows.listed import listed_history
from recordbook.measures.ladder import LADDERED, climbing
from recordbook.measures.listeners import LISTENERS, listener_history
from recordbook.measures.runs import ALWAYS, UNBOUNDED
from recordbook.measures.standings import on_lists, parts
from recordbook.measures.steps import rule

if TYPE_CHECKING:
    from recordbook.intake.arrow import Column
    from recordbook.measures.evidence import Evidence
    from recordbook.measures.question import Question
    from recordbook.measures.stretches import Flags, Ints

_SPAN = 4 * ALWAYS


def history(evidence: Evidence, question: Question, aggregate: str) -> pa.Table:
    """entity, day, low, high (null: none), by day: from that day somebody's bounds are others.

    They hold until the entity's next row. The rows of the null entity are of all who have none.
    """
    if on_lists(question, aggregate):
        return lists.history(evidence, question, aggregate)
    if aggregate in FLOWS and question.basis == "chart":
        return listed_history(evidence, question, aggregate)
    if aggregate in FLOWS | ALBUM_FLOWS:
        return flow_history(evidence, question, aggregate)
    if aggregate == LISTENERS:
        return listener_history(evidence)
    return ordered(counter_history(evidence, question, aggregate), "day", "entity")


def course(evidence: Evidence, question: Question, aggregate: str, entity: str) -> pa.Table:
    """day, low, high (null: none), by day: what `history` says of one entity.

    Of counters it is worked out for that entity alone.
    """
    if aggregate in LADDERED and question.basis == "app" and not on_lists(question, aggregate):
        rows = counter_history(evidence, question, aggregate, entity)
    else:
        rows = history(evidence, question, aggregate)
        mine = compute.equal(rows["entity"], entity)
        named = compute.any(mine).as_py()
        rows = rows.filter(mine if named else compute.is_null(rows["entity"]))
    return rows.select(["day", "low", "high"])


def counter_history(
    evidence: Evidence, question: Question, aggregate: str, only: str | None = None
) -> pa.Table:
    """entity, day, low, high (null: none), by entity and day: what `standings` says of every day.

    Of `total`, `album total` and `every track`; of all entities, or of `only` one. A row holds
    until the entity's next; before the first, and of whom there is no row, nothing is known. The
    day of the question is not looked at.
    """
    if aggregate != "every track":
        chosen = None if only is None else strings([only])
        return _climbed(evidence, question, aggregate, chosen)
    listed = evidence.engine.rows(parts(question, aggregate))
    if only is not None:
        listed = listed.filter(compute.equal(listed["entity"], only))
    rows = _climbed(evidence, question, aggregate, None if only is None else column(listed, "part"))
    return _least(rows, ordered(listed, "entity"), evidence.engine.rows(rule("released")))


def _climbed(
    evidence: Evidence, question: Question, aggregate: str, only: Column | None
) -> pa.Table:
    """The history of the counters that a measure rests on, of all or of some."""
    climb = climbing(evidence, question, aggregate, only)
    step = rule("counter_history", climb, never=ALWAYS)
    return ordered(evidence.engine.rows(step), "entity", "day")


def _least(rows: pa.Table, listed: pa.Table, released: pa.Table) -> pa.Table:
    """The history of the least of some parts, from those of the parts."""
    wholes = compute.unique(column(listed, "entity"))
    keys = compute.unique(column(rows, "entity"))
    pairs = _Pairs(
        _codes(listed, "entity", wholes),
        _codes(listed, "part", keys),
        bools(column(listed, "whole")),
        bools(column(listed, "sure")),
    )
    told = _Told(
        _codes(rows, "entity", keys) * _SPAN + integers(column(rows, "day")),
        integers(column(rows, "low")),
        _filled(column(rows, "high"), int(UNBOUNDED)),
    )
    at = compute.index_in(wholes, column(released, "entity"))
    out = _filled(column(released, "released_to").take(at), -ALWAYS)
    silent = _filled(column(released, "silent_until").take(at), -ALWAYS - 1)
    moments = _moments(pairs, told, out, silent)
    whole, day = np.divmod(moments + ALWAYS, _SPAN)
    day -= ALWAYS
    low, high = _levels(pairs, told, whole, day)
    low = np.where(out[whole] > day, 0, low)
    high = np.where(silent[whole] >= day, 0, high)
    return columns(
        entity=taken(wholes, whole),
        day=pa.array(day),
        low=pa.array(low),
        high=pa.array(high, mask=high == UNBOUNDED),
    )


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Wholes and their parts, by whole; a part of which nothing is known is -1."""

    whole: Ints
    part: Ints
    complete: Flags
    sure: Flags


@dataclass(frozen=True, slots=True)
class _Told:
    """The rows of the parts: part and day as one number, ascending, and the bounds."""

    moment: Ints
    low: Ints
    high: Ints


def _moments(pairs: _Pairs, told: _Told, out: Ints, silent: Ints) -> Ints:
    """Whole and day as one number, ascending: where one of its parts changes, or it comes out."""
    begins, ends = (
        np.searchsorted(told.moment, pairs.part * _SPAN + edge)
        for edge in (-_SPAN // 2, _SPAN // 2)
    )
    pair, row = _ranges(begins, ends)
    days = told.moment[row] - pairs.part[pair] * _SPAN
    everyone = np.arange(len(out)) * _SPAN
    dates = [everyone - ALWAYS, everyone + out, everyone + np.maximum(silent + 1, -ALWAYS)]
    return np.unique(np.concatenate([pairs.whole[pair] * _SPAN + days, *dates]))


def _levels(pairs: _Pairs, told: _Told, whole: Ints, day: Ints) -> tuple[Ints, Ints]:
    """The least low of all parts, and the least high of the sure ones, at each whole and day."""
    begins = np.searchsorted(whole, pairs.whole)
    pair, moment = _ranges(begins, np.searchsorted(whole, pairs.whole, side="right"))
    part = pairs.part[pair]
    at = np.searchsorted(told.moment, part * _SPAN + day[moment], side="right") - 1
    known = (at >= 0) & (part >= 0) & (told.moment[at] >= part * _SPAN - _SPAN // 2)
    low, high = (np.full(len(whole), UNBOUNDED) for _ in range(2))
    np.minimum.at(low, moment, np.where(known & pairs.complete[pair], told.low[at], 0))
    bounded = known & pairs.sure[pair]
    np.minimum.at(high, moment[bounded], told.high[at[bounded]])
    return low, high


def _ranges(begins: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """For each pair of ends the numbers between them, and which pair each is of."""
    lengths = np.maximum(ends - begins, 0)
    of = np.repeat(np.arange(len(begins)), lengths)
    starts = np.cumsum(lengths) - lengths
    return of, np.arange(len(of)) - starts[of] + begins[of]


def _codes(rows: pa.Table, name: str, known: Column) -> Ints:
    """The place of each value among those known; -1 where it is none."""
    return _filled(compute.index_in(column(rows, name), known), -1)


def _filled(values: Column, default: int) -> Ints:
    return compute.fill_null(compute.cast(values, pa.int64()), default).to_numpy()
