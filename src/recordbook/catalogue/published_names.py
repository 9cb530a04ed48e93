"""The names a published figure uses, as keys, and the entities they lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.catalogue.errors import UnresolvedNames
from recordbook.catalogue.names import fold
from recordbook.catalogue.resolve import resolve
from recordbook.catalogue.tables import IDENTITIES, rows_of, rows_where
from recordbook.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.catalogue.tables import Tables

_KEY = re.compile(r"name:([^|]*)\|([^|]*)\|([^|]*)")


@dataclass(frozen=True, slots=True, order=True)
class PublishedName:
    """Whom a published figure is about: an artist's album, or one track of it.

    >>> PublishedName("V", "Layover", "Slow Dancing (Piano Ver.)").key
    'name:v|layover|slow dancing piano ver'
    """

    artist: str
    album: str
    track: str = ""

    @property
    def key(self) -> str:
        """The key that observations carry: the three names, folded."""
        return "name:" + "|".join(map(fold, (self.artist, self.album, self.track)))

    @classmethod
    def from_key(cls, key: str) -> PublishedName | None:
        """The names in a key, folded; None if the key is of another kind."""
        names = _KEY.fullmatch(key)
        return names and cls(*names.groups())


def entity_named(published: PublishedName, tables: Tables) -> str:
    """The release, or the recording on it, that the names lead to.

    A track is looked for on the album's own track lists first; where these are unknown, among the
    recordings of the artist.
    """
    release = resolve(published.album, by=published.artist, kind="release", tables=tables)
    if not published.track:
        return release
    listed = [row["recording"] for row in rows_of(rows_where(tables.tracks, "release", [release]))]
    if not listed:
        return resolve(published.track, by=published.artist, kind="recording", tables=tables)
    names = rows_where(tables.names, "entity", listed)
    return resolve(published.track, kind="recording", tables=replace(tables, names=names))


def identify(published: Iterable[PublishedName], tables: Tables, *, source: str) -> pa.Table:
    """One IDENTITIES row per distinct name; UnresolvedNames lists all that lead to no one."""
    entities: dict[str, str] = {}
    problems: list[CatalogueError] = []
    for name in sorted(set(published)):
        try:
            entities.setdefault(name.key, entity_named(name, tables))
        except CatalogueError as problem:
            problems.append(problem)
    if problems:
        raise UnresolvedNames(problems)
    rows = [
        {"key": key, "entity": entity, "grade": "reported", "source": source}
        for key, entity in entities.items()
    ]
    return pa.Table.from_pylist(rows, schema=IDENTITIES)
