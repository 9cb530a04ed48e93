"""Where names lead in a snapshot, and how entities are shown."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.catalogue.errors import AmbiguousName, UnknownName
from recordbook.catalogue.resolve import resolve
from recordbook.catalogue.tables import Tables
from recordbook.intake.arrow import columns, compute
from recordbook.proof.members import step

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.claims import Subject
    from recordbook.engine import Engine
    from recordbook.ledger import Snapshot


@dataclass(frozen=True)
class NameBook:
    """The names of one snapshot."""

    engine: Engine
    snapshot: Snapshot

    def entity(self, subject: Subject, kind: str) -> str:
        """The one entity meant; AmbiguousName and UnknownName say whom it may mean."""
        return resolve(
            subject.name or None, by=subject.by, key=subject.key, kind=kind, tables=self.tables
        )

    def artist(self, name: str) -> str:
        """The one artist of a name."""
        return resolve(name, kind="artist", tables=self.tables)

    def artists(self, names: Iterable[str]) -> list[str]:
        """The artists of those names that lead to one; a group need not be in the catalogue."""
        found: list[str] = []
        for name in names:
            with suppress(UnknownName):
                found.append(self._group(name))
        return found

    def _group(self, name: str) -> str:
        """The artist of a name; a catalogued one before a text that some list credits."""
        try:
            return self.artist(name)
        except AmbiguousName as error:
            known = [c.entity for c in error.candidates if not c.entity.startswith("name:")]
            if len(known) != 1:
                raise
            return known[0]

    def shown(self, rows: pa.Table, of: dict[str, str]) -> pa.Table:
        """The rows with the shown names of the entities in some columns: `{"entity": "name"}`.

        The names of a column `entity` come with `maker`, the artist it is credited to.
        """
        ids = [chunk for column in of for chunk in rows[column].drop_null().chunks]
        wanted = compute.unique(pa.chunked_array(ids, pa.string()))
        self.engine.attach("wanted", columns(entity=wanted))
        names = self.engine.rows(step("shown"))
        for column, name in of.items():
            at = compute.index_in(rows[column], names["entity"].combine_chunks())
            rows = rows.append_column(name, names["name"].take(at))
            if column == "entity":
                rows = rows.append_column("maker", names["maker"].take(at))
        return rows

    @cached_property
    def tables(self) -> Tables:
        """The catalogue in memory."""
        names = ("names", "tracks", "credits", "facts", "identities")
        return Tables(**{name: self.snapshot.table(name) for name in names})
