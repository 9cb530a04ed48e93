"""Whom a name may mean: the entities that bear it, and what tells them apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from recordbook.catalogue.names import fold, folded_keys
from recordbook.catalogue.tables import rows_of, rows_where

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from recordbook.catalogue.tables import Tables

_TELLING = ("member of", "act type", "birth day", "country", "release type", "released", "version")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One entity a name may mean, and the facts that tell it from the others."""

    entity: str
    kind: str
    name: str
    by: tuple[str, ...] = ()  # the main artists of a release or recording, by name
    facts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """The entity, its name and what tells it apart, in one line."""
        credit = f" by {', '.join(self.by)}" if self.by else ""
        facts = "; ".join(f"{attribute} {value}" for attribute, value in self.facts)
        return f"{self.entity}  {self.name}{credit} ({', '.join(filter(None, [self.kind, facts]))})"


def bearers(name: str, kind: str, names: pa.Table) -> dict[str, str]:
    """The entities of a kind that bear a name: entity -> the name that matched.

    A title that is called exactly so goes before titles that only match with their edition, guests
    or script put aside; of people, all who match are meant.
    """
    keys = folded_keys(name, kind)
    found = rows_where(names, "folded", keys)
    rows = rows_of(found.filter(pc.field("kind") == kind))
    if kind != "artist":
        exactly = [row for row in rows if fold(row["name"]) == keys[0]]
        rows = exactly or rows
    return {row["entity"]: row["name"] for row in rows}


def main_artists(items: Iterable[str], tables: Tables) -> dict[str, set[str]]:
    """The main artists credited on each release or recording."""
    credited: dict[str, set[str]] = {item: set() for item in items}
    for row in rows_of(rows_where(tables.credits, "item", credited)):
        if row["role"] == "main":
            credited[row["item"]].add(row["artist"])
    return credited


def shown_names(entities: Iterable[str], tables: Tables) -> dict[str, str]:
    """The name each entity is shown by; its id where the catalogue has none."""
    shown: dict[str, str] = {entity: entity for entity in entities}
    for row in rows_of(rows_where(tables.names, "entity", shown)):
        if row["form"] == "name":
            shown[row["entity"]] = row["name"]
    return shown


def candidates(entities: Iterable[str], tables: Tables) -> list[Candidate]:
    """The entities as candidates, sorted by id, each with what tells it apart."""
    wanted = sorted(set(entities))
    credited = main_artists(wanted, tables)
    people = {artist for artists in credited.values() for artist in artists}
    told: dict[str, set[tuple[str, str]]] = {entity: set() for entity in wanted}
    for row in rows_of(rows_where(tables.facts, "entity", wanted)):
        if row["attribute"] in _TELLING:
            told[row["entity"]].add((row["attribute"], row["value"]))
    groups = {value for facts in told.values() for key, value in facts if key == "member of"}
    shown = shown_names({*wanted, *people, *groups}, tables)
    return [
        Candidate(
            entity=entity,
            kind=entity.partition(":")[0],
            name=shown[entity],
            by=tuple(sorted(shown[artist] for artist in credited[entity])),
            facts=tuple(
                (attribute, shown.get(value, value))
                for attribute, value in sorted(
                    told[entity], key=lambda fact: (_TELLING.index(fact[0]), fact[1])
                )
            ),
        )
        for entity in wanted
    ]
