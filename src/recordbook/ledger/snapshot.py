"""A snapshot: the book as known at one ledger version."""

# The stubs of pyarrow leave its own generic types open:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from recordbook.ledger.cache import kept
from recordbook.ledger.corrections import standing as still_standing
from recordbook.ledger.errors import UnknownTable
from recordbook.ledger.listing import visible
from recordbook.ledger.place import storage
from recordbook.ledger.tables import STORED

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    import pyarrow as pa

    from recordbook.ledger.listing import File
    from recordbook.ledger.log import Log
    from recordbook.ledger.place import Place


class Snapshot:
    """What the book held at `version`; it shows the same rows for ever."""

    def __init__(self, place: Place, log: Log, cache: Path) -> None:
        """See `Book.snapshot`."""
        self._place = place
        self._log = log
        self._cache = cache
        self._listed: dict[str, list[File]] = {}
        self.version: int = log.version
        """The ledger version, as certificates name it."""
        self.moment: datetime = log.moment
        """When that version became visible; 1970-01-01 of version 0, which shows nothing."""
        self.versions: dict[str, int] = log.versions
        """The version of each Delta table that holds the visible rows."""
        self.batches: frozenset[str] = log.batches
        """The intakes whose rows are visible."""

    def files(
        self, table: str, days: tuple[int, int] | None = None, *, batch: str | None = None
    ) -> list[str]:
        """Local Parquet files that hold exactly the visible rows, oldest batch first; none if none.

        With `days` (day numbers, inclusive) or a `batch`, files wholly outside are left out; rows
        outside may remain. Files in object storage are copied once into the local cache.
        """
        found = (file for file in self._list(table) if file.meets(days))
        names = [file.name for file in found if batch is None or file.may_hold(batch)]
        if self._place.local:
            return [f"{self._place.uri(table)}/{name}" for name in names]
        return kept(self._place, table, names, self._cache)

    def rows(self, table: str) -> int:
        """How many rows of a table are visible."""
        return sum(file.rows for file in self._list(table))

    def table(self, name: str, *, standing: bool = True) -> pa.Table:
        """The rows of one table, without those that corrections visible here say no longer stand.

        Columns are those of `tables.STORED`; the observations come as they were stored, for readers
        apply corrections to those in SQL. UnknownTable: a book has no such table.
        """
        schema = _schema(name)
        files = self.files(name)
        with storage(f"{self._place.uri(name)} cannot be read"):
            rows = schema.empty_table()
            if files:  # a folder called `a=b` on the way to them adds no column
                rows = pq.read_table(files, schema=schema, partitioning=None)
        if not standing or name == "observations":
            return rows
        return still_standing(rows, name, self.table("corrections", standing=False))

    def _list(self, name: str) -> list[File]:
        _schema(name)
        if name not in self._listed:
            version = self.versions[name]
            table = self._place.existing(name, version) if version else None
            self._listed[name] = [] if table is None else visible(table, self._log.batches)
        return self._listed[name]


def _schema(name: str) -> pa.Schema:
    if name not in STORED:
        raise UnknownTable(f"a book has no table {name!r}", remedy="it has " + ", ".join(STORED))
    return STORED[name]
