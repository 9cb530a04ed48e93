"""The guard at the door: names the site answers to, sizes, slow bodies, and headers of safety."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException

from recordbook.web.settings import LOCAL

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from recordbook.web.settings import Settings

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PATH, _QUERY = 2_000, 8_000
_SLOWEST = 1_000
"""Bytes a second that a body must come with, once patience has run out."""

_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors "
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_FRAMED = "/embed/"
"""What other sites may show within theirs."""


class Safety:
    """Middleware: headers that tell a browser what a page of this site never does."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Wrap an app."""
        self._app = app
        secure = settings.base.startswith("https://")
        self._more = {"Strict-Transport-Security": "max-age=31536000"} if secure else {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and add to its answer."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                framed = scope["path"].startswith(_FRAMED)
                headers["Content-Security-Policy"] = _POLICY + ("*" if framed else "'none'")
                if not framed:
                    headers["X-Frame-Options"] = "DENY"
                for name, value in (_HEADERS | self._more).items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, sent)


class Guard:
    """Middleware: what no honest client sends does not get in."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Wrap an app."""
        self._app, self._settings = app, settings
        named = {urlsplit(settings.base).hostname or ""}
        self._hosts = {host.lower() for host in (*LOCAL, *settings.hosts, *named)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        self._check_host(headers.getlist("host"))
        if len(scope["path"]) > _PATH or len(scope["query_string"]) > _QUERY:
            raise HTTPException(414, "the address is too long")
        if _CONTROL.search(scope["path"]):
            raise HTTPException(400, "the address holds signs that no address has")
        most = self._largest(scope)
        said = headers.get("content-length", "0")
        if said.isdecimal() and int(said) > most:
            raise HTTPException(413, f"at most {most:,} bytes are taken", {"Connection": "close"})
        await self._app(scope, _Body(receive, most, self._settings.patience), send)

    def _check_host(self, said: list[str]) -> None:
        """One name, and one that the site answers to."""
        host = urlsplit(f"//{said[0]}").hostname if len(said) == 1 and "@" not in said[0] else None
        if "*" not in self._hosts and (host or "") not in self._hosts:
            raise HTTPException(421, "the site does not answer to that name: see `--hosts`")

    def _largest(self, scope: Scope) -> int:
        sent = scope["method"] == "POST" and scope["path"] == "/api/v1/intake"
        return self._settings.largest if sent else self._settings.asked


class _Body:
    """The receiving end of a request, which loses patience and counts."""

    def __init__(self, receive: Receive, most: int, patience: float) -> None:
        self._receive, self._most, self._patience = receive, most, patience
        self._size, self._started, self._whole = 0, time.monotonic(), False

    async def __call__(self) -> Message:
        """The next part of the body."""
        if self._whole:  # what is awaited now is only the client's leaving
            return await self._receive()
        try:
            async with asyncio.timeout(self._patience):
                message = await self._receive()
        except TimeoutError as error:
            raise HTTPException(408, "the rest of the request did not come") from error
        self._size += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._size > self._most:
            raise HTTPException(413, f"at most {self._most:,} bytes are taken")
        late = time.monotonic() - self._started - self._patience
        if not self._whole and self._size < late * _SLOWEST:
            raise HTTPException(408, "the request came too slowly")
        return message
