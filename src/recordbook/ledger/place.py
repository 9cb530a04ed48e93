"""Where a book lies, a folder or object storage: its Delta tables and their files."""

# The stubs of pyarrow leave its own generic types open:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import json
import os
import re
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable
from deltalake.exceptions import DeltaError, TableNotFoundError
from deltalake.fs import DeltaStorageHandler
from deltalake.transaction import AddAction, RemoveAction
from pyarrow.compute import min_max
from pyarrow.fs import FileSystem, LocalFileSystem, PyFileSystem, SubTreeFileSystem

from recordbook.ledger.errors import DamagedBook, StorageFailed, UnfitAddress

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from pyarrow.fs import FileSystemHandler

_FOR_EVER = "interval 36500 days"
_PROPERTIES: Mapping[str, str | None] = {
    "delta.appendOnly": "true",  # Delta itself refuses to delete
    "delta.checkpointInterval": "25",
    "delta.deletedFileRetentionDuration": _FOR_EVER,
    "delta.enableExpiredLogCleanup": "false",  # every version ever published can be asked again
    "delta.logRetentionDuration": _FOR_EVER,
}

_GROUP = 500_000  # rows that one core reads at a time: two groups in a day of a million

_UNFIT = re.compile(r"[%\[\]^|\\\x00-\x1f]")  # where Delta's library fails, or looks elsewhere


@dataclass(frozen=True, slots=True)
class Place:
    """A folder, or an address such as `s3://bucket/book`; a folder's path is made absolute."""

    address: str

    @classmethod
    def of(cls, address: str | os.PathLike[str]) -> Place:
        """The place that a path or an address means; UnfitAddress: no book can lie there."""
        text = os.fspath(address)
        text = text.rstrip("/") if "://" in text else Path(text).absolute().as_posix()
        if found := _UNFIT.search(text):
            raise UnfitAddress(
                f"no book can lie at {text!r}: its name has {found[0]!r}",
                remedy="choose a folder whose path has none of % [ ] ^ | and \\",
            )
        return cls(text)

    @property
    def local(self) -> bool:
        """Whether DuckDB can read the files where they lie."""
        return "://" not in self.address

    def uri(self, table: str) -> str:
        """The address of one table."""
        return f"{self.address}/{table}"

    def filesystem(self, table: str) -> FileSystem:
        """The files of one table, by the names that its log gives them."""
        if self.local:
            return SubTreeFileSystem(self.uri(table), LocalFileSystem())
        handler = DeltaStorageHandler(self.uri(table))
        return PyFileSystem(cast("FileSystemHandler", handler))  # one in all but its base class

    def create(self, table: str, schema: pa.Schema, *, properties: Mapping[str, str]) -> None:
        """Make an empty table where there is none."""
        try:
            with storage(f"{self.uri(table)} was not made"):
                if self.local:
                    Path(self.uri(table)).mkdir(parents=True, exist_ok=True)
                DeltaTable.create(
                    self.uri(table),
                    schema,
                    mode="ignore",
                    configuration={**_PROPERTIES, **properties},
                    raise_if_key_not_exists=False,
                )
        except StorageFailed:
            if self.open(table) is None:  # else another process made it at the same time
                raise

    def open(self, table: str, version: int | None = None) -> DeltaTable | None:
        """The table as it stands, or stood at a version; None where there is none."""
        with storage(f"{self.uri(table)} cannot be read"):
            try:
                return DeltaTable(self.uri(table), version=version)
            except TableNotFoundError:
                return None

    def existing(self, table: str, version: int | None = None) -> DeltaTable:
        """The table, which a book must have; DamagedBook where it is missing."""
        found = self.open(table, version)
        if found is None:
            raise DamagedBook(f"{self.uri(table)} is missing", remedy="bring it back from a copy")
        return found

    def write(
        self, table: str, name: str, rows: pa.Table, stated: Sequence[str], *, moved: bool = False
    ) -> AddAction:
        """Write one Parquet file; nothing refers to it until the returned action is committed.

        `stated` are the columns whose least and greatest value the log will say; `moved` says that
        the rows are in the table already.
        """
        files = self.filesystem(table)
        with storage(f"{self.uri(table)}/{name} was not written"):
            try:
                pq.write_table(
                    rows,
                    name,
                    row_group_size=_GROUP,
                    compression="zstd" if moved else "snappy",  # quick at first, small for long
                    filesystem=files,
                )
            except BaseException:
                with suppress(OSError):
                    files.delete_file(name)
                raise
            size = files.get_file_info(name).size
        return AddAction(
            path=name,
            size=size or 0,
            partition_values={},
            modification_time=time.time_ns() // 1_000_000,
            data_change=not moved,
            stats=_statistics(rows, stated),
        )


def commit(
    table: DeltaTable,
    actions: Sequence[AddAction | RemoveAction],
    schema: pa.Schema,
    *,
    alone: bool = False,
) -> int:
    """Commit to the table and return its version, at least that of this commit.

    With `alone`, the commit is the version after the one `table` stands at, or a CommitFailedError.
    """
    retries = CommitProperties(max_commit_retries=0 if alone else 1000)
    table.create_write_transaction(
        list(actions), mode="append", schema=schema, commit_properties=retries
    )
    table.update_incremental()
    return table.version()


@contextmanager
def storage(failed: str) -> Generator[None]:
    """Turn what the storage raises into an error of the ledger that begins with `failed`."""
    try:
        yield
    except (DeltaError, OSError) as error:
        raise StorageFailed(
            f"{failed}: {error}",
            remedy="see that it can be reached, may be written, and has room; then do it again",
        ) from error
    except pa.ArrowInvalid as error:
        raise DamagedBook(f"{failed}: {error}", remedy="bring it back from a copy") from error


def _statistics(rows: pa.Table, stated: Sequence[str]) -> str:
    columns = [rows[name] for name in stated if rows[name].null_count < rows.num_rows]
    names = [name for name in stated if rows[name].null_count < rows.num_rows]
    ends = [cast("dict[str, object]", min_max(column).as_py()) for column in columns]
    said = {
        "numRecords": rows.num_rows,
        "minValues": {name: end["min"] for name, end in zip(names, ends, strict=True)},
        "maxValues": {name: end["max"] for name, end in zip(names, ends, strict=True)},
        "nullCount": {name: rows[name].null_count for name in stated},
    }
    return json.dumps(said, default=_instant)


def _instant(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%S.%fZ}"
    raise TypeError(value)
