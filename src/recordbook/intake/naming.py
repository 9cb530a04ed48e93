"""Naming: what a source of counts calls the things it counts, as catalogue rows.

One rule for all of them: the entity is the key itself (`spotify:track:...`), its name is the title as
written, and its main credit is the artist text as written (`name:<source>:<text>`), undivided. No
identity is claimed: which recording a key stands for is the catalogue's to say, once and with dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pyarrow as pa
import pyarrow.compute as pc

from recordbook.catalogue.names import fold
from recordbook.catalogue.tables import CREDITS, NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence


def named(
    *,
    source: str,
    key: pa.Array,
    title: pa.Array,
    artist: pa.Array | None = None,
    kind: str = "recording",
) -> dict[str, pa.Table]:
    """Rows of `names`, and of `credits` where there are artists; one per key and spelling."""
    pairs = _distinct({"entity": key, "name": title})
    names = cast("list[str]", pairs["name"].to_pylist())
    folded = pa.array([fold(name) for name in names], pa.string())
    tables = {
        "names": _table(NAMES, [pairs["entity"], kind, pairs["name"], folded, "name", source])
    }
    if artist is not None:
        credited = _distinct({"item": key, "artist": artist})
        artists = pc.binary_join_element_wise(f"name:{source}:", credited["artist"], "")
        tables["credits"] = _table(CREDITS, [credited["item"], artists, "main", source])
    return tables


def spotify_key(kind: str, ids: pa.Array) -> pa.Array:
    """`spotify:track:<id>` of bare ids."""
    return pc.binary_join_element_wise(f"spotify:{kind}:", ids, "")


def looks_like_spotify(ids: pa.Array) -> pa.Array:
    """Whether each has the shape of a Spotify id: 22 letters and digits."""
    return pc.and_(pc.ascii_is_alnum(ids), pc.equal(pc.binary_length(ids), 22))


def _distinct(columns: dict[str, pa.Array]) -> pa.Table:
    """Each pair once, without those whose second part is blank."""
    table = pa.table(columns)
    second = table.column_names[1]
    return (
        table.filter(pc.not_equal(table[second], ""))
        .group_by(table.column_names, use_threads=False)
        .aggregate([])
    )


def _table(schema: pa.Schema, columns: Sequence[pa.ChunkedArray | pa.Array | str]) -> pa.Table:
    rows = len(columns[0])
    arrays = [pa.repeat(column, rows) if isinstance(column, str) else column for column in columns]
    return pa.Table.from_arrays(arrays, schema=schema)
