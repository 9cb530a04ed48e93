"""What the catalogue states of an entity: track list, facts, the timeline of its artists."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from recordbook.catalogue.tables import rows_where
from recordbook.intake.arrow import column, columns, compute, dicts, strings, texts
from recordbook.proof.members import step
from recordbook.stories import Fact
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa

    from recordbook.catalogue.tables import Tables
    from recordbook.proof import Prover


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """An entity as it is shown, with the facts around it; see `Matter`."""

    name: str
    by: str
    kind: str
    tracks: tuple[str, ...]
    facts: tuple[Fact, ...]
    timeline: tuple[Fact, ...]


@dataclass(frozen=True)
class Surroundings:
    """The catalogue of one snapshot, asked by entity; names are looked up once."""

    prover: Prover
    _names: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])

    def of(self, entity: str, edition: str = "") -> About:
        """All that is stated of an entity, its tracks in an edition, and its main artists."""
        makers, tracks = self._makers(entity), self._tracks(entity, edition)
        mine = list(dict.fromkeys([entity, *tracks, *makers]))
        facts, dated = self._facts(mine), self._dated(makers or [entity], {entity, *tracks})
        shown = [entity, *tracks, *_entities(facts), *_entities(dated)]
        self._look_up(shown)
        name, by = self._names[entity]
        by_entity = self._stated(facts)
        timeline = [fact for some in self._stated(dated).values() for fact in some]
        return About(
            name=name,
            by=by,
            kind=self._kind(entity),
            tracks=tuple(self._names[one][0] for one in tracks),
            facts=(
                *(fact for one in mine for fact in by_entity.get(one, ())),
                *self._listed(entity, tracks),
            ),
            timeline=tuple(sorted(_merged(timeline), key=_when)),
        )

    def _kind(self, entity: str) -> str:
        """Release, recording or artist."""
        kinds = texts(column(rows_where(self._tables.names, "entity", [entity]), "kind"))
        return kinds[0] if kinds else entity.partition(":")[0]

    def _makers(self, entity: str) -> list[str]:
        """The main artists of something."""
        return sorted(set(texts(column(rows_where(self._credited, "item", [entity]), "artist"))))

    def _tracks(self, release: str, edition: str) -> list[str]:
        """The recordings of an edition in order; of one that is not listed, the bare title's."""
        rows = dicts(rows_where(self._tables.tracks, "release", [release]))
        own = [row for row in rows if row["edition"] == edition]
        own = own or [row for row in rows if not row["edition"]]
        own.sort(key=lambda row: (int(row["position"]), str(row["recording"])))
        return list(dict.fromkeys(str(row["recording"]) for row in own))

    def _listed(self, release: str, tracks: Sequence[str]) -> Iterator[Fact]:
        """Each place in its track list as a fact."""
        rows = dicts(rows_where(self._tables.tracks, "release", [release]))
        for track in tracks:
            said = dict.fromkeys(str(row["source"]) for row in rows if row["recording"] == track)
            yield Fact(
                who=self._names[release][0],
                what="track",
                value=self._names[track][0],
                sources=tuple(said),
                entity=release,
            )

    def _facts(self, entities: Sequence[str]) -> pa.Table:
        return rows_where(self._tables.facts, "entity", entities)

    def _dated(self, artists: Sequence[str], without: set[str]) -> pa.Table:
        """The dated facts of some artists, and when their other releases came out."""
        items = texts(column(rows_where(self._credited, "artist", artists), "item"))
        named = rows_where(self._tables.names, "entity", set(items) - without)
        releases = texts(column(named.filter(compute.equal(named["kind"], "release")), "entity"))
        facts = self._facts([*artists, *releases])
        theirs = compute.is_in(facts["entity"], value_set=strings(artists))
        wanted = compute.or_(theirs, compute.equal(facts["attribute"], "released"))
        dated = compute.or_(compute.is_valid(facts["from_day"]), compute.is_valid(facts["to_day"]))
        return facts.filter(compute.and_(wanted, dated))

    def _look_up(self, entities: Iterable[str]) -> None:
        """Know how entities are shown, and whom they are credited to."""
        new = [one for one in dict.fromkeys(entities) if one not in self._names]
        if new:
            rows = self.prover.names.shown(columns(entity=strings(new)), {"entity": "name"})
            for row in dicts(rows):
                self._names[str(row["entity"])] = str(row["name"]), str(row["maker"] or "")

    def _stated(self, rows: pa.Table) -> dict[str, list[Fact]]:
        """Facts by entity: rows that say the same are one, with all who say it."""
        said: dict[tuple[str, str, str, int | None, int | None], list[str]] = {}
        for row in dicts(rows):
            grain = row["entity"], row["attribute"], row["value"], row["from_day"], row["to_day"]
            said.setdefault(grain, []).append(str(row["source"]))
        found: dict[str, list[Fact]] = {}
        for (entity, what, value, start, end), sources in said.items():
            fact = Fact(
                who=self._names[entity][0],
                what=what,
                value=self._names.get(value, (value,))[0] if ":" in value else value,
                start=None if start is None else day_from(start),
                end=None if end is None else day_from(end),
                sources=tuple(dict.fromkeys(sources)),
                entity=entity,
            )
            found.setdefault(entity, []).append(fact)
        return found

    @cached_property
    def _credited(self) -> pa.Table:
        """Items and their main artists."""
        return self.prover.engine.rows(step("credited", featured=False))

    @property
    def _tables(self) -> Tables:
        return self.prover.names.tables


def _entities(facts: pa.Table) -> list[str]:
    """Whom facts are about and whom they name: "member of artist:bts"."""
    return [
        *texts(column(facts, "entity")),
        *(v for v in texts(column(facts, "value")) if ":" in v),
    ]


def _merged(facts: Iterable[Fact]) -> list[Fact]:
    """Facts of things of one name that say the same are told once."""
    said: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        grain = fact.who, fact.what, fact.value, fact.start, fact.end
        said.setdefault(grain, []).append(fact)
    sources = (dict.fromkeys(s for one in same for s in one.sources) for same in said.values())
    return [
        replace(same[0], sources=tuple(of)) for same, of in zip(said.values(), sources, strict=True)
    ]


def _when(fact: Fact) -> tuple[str, str, str, str]:
    return str(fact.start or fact.end), fact.who, fact.what, fact.value
