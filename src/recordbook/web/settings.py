"""How a site is served: what `recordbook serve` and `recordbook publish` are told."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

LOCAL = ("127.0.0.1", "localhost", "::1", "testserver")
"""The names under which a site always answers: its own machine's, and the tests'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A site over one book.

    `base` is the address that pages give of themselves, never taken from a request. `hosts` are the
    names it answers to beside those of its own machine. `proxies` are addresses or networks whose
    X-Forwarded-For is believed. `closed` asks for a token even of readers. `tokens` is the file of
    tokens; by default it lies in the book's folder. Sizes are in bytes, times in seconds; `rate`
    and `burst` are requests a second and at once, of each client and worker, of what is not cached;
    a rate of 0 is no limit.
    """

    book: str
    base: str = "http://127.0.0.1:8000"
    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    closed: bool = False
    tokens: Path | None = None
    rate: float = 10.0
    burst: int = 60
    at_once: int = 8  # answers that are made for one client at a time
    cache: int = 64 << 20
    largest: int = 64 << 20  # of a file sent in
    asked: int = 1 << 20  # of any other body
    patience: float = 20.0  # until a client has sent, or taken, what it should
    look: float = 1.0  # between two looks for a newer version of the book
    wait: float = 30.0  # for the one judge of a worker

    def text(self) -> str:
        """The settings as one line, for the processes that serve."""
        said = asdict(self) | {"tokens": None if self.tokens is None else str(self.tokens)}
        return json.dumps(said)

    @classmethod
    def read(cls, text: str) -> Settings:
        """The settings that `text` wrote.

        >>> settings = Settings(book="b", hosts=("a.example",))
        >>> Settings.read(settings.text()) == settings
        True
        """
        said: dict[str, Any] = json.loads(text)
        said |= {name: tuple(said[name]) for name in ("hosts", "proxies")}
        said["tokens"] = said["tokens"] and Path(said["tokens"])
        return cls(**said)
