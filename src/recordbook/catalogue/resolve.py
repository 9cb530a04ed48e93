"""From what people say to one entity, or an error that lists whom they may mean. Never a guess."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, cast

import pyarrow as pa
import pyarrow.compute as pc

from recordbook.catalogue.candidates import (
    bearers,
    candidates,
    main_artists,
)
from recordbook.catalogue.errors import AmbiguousName, NameAndKeyDisagree, UnknownKey, UnknownName
from recordbook.catalogue.identity import entities_of
from recordbook.catalogue.names import fold
from recordbook.catalogue.tables import rows_of, rows_where

if TYPE_CHECKING:
    from recordbook.catalogue.tables import Tables
    from recordbook.units import Day

KINDS = ("artist", "release", "recording")
_KEY = re.compile(r"(?:artist|release|recording|spotify|isrc|mbid|upc|name):\S.*")
_NEAREST, _SEARCHED = 3, 20_000


def is_key(text: str) -> bool:
    """Whether a text is a key or an entity id rather than a name.

    >>> is_key("artist:v"), is_key("Interlude : Dive")
    (True, False)
    """
    return bool(_KEY.fullmatch(text))


def resolve(
    name: str | None = None,
    *,
    by: str | None = None,
    key: str | None = None,
    kind: str = "release",
    tables: Tables,
    day: Day | None = None,
) -> str:
    """The one entity of a kind that a name, its artist or a key leads to.

    `by` is the main artist of a release or recording, or a group the artist belongs to; both `name`
    and `by` may be ids. `day` says when the key was used. Raises AmbiguousName, UnknownName,
    UnknownKey or NameAndKeyDisagree; letter case never decides between two that share a name.
    """
    if name is not None and key is None and is_key(name):
        name, key = None, name
    if key is not None:
        return _by_key(key, name, kind, tables, day)
    if not name:
        raise UnknownName('""', [])
    found = set(bearers(name, kind, tables.names))
    if by is not None:
        found &= _credited(found, by, tables) if kind != "artist" else _members(found, by, tables)
    asked = f'"{name}"' + (f' by "{by}"' if by else "")
    if not found:
        raise UnknownName(asked, nearest(name, kind, tables.names))
    if len(found) > 1:
        raise AmbiguousName(asked, candidates(found, tables))
    return found.pop()


def _by_key(key: str, name: str | None, kind: str, tables: Tables, day: Day | None) -> str:
    found = entities_of(key, day, tables.identities)
    if not found and rows_where(tables.names, "entity", [key]).num_rows:
        found = frozenset([key])
    if len(found) > 1:
        raise AmbiguousName(key, candidates(found, tables))
    if not found:
        raise UnknownKey(key)
    (entity,) = found
    if name and entity not in bearers(name, kind, tables.names):
        raise NameAndKeyDisagree(f'"{name}"', key, entity)
    return entity


def _artists(by: str, tables: Tables) -> set[str]:
    if not is_key(by):
        return set(bearers(by, "artist", tables.names))
    return {by} | entities_of(by, None, tables.identities)


def _credited(items: set[str], by: str, tables: Tables) -> set[str]:
    artists = _artists(by, tables)
    return {item for item, main in main_artists(items, tables).items() if main & artists}


def _members(people: set[str], group: str, tables: Tables) -> set[str]:
    groups = _artists(group, tables)
    folded = fold(group)
    return {
        row["entity"]
        for row in rows_of(rows_where(tables.facts, "entity", people))
        if row["attribute"] == "member of"
        and (row["value"] in groups or fold(row["value"]) == folded)
    }


def nearest(name: str, kind: str, names: pa.Table) -> list[str]:
    """Up to three known names that look like the one asked for, nearest first."""
    folded, room = fold(name), max(2, len(name) // 3)
    same = names.filter(pc.field("kind") == kind)
    length = cast("list[int]", pc.utf8_length(same["folded"]).to_pylist())
    alike = [abs(letters - len(folded)) <= room for letters in length]
    near = same.filter(pa.array(alike, pa.bool_()))
    if near.num_rows > _SEARCHED:
        initials = pc.utf8_slice_codeunits(near["folded"], 0, 1).to_pylist()
        near = near.filter(pa.array([initial == folded[:1] for initial in initials], pa.bool_()))
    shown = {row["folded"]: row["name"] for row in rows_of(near.slice(0, _SEARCHED))}
    return [shown[match] for match in difflib.get_close_matches(folded, shown, n=_NEAREST)]
