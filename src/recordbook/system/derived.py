"""What is worked out from the ledger and kept beside it, to be made again at any time."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from recordbook.engine import Query, chosen
from recordbook.intake.arrow import columns, compute, texts
from recordbook.intake.known import Known
from recordbook.intake.series import COMPARED, PAGE
from recordbook.measures.heads import WORLDWIDE, Heads
from recordbook.measures.steps import rule

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from recordbook.engine import Engine
    from recordbook.intake.batch import Batch
    from recordbook.ledger import Appended, Book, Snapshot

LARGE = 2_000_000
"""Observations from which on steady counters are set apart: fewer pass through runs in a second."""


_OF_PAGES = """SELECT * FROM stored
WHERE platform IN (SELECT value FROM pages_platform) AND basis IN (SELECT value FROM pages_basis)
  AND region IN (SELECT value FROM pages_region) AND metric IN (SELECT value FROM pages_metric)"""


def heads_of(book: Book, snapshot: Snapshot, engine: Engine | None = None) -> Heads | None:
    """The heads of a large book, brought forward and kept; None for a small one."""
    if snapshot.rows("observations") < LARGE:
        return None
    path = _path(book)
    known = Heads.read(path)
    if known.batches == snapshot.batches:
        return known
    heads = known.brought_to(engine or chosen(), snapshot)
    if heads.batches > known.batches:
        heads.write(path)
    return heads


def _path(book: Book) -> Path:
    return book.derived / "heads.arrow"


@dataclass(frozen=True)
class Held(Known):
    """What a book holds, read from it when a file is compared with it and no sooner."""

    once: bool = True
    book: Book = field(kw_only=True)

    def before(self, observations: pa.Table) -> pa.Table | None:
        """The newest reading of every counter on pages such as these observations are of."""
        if not self._snapshot.rows("observations"):
            return None
        pages = {name: compute.unique(observations[name]) for name in (*PAGE, "metric")}
        said = {name: texts(values) for name, values in pages.items()}
        worldwide = all(said[name] == [value] for name, value in WORLDWIDE.items())
        if worldwide and len(said["platform"]) == 1 and self._heads is not None:
            return self._heads.totals(said["platform"][0])
        engine = chosen()
        for name, values in pages.items():
            engine.attach(f"pages_{name}", columns(value=values))
        engine.attach("stored", self._snapshot.files("observations"))
        return engine.rows(rule("latest", Query("observations", _OF_PAGES))).select(COMPARED)

    def keep(self, appended: Appended, batch: Batch) -> None:
        """Bring heads that were read forward by what was just taken in; they may as well lag."""
        heads = self.__dict__.get("_heads")
        rows = batch.tables.get("observations")
        if heads is None or rows is None or appended.already:
            return
        risen = heads.after(appended.batch, rows)
        if risen is not None:
            risen.write(_path(self.book))

    def named(self) -> pa.Table:
        """The names in the book."""
        return self._snapshot.table("names")

    @cached_property
    def _heads(self) -> Heads | None:
        return heads_of(self.book, self._snapshot)

    @cached_property
    def _snapshot(self) -> Snapshot:
        return self.book.snapshot()
