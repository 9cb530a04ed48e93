"""Tokens: who may write, and on a closed site who may read. Only their marks are kept."""

from __future__ import annotations

import fcntl
import hmac
import json
import os
import re
import secrets
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recordbook.web.errors import NoSuchToken, NoTokenFile, TokenExists

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from recordbook.ledger import Book


class Scope(StrEnum):
    """What a token can allow."""

    READ = "read"
    INTAKE = "intake"
    CORRECT = "correct"
    APPROVE = "approve"


_FORM = re.compile(r"rb_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")
_SECRET = 32
"""Random bytes of a token: what cannot be guessed needs no slow hash, and a keyed one cannot be
looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token as it is kept: never the token itself.

    `mark` is a hash of its secret, keyed with `salt`.
    """

    id: str
    name: str
    scopes: tuple[str, ...]
    created: str
    salt: str
    mark: str

    def allows(self, scope: Scope) -> bool:
        """Whether it allows this; one that may write may not read a closed site for that."""
        return scope in self.scopes


class Tokens:
    """The file of tokens of one book; any number of processes may read and change it at once."""

    def __init__(self, path: Path) -> None:
        """The tokens in a file, which need not be there."""
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._held: dict[str, Token] = {}

    @classmethod
    def of(cls, book: Book, path: Path | None = None) -> Tokens:
        """The tokens of a book: in a file that is named, or in the book's folder."""
        if path is None and "://" in book.address:
            raise NoTokenFile(remedy="name one with --tokens")
        return cls(path or Path(book.address) / "private" / "tokens.json")

    def add(self, name: str, scopes: Iterable[Scope]) -> str:
        """A new token, which is said only here and now; TokenExists: the name is taken."""
        secret, public = secrets.token_urlsafe(_SECRET), secrets.token_hex(4)
        salt = secrets.token_hex(16)
        token = Token(
            id=public,
            name=name,
            scopes=tuple(sorted(set(scopes))),
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            salt=salt,
            mark=_mark(secret, salt),
        )
        with self._changing() as held:
            if any(one.name == name for one in held.values()):
                raise TokenExists(f"there is a token called {name!r}", remedy="revoke it first")
            held[public] = token
        return f"rb_{public}_{secret}"

    def revoke(self, name: str) -> None:
        """Take a token back, at once and everywhere; NoSuchToken: there is none of this name."""
        with self._changing() as held:
            found = [key for key, one in held.items() if one.name == name]
            if not found:
                raise NoSuchToken(f"there is no token called {name!r}")
            for key in found:
                del held[key]

    def listed(self) -> tuple[Token, ...]:
        """Every token, oldest first."""
        return tuple(sorted(self._now().values(), key=lambda one: (one.created, one.name)))

    def holder(self, said: str) -> Token | None:
        """The token that these words are; None if they are none, however near."""
        form = _FORM.fullmatch(said)
        token = None if form is None else self._now().get(form[1])
        salt, mark = ("", "") if token is None else (token.salt, token.mark)
        same = hmac.compare_digest(_mark("" if form is None else form[2], salt), mark)
        return token if same else None

    def _now(self) -> dict[str, Token]:
        """What the file says, read again whenever it has changed."""
        try:
            there = self._path.stat()
        except FileNotFoundError:
            self._seen, self._held = None, {}
            return {}
        seen = there.st_mtime_ns, there.st_ino
        if seen != self._seen:
            self._held, self._seen = _read(self._path), seen
        return self._held

    @contextmanager
    def _changing(self) -> Generator[dict[str, Token]]:
        """What the file says, to be changed by one at a time, and written whole."""
        folder = self._path.parent
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (folder / f".{self._path.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            held = _read(self._path) if self._path.exists() else {}
            yield held
            _write(self._path, held)


def _mark(secret: str, salt: str) -> str:
    """What is kept of a secret."""
    return blake2b(secret.encode(), key=salt.encode()[:64], digest_size=32).hexdigest()


def _read(path: Path) -> dict[str, Token]:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    for row in rows:
        row["scopes"] = tuple(row["scopes"])
    return {row["id"]: Token(**row) for row in rows}


def _write(path: Path, held: dict[str, Token]) -> None:
    """The whole file or none of it, for its owner's eyes."""
    text = json.dumps([asdict(token) for token in held.values()], indent=1)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
