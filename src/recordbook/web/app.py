"""The site: pages, API and what stands around them, over one book."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from starlette.staticfiles import StaticFiles

from recordbook.web import pages
from recordbook.web.asked import Asking
from recordbook.web.shelf import Shelf

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
    for router in _routers():
        app.include_router(router)
    if _STATIC.is_dir():
        app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.add_middleware(Asking, known=set(_query_keys(app)))
    return app


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
