"""How a claim names what an article means: by shown names, with a key where they leave it open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recordbook.catalogue.candidates import bearers, main_artists, shown_names
from recordbook.catalogue.tables import rows_of, rows_where
from recordbook.claims import Subject

if TYPE_CHECKING:
    from recordbook.catalogue.tables import Tables


@dataclass(frozen=True)
class Naming:
    """Names of entities as claims write them; each is looked up once."""

    tables: Tables
    subjects: dict[str, Subject] = field(default_factory=dict["str", "Subject"])

    def subject(self, entity: str) -> Subject:
        """The entity as the subject of a claim."""
        if entity not in self.subjects:
            self.subjects[entity] = self._subject(entity)
        return self.subjects[entity]

    @property
    def releases(self) -> set[Subject]:
        """The subjects named so far that are releases."""
        return {one for entity, one in self.subjects.items() if entity.startswith("release:")}

    def shown(self, entity: str) -> str:
        """The name that the catalogue shows for an entity."""
        return self.subject(entity).name

    def words(self, value: str) -> str:
        """A value of a fact as people write it: an entity by its name, and what follows it."""
        entity, _, rest = value.partition(" ")
        known = entity.partition(":")[0] in {"artist", "release", "recording"}
        return f"{self.shown(entity)} {rest}".strip() if known else value

    def tracks(self, release: str) -> set[str]:
        """The recordings of a release."""
        rows = rows_of(rows_where(self.tables.tracks, "release", [release]))
        return {row["recording"] for row in rows}

    def _subject(self, entity: str) -> Subject:
        kind = entity.partition(":")[0]
        if kind == "artist":
            name = shown_names([entity], self.tables)[entity]
            open_ = set(bearers(name, kind, self.tables.names)) != {entity}
            return Subject(name=name, key=entity if open_ else None)
        makers = sorted(main_artists([entity], self.tables)[entity])
        shown = shown_names([entity, *makers], self.tables)
        name = shown[entity]
        alike = main_artists(bearers(name, kind, self.tables.names), self.tables)
        if not makers:
            return Subject(name=name, key=None if set(alike) == {entity} else entity)
        artists = set(bearers(shown[makers[0]], "artist", self.tables.names))
        same = {one for one, by in alike.items() if by & artists}
        key = None if same == {entity} else entity
        return Subject(name=name, by=shown[makers[0]], key=key)
