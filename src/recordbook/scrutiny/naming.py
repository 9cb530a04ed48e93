"""How a claim names what an article means: by shown names, with a key where they leave it open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recordbook.catalogue.candidates import bearers, main_artists, shown_names
from recordbook.catalogue.names import folded_keys
from recordbook.catalogue.tables import rows_of
from recordbook.claims import Subject
from recordbook.scrutiny.kinds import entity_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.scrutiny.shelf import Shelf


@dataclass(frozen=True)
class Naming:
    """Names of entities as claims write them; each is looked up once."""

    shelf: Shelf
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
        known = ":" in entity
        return f"{self.shown(entity)} {rest}".strip() if known else value

    def tracks(self, release: str) -> set[str]:
        """The recordings of a release."""
        return {
            row["recording"] for row in rows_of(self.shelf.rows("tracks", "release", [release]))
        }

    def _subject(self, entity: str) -> Subject:
        kind = entity_kind(entity)
        if kind == "artist":
            name = self._names([entity])[entity]
            open_ = self._bearers(name, kind) != {entity}
            return Subject(name=name, key=entity if open_ else None)
        makers = sorted(self._makers([entity])[entity])
        shown = self._names([entity, *makers])
        name = shown[entity]
        alike = self._makers(self._bearers(name, kind))
        if not makers:
            return Subject(name=name, key=None if set(alike) == {entity} else entity)
        artists = self._bearers(shown[makers[0]], "artist")
        same = {one for one, by in alike.items() if by & artists}
        key = None if same == {entity} else entity
        return Subject(name=name, by=shown[makers[0]], key=key)

    def _names(self, entities: Iterable[str]) -> dict[str, str]:
        wanted = list(entities)
        return shown_names(wanted, self.shelf.part(names=("entity", wanted)))

    def _makers(self, items: Iterable[str]) -> dict[str, set[str]]:
        wanted = list(items)
        return main_artists(wanted, self.shelf.part(credits=("item", wanted)))

    def _bearers(self, name: str, kind: str) -> set[str]:
        rows = self.shelf.rows("names", "folded", folded_keys(name, kind))
        return set(bearers(name, kind, rows))
