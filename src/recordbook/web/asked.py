"""What a request asks for, put in one form before anything looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers

from recordbook.web.wording import chosen

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Receive, Scope, Send

TWINS = ("json", "csv", "parquet")
"""The forms in which a page can be had for programs, by the ending of its address."""

_PLAIN = ("/api/", "/static/", "/feeds/", "/embed/", "/oembed", "/metrics", "/healthz", "/readyz")
"""Addresses whose endings are their own."""

_KEY, _LANG = "recordbook.asked", "lang"


@dataclass(frozen=True, slots=True)
class Asked:
    """An address without its ending, the ending, the language, and the query in order.

    `said` is whether the address itself names the language; `query` is without it.
    """

    path: str
    twin: str = ""
    lang: str = "en"
    said: bool = False
    query: tuple[tuple[str, str], ...] = ()


class Asking:
    """Middleware: every request in one form, without query keys that no page knows.

    So two requests that are answered alike are one to the cache, and nothing that is not in its key
    can reach an answer.
    """

    def __init__(self, app: ASGIApp, known: Collection[str]) -> None:
        """Wrap an app whose pages know these query keys."""
        self._app = app
        self._known = frozenset(known) | {_LANG}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the request in form and pass it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked, pairs = self._asked(scope)
        form = {
            "path": asked.path,
            "raw_path": quote(asked.path).encode(),
            "query_string": urlencode(pairs).encode(),
            _KEY: asked,
        }
        await self._app({**scope, **form}, receive, send)

    def _asked(self, scope: Scope) -> tuple[Asked, list[tuple[str, str]]]:
        """What a request asks for, and its query as it is passed on."""
        read = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        pairs = sorted((pair for pair in read if pair[0] in self._known), key=lambda pair: pair[0])
        path, twin = _twin(scope["path"])
        said = dict(pairs).get(_LANG)
        lang = chosen(said, Headers(scope=scope).get("accept-language", ""))
        query = tuple(pair for pair in pairs if pair[0] != _LANG)
        return Asked(path, twin, lang, said == lang, query), pairs


def asked_of(scope: Scope) -> Asked:
    """What the request of a scope asks for."""
    return scope.get(_KEY) or Asked(scope["path"])


def _twin(path: str) -> tuple[str, str]:
    """An address and its ending: `/index.json` is the JSON of `/`."""
    stem, dot, ending = path.rpartition(".")
    if not dot or ending not in TWINS or path.startswith(_PLAIN):
        return path, ""
    return ("/" if stem in {"/", "/index", ""} else stem), ending
