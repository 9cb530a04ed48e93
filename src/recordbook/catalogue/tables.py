"""The catalogue's tables, as Arrow schemas: who and what, one row per statement and source.

Nothing here is a rename or an overwrite: two sources that disagree leave two rows, and an identity
that ended keeps its period. Entities are text ids (`artist:v`, `release:v/layover`,
`recording:v/blue`); keys are what a platform or a source calls them (`spotify:track:<22>`,
`isrc:<12>`, `mbid:<36>`, `upc:<13>`, `name:<source>:<text>`). Days are day numbers
(`recordbook.units.day_number`); an open end of a period is null.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias, cast

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAMES = pa.schema(
    [
        pa.field("entity", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),  # artist | release | recording
        pa.field("name", pa.string(), nullable=False),
        pa.field("folded", pa.string(), nullable=False),  # a key of names.folded_keys(name)
        pa.field("form", pa.string(), nullable=False),  # name (shown) | alias | native | legal
        pa.field("source", pa.string(), nullable=False),
    ]
)
"""One row per name of an entity and key it is looked up by; `form = 'name'` is the one shown."""

TRACKS = pa.schema(
    [
        pa.field("release", pa.string(), nullable=False),
        pa.field("edition", pa.string(), nullable=False),  # "" is the edition a bare title means
        pa.field("position", pa.int32(), nullable=False),  # 1-based, over all discs
        pa.field("recording", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
    ]
)
"""One row per place in an edition's track list."""

CREDITS = pa.schema(
    [
        pa.field("item", pa.string(), nullable=False),  # a release or a recording
        pa.field("artist", pa.string(), nullable=False),
        pa.field("role", pa.string(), nullable=False),  # main | featured | remixer
        pa.field("source", pa.string(), nullable=False),
    ]
)
"""One row per artist credited on a release or a recording."""

FACTS = pa.schema(
    [
        pa.field("entity", pa.string(), nullable=False),
        pa.field("attribute", pa.string(), nullable=False),
        pa.field("value", pa.string(), nullable=False),
        pa.field("from_day", pa.int32()),
        pa.field("to_day", pa.int32()),
        pa.field("grade", pa.string(), nullable=False),  # counted | charted | reported
        pa.field("source", pa.string(), nullable=False),
    ]
)
"""One row per attribute, value and source; periods are inclusive at both ends."""

IDENTITIES = pa.schema(
    [
        pa.field("key", pa.string(), nullable=False),
        pa.field("entity", pa.string(), nullable=False),
        pa.field("from_day", pa.int32()),
        pa.field("to_day", pa.int32()),
        pa.field("grade", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
    ]
)
"""One row per key and entity it stood for; two keys of an entity on one day share a counter."""

SCHEMAS: dict[str, pa.Schema] = {
    "names": NAMES,
    "tracks": TRACKS,
    "credits": CREDITS,
    "facts": FACTS,
    "identities": IDENTITIES,
}
"""The catalogue's tables by the name a batch and a book give them."""


def _empty(name: str) -> pa.Table:
    return SCHEMAS[name].empty_table()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The catalogue in memory: all of it, or the rows a caller has chosen."""

    names: pa.Table = field(default_factory=lambda: _empty("names"))
    tracks: pa.Table = field(default_factory=lambda: _empty("tracks"))
    credits: pa.Table = field(default_factory=lambda: _empty("credits"))
    facts: pa.Table = field(default_factory=lambda: _empty("facts"))
    identities: pa.Table = field(default_factory=lambda: _empty("identities"))


Row: TypeAlias = "Mapping[str, str]"


def rows_where(table: pa.Table, column: str, values: Iterable[str]) -> pa.Table:
    """The rows whose column holds one of the values."""
    wanted = pa.array(sorted(set(values)), pa.string())  # typed, so that none is also text
    chosen = pc.field(column).isin(wanted)  # pyright: ignore[reportUnknownMemberType] - stub of pyarrow
    return table.filter(chosen)


def rows_of(table: pa.Table) -> list[Row]:
    """The rows as mappings; only columns of text may be read from them."""
    return cast("list[Row]", table.to_pylist())
