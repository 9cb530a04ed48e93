"""The tables of a book as they are stored: what was handed in, and the ledger's two columns."""

from __future__ import annotations

import pyarrow as pa

from recordbook.catalogue.tables import CREDITS, FACTS, IDENTITIES, NAMES, TRACKS
from recordbook.intake.corrections import CORRECTIONS
from recordbook.intake.observations import OBSERVATIONS

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
