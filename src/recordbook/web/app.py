"""The site: pages, API and what stands around them, over one book."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from recordbook.errors import RecordbookError
from recordbook.web import metrics, pages
from recordbook.web.access import Access
from recordbook.web.api.app import PLACE, create_api
from recordbook.web.asked import Asking
from recordbook.web.cache import Cache
from recordbook.web.clients import networks
from recordbook.web.guard import Guard, Safety
from recordbook.web.journal import Journal
from recordbook.web.problems import Problems, answered
from recordbook.web.rates import Buckets, Rates
from recordbook.web.shelf import Shelf
from recordbook.web.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.web.settings import Settings


_STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings) -> FastAPI:
    """The site of a book; NoBook if there is none.

    Every module of `web.pages` has a `router`. A handler is a plain function: it runs in a thread,
    takes the shelf by `Depends(shelf_of)` and returns `page(request, template, context)`. Only
    query keys that some handler declares reach it.
    """
    app = FastAPI(title="recordbook", openapi_url=None, docs_url=None, redoc_url=None)
    app.state.settings, app.state.shelf = settings, Shelf.of(settings.book, wait=settings.wait)
    app.include_router(metrics.router)
    for router in _routers():
        app.include_router(router)
    api = create_api(settings, app.state.shelf)
    app.state.api = api
    app.mount(PLACE, api)
    if _STATIC.is_dir():
        app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    for error in (HTTPException, RequestValidationError, RecordbookError):
        app.add_exception_handler(error, answered)
    _surround(app, settings, known={"lang", *_query_keys(app), *_query_keys(api)})
    return app


def _surround(app: FastAPI, settings: Settings, known: set[str]) -> None:
    """What a request passes before it comes to a page, from the inside out."""
    shelf: Shelf = app.state.shelf
    if settings.rate:
        buckets = Buckets(settings.rate, settings.burst)
        app.add_middleware(Rates, buckets=buckets, at_once=settings.at_once)
    app.add_middleware(Cache, shelf=shelf, settings=settings)
    tokens = Tokens.of(shelf.book, settings.tokens)
    app.add_middleware(Access, tokens=tokens, closed=settings.closed)
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(Problems)
    app.add_middleware(Asking, known=known)
    app.add_middleware(Safety, settings=settings)
    app.add_middleware(Journal, proxies=networks(settings.proxies))


def _routers() -> Iterator[APIRouter]:
    """The routers of the pages, by name of their modules."""
    for found in sorted(pkgutil.iter_modules(pages.__path__), key=lambda module: module.name):
        router = getattr(import_module(f"{pages.__name__}.{found.name}"), "router", None)
        if isinstance(router, APIRouter):
            yield router


def _query_keys(app: FastAPI) -> Iterator[str]:
    """The query keys that some handler declares."""
    for path in app.openapi()["paths"].values():
        for operation in path.values():
            said = operation.get("parameters", [])
            yield from (one["name"] for one in said if one["in"] == "query")
