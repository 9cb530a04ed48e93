"""Slow clients: how long the server waits for a head, and for an answer to be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

PATIENCE = 20.0
"""Seconds for all headers of a request, and until a full pipe of an answer must move again."""

HEAD = 32 << 10
"""Bytes that the address and the headers of a request may have together."""


class Patient(HttpToolsProtocol):
    """The server's HTTP, which hangs up on whoever keeps a connection and gives or takes nothing.

    The middleware sees to bodies; what comes before and after one is out of its reach.
    """

    patience: float = PATIENCE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """See the class it extends."""
        super().__init__(*args, **kwargs)
        self._waiting: asyncio.TimerHandle | None = None
        self._stuck: asyncio.TimerHandle | None = None
        self._head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._waiting = self.loop.call_later(self.patience, transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop()
        if self._stuck is not None:
            self._stuck.cancel()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Begin to wait for the headers of a request."""
        super().on_message_begin()
        self._stop()
        self._head = 0
        self._waiting = self.loop.call_later(self.patience, self.transport.abort)

    def on_url(self, url: bytes) -> None:
        """Count what the address takes."""
        super().on_url(url)
        self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count what a header takes."""
        super().on_header(name, value)
        self._count(len(name) + len(value))

    def on_headers_complete(self) -> None:
        """The request is here."""
        self._stop()
        if self._head <= HEAD:
            super().on_headers_complete()

    def pause_writing(self) -> None:
        """The client takes nothing: begin to wait until it does."""
        super().pause_writing()
        self._stuck = self.loop.call_later(self.patience, self.transport.abort)

    def resume_writing(self) -> None:
        """The client takes again."""
        super().resume_writing()
        if self._stuck is not None:
            self._stuck.cancel()

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > HEAD:
            self.transport.abort()

    def _stop(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
