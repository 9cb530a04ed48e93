"""The tables of a book as they are stored: what was handed in, and the ledger's two columns."""

from __future__ import annotations

import pyarrow as pa

from recordbook.catalogue.tables import CREDITS, FACTS, IDENTITIES, NAMES, TRACKS
from recordbook.intake.observations import OBSERVATIONS

CORRECTIONS = pa.schema(
    [
        pa.field("table_name", pa.string()),
        pa.field("platform", pa.string()),
        pa.field("basis", pa.string()),
        pa.field("metric", pa.string()),
        pa.field("region", pa.string()),
        pa.field("key", pa.string()),
        pa.field("day", pa.int32()),
        pa.field("entity", pa.string()),
        pa.field("attribute", pa.string()),
        pa.field("value", pa.string()),
        pa.field("source", pa.string()),
        pa.field("batch_undone", pa.string()),
        pa.field("reason", pa.string(), nullable=False),
    ]
)
"""One row says: every row that matches and was recorded before this one no longer stands.

A null matches everything; what is given must equal the column of the row that `MATCHES` names, and
a table without such a column has no row that matches. At least one condition must be given. Rows of
the correction's own batch were not recorded before it.
"""

CONDITIONS = [name for name in CORRECTIONS.names if name not in {"table_name", "reason"}]
"""The columns of a correction that say which rows it speaks of, within its tables."""

_OF_ALL = {"source": "source", "batch_undone": "batch"}

MATCHES = {
    "names": {"entity": "entity", "attribute": "form", "value": "name", **_OF_ALL},
    "tracks": {"entity": "release", "attribute": "edition", "value": "recording", **_OF_ALL},
    "credits": {"entity": "item", "attribute": "role", "value": "artist", **_OF_ALL},
    "facts": {"entity": "entity", "attribute": "attribute", "value": "value", **_OF_ALL},
    "identities": {"key": "key", "entity": "entity", **_OF_ALL},
    "observations": {
        **{name: name for name in ("platform", "basis", "metric", "region", "key", "day")},
        **_OF_ALL,
    },
    "corrections": _OF_ALL,
}
"""Per table: a correction's column, and the column of the table that it speaks of."""

HANDED_IN = {
    "names": NAMES,
    "tracks": TRACKS,
    "credits": CREDITS,
    "facts": FACTS,
    "identities": IDENTITIES,
    "observations": OBSERVATIONS,
    "corrections": CORRECTIONS,
}
"""The schemas of the rows that a batch may hold."""

_RECORDED = pa.field("recorded", pa.timestamp("us", "UTC"), nullable=False)
_BATCH = pa.field("batch", pa.string(), nullable=False)

STORED = {
    name: pa.unify_schemas([rows, pa.schema([_RECORDED, _BATCH])])
    for name, rows in HANDED_IN.items()
}
"""The schemas of the rows that a book holds: with the moment of the intake, and its batch."""

BATCHES = pa.schema(
    [
        _BATCH,
        pa.field("kind", pa.string(), nullable=False),  # intake | compaction
        pa.field("version", pa.int64(), nullable=False),  # the ledger version that this row made
        _RECORDED,  # when the intake began: the `recorded` of its rows
        pa.field("committed", pa.timestamp("us", "UTC"), nullable=False),  # when it became visible
        pa.field("name", pa.string(), nullable=False),
        pa.field("source", pa.string(), nullable=False),
        pa.field("digest", pa.string(), nullable=False),
        pa.field("rows", pa.string(), nullable=False),  # JSON: rows per table
        pa.field("report", pa.string(), nullable=False),  # JSON
        *(pa.field(f"{name}_version", pa.int64()) for name in HANDED_IN),  # of the Delta tables
    ]
)
"""One row per commit to the book, in files of one row each."""
