"""What is answered when there is no page: words for people, and RFC 9457 for programs."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from recordbook.catalogue.errors import UnknownKey, UnknownName
from recordbook.errors import CatalogueError, ClaimError, LedgerError, RecordbookError, SourceError
from recordbook.ledger.errors import Contended, StorageFailed, UnfitRows, UnknownMoment
from recordbook.reactions.errors import StoreBusy
from recordbook.system.errors import NoRecord, NothingRead
from recordbook.web.asked import asked_of
from recordbook.web.errors import Busy
from recordbook.web.journal import request_id
from recordbook.web.rendering import rendered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_STATUS: tuple[tuple[type[RecordbookError] | tuple[type[RecordbookError], ...], int], ...] = (
    ((UnknownName, UnknownKey, NoRecord), 404),
    ((ClaimError, CatalogueError, SourceError, UnknownMoment, NothingRead, UnfitRows), 422),
    ((Busy, Contended, StorageFailed, StoreBusy), 503),
)
"""Which status tells of which error; every other is a mistake of the program or of its setup."""

_OURS = 500
_AGAIN = {"Retry-After": "5"}
_log = logging.getLogger("recordbook.web")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why there is no page, as RFC 9457 says it, and its page's context.

    Attributes:
        status: The status of the answer.
        kind: The name of what is wrong: of the error, or of the status.
        title: What is wrong, for every case of the kind.
        detail: What is wrong this time.
        remedy: What can be done about it, "" where nothing is known.
        request: The id under which the journal has the request.
        problems: Where several things are wrong, each of them.
    """

    status: int
    kind: str
    title: str
    detail: str
    remedy: str = ""
    request: str = ""
    problems: tuple[Mapping[str, Any], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def shape(self, path: str) -> dict[str, Any]:
        """The problem as JSON holds it."""
        shape = {
            "type": f"urn:recordbook:problem:{self.kind}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": path,
            "remedy": self.remedy or None,
            "request": self.request,
        }
        return shape | ({"problems": list(self.problems)} if self.problems else {})


class Problems:
    """Middleware: whatever is raised within is answered, and never with a trace of the program."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and answer for what goes wrong before the answer began."""
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            await answer(scope, error)(scope, receive, send)


def answer(scope: Scope, error: Exception) -> Response:
    """The answer to a request that failed: a page where a page was asked for."""
    problem = problem_of(error, request_id(scope))
    if problem.status == _OURS:
        _log.error("failed", exc_info=error, extra={"said": {"request": problem.request}})
    headers = dict(problem.headers) | {"Cache-Control": "no-store"}
    asked = asked_of(scope)
    path = str(scope["path"])
    if asked.twin or path.startswith(("/api/", "/metrics", "/oembed")):
        media = "application/problem+json"
        return JSONResponse(problem.shape(path), problem.status, headers, media)
    return HTMLResponse(rendered(Request(scope), "error.html", problem), problem.status, headers)


async def answered(request: Request, error: Exception) -> Response:
    """The same, as the framework asks for it."""
    return answer(request.scope, error)


def problem_of(error: Exception, request: str = "") -> Problem:
    """What an error says to those outside; of our own mistakes and of the disk, nothing."""
    if isinstance(error, HTTPException):
        return _plain(error.status_code, str(error.detail), request, error.headers or {})
    if isinstance(error, RequestValidationError):
        if any(one["loc"][0] == "path" for one in error.errors()):
            return _plain(HTTPStatus.NOT_FOUND, "there is no such address", request)
        wrong = tuple({"at": _place(one["loc"]), "detail": one["msg"]} for one in error.errors())
        said = "; ".join(f"{one['at']}: {one['detail']}" for one in wrong)
        return _plain(HTTPStatus.UNPROCESSABLE_ENTITY, said, request, problems=wrong)
    for kinds, status in _STATUS:
        if isinstance(error, RecordbookError) and isinstance(error, kinds):
            return _told(error, status, request)
    if isinstance(error, LedgerError):
        _log.error("the book does not answer", exc_info=error)
        return _plain(503, "the book does not answer at the moment", request, _AGAIN)
    return _plain(_OURS, "this is a mistake in recordbook itself, and was noted down", request)


def _told(error: RecordbookError, status: int, request: str) -> Problem:
    """An error of the house, in its own words unless they speak of the disk."""
    kind = type(error).__name__
    title = (type(error).__doc__ or kind).splitlines()[0]
    hidden = isinstance(error, StorageFailed)  # it names places of this machine
    if hidden:
        _log.error("the storage fails", exc_info=error)
    return Problem(
        status=status,
        kind=kind,
        title=title,
        detail=title if hidden else error.message,
        remedy="" if hidden else error.remedy or "",
        request=request,
        headers=_AGAIN if status == HTTPStatus.SERVICE_UNAVAILABLE else {},
    )


def _plain(
    status: int,
    detail: str,
    request: str,
    headers: Mapping[str, str] | None = None,
    problems: tuple[Mapping[str, Any], ...] = (),
) -> Problem:
    phrase = HTTPStatus(status).phrase
    return Problem(
        status=status,
        kind=phrase.title().replace(" ", "").replace("-", ""),
        title=phrase,
        detail=detail,
        request=request,
        headers=headers or {},
        problems=problems,
    )


def _place(where: object) -> str:
    parts = [str(part) for part in where] if isinstance(where, (tuple, list)) else [str(where)]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return ".".join(parts)
