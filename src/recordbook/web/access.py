"""Who may: reading is open unless the site is closed, and nobody writes without a token."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

from recordbook.web.aside import aside
from recordbook.web.journal import note
from recordbook.web.tokens import Scope as Allowed

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from recordbook.web.tokens import Token, Tokens

WRITES: dict[str, Allowed] = {
    "/api/v1/intake": Allowed.INTAKE,
    "/api/v1/corrections": Allowed.CORRECT,
    "/api/v1/reactions": Allowed.APPROVE,
}
"""What needs a token whatever the site, by the beginning of the address."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_ASKING = frozenset({"/check", "/api/v1/check"})
"""What is sent to be read and changes nothing."""

_OPEN = ("/healthz", "/readyz")
_TOKEN = "recordbook.token"  # noqa: S105 - a name in the scope


class Access:
    """Middleware: looks at the token before anything of the body is read.

    Tokens come in `Authorization: Bearer`, which no other site can make a browser send. On a closed
    site a browser may read with the token as the password of `Basic`; that never lets it write.
    """

    def __init__(self, app: ASGIApp, tokens: Tokens, *, closed: bool) -> None:
        """Wrap an app."""
        self._app, self._tokens, self._closed = app, tokens, closed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or 401, or 403."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        needed = self._needed(scope)
        said = Headers(scope=scope).getlist("authorization")
        token = None
        if said and (needed is not None or self._closed):
            how, words = _words(said)
            token = await aside(self._tokens.holder, words)
            if token is None or (how == "basic" and needed is not Allowed.READ):
                raise _unknown("this token is not known here", basic=self._closed)
        if needed is not None:
            _check(token, needed, basic=self._closed and needed is Allowed.READ)
        if token is not None:
            note(scope, token=token.name)
        await self._app({**scope, _TOKEN: token}, receive, send)

    def _needed(self, scope: Scope) -> Allowed | None:
        """What a request must be allowed to do; None where everybody may."""
        path = str(scope["path"])
        for start, allowed in WRITES.items():
            if path == start or path.startswith(f"{start}/"):
                return allowed
        if scope["method"] not in _SAFE and path not in _ASKING:
            return Allowed.INTAKE if path.startswith("/api/") else None
        return Allowed.READ if self._closed and path not in _OPEN else None


def token_of(scope: Scope) -> Token | None:
    """The token that a request came with."""
    return scope.get(_TOKEN)


def _check(token: Token | None, needed: Allowed, *, basic: bool) -> None:
    if token is None:
        raise _unknown("this needs a token", basic=basic)
    if not token.allows(needed):
        raise HTTPException(403, f"this token does not allow it: it lacks the scope {needed}")


def _words(said: list[str]) -> tuple[str, str]:
    """How a token was given, and the token."""
    how, _, rest = said[0].strip().partition(" ")
    if len(said) != 1 or how.lower() not in {"bearer", "basic"}:
        return "", ""
    if how.lower() == "bearer":
        return "bearer", rest.strip()
    try:
        given = base64.b64decode(rest.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "basic", ""
    return "basic", given.partition(":")[2]


def _unknown(detail: str, *, basic: bool) -> HTTPException:
    how = 'Basic realm="recordbook", charset="UTF-8"' if basic else 'Bearer realm="recordbook"'
    return HTTPException(401, detail, {"WWW-Authenticate": how})
