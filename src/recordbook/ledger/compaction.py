"""Many small files become few, while every snapshot shows what it showed."""

# The stubs of pyarrow leave its own generic types open:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
from deltalake.exceptions import CommitFailedError
from deltalake.transaction import RemoveAction

from recordbook.ledger.listing import names, visible
from recordbook.ledger.place import commit, storage
from recordbook.ledger.rows import stated
from recordbook.ledger.tables import STORED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from deltalake.transaction import AddAction

    from recordbook.ledger.listing import File
    from recordbook.ledger.place import Place

SMALL = 500_000
"""Files with fewer rows are joined ..."""

LARGE = 1_000_000
"""... until they have this many: a day of a large catalogue, and little memory."""


def compacted(place: Place, name: str, batches: AbstractSet[str]) -> tuple[int, int, int] | None:
    """Join the small files of one table: files before, files after, and the table's version.

    None where there is nothing to join, or another compaction was first. `batches` are
    those of a ledger version that was the newest a moment ago.
    """
    files = visible(place.existing(name), batches)
    groups = list(_groups(files))
    if not groups:
        return None
    joined = [_join(place, name, group) for group in groups]
    old = {file.name for group in groups for file in group}
    version = _replace(place, name, old, joined)
    return None if version is None else (len(old), len(joined), version)


def _groups(files: Sequence[File]) -> Iterator[list[File]]:
    group: list[File] = []
    for file in files:
        if file.rows >= SMALL:
            continue
        group.append(file)
        if sum(member.rows for member in group) >= LARGE:
            yield group
            group = []
    if len(group) > 1:
        yield group


def _join(place: Place, name: str, group: Sequence[File]) -> AddAction:
    with storage(f"{place.uri(name)} cannot be read"):
        rows = pq.read_table(
            [file.name for file in group],
            schema=STORED[name],
            partitioning=None,
            filesystem=place.filesystem(name),
        )
    title = f"{group[0].batches[0]}-to-{group[-1].batches[1]}-{secrets.token_hex(4)}.parquet"
    return place.write(name, title, rows, stated(name), moved=True)


def _replace(
    place: Place, name: str, old: AbstractSet[str], new: Sequence[AddAction]
) -> int | None:
    """Commit once no writer is in between; None if a file of `old` is no longer there."""
    while True:
        table = place.existing(name)
        present = set(names(table))
        if not old <= present:
            return None
        now = time.time_ns() // 1_000_000
        gone = [RemoveAction(path=path, data_change=False, deletion_timestamp=now) for path in old]
        with storage(f"{place.uri(name)} was not compacted"):
            try:
                return commit(table, [*gone, *new], STORED[name], alone=True)
            except CommitFailedError:
                continue
