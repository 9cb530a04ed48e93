"""A book: batches go in whole, and any state it ever had comes out."""

# The stubs of pyarrow leave its own generic types open:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake.exceptions import CommitFailedError
from pyarrow.compute import field

from recordbook.ledger.cache import default_cache, own_folder
from recordbook.ledger.compaction import compacted
from recordbook.ledger.errors import BookExists, Contended, NewerFormat, NoBook, StorageFailed
from recordbook.ledger.listing import names
from recordbook.ledger.log import STATED, Log
from recordbook.ledger.place import Place, commit, storage
from recordbook.ledger.record_log import RecordLog
from recordbook.ledger.rows import conform, stated, stored
from recordbook.ledger.snapshot import Snapshot
from recordbook.ledger.tables import BATCHES, STORED

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from deltalake import DeltaTable

    from recordbook.intake.batch import Batch

FORMAT = 1
"""The layout of books that this code writes; it reads no newer one."""

_FORMAT = "recordbook.format"
_ATTEMPTS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """What became of a batch: its id, the ledger version that shows it, and its rows per table."""

    batch: str
    version: int
    rows: Mapping[str, int]
    already: bool = False  # a file with the same digest was taken before; nothing was added


class Book:
    """An append-only ledger at one address; any number of processes may read and append at once."""

    def __init__(self, place: Place, cache: Path | None, clock: Callable[[], datetime]) -> None:
        """See `create` and `open`."""
        self._place = place
        self._cache = cache or default_cache()
        self._clock = clock

    @classmethod
    def create(
        cls,
        address: str | os.PathLike[str],
        *,
        cache: Path | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> Book:
        """Make an empty book in a folder or at an address such as `s3://bucket/book`.

        Object storage is reached by the usual environment (`AWS_ENDPOINT_URL`, `AWS_REGION` ...);
        its files are copied to `cache` when they are read. BookExists: there is one already.
        """
        place = Place.of(address)
        if place.open("batches") is not None:
            raise BookExists(f"there is a book at {place.address} already")
        for name, schema in STORED.items():
            place.create(name, schema, properties={})
        place.create("batches", BATCHES, properties={_FORMAT: str(FORMAT)})  # now it is a book
        return cls(place, cache, clock)

    @classmethod
    def open(
        cls,
        address: str | os.PathLike[str],
        *,
        cache: Path | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> Book:
        """The book there. NoBook: there is none. NewerFormat: a newer recordbook made it."""
        book = cls(Place.of(address), cache, clock)
        book._batches()
        return book

    @property
    def address(self) -> str:
        """Where the book lies: an absolute path or an address."""
        return self._place.address

    @property
    def derived(self) -> Path:
        """A local folder for what can be made again from the ledger."""
        here = self._place.local
        return (Path(self.address) if here else own_folder(self._place, self._cache)) / "derived"

    @property
    def records(self) -> RecordLog:
        """What was found in this book, and what was withdrawn."""
        return RecordLog(self._place, self._clock)

    def append(self, batch: Batch) -> Appended:
        """Take a batch whole; a batch whose digest was taken before adds nothing.

        UnknownTable and UnfitRows: it does not fit, nothing was written. StorageFailed: the book
        shows what it showed before, and the same batch can be appended again.
        """
        tables = conform(batch.tables)
        ledger = self._batches()
        log = Log.read(ledger)
        if taken := log.with_digest(batch.digest):
            return Appended(batch=taken.batch, version=taken.version, rows={}, already=True)
        recorded = self._after(log)
        counts = {name: rows.num_rows for name, rows in tables.items()}
        row: dict[str, object] = {
            "batch": _batch_id(recorded, batch.digest),
            "kind": "intake",
            "recorded": recorded,
            "name": batch.name,
            "source": batch.source,
            "digest": batch.digest,
            "rows": json.dumps(counts),
            "report": json.dumps(batch.report.as_dict(), default=str),
        }
        for name, rows in tables.items():
            marked = stored(name, rows, recorded, str(row["batch"]))
            row[f"{name}_version"] = self._add(name, marked)
        found, version = self._publish(ledger, row)
        if found != row["batch"]:
            return Appended(batch=found, version=version, rows={}, already=True)
        return Appended(batch=found, version=version, rows=counts)

    def compact(self) -> dict[str, tuple[int, int]]:
        """Join small files; per table that had any, how many files became how many.

        Every snapshot, old and new, shows what it showed: files that were joined are never deleted.
        """
        ledger = self._batches()
        log = Log.read(ledger)
        moment = self._after(log)
        batch = _batch_id(moment, "compacts")
        row: dict[str, object] = {
            "batch": batch,
            "kind": "compaction",
            "recorded": moment,
            "name": "compaction",
            "source": "recordbook",
            "digest": batch,  # it comes from no file
            "rows": "{}",
            "report": "{}",
        }
        changes: dict[str, tuple[int, int]] = {}
        for name in STORED:
            if change := compacted(self._place, name, log.batches):
                before, after, row[f"{name}_version"] = change
                changes[name] = before, after
        if changes:
            self._publish(ledger, {**row, "report": json.dumps(changes)})
        return changes

    def snapshot(self, known_at: int | datetime | str | None = None) -> Snapshot:
        """The book as it is, or as it was known at a ledger version or a moment (see `Log.at`)."""
        log = Log.read(self._batches()).at(known_at)
        return Snapshot(self._place, log, self._cache)

    def history(self) -> pa.Table:
        """The intakes in the order in which they became visible, with the columns of `BATCHES`."""
        files = self._place.filesystem("batches")
        listed = names(self._batches())
        if not listed:
            return BATCHES.empty_table()
        with storage("the batches cannot be read"):
            rows = pq.read_table(listed, schema=BATCHES, filesystem=files, partitioning=None)
        return rows.filter(field("kind") == "intake").sort_by("version")

    def _batches(self) -> DeltaTable:
        table = self._place.open("batches")
        found = None if table is None else table.metadata().configuration.get(_FORMAT)
        if table is None or found is None:
            raise NoBook(
                f"there is no book at {self.address}", remedy="make one, or name another address"
            )
        if not found.isdecimal() or int(found) > FORMAT:
            raise NewerFormat(
                f"the book at {self.address} has format {found}, known here is {FORMAT}",
                remedy="use a newer recordbook",
            )
        return table

    def _add(self, name: str, rows: pa.Table) -> int:
        """Add rows that nobody sees yet; the version of the table that holds them."""
        table = self._place.existing(name)
        batch = rows["batch"][0].as_py()
        written = self._place.write(name, f"{batch}.parquet", rows, stated(name))
        with storage(f"{name} took no rows"):
            return commit(table, [written], STORED[name])

    def _publish(self, ledger: DeltaTable, row: Mapping[str, object]) -> tuple[str, int]:
        """Commit a row to `batches` on the very version that was read, so that one writer wins.

        The batch that is in the log afterwards, of this writer or of one that took the same file
        first, and its ledger version.
        """
        batch, digest, failure = str(row["batch"]), str(row["digest"]), None
        for _ in range(_ATTEMPTS):
            with storage("the batches cannot be read"):
                ledger.update_incremental()
            log = Log.read(ledger)
            if found := log.with_batch(batch) or log.with_digest(digest):
                return found.batch, found.version
            if failure is not None:
                raise failure
            version = log.version + 1
            line = {**row, "version": version, "committed": self._after(log)}
            rows = pa.Table.from_pylist([line], schema=BATCHES)
            written = self._place.write("batches", f"{batch}-{version}.parquet", rows, STATED)
            try:
                with storage("the batch was not committed"):
                    commit(ledger, [written], BATCHES, alone=True)
            except StorageFailed as error:
                # Lost to another writer, or failed before or after the commit: the log will tell.
                failure = None if isinstance(error.__cause__, CommitFailedError) else error
            else:
                return batch, version
        raise Contended(remedy="do it again")

    def _after(self, log: Log) -> datetime:
        """Now, but later than all that was committed, however the clocks of the writers differ."""
        return max(self._clock().astimezone(UTC), log.moment + timedelta(microseconds=1))


def _batch_id(recorded: datetime, digest: str) -> str:
    """Ids sort by moment; chance keeps two takings of one file at one moment apart."""
    return f"{recorded:%Y%m%dT%H%M%S.%fZ}-{digest[:8]}-{secrets.token_hex(4)}"
