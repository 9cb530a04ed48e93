"""The log of a book: its commits in order, and what each made visible."""

# The stubs of pyarrow leave its own generic types open:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.ledger.errors import UnknownMoment
from recordbook.ledger.tables import HANDED_IN

if TYPE_CHECKING:
    from deltalake import DeltaTable

STATED = (
    *("batch", "kind", "version", "committed", "digest"),
    *(f"{name}_version" for name in HANDED_IN),
)
"""The columns of `batches` that the Delta log itself says, so that reading it opens no file."""

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One commit: an intake, or a compaction, which moves rows and changes none."""

    batch: str
    kind: str
    version: int
    committed: datetime
    digest: str
    versions: tuple[int | None, ...]  # that its writer saw of each table it wrote to


@dataclass(frozen=True, slots=True)
class Log:
    """The commits up to one ledger version, oldest first."""

    entries: tuple[Entry, ...]
    version: int

    @classmethod
    def read(cls, table: DeltaTable) -> Log:
        """The log as the table of batches stands."""
        said = pa.table(table.get_add_actions(flatten=True)).to_pydict()
        none = [None] * len(said["path"])
        columns = [said.get(f"min.{name}", none) for name in STATED]
        entries = [
            Entry(batch, kind, version, committed, digest, tuple(seen))
            for batch, kind, version, committed, digest, *seen in zip(*columns, strict=True)
        ]
        return cls(tuple(sorted(entries, key=lambda entry: entry.version)), table.version())

    @property
    def moment(self) -> datetime:
        """When its last commit became visible; 1970-01-01 of an empty log."""
        return self.entries[-1].committed.astimezone(UTC) if self.entries else _BEGINNING

    @property
    def batches(self) -> frozenset[str]:
        """The intakes whose rows are visible."""
        return frozenset(entry.batch for entry in self.entries if entry.kind == "intake")

    @property
    def versions(self) -> dict[str, int]:
        """The version at which each Delta table shows exactly the visible rows; 0 shows none."""
        seen = zip(*(entry.versions for entry in self.entries), strict=True)
        latest = [max((version or 0 for version in column), default=0) for column in seen]
        return dict(zip(HANDED_IN, latest or [0] * len(HANDED_IN), strict=True))

    def with_batch(self, batch: str) -> Entry | None:
        """The commit of this batch, if it was made."""
        return next((entry for entry in self.entries if entry.batch == batch), None)

    def with_digest(self, digest: str) -> Entry | None:
        """The intake of the file with this digest, if it was taken."""
        return next((entry for entry in self.entries if entry.digest == digest), None)

    def at(self, known_at: int | datetime | str | None) -> Log:
        """The log as it stood at a ledger version or a moment; None is now.

        A moment without a zone is UTC, a text of a day alone is the end of that day, and before the
        first commit nothing is known: version 0. UnknownMoment: a version that is still to come, or
        a text that is no moment.
        """
        if known_at is None:
            return self
        if isinstance(known_at, int):
            return self._at_version(known_at)
        moment = _moment(known_at) if isinstance(known_at, str) else _in_utc(known_at)
        count = bisect_right(self.entries, moment, key=lambda entry: entry.committed)
        return self._first(count)

    def _at_version(self, version: int) -> Log:
        if not 0 <= version <= self.version:
            raise UnknownMoment(
                f"the ledger has no version {version}",
                remedy=f"its versions are 0 (nothing) to {self.version} (now)",
            )
        return self._first(bisect_right(self.entries, version, key=lambda entry: entry.version))

    def _first(self, count: int) -> Log:
        entries = self.entries[:count]
        return Log(entries, entries[-1].version if entries else 0)


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _moment(text: str) -> datetime:
    try:
        if len(text) == len("2026-01-31"):
            end = date.fromisoformat(text) + timedelta(days=1)
            return datetime.combine(end, time(), UTC) - timedelta(microseconds=1)
        return _in_utc(datetime.fromisoformat(text))
    except ValueError as error:
        raise UnknownMoment(
            f"{text!r} is no moment", remedy="write 2026-01-31 or 2026-01-31T18:00:00+09:00"
        ) from error
