"""What is worked out from the ledger and kept beside it, to be made again at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.measures import Heads

if TYPE_CHECKING:
    from recordbook.engine import DuckDB
    from recordbook.ledger import Book, Snapshot

LARGE = 2_000_000
"""Observations from which on steady counters are set apart: fewer pass through runs in a second."""


def heads_of(book: Book, snapshot: Snapshot, engine: DuckDB) -> Heads | None:
    """The heads of a large book, brought forward and kept; None for a small one."""
    if snapshot.rows("observations") < LARGE:
        return None
    path = book.derived / "heads.parquet"
    known = Heads.read(path)
    heads = known.brought_to(engine, snapshot)
    if heads.batches > known.batches:
        heads.write(path)
    return heads
