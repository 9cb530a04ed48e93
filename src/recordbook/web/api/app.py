"""The API as an application of its own, below the site's."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from recordbook.errors import RecordbookError
from recordbook.web.api import reading, writing
from recordbook.web.api.shapes import Problem
from recordbook.web.problems import answered

if TYPE_CHECKING:
    from recordbook.web.settings import Settings
    from recordbook.web.shelf import Shelf

PLACE = "/api/v1"

_SAID = """What `recordbook ... --json` prints, by address.

Everything is answered from the newest version of the book; `ETag` and `If-None-Match` save asking
twice. Lists go on with the `cursor` that they gave as `next`. What goes wrong is told as
`application/problem+json`. Reading needs no token unless the site is closed; writing always does.
"""


def create_api(settings: Settings, shelf: Shelf) -> FastAPI:
    """The API of a book, to be mounted at `PLACE`."""
    api = FastAPI(
        title="recordbook",
        version=version("recordbook"),
        summary="The record book of music streaming.",
        description=_SAID,
        servers=[{"url": PLACE}],
        docs_url=None,
        redoc_url=None,
        root_path_in_servers=False,
    )
    api.state.settings, api.state.shelf = settings, shelf
    api.include_router(reading.router)
    api.include_router(writing.router)
    for error in (HTTPException, RequestValidationError, RecordbookError):
        api.add_exception_handler(error, answered)
    api.openapi()["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    return api
