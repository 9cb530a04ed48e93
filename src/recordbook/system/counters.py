"""The counters of one entity: what was read of each, how often, and where it has holes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from recordbook.engine import Query
from recordbook.intake.arrow import columns, dicts, strings
from recordbook.ledger.corrections import standing
from recordbook.system.provenance import holes
from recordbook.units import Bounds, day_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recordbook.proof import Prover
    from recordbook.system.provenance import Hole
    from recordbook.units import Day

_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """The readings of one key by one metric; streams, by the end of each day.

    `missing` are days, or weeks of a weekly metric, without a reading between the first and the
    last; `falls` are exact readings below the one before.
    """

    key: str
    platform: str
    basis: str
    metric: str
    region: str
    grade: str
    sources: tuple[str, ...]
    readings: int
    first: Day
    last: Day
    latest: Bounds
    missing: int
    falls: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The bounds of an entity's total on one platform, and how many figures clash about it."""

    platform: str
    bounds: Bounds
    clashes: int


def counters(prover: Prover, entity: str) -> tuple[Counter, ...]:
    """Every counter of an entity, corrections applied, by platform, basis, metric and key."""
    groups = _groups(prover, entity)
    return tuple(_counter(grain, groups[grain]) for grain in sorted(groups))


def silences(prover: Prover, entity: str) -> tuple[tuple[Hole, ...], ...]:
    """Where each of its counters has holes, in the order of `counters`; reports have none."""
    groups = _groups(prover, entity)
    return tuple(
        ()
        if dict(zip(_GRAIN, grain, strict=True))["grade"] == "reported"
        else holes((int(row["day"]) for row in groups[grain]), _step(grain[2]))
        for grain in sorted(groups)
    )


def _groups(prover: Prover, entity: str) -> dict[tuple[str, ...], list[Mapping[str, Any]]]:
    """What still stands of an entity's readings, by counter."""
    said = Query.load("recordbook.system", "steps/said", entity=entity)
    corrections = prover.snapshot.table("corrections", standing=False)
    rows = standing(prover.engine.rows(said), "observations", corrections)
    groups: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in dicts(rows):
        groups.setdefault(tuple(str(row[name]) for name in _GRAIN), []).append(row)
    return groups


def platforms_of(prover: Prover, entities: Iterable[str]) -> tuple[str, ...]:
    """The platforms that say anything of some entities, those that say most first."""
    prover.engine.attach("wanted", columns(entity=strings(sorted(set(entities)))))
    rows = dicts(prover.engine.rows(Query.load("recordbook.system", "steps/platforms_of")))
    found = sorted(rows, key=lambda row: (-int(row["figures"]), str(row["platform"])))
    return tuple(str(row["platform"]) for row in found)


_GRAIN = ("platform", "basis", "metric", "region", "key", "grade")


def _counter(grain: tuple[str, ...], rows: list[Mapping[str, Any]]) -> Counter:
    platform, basis, metric, region, key, grade = grain
    rows = sorted(rows, key=lambda row: (row["day"], row["low"]))
    days = sorted({int(row["day"]) for row in rows})
    total = metric in {"total", "charted-total"}
    exact = [int(row["low"]) for row in rows if row["low"] == row["high"]] if total else []
    return Counter(
        key=key,
        platform=platform,
        basis=basis,
        metric=metric,
        region=region,
        grade=grade,
        sources=tuple(dict.fromkeys(str(row["source"]) for row in rows)),
        readings=len(rows),
        first=day_from(days[0]),
        last=day_from(days[-1]),
        latest=Bounds(rows[-1]["low"], rows[-1]["high"]),
        missing=_missing(days, metric) if grade != "reported" else 0,
        falls=sum(after < before for before, after in pairwise(exact)),
    )


def _missing(days: Sequence[int], metric: str) -> int:
    """How many days, or weeks, lie between the first and the last without a reading."""
    return (days[-1] - days[0]) // _step(metric) + 1 - len(days)


def _step(metric: str) -> int:
    """How often a metric is read, in days."""
    return _WEEK if metric.endswith("week") else 1
