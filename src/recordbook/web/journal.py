"""The journal: every request has an id, and one line that says what became of it."""

from __future__ import annotations

import json
import logging
import secrets
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from recordbook.web.clients import client_of
from recordbook.web.metrics import observe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from recordbook.web.clients import Networks

_ID, _NOTES = "recordbook.request", "recordbook.notes"
_log = logging.getLogger("recordbook.web")


class Journal:
    """Middleware: an id for every request, a line in the log and a count when it was answered.

    The line has the path and never the query, the headers or a body: nothing that is secret.
    """

    def __init__(self, app: ASGIApp, proxies: Networks) -> None:
        """Wrap an app that stands behind these proxies."""
        self._app = app
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write down what became of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, request = time.perf_counter(), secrets.token_hex(8)
        said: dict[str, Any] = {"status": 0, "bytes": 0}
        notes: dict[str, Any] = {}

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                said["status"] = message["status"]
                headers = [*message["headers"], (b"x-request-id", request.encode())]
                message = {**message, "headers": headers}
            else:
                said["bytes"] += len(message.get("body", b""))
            await send(message)

        client = client_of(scope, self._proxies)
        try:
            await self._app(
                {**scope, _ID: request, _NOTES: notes, "recordbook.client": client}, receive, sent
            )
        finally:
            took = time.perf_counter() - started
            observe(scope["method"], said["status"], took, cached=bool(notes.get("cached")))
            if _log.isEnabledFor(logging.INFO):
                line = {"method": scope["method"], "path": scope["path"][:500], **said}
                line |= {"ms": round(took * 1000, 2), "client": client, "request": request}
                _log.info("answered", extra={"said": line | notes})


def request_id(scope: Scope) -> str:
    """The id of a request."""
    return str(scope.get(_ID, ""))


def note(scope: Scope, **said: object) -> None:
    """Add to the line of a request; what is said must be no secret."""
    scope.get(_NOTES, {}).update(said)


class Lines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON; text of others cannot begin a line of its own."""
        said: Mapping[str, Any] = getattr(record, "said", {})
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": moment, "level": record.levelname.lower(), "event": record.getMessage()}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line | dict(said), ensure_ascii=True, default=str)
