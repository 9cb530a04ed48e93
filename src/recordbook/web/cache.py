"""The cache: a page is made once for each version of the book, and sent as often as it is asked."""

from __future__ import annotations

import asyncio
import gzip
import logging
import time
from collections import OrderedDict
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders

from recordbook.errors import RecordbookError
from recordbook.web.aside import aside
from recordbook.web.asked import Asked, asked_of
from recordbook.web.journal import note

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from recordbook.web.settings import Settings
    from recordbook.web.shelf import Shelf, Version

_log = logging.getLogger("recordbook.web")

_LARGEST = 4 << 20
"""Bytes of an answer that is kept; a larger one is passed through."""

_SMALL = 1_000
"""Bytes of an answer that is not worth packing."""

_FRESH = 60
"""Seconds for which a browser need not ask again."""

_LONG = b"public, max-age=86400"
"""The same of style and scripts, whose addresses change when they do."""

_PACKED = ("text/", "application/json", "application/problem+json", "image/svg", "application/xml")
_KEPT = frozenset(
    {b"cache-control", b"content-disposition", b"content-language", b"content-type", b"link"}
)

_Key: TypeAlias = tuple[Asked, "Version"]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An answer: its own headers, its body as it is and packed, its mark, and when it was new."""

    headers: tuple[tuple[bytes, bytes], ...]
    plain: bytes
    packed: bytes
    mark: str
    version: Version

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.packed)


class Cache:
    """Middleware: answers from memory what was answered before from the same version of the book.

    What is kept depends on the address, the query keys that pages know, the language and the
    version, and on nothing else: no other header of a request reaches the page.
    """

    def __init__(self, app: ASGIApp, shelf: Shelf, settings: Settings) -> None:
        """Wrap an app whose pages are made from this shelf."""
        self._app, self._shelf, self._settings = app, shelf, settings
        self._held: OrderedDict[_Key, _Entry] = OrderedDict()
        self._making: dict[_Key, asyncio.Event] = {}
        self._size, self._version = 0, shelf.version
        self._headers = [(b"host", urlsplit(settings.base).netloc.encode())]
        kind = "private" if settings.closed else "public"
        self._control = f"{kind}, max-age={0 if settings.closed else _FRESH}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass the request on and keep the answer."""
        asks = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        if not asks or not self._settings.cache:
            await self._app(scope, receive, send)
            return
        key = asked_of(scope), await self._newest()
        entry = self._found(key)
        note(scope, cached=entry is not None)
        if entry is None and (other := self._making.get(key)) is not None:
            await other.wait()
            entry = self._found(key)
        if entry is None:
            entry = await self._made(key, scope, receive, send)
        if entry is not None:
            await self._send(entry, scope, send)

    async def _newest(self) -> Version:
        """The version of the book, looked at now and then; what was made of others is let go."""
        if time.monotonic() - self._shelf.looked > self._settings.look:
            try:
                await aside(self._shelf.look)
            except (RecordbookError, OSError):
                _log.exception("the book cannot be looked at: what is known of it is served on")
        version = self._shelf.version
        if version != self._version:
            self._held.clear()
            self._size, self._version = 0, version
        return version

    def _found(self, key: _Key) -> _Entry | None:
        entry = self._held.get(key)
        if entry is not None:
            self._held.move_to_end(key)
        return entry

    async def _made(self, key: _Key, scope: Scope, receive: Receive, send: Send) -> _Entry | None:
        """The answer of the app; None where it may not be kept, and was passed through."""
        event = self._making.setdefault(key, asyncio.Event())
        answer = _Answer(send, scope["method"], event)
        inner = {**scope, "method": "GET", "headers": self._headers}
        try:
            await self._app(inner, receive, answer)
            if answer.passing:
                return None
            entry = await aside(answer.entry, key[1])
            self._keep(key, entry)
            return entry
        finally:
            event.set()
            self._making.pop(key, None)

    def _keep(self, key: _Key, entry: _Entry) -> None:
        if entry.size > self._settings.cache or key[1] != self._version:
            return
        old = self._held.pop(key, None)
        self._size += entry.size - (0 if old is None else old.size)
        self._held[key] = entry
        while self._size > self._settings.cache:
            _, gone = self._held.popitem(last=False)
            self._size -= gone.size

    async def _send(self, entry: _Entry, scope: Scope, send: Send) -> None:
        """The answer in the form that the client takes, or that it has it already."""
        asked = Headers(scope=scope)
        packs = bool(entry.packed) and "gzip" in asked.get("accept-encoding", "").lower()
        body = entry.packed if packs else entry.plain
        mark = f'"{entry.mark}{"-gz" if packs else ""}"'
        changed = format_datetime(entry.version.moment.replace(microsecond=0), usegmt=True)
        headers = [
            (b"etag", mark.encode()),
            (b"last-modified", changed.encode()),
            (b"vary", b"Accept-Encoding, Accept-Language"),
            *entry.headers,
        ]
        if b"cache-control" not in dict(entry.headers):
            lasts = scope["path"].startswith("/static/") and not self._settings.closed
            headers.append((b"cache-control", _LONG if lasts else self._control))
        if _has(asked, entry):
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        if packs:
            headers.append((b"content-encoding", b"gzip"))
        headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        shown = b"" if scope["method"] == "HEAD" else body
        await send({"type": "http.response.body", "body": shown})


class _Answer:
    """Takes the answer of an app: holds it back to be kept, or passes it through."""

    def __init__(self, send: Send, method: str, decided: asyncio.Event) -> None:
        self._send, self._method, self._decided = send, method, decided
        self._start: Message = {}
        self._parts: list[bytes] = []
        self._size = 0
        self.passing = False

    async def __call__(self, message: Message) -> None:
        """Take the next part of the answer."""
        if message["type"] == "http.response.start":
            self._start = message
            if not _may_be_kept(message):
                await self._pass(more=True)
            return
        if not self.passing:
            self._parts.append(message.get("body", b""))
            self._size += len(self._parts[-1])
            if self._size > _LARGEST:
                await self._pass(more=message.get("more_body", False))
            return
        await self._send(self._shown(message))

    async def _pass(self, *, more: bool) -> None:
        """Nobody waits for this any more: send what was held back."""
        self.passing = True
        self._decided.set()
        await self._send(self._start)
        if self._parts:
            held = {"type": "http.response.body", "body": b"".join(self._parts), "more_body": more}
            await self._send(self._shown(held))

    def _shown(self, message: Message) -> Message:
        return {**message, "body": b""} if self._method == "HEAD" else message

    def entry(self, version: Version) -> _Entry:
        """What was held back, to be kept."""
        plain = b"".join(self._parts)
        headers = [(name.lower(), value) for name, value in self._start["headers"]]
        kind = dict(headers).get(b"content-type", b"").decode()
        packs = len(plain) > _SMALL and kind.startswith(_PACKED)
        return _Entry(
            headers=tuple(pair for pair in headers if pair[0] in _KEPT),
            plain=plain,
            packed=gzip.compress(plain, 6, mtime=0) if packs else b"",
            mark=blake2b(plain, digest_size=12).hexdigest(),
            version=version,
        )


def _may_be_kept(start: Message) -> bool:
    """Whether an answer is a page like any other; what says no-store or gives a cookie is not."""
    headers = MutableHeaders(raw=start["headers"])
    told = headers.get("cache-control", "")
    return (
        start["status"] == HTTPStatus.OK
        and "no-store" not in told
        and "private" not in told
        and "set-cookie" not in headers
        and "content-encoding" not in headers
    )


def _has(asked: Headers, entry: _Entry) -> bool:
    """Whether the client has this answer already."""
    marks = asked.get("if-none-match")
    if marks is not None:
        said = (one.strip().removeprefix("W/").strip('"') for one in marks.split(","))
        return any(one.removesuffix("-gz") in {entry.mark, "*"} for one in said)
    since = asked.get("if-modified-since")
    if since is None:
        return False
    try:
        return parsedate_to_datetime(since) >= entry.version.moment.replace(microsecond=0)
    except (TypeError, ValueError):
        return False
