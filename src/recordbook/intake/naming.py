"""Naming: what a source of counts calls the things it counts, as catalogue rows.

One rule for all of them: the entity is the key itself (`spotify:track:...`), its name is the title
as written, and its main credit is the artist text as written (`name:<source>:<text>`), undivided.
No identity is claimed: which recording a key stands for is the catalogue's to say, with dates.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.catalogue.names import fold
from recordbook.catalogue.tables import CREDITS, NAMES
from recordbook.intake.arrow import Column, cells, column, compute, repeat, strings, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPOTIFY_ID = 22
_ALPHANUMERIC = np.array([chr(byte).isascii() and chr(byte).isalnum() for byte in range(256)])


def named(
    *,
    source: str,
    key: Column,
    title: Column,
    artist: Column | None = None,
    kind: str = "recording",
    featured: str = "",
    artists: bool = False,
) -> dict[str, pa.Table]:
    """Rows of `names`, and of `credits` where there are artists; one per key and spelling.

    What follows the word `featured` in an artist's text are featured credits; with `artists`
    whoever is credited has a name as well.
    """
    pairs = _distinct({"entity": key, "name": title})
    name = column(pairs, "name")
    folded = strings(fold(text) for text in texts(name))
    tables = {"names": _table(NAMES, [column(pairs, "entity"), kind, name, folded, "name", source])}
    if artist is not None:
        credited = [_credited(source, key, artist, "main")]
        if word := featured.strip():
            parts = _parted(artist, word)
            roles = zip(parts, ("main", "featured"), strict=True)
            credited = [_credited(source, key, part, role) for part, role in roles]
        tables["credits"] = pa.concat_tables(credited)
        if artists:
            tables["names"] = pa.concat_tables([tables["names"], _artists(source, *credited)])
    return tables


def _credited(source: str, key: Column, artist: Column, role: str) -> pa.Table:
    """Who is credited on each key in one role."""
    pairs = _distinct({"item": key, "artist": artist})
    named_ = compute.binary_join_element_wise(f"name:{source}", column(pairs, "artist"), ":")
    return _table(CREDITS, [column(pairs, "item"), named_, role, source])


def _parted(artist: Column, word: str) -> tuple[Column, Column]:
    """What stands before a word in each text, and what after it; blank where the word is not."""
    between = rf"\s+{re.escape(word)}\s+"
    after = compute.replace_substring_regex(artist, rf"^.*?{between}", "")
    there = compute.match_substring_regex(artist, between)
    return (
        compute.replace_substring_regex(artist, rf"{between}.*$", ""),
        compute.if_else(there, after, ""),
    )


def _artists(source: str, *credited: pa.Table) -> pa.Table:
    """A name for each artist credited: the text itself."""
    every = pa.concat_tables(credited)
    ids = texts(compute.unique(column(every, "artist")))
    shown = [one.removeprefix(f"name:{source}:") for one in ids]
    folded = strings(fold(text) for text in shown)
    return _table(NAMES, [strings(ids), "artist", strings(shown), folded, "name", source])


def spotify_key(kind: str, ids: Column) -> Column:
    """`spotify:track:<id>` of bare ids."""
    return compute.binary_join_element_wise(f"spotify:{kind}", ids, ":")


def looks_like_spotify(ids: Column) -> Column:
    """Whether each has the shape of a Spotify id: 22 letters and digits."""
    data = cells(ids)
    if data is not None and data.shape[1] == _SPOTIFY_ID and bool(_ALPHANUMERIC[data].all()):
        return compute.is_valid(ids)
    long = compute.equal(compute.binary_length(ids), _SPOTIFY_ID)
    return compute.and_(compute.ascii_is_alnum(ids), long)


def _distinct(columns: dict[str, Column]) -> pa.Table:
    """Each pair once, in order, without those whose second part is blank."""
    table = pa.Table.from_arrays(list(columns.values()), names=list(columns))
    second = table.column_names[1]
    said = table.filter(compute.not_equal(table[second], ""))
    return said.group_by(table.column_names, use_threads=False).aggregate([])


def _table(schema: pa.Schema, columns: Sequence[Column | str]) -> pa.Table:
    rows = len(columns[0])
    whole = [repeat(one, rows, pa.string()) if isinstance(one, str) else one for one in columns]
    return pa.Table.from_arrays(whole, schema=schema)
