"""The record log: what was found and what was withdrawn, one row for each time, never changed."""

# The stubs of pyarrow leave its own generic types open:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake.exceptions import CommitFailedError

from recordbook.ledger.errors import Overtaken, StorageFailed
from recordbook.ledger.listing import names
from recordbook.ledger.place import Place, commit, storage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from deltalake import DeltaTable

SAID = pa.schema(
    [
        pa.field("claim", pa.string(), nullable=False),  # canonical, as of the day it became true
        pa.field("day", pa.int32(), nullable=False),  # that day
        pa.field("status", pa.string(), nullable=False),  # found | withdrawn
        pa.field("known_at", pa.int64(), nullable=False),  # the ledger version that decided it
        pa.field("scope", pa.string(), nullable=False),  # the settings under which it was sought
        pa.field("prominence", pa.float64()),
        pa.field("reason", pa.string()),  # why it was withdrawn
    ]
)
"""What is said of a record at one time."""

RECORDS = pa.unify_schemas(
    [
        SAID,
        pa.schema(
            [
                pa.field("version", pa.int64(), nullable=False),  # of the log that shows the row
                pa.field("said", pa.timestamp("us", "UTC"), nullable=False),
            ]
        ),
    ]
)
"""The same as it is kept."""


@dataclass(frozen=True, slots=True)
class Logged:
    """The log at one version: every row, oldest first."""

    rows: pa.Table
    version: int


class RecordLog:
    """The record log of a book; any number of processes may read and append at once."""

    def __init__(self, place: Place, clock: Callable[[], datetime]) -> None:
        """See `Book.records`."""
        self._place = place
        self._clock = clock

    def read(self) -> Logged:
        """The log as it stands; empty where nothing was ever found."""
        table = self._place.open("records")
        if table is None or not (listed := names(table)):
            return Logged(RECORDS.empty_table(), 0 if table is None else table.version())
        with storage("the record log cannot be read"):
            files = self._place.filesystem("records")
            rows = pq.read_table(listed, schema=RECORDS, filesystem=files, partitioning=None)
        return Logged(rows.sort_by("version"), table.version())

    def append(self, rows: pa.Table, *, after: Logged) -> None:
        """Add rows of `SAID` to the log as it was read.

        Overtaken: another process has added to it since; read it again. StorageFailed: the log
        shows what it showed.
        """
        table = self._table()
        if table.version() != after.version:
            raise Overtaken(remedy="read the log again")
        version = table.version() + 1
        stamps = {
            "version": pa.repeat(pa.scalar(version, pa.int64()), rows.num_rows),
            "said": pa.repeat(pa.scalar(self._clock(), pa.timestamp("us", "UTC")), rows.num_rows),
        }
        said = rows.select(SAID.names).cast(SAID)
        marked = pa.table([*said.columns, *stamps.values()], schema=RECORDS)
        name = f"{version:08d}-{secrets.token_hex(4)}.parquet"
        written = self._place.write("records", name, marked, ("version",))
        try:
            with storage("the record log took no rows"):
                commit(table, [written], RECORDS, alone=True)
        except StorageFailed as error:
            if isinstance(error.__cause__, CommitFailedError):
                raise Overtaken(remedy="read the log again") from error
            raise

    def _table(self) -> DeltaTable:
        if self._place.open("records") is None:
            self._place.create("records", RECORDS, properties={})
        return self._place.existing("records")
