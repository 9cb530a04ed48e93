"""Flows: the most that anyone gained in a day, in a week or in their first days, so far."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.engine import Query
from recordbook.intake.arrow import (
    column,
    columns,
    compute,
    filtered,
    integers,
    ordered,
    strings,
)
from recordbook.measures.evidence import pooled
from recordbook.measures.flows.keys import KeyedGains
from recordbook.measures.flows.limits import Stretch, since_release
from recordbook.measures.flows.sums import Sums
from recordbook.measures.lists.listing import NO_KEYS
from recordbook.measures.question import Question
from recordbook.measures.runs import ALWAYS, UNBOUNDED
from recordbook.measures.steps import rule
from recordbook.units import day_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.measures.evidence import Evidence
    from recordbook.measures.stretches import Ints

THURSDAY = 0
"""The weekday on which a chart week ends, as day numbers count: 1970-01-01 was one."""

_DAY, _TWO_DAYS, _WEEK = Stretch(1), Stretch(2), Stretch(7)
_STRETCHES = {
    "in a day": (_DAY, _DAY),
    "in a week": (Stretch(7, THURSDAY), Stretch(7, THURSDAY)),
    "in 24 hours": (_DAY, _TWO_DAYS),  # such hours may lie in two days, and a day is such hours
    "7-day": (_WEEK, _WEEK),
}
"""The stretches that bound each flow from below and from above."""

_FIRST = {"first-day": 1, "first-week": 7}
"""How many days from release each flow counts."""

FLOWS = frozenset({*_STRETCHES, *_FIRST})
"""The measures of gains: of counters by themselves."""

ALBUM_FLOWS = frozenset(f"album {flow}" for flow in FLOWS)
"""The same of releases, as sums of their tracks."""


def flow_standings(evidence: Evidence, question: Question, flow: str) -> pa.Table:
    """Everyone's greatest flow so far, and when it reached a threshold; as `standings` tells it."""
    days = ready_flow(evidence, question, flow)
    told = Query.load(
        "recordbook.measures",
        "flows/standing_flows",
        as_of=question.as_of,
        threshold=question.threshold,
        days=days,
        never=ALWAYS,
    )
    return evidence.engine.rows(told)


def flow_history(evidence: Evidence, question: Question, flow: str) -> pa.Table:
    """entity, day, low, high: the days on which the greatest flow so far changes its bounds.

    They hold from the day until the entity's next row, over all days of the book; before its first
    row an entity has 0. The first row may lie before every calendar.
    """
    days = ready_flow(evidence, question, flow)
    said = {"days": days, "unbounded": int(UNBOUNDED)}
    found = Query.load("recordbook.measures", "flows/history_flows", **said)
    return ordered(evidence.engine.rows(found), "day", "entity")


def flow_limits(
    evidence: Evidence, question: Question, flow: str
) -> tuple[pa.Table, pa.Table, pa.Table]:
    """`gainers` (entity, parts, parts_read), FLOORS and CEILINGS of everyone in a flow."""
    asked = replace(
        Question(platform=question.platform, as_of=0),
        edition=question.edition if flow in ALBUM_FLOWS else "",
        versions=question.versions if flow in ALBUM_FLOWS else True,
    )
    names = [f"{flow}, {part}" for part in ("gainers", "floors", "ceilings")]
    if (names[0], asked) not in evidence.answers:
        found = _limits(evidence, asked, flow)
        evidence.answers.update(
            {(name, asked): part for name, part in zip(names, found, strict=True)}
        )
    gainers, floors, ceilings = (evidence.answers[name, asked] for name in names)
    return gainers, floors, ceilings


def spans(question: Question) -> pa.Table:
    """since, until: the days within which a stretch has to lie, both among them."""
    since = -ALWAYS if question.since is None else question.since
    until = ALWAYS if question.until is None else question.until
    found = [(since, until)] if question.season else [*_between_seasons(since, until)]
    sides = zip(*found, strict=True) if found else ((), ())
    return columns(**{n: pa.array(s, pa.int64()) for n, s in zip(_SIDES, sides, strict=True)})


_SIDES = ("since", "until")
_YEARS = range(1900, 2200)


def _between_seasons(since: int, until: int) -> Iterator[tuple[int, int]]:
    """The days from 7 January until 30 November of each year, of those between two days.

    The Christmas season is December and the days until Epiphany, in which its songs fill the lists.
    """
    for year in _YEARS:
        first, last = day_number(date(year, 1, 7)), day_number(date(year, 11, 30))
        first = -ALWAYS if year == _YEARS[0] else first
        last = ALWAYS if year == _YEARS[-1] else last
        if max(first, since) <= min(last, until):
            yield max(first, since), min(last, until)


def gains(evidence: Evidence) -> KeyedGains:
    """The gains of every counter of a platform, none of them across a change of key."""
    engine, labelled = evidence.engine, evidence.everyone.labelled
    engine.attach("labelled", labelled)
    engine.attach("mixed", NO_KEYS)
    keyed = Query.load("recordbook.measures", "flows/keyed", pooled(evidence.platform))
    return KeyedGains.of(labelled, engine.rows(keyed))


def ready_flow(evidence: Evidence, question: Question, flow: str) -> int:
    """Let SQL read what bounds a flow; the days of a stretch that may lie before a span."""
    gainers, floors, ceilings = flow_limits(evidence, question, flow)
    within = spans(question)
    days = _FIRST.get(flow.removeprefix("album "))
    if days is not None and within.num_rows:
        floors, within = _first_within(floors, ceilings, within, days)
    named = {"gainers": gainers, "floors": floors, "ceilings": ceilings, "spans": within}
    for name, rows in named.items():
        evidence.engine.attach(name, rows)
    return flow_days(flow)


def _first_within(
    floors: pa.Table, ceilings: pa.Table, within: pa.Table, days: int
) -> tuple[pa.Table, pa.Table]:
    """The floors of first days that all lie within a span, and spans that hold those begun in them.

    Some of its first days are not what something gained in them, and whether they count where they
    run over the end of a span nobody says: surely they do not, and possibly in full.
    """
    since, until = (integers(column(within, name)) for name in _SIDES)
    last = ceilings.group_by("entity").aggregate([("until", "max")])
    at = compute.index_in(column(floors, "entity"), column(last, "entity"))
    ends = integers(compute.fill_null(column(last, "until_max").take(at), ALWAYS))
    place = np.searchsorted(since, integers(column(floors, "since")), side="right") - 1
    kept = (place >= 0) & ((until[place] == ALWAYS) | (ends <= until[place]))
    until = np.where(until == ALWAYS, ALWAYS, until + days - 1)
    return filtered(floors, kept), columns(since=column(within, "since"), until=pa.array(until))


def flow_days(flow: str) -> int:
    """How many days surely lie within a span where a flow does."""
    flow = flow.removeprefix("album ")
    return 1 if flow in _FIRST else _STRETCHES[flow][0].days


def _limits(
    evidence: Evidence, question: Question, flow: str
) -> tuple[pa.Table, pa.Table, pa.Table]:
    counters, released = gains(evidence), evidence.engine.rows(rule("released"))
    parts = read = np.ones(len(counters.entities), dtype=np.int64)
    found: KeyedGains | Sums = counters
    if flow in ALBUM_FLOWS:
        listed = rule("track_list", edition=question.edition, versions=question.versions)
        named = Query("releases", "SELECT DISTINCT entity FROM names WHERE kind = 'release'")
        every = evidence.engine.rows(listed)
        names = column(evidence.engine.rows(named), "entity").to_pylist()
        everyone = strings([*names, *column(every, "release").to_pylist()])
        found = Sums.of(counters, every, released, everyone)
        parts, read = found.counted()
    told = columns(entity=found.entities, parts=pa.array(parts), parts_read=pa.array(read))
    flow = flow.removeprefix("album ")
    if flow in _FIRST:
        floors, ceilings = _from_release(found, released, _FIRST[flow])
    else:
        floor, ceiling = _STRETCHES[flow]
        floors, ceilings = floor.floors(found), ceiling.ceilings(found)
    return told, floors, ceilings


def _from_release(
    found: KeyedGains | Sums, released: pa.Table, days: int
) -> tuple[pa.Table, pa.Table]:
    """What bounds the first days; where nobody says when, or somebody says so wrongly, any days."""
    at = compute.index_in(found.entities, column(released, "entity"))

    def said(name: str, default: int) -> Ints:
        return integers(compute.fill_null(column(released, name).take(at), default))

    silent, out = said("silent_until", -ALWAYS), said("released_from", -2 * ALWAYS)
    last = said("released_to", ALWAYS)
    wrong = found.stands(np.arange(len(silent)), silent) > 0  # counted before it was out
    silent = np.where(wrong, -ALWAYS, silent)
    out, last = np.where(wrong, -2 * ALWAYS, out), np.where(wrong, ALWAYS, last)
    return since_release(found, days, silent, (out, last))
