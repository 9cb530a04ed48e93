"""Which files of a Delta table hold visible rows."""

# The stubs of pyarrow leave its own generic types open:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pyarrow as pa

from recordbook.ledger.errors import DamagedBook

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from deltalake import DeltaTable


@dataclass(frozen=True, slots=True)
class File:
    """A Parquet file: its name in the table's folder, its rows, and what the log says of them."""

    name: str
    rows: int
    batches: tuple[str, str]  # the first and the last whose rows it holds
    days: tuple[int, int] | None  # the first and the last day, of observations

    def may_hold(self, batch: str) -> bool:
        """Whether it can hold rows of this batch."""
        return self.batches[0] <= batch <= self.batches[1]

    def meets(self, days: tuple[int, int] | None) -> bool:
        """Whether it can hold rows of these days, both ends included."""
        if days is None or self.days is None:
            return True
        return self.days[0] <= days[1] and days[0] <= self.days[1]


def visible(table: DeltaTable, batches: AbstractSet[str]) -> list[File]:
    """The files of this version of the table that hold rows of these batches, oldest batch first.

    An appended file holds one batch, and is visible if that is. A file of several batches was made
    by a compaction, which reads the ledger at some version u and takes visible rows only. It is
    visible wherever it is found: a snapshot at ledger version v reads the table at the greatest
    version that a commit up to v named, and a commit names what it saw before it was made. If v < u
    that was before the compaction, so its file is not in that version of the table. If v >= u, all
    its batches are visible at v.
    """
    found = (
        file
        for file in _files(table)
        if file.batches[0] != file.batches[1] or file.batches[0] in batches
    )
    return sorted(found, key=lambda file: (file.batches, file.name))


def names(table: DeltaTable) -> list[str]:
    """The names of all files of this version of the table."""
    return [str(name) for name in pa.table(table.get_add_actions())["path"].to_pylist()]


def _files(table: DeltaTable) -> list[File]:
    listed = pa.table(table.get_add_actions(flatten=True)).to_pydict()
    if not listed["path"]:
        return []
    count = len(listed["path"])
    first, last = (listed.get(f"{end}.batch", [None] * count) for end in ("min", "max"))
    low, high = (listed.get(f"{end}.day", [None] * count) for end in ("min", "max"))
    if None in first or None in last:
        raise DamagedBook(
            "a file was added that does not say whose rows it holds",
            remedy="another program wrote to the book; bring it back from a copy",
        )
    return [
        File(unquote(name), rows, (a, z), None if low_day is None else (low_day, high_day))
        for name, rows, a, z, low_day, high_day in zip(
            listed["path"], listed["num_records"], first, last, low, high, strict=True
        )
    ]
