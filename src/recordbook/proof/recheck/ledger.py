"""The rows of a book at one ledger version, read from its Delta tables."""

# The stubs of pyarrow and deltalake are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

import pyarrow as pa
from deltalake import DeltaTable
from deltalake.fs import DeltaStorageHandler
from pyarrow import dataset as arrow_dataset
from pyarrow.fs import PyFileSystem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

dataset: Any = arrow_dataset

MATCHES = {
    "names": {"entity": "entity", "attribute": "form", "value": "name"},
    "tracks": {"entity": "release", "attribute": "edition", "value": "recording"},
    "credits": {"entity": "item", "attribute": "role", "value": "artist"},
    "facts": {"entity": "entity", "attribute": "attribute", "value": "value"},
    "identities": {"key": "key", "entity": "entity"},
    "observations": {n: n for n in ("platform", "basis", "metric", "region", "key", "day")},
    "corrections": {},
}
"""Per table: a correction's column, and the column that it speaks of."""

GIVEN = ("platform", "basis", "metric", "region", "key", "day", "entity", "attribute", "value")


class Ledger:
    """The book's rows at one ledger version."""

    def __init__(self, address: str, version: int) -> None:
        """Find what is visible at the version, and which corrections are in force."""
        self.address = address.rstrip("/")
        entries = [row for part in self._scan("batches") for row in part.to_pylist()]
        entries = sorted((e for e in entries if e["version"] <= version), key=_version)
        self.version = entries[-1]["version"] if entries else 0
        moment = entries[-1]["committed"] if entries else datetime(1970, 1, 1, tzinfo=UTC)
        self.known_at = moment.astimezone(UTC).isoformat()
        self.visible = [e["batch"] for e in entries if e["kind"] == "intake"]
        self.tables = {
            n: max((e[f"{n}_version"] or 0 for e in entries), default=0) for n in MATCHES
        }
        self.corrections: list[dict[str, Any]] = []
        for one in sorted(self.rows("corrections"), key=_recorded, reverse=True):
            later = [c for c in self.corrections if c["recorded"] > one["recorded"]]
            if not any(_speaks(c, "corrections") and _undoes(c, one) for c in later):
                self.corrections.append(one)  # what undoes it was decided before it

    def parts(self, table: str, where: Any = None, *columns: str) -> Iterator[pa.RecordBatch]:
        """The rows of a table that still stand, some at a time."""
        field, wanted = dataset.field, is_in("batch", self.visible)
        for one in (c for c in self.corrections if _speaks(c, table)):
            matched = field("recorded") < one["recorded"]
            columns_ = {**MATCHES[table], "source": "source", "batch_undone": "batch"}
            for given, column in columns_.items():
                if one[given] is not None:
                    matched &= field(column) == one[given]
            wanted &= ~matched
        if version := self.tables[table]:
            yield from self._scan(
                table, version, wanted if where is None else wanted & where, columns
            )

    def rows(self, table: str, where: Any = None, *columns: str) -> Iterator[dict[str, Any]]:
        """The same, one by one."""
        for part in self.parts(table, where, *columns):
            yield from part.to_pylist()

    def _scan(
        self, table: str, version: int | None = None, where: Any = None, columns: Any = ()
    ) -> Iterator[pa.RecordBatch]:
        uri = f"{self.address}/{table}"
        added = pa.table(DeltaTable(uri, version=version).get_add_actions())
        files: Any = None
        if "://" in uri:
            files = PyFileSystem(cast("Any", DeltaStorageHandler(uri)))
        paths = [unquote(str(path)) for path in added["path"].to_pylist()]
        names = [path if files else f"{uri}/{path}" for path in paths]
        if names:
            rows = dataset.dataset(names, filesystem=files, format="parquet")
            yield from rows.to_batches(filter=where, columns=list(columns) or None)


def _version(entry: dict[str, Any]) -> int:
    return entry["version"]


def _recorded(row: dict[str, Any]) -> Any:
    return row["recorded"]


def is_in(column: str, values: Iterable[str]) -> Any:
    """The filter for rows whose column has one of the values."""
    return dataset.field(column).isin(pa.array(sorted(set(values)), pa.string()))


def equal(**columns: str) -> Any:
    """The filter for rows whose columns have these values."""
    wanted: Any = pa.scalar(value=True)
    for column, value in columns.items():
        wanted = (dataset.field(column) == value) & wanted
    return wanted


def _speaks(correction: dict[str, Any], table: str) -> bool:
    """Whether each condition of a correction is on a column that the table has."""
    there = all(correction[name] is None for name in GIVEN if name not in MATCHES[table])
    return there and correction["table_name"] in {None, table}


def _undoes(one: dict[str, Any], other: dict[str, Any]) -> bool:
    source, batch = one["source"], one["batch_undone"]
    return source in {None, other["source"]} and batch in {None, other["batch"]}
