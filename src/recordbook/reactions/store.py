"""The store of posts: one SQLite file, from which what is forgotten is really gone.

It holds no name, no address and no id as a platform gives it, but for the quotes that were chosen:
posts and authors are known by keyed hashes whose key, the salt, is of this store alone. Texts of
posts that may never be quoted are not kept at all.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recordbook.reactions.errors import DamagedStore, NoStore, StoreBusy

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

FILE = "reactions.sqlite"
FORMAT = 1
"""The layout of stores that this code writes; it reads no newer one."""

_WAIT = 10.0  # seconds for another program to finish writing
_SCHEMA = """
CREATE TABLE posts (  -- one row per post
    key BLOB PRIMARY KEY,          -- hashes of its id, its link, its author and the author's handle
    link BLOB, author BLOB, handle BLOB,
    fingerprint BLOB,              -- equal for texts that differ in digits, case and signs only
    platform TEXT NOT NULL, posted INTEGER NOT NULL,  -- a day number
    language TEXT NOT NULL, theme TEXT NOT NULL, likes INTEGER NOT NULL,
    refusal TEXT,                  -- why it may never be quoted
    text TEXT,                     -- null where it may not
    file INTEGER REFERENCES files
);
CREATE TABLE files (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE);  -- where credits are found
CREATE TABLE quotes (  -- one row per record and post that was proposed for it
    record TEXT NOT NULL, key BLOB NOT NULL REFERENCES posts ON DELETE CASCADE,
    place INTEGER NOT NULL, state TEXT NOT NULL,  -- proposed | approved | refused
    permission TEXT NOT NULL,      -- embed | granted | public domain
    link TEXT, credit TEXT,        -- null once refused
    PRIMARY KEY (record, key)
);
CREATE TABLE gone (hash BLOB PRIMARY KEY) WITHOUT ROWID;  -- posts and authors never to come back
CREATE TABLE records (  -- one row per record that posts were proposed for
    record TEXT PRIMARY KEY, claim TEXT NOT NULL,
    changed TEXT                   -- the moment its approved quotes last changed; null if never
);
CREATE TABLE about (salt BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Whatever is done within one `change` is done whole or not at all."""

    path: Path
    db: sqlite3.Connection
    salt: bytes

    def hash(self, kind: str, text: str) -> bytes:
        """What stands in the store for an id, a link, an author or a handle."""
        data = f"{kind}\0{text}".encode(errors="surrogatepass")
        return blake2b(data, digest_size=16, key=self.salt).digest()

    def rows(self, sql: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with guarded(self.path):
            return self.db.execute(sql, tuple(values)).fetchall()

    @contextmanager
    def change(self) -> Generator[sqlite3.Connection]:
        """All that is done in here, or nothing."""
        with guarded(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield self.db
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")

    def tidy(self) -> None:
        """Write the file anew, so that nothing is left between its rows either."""
        with guarded(self.path):
            self.db.execute("VACUUM")

    def touch(self, records: Iterable[str]) -> None:
        """Note that the approved quotes of some records changed now."""
        moment = datetime.now(UTC).isoformat()
        rows = [(moment, record) for record in records]
        self.db.executemany("UPDATE records SET changed = ? WHERE record = ?", rows)

    def claim_of(self, record: str) -> str | None:
        """The claim of a record that posts were proposed for; None if none were."""
        rows = self.rows("SELECT claim FROM records WHERE record = ?", [record])
        return rows[0][0] if rows else None


def place_of(address: str, store: Path | None = None) -> Path:
    """Where the store of a book lies; NoStore where the book is in object storage."""
    if store is not None:
        return store
    if "://" in address:
        raise NoStore(address)
    return Path(address) / FILE


@contextmanager
def opened(path: Path, *, make: bool = False) -> Generator[Store]:
    """The store in a file; `make` makes one where there is none.

    DamagedStore: the file is no store, or there is none. StoreBusy: another program writes to it.
    """
    if make and not path.exists():
        _make(path)
    if not path.is_file():
        raise DamagedStore(f"{path}: no posts were imported yet", remedy="reactions import FILE...")
    with guarded(path):
        db = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        with guarded(path):
            _prepare(db)
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version != FORMAT:
                raise DamagedStore(
                    f"{path} has format {version}, known here is {FORMAT}",
                    remedy="use a newer recordbook, or import the posts again",
                )
            (salt,) = db.execute("SELECT salt FROM about").fetchone()
        yield Store(path, db, salt)
    finally:
        db.close()


@contextmanager
def guarded(path: Path) -> Generator[None]:
    """Turn what SQLite raises into errors of ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise StoreBusy(
                f"{path}: another program is writing to it", remedy="try again when it is done"
            ) from error
        raise DamagedStore(f"{path}: {error}", remedy="see that it may be written") from error
    except sqlite3.DatabaseError as error:
        raise DamagedStore(
            f"{path}: {error}", remedy="delete it and import the posts again"
        ) from error


def _prepare(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
    db.execute("PRAGMA temp_store = MEMORY")  # nor is a copy left in a temporary file
    db.execute("PRAGMA journal_mode = DELETE")  # nor in a log beside it
    db.execute("PRAGMA foreign_keys = ON")


def _make(path: Path) -> None:
    """Make a store whole, or none: beside its place, then moved there; its owner alone reads it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise DamagedStore(f"{path}: {error.strerror}", remedy="name another: --store") from error
    try:
        with guarded(path):
            db = sqlite3.connect(draft, isolation_level=None)
            db.executescript(_SCHEMA)
            db.execute("INSERT INTO about VALUES (?)", (secrets.token_bytes(32),))
            db.execute(f"PRAGMA user_version = {FORMAT}")
            db.close()
        os.link(draft, path)
    except FileExistsError:  # another program made it at the same time: that one counts
        pass
    finally:
        draft.unlink(missing_ok=True)
