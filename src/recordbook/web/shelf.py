"""The shelf: the one book that a site serves, always at its newest, with one judge at a time."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import Request  # noqa: TC002 - the framework reads the types

from recordbook.intake.arrow import dicts
from recordbook.ledger import Book
from recordbook.reactions.store import FILE as REACTIONS
from recordbook.stories.naming import record_key
from recordbook.system import Workspace
from recordbook.system.keeping import changes
from recordbook.system.searching import Index
from recordbook.web.errors import Busy

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from recordbook.proof import Prover
    from recordbook.system.keeping import Change

_LOGS = ("batches/_delta_log", "records/_delta_log", REACTIONS)
_AGAIN = 500
"""Loans after which a judge is made anew: it keeps every proof it ever gave."""

_PAST = 2
"""Judges of earlier versions that are kept beside the one of now."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a page was made from: the ledger's version, the record log's, and when it changed.

    `quotes` marks what may be quoted, which changes without either.
    """

    ledger: int
    log: int
    moment: datetime
    quotes: int = 0


class Shelf:
    """A book and its judge, for the threads of one process.

    `version` is that of the last look; `look` sees whether there is a newer one, which for a book
    in a folder costs two calls of the file system while nothing has changed.
    """

    def __init__(self, book: Book, *, wait: float = 30.0) -> None:
        """Stand a book on the shelf; `wait` is how long one may wait for its judge."""
        self.book = book
        self._wait = wait
        self._judging = threading.RLock()
        self._looking = threading.Lock()
        self._marks: tuple[int, ...] = ()
        self._workspace = Workspace(book)
        self._loans = 0
        self._moments: set[int | str | datetime] = set()
        self._index: Index | None = None
        self._said: tuple[Change, ...] = ()
        self._records: dict[str, Change] = {}
        self._version = Version(-1, -1, datetime.fromtimestamp(0, UTC))
        self.looked = 0.0
        self.look()

    @classmethod
    def of(cls, address: str, *, wait: float = 30.0) -> Shelf:
        """The shelf of the book at an address; NoBook if there is none."""
        return cls(Book.open(address), wait=wait)

    @property
    def version(self) -> Version:
        """The version that the last look saw."""
        return self._version

    def look(self) -> Version:
        """See whether the ledger or the record log has moved on; the version there is now."""
        with self._looking:
            self.looked = time.monotonic()
            marks = _marks(self.book)
            if not marks or marks != self._marks:
                self._see()
                self._marks = marks
        return self._version

    def changes(self) -> tuple[Change, ...]:
        """Everything that was ever said in the record log, oldest first."""
        return self._said

    def records(self) -> Mapping[str, Change]:
        """By record key, the last that was said of each claim that ever was a record."""
        return self._records

    def index(self) -> Index:
        """The names of the catalogue, ready to be searched."""
        with self.prover() as prover:
            if self._index is None or self._index.tables is not prover.names.tables:
                self._index = Index(prover.names.tables)
            return self._index

    @contextmanager
    def prover(self, known_at: int | str | datetime | None = None) -> Generator[Prover]:
        """The judge of the book as it is, or as it was known; nobody else has it meanwhile.

        Busy: others have had it for too long. UnknownMoment: the ledger has no such version.
        """
        if not self._judging.acquire(timeout=self._wait):
            raise Busy
        try:
            self._loans += 1
            self._moments |= set() if known_at is None else {known_at}
            if self._loans > _AGAIN or len(self._moments) > _PAST:
                self._renew()
            yield self._workspace.prover(known_at)
        finally:
            self._judging.release()

    def _see(self) -> None:
        """Read the version of everything, and let go of what was known of an older one."""
        snapshot, logged = self.book.snapshot(), self.book.records.read()
        said = [row["said"] for row in dicts(logged.rows.slice(max(logged.rows.num_rows - 1, 0)))]
        quotes = _quotes(self.book)
        quoted = datetime.fromtimestamp(-(-quotes // 10**9), UTC)  # the second is over by then
        moment = max([snapshot.moment, *said, quoted]).astimezone(UTC)
        version = Version(snapshot.version, logged.version, moment, quotes)
        if version == self._version:
            return
        self._said = changes(self.book)
        self._records = {record_key(one.claim): one for one in self._said}
        if version.ledger != self._version.ledger:
            self._renew()  # whoever has the judge of before keeps it to the end
        self._version = version

    def _renew(self) -> None:
        self._workspace = self._workspace.refreshed()
        self._loans, self._moments = 0, set()


def shelf_of(request: Request) -> Shelf:
    """The shelf that a request is answered from."""
    return request.app.state.shelf


def _quotes(book: Book) -> int:
    """A mark of what may be quoted."""
    return 0 if "://" in book.address else _mark(Path(book.address) / REACTIONS)


def _marks(book: Book) -> tuple[int, ...]:
    """When the logs of a book in a folder last changed; nothing of one that lies elsewhere."""
    if "://" in book.address:
        return ()
    return tuple(_mark(Path(book.address) / name) for name in _LOGS)


def _mark(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
