"""Where the figures of a book come from: each source's days and holes, and what was put right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from recordbook.catalogue.identity import moves
from recordbook.engine import Query
from recordbook.intake.arrow import column, compute, dicts, integers, texts
from recordbook.intake.corrections import CONDITIONS
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from recordbook.catalogue.identity import Move
    from recordbook.proof import Prover
    from recordbook.units import Day

_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """Days in a row, both included, of which nothing is there; `days` says how many."""

    first: Day
    last: Day
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What one source says by one metric: its days, its figures and where it is silent.

    `holes` lie between its first and its last day, days of a daily metric or weeks of a weekly one;
    none are told of what is only reported now and then. `stale` counts the days since its last one
    until the last that anything is said of its platform. `counters` is the most things it said
    anything of on one day.
    """

    name: str
    platform: str
    basis: str
    metric: str
    region: str
    grade: str
    first: Day
    last: Day
    days: int
    figures: int
    counters: int
    holes: tuple[Hole, ...]
    stale: int
    recorded: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """One correction: what of which table ("" for any) no longer stands, why, and since when.

    `what` are its conditions by name; rows that came in later are not meant.
    """

    table: str
    what: tuple[tuple[str, str], ...]
    reason: str
    recorded: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many things of a kind are named, and of how many anything was ever read."""

    kind: str
    named: int
    read: int


def sources(prover: Prover) -> tuple[Source, ...]:
    """Every source by platform, metric and region; figures corrected since are counted too."""
    rows = dicts(prover.engine.rows(Query.load("recordbook.system", "steps/source_days")))
    groups: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    last: dict[str, int] = {}
    for row in rows:
        groups.setdefault(tuple(str(row[name]) for name in _GRAIN), []).append(row)
        platform = str(row["platform"])
        last[platform] = max(last.get(platform, int(row["day"])), int(row["day"]))
    return tuple(_source(grain, groups[grain], last[grain[0]]) for grain in sorted(groups))


_GRAIN = ("platform", "source", "basis", "metric", "region", "grade")


def _source(grain: tuple[str, ...], rows: list[Mapping[str, Any]], newest: int) -> Source:
    platform, name, basis, metric, region, grade = grain
    days = sorted({int(row["day"]) for row in rows})
    step = _WEEK if metric.endswith("week") else 1
    return Source(
        name=name,
        platform=platform,
        basis=basis,
        metric=metric,
        region=region,
        grade=grade,
        first=day_from(days[0]),
        last=day_from(days[-1]),
        days=len(days),
        figures=sum(int(row["figures"]) for row in rows),
        counters=max(int(row["counters"]) for row in rows),
        holes=() if grade == "reported" else holes(days, step),
        stale=newest - days[-1],
        recorded=max(row["recorded"] for row in rows),
    )


def holes(days: Iterable[int], step: int = 1) -> tuple[Hole, ...]:
    """The days missing among some that should come every `step` days, in rows.

    >>> [(str(one.first), one.days) for one in holes([0, 1, 4, 6])]
    [('1970-01-03', 2), ('1970-01-06', 1)]
    """
    there = np.unique(np.fromiter(days, dtype=np.int64))
    gaps = np.diff(there)
    return tuple(
        Hole(
            first=day_from(int(there[at]) + step),
            last=day_from(int(there[at + 1]) - 1),
            days=-(-int(gaps[at]) // step) - 1,
        )
        for at in np.flatnonzero(gaps > step)
    )


def corrections(prover: Prover) -> tuple[Corrected, ...]:
    """Everything that was ever put right, the newest first; what was undone later is among it."""
    rows = dicts(prover.snapshot.table("corrections", standing=False))
    found = [
        Corrected(
            table=str(row["table_name"] or ""),
            what=tuple(
                (name, _shown(name, row[name])) for name in CONDITIONS if row.get(name) is not None
            ),
            reason=str(row["reason"] or ""),
            recorded=row["recorded"],
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.recorded, one.what), reverse=True))


def _shown(name: str, value: Any) -> str:
    return day_from(int(value)).isoformat() if name == "day" else str(value)


def coverage(prover: Prover) -> tuple[Coverage, ...]:
    """Of every kind how much is named, and how much was read."""
    rows = dicts(prover.engine.rows(Query.load("recordbook.system", "steps/coverage")))
    found = (
        Coverage(kind=str(row["kind"]), named=int(row["named"]), read=int(row["read"]))
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: one.kind))


def id_moves(prover: Prover) -> tuple[Move, ...]:
    """Every time the catalogue says that something went on under another key, by day."""
    identities = prover.names.tables.identities
    ended = identities.filter(compute.is_valid(identities["to_day"]))
    entities = sorted(set(texts(column(ended, "entity"))))
    found = (move for entity in entities for move in moves(entity, identities))
    return tuple(sorted(found, key=lambda one: (one.first, one.entity)))


def last_day(prover: Prover, platform: str) -> Day | None:
    """The last day that anything is said of a platform; None where nothing is."""
    query = Query.load("recordbook.system", "steps/read_days", platform=platform)
    last = column(prover.engine.rows(query), "last")
    return day_from(int(integers(last)[0])) if len(last) and last[0].as_py() is not None else None
