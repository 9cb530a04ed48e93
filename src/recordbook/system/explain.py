"""What a book knows of one entity: names, keys, facts, counters with their holes, and bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.catalogue.candidates import candidates
from recordbook.catalogue.errors import AmbiguousName, UnknownName
from recordbook.catalogue.resolve import KINDS, resolve
from recordbook.claims import Aggregate, Claim, Measure, Subject, parse
from recordbook.intake.arrow import column, columns, compute, dicts, strings
from recordbook.system.counters import Counter, Known, counters
from recordbook.units import day_from

if TYPE_CHECKING:
    import pyarrow as pa

    from recordbook.catalogue.tables import Tables
    from recordbook.proof import Prover
    from recordbook.units import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A value of something, when it holds, and who says so."""

    what: str
    value: str
    start: Day | None = None
    end: Day | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Another entity that this one belongs with: an artist, a release or a track."""

    what: str
    entity: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All that is known of an entity on one snapshot; `known` are its bounds on `day`."""

    entity: str
    kind: str
    name: str
    maker: str
    names: tuple[Stated, ...]
    keys: tuple[Stated, ...]
    facts: tuple[Stated, ...]
    links: tuple[Link, ...]
    counters: tuple[Counter, ...]
    day: Day | None
    known: tuple[Known, ...]
    version: int


def explain(prover: Prover, asked: str, day: Day | None = None) -> Explanation:
    """What is known of the entity that a name, an id or `"Layover" by "V"` leads to.

    Bounds are those of `day`, by default the last day that anything was read of. AmbiguousName,
    UnknownName, UnknownKey: it leads to several, or to nothing.
    """
    tables = prover.names.tables
    entity = found(asked, tables)
    own = counters(prover, entity)
    day = day or max((one.last for one in own), default=None)
    kind = str(dicts(rows_about(tables.names, "entity", entity))[0]["kind"])
    shown = dicts(prover.names.shown(columns(entity=strings([entity])), {"entity": "name"}))[0]
    return Explanation(
        entity=entity,
        kind=kind,
        name=str(shown["name"]),
        maker=str(shown["maker"]),
        names=stated(rows_about(tables.names, "entity", entity), "form", "name"),
        keys=stated(rows_about(tables.identities, "entity", entity), "grade", "key"),
        facts=stated(rows_about(tables.facts, "entity", entity), "attribute", "value"),
        links=links(prover, entity),
        counters=own,
        day=day,
        known=() if day is None else _known(prover, kind, entity, day, own),
        version=prover.snapshot.version,
    )


def found(asked: str, tables: Tables) -> str:
    """The one entity of any kind that the words lead to."""
    subject = _subject(asked)
    hits, near = set[str](), list[str]()
    for kind in KINDS:
        try:
            hits.add(
                resolve(
                    subject.name or None, by=subject.by, key=subject.key, kind=kind, tables=tables
                )
            )
        except AmbiguousName as error:
            hits |= {candidate.entity for candidate in error.candidates}
        except UnknownName as error:
            near.extend(error.nearest)
    if not hits:
        raise UnknownName(asked, near)
    if len(hits) > 1:
        raise AmbiguousName(asked, candidates(hits, tables))
    return hits.pop()


def _subject(asked: str) -> Subject:
    """A subject as a claim would write it, or a bare name."""
    if not asked.lstrip().startswith('"'):
        return Subject(name=asked.strip())
    return parse(f"{asked}: total >= 1 streams as of 2000-01-01").subject


_TOTALS = {"release": Aggregate.ALBUM_TOTAL, "recording": Aggregate.TOTAL}


def _known(
    prover: Prover, kind: str, entity: str, day: Day, own: tuple[Counter, ...]
) -> tuple[Known, ...]:
    """The bounds of the entity's total on Spotify, and wherever else it was read."""
    total = _TOTALS.get(kind)
    if total is None:
        return ()
    known: list[Known] = []
    for platform in sorted({"spotify", *(one.platform for one in own)}):
        proof = prover.prove(
            Claim(
                subject=Subject(key=entity),
                measure=Measure(aggregate=total),
                threshold=1,
                as_of=day,
                platform=platform,
            )
        )
        bounds = proof.subject.bounds
        if bounds.low or bounds.high is not None:
            clashes = proof.conflicts.num_rows
            known.append(Known(platform=platform, bounds=bounds, clashes=clashes))
    return tuple(known)


def links(prover: Prover, entity: str) -> tuple[Link, ...]:
    """Whom it is by and what it holds; of a recording, what it stands on."""
    tables, found = prover.names.tables, dict[tuple[str, str], None]()
    for row in dicts(rows_about(tables.credits, "item", entity)):
        found[f"{row['role']} artist", row["artist"]] = None
    held = rows_about(tables.tracks, "release", entity)
    held = held.filter(compute.equal(held["edition"], ""))
    for row in sorted(dicts(held), key=lambda row: int(row["position"])):
        found["track", row["recording"]] = None
    for row in dicts(rows_about(tables.tracks, "recording", entity)):
        found["on", row["release"]] = None
    for row in dicts(rows_about(tables.credits, "artist", entity)):
        kind = str(row["item"]).partition(":")[0]
        found[f"{row['role']} on {kind}", row["item"]] = None
    if not found:
        return ()
    pairs = list(found)
    names = dicts(
        prover.names.shown(columns(entity=strings(one for _, one in pairs)), {"entity": "name"})
    )
    return tuple(
        Link(what=what, entity=one, name=str(row["name"]))
        for (what, one), row in zip(pairs, names, strict=True)
    )


def stated(rows: pa.Table, what: str, value: str) -> tuple[Stated, ...]:
    """Rows that say the same together, with all who say it."""
    said: dict[tuple[str, str, int | None, int | None], dict[str, None]] = {}
    for row in dicts(rows):
        grain = row[what], row[value], row.get("from_day"), row.get("to_day")
        said.setdefault(grain, {})[row["source"]] = None
    return tuple(
        Stated(
            what=name,
            value=stated,
            start=None if start is None else day_from(start),
            end=None if end is None else day_from(end),
            sources=tuple(sources),
        )
        for (name, stated, start, end), sources in said.items()
    )


def rows_about(table: pa.Table, name: str, value: str) -> pa.Table:
    """The rows of a table that have a value in a column of text."""
    return table.filter(compute.equal(column(table, name), value))
