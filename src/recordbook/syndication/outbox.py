"""The outbox: what went out where, so that each item goes out once, whatever breaks in between.

What is about to be sent is written down before it is sent, and what became of it after. Where the
second is missing, nobody knows whether it went out, and the outlet has to be asked.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from recordbook.syndication.errors import Busy, OutboxFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from pathlib import Path

FILE: Final = "outbox.sqlite"
"""What the outbox is called in the folder of a book."""

FORMAT: Final = 1
"""The layout of outboxes that this code writes; it reads no newer one."""

_WAIT: Final = 30.0  # seconds for another process to finish a write

_TABLES: Final = """
create table if not exists sendings (
    account  text not null,            -- who posts where
    item     text not null,            -- the key of the item
    edition  text not null,            -- what of it is sent: when it last changed, and its standing
    state    text not null,            -- see State
    told     text,                     -- the edition that is out, null if none is
    receipt  text not null,            -- JSON: what the outlet calls the post
    began    text not null,            -- when the first edition was first meant to go out
    tried    text not null,            -- when it was last tried
    tries    integer not null,         -- how often in a row it failed
    due      text not null,            -- not before this moment
    said     text not null,            -- what went wrong last
    primary key (account, item)
) strict, without rowid;
create table if not exists quiet (
    account  text primary key,
    until    text not null             -- the outlet wants to hear nothing before
) strict, without rowid;
"""


class State(StrEnum):
    """Where a sending stands."""

    OPEN = "open"  # to be sent; surely not out in this edition
    BEGUN = "begun"  # handed to the outlet, whose answer is not known
    OUT = "out"
    HELD = "held"  # nobody but a person can tell whether it is out
    REFUSED = "refused"  # the outlet does not take it as it is
    DROPPED = "dropped"  # no longer to be told, or gone from the outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One item at one outlet."""

    account: str
    item: str
    edition: str
    state: State
    began: datetime
    tried: datetime
    due: datetime
    told: str | None = None
    receipt: Mapping[str, str] = field(default_factory=dict[str, str])
    tries: int = 0
    said: str = ""


class Outbox:
    """An outbox in one SQLite file; any number of processes may use it at once."""

    def __init__(
        self, path: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """Open the outbox there, and make it where there is none; OutboxFailed if neither works."""
        self.path = path
        self.clock = clock
        with self._open() as database:
            version = database.execute("pragma user_version").fetchone()[0]
            if version > FORMAT:
                raise OutboxFailed(
                    f"{path} has format {version}, known here is {FORMAT}",
                    remedy="use a newer recordbook",
                )
            database.execute("pragma journal_mode = wal")
            database.executescript(_TABLES)
            database.execute(f"pragma user_version = {FORMAT}")

    @contextmanager
    def lease(self, account: str) -> Generator[None]:
        """The right to send to an account, for one process at a time; Busy if another has it.

        It is a lock that ends with the process that holds it, however that ends.
        """
        name = blake2b(account.encode(), digest_size=8).hexdigest()
        with closing(_connected(self.path.with_name(f"{self.path.name}.{name}.lease"), 0)) as lock:
            try:
                lock.execute("begin exclusive")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                    raise Busy(f"another process is sending to {account}") from None
                raise OutboxFailed(f"{self.path}: {error}") from error
            yield

    def find(self, account: str, item: str) -> Sending | None:
        """What is known of an item at an account."""
        found = self._rows("where account = ? and item = ?", account, item)
        return found[0] if found else None

    def all(self, account: str | None = None) -> list[Sending]:
        """Everything that was ever meant to go out, by account and item."""
        return self._rows("" if account is None else "where account = ?", *filter(None, [account]))

    def write(self, sending: Sending) -> Sending:
        """Keep how a sending stands now; it is on the disk before this returns."""
        row = {
            **{name: getattr(sending, name) for name in ("account", "item", "edition", "told")},
            "state": sending.state.value,
            "receipt": json.dumps(dict(sending.receipt)),
            **{name: _written(getattr(sending, name)) for name in ("began", "tried", "due")},
            "tries": sending.tries,
            "said": sending.said,
        }
        places = ", ".join(f":{name}" for name in row)
        with self._open() as database:
            database.execute(f"replace into sendings ({', '.join(row)}) values ({places})", row)  # noqa: S608 - our own column names
        return sending

    def quiet_until(self, account: str) -> datetime | None:
        """The moment before which an outlet wants to hear nothing, if it said one."""
        with self._open() as database:
            row = database.execute(
                "select until from quiet where account = ?", [account]
            ).fetchone()
        return None if row is None else datetime.fromisoformat(row[0])

    def be_quiet(self, account: str, until: datetime) -> None:
        """Note that an outlet wants to hear nothing before a moment."""
        with self._open() as database:
            database.execute("replace into quiet values (?, ?)", [account, _written(until)])

    def settle(self, account: str, item: str, *, sent: bool, receipt: Mapping[str, str]) -> Sending:
        """What a person found out of a sending that was held: it is out, or it is to be sent.

        `receipt` may say what the outlet calls the post.
        OutboxFailed: no such sending is held.
        """
        sending = self.find(account, item)
        if sending is None or sending.state is not State.HELD:
            raise OutboxFailed(f"{item} is not held for {account}")
        known = {**sending.receipt, **receipt}
        told = sending.edition if sent else sending.told
        state = State.OUT if sent else State.OPEN
        return self.write(replace(sending, state=state, told=told, receipt=known, tries=0, said=""))

    def _rows(self, where: str, *values: str) -> list[Sending]:
        with self._open() as database:
            database.row_factory = sqlite3.Row
            found = database.execute(
                f"select * from sendings {where} order by account, item",  # noqa: S608 - our own words
                values,
            ).fetchall()
        return [_read(dict(row)) for row in found]

    @contextmanager
    def _open(self) -> Generator[sqlite3.Connection]:
        """A connection whose changes are kept together, on the disk, if nothing is raised."""
        try:
            with closing(_connected(self.path, _WAIT)) as database, database:
                database.execute("pragma synchronous = full")
                yield database
        except sqlite3.Error as error:
            raise OutboxFailed(f"{self.path}: {error}") from error


def _connected(path: Path, wait: float) -> sqlite3.Connection:
    try:
        return sqlite3.connect(path, timeout=wait)
    except sqlite3.Error as error:
        raise OutboxFailed(f"{path}: {error}") from error


def _read(row: dict[str, Any]) -> Sending:
    moments = {name: datetime.fromisoformat(row[name]) for name in ("began", "tried", "due")}
    read: dict[str, Any] = {
        **row,
        **moments,
        "state": State(row["state"]),
        "receipt": json.loads(row["receipt"]),
    }
    return Sending(**read)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
