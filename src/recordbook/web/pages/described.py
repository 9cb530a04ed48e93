"""The API described for people: every address, what it takes, and what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response  # noqa: TC002 - the framework reads the types

from recordbook.web.access import WRITES
from recordbook.web.rendering import page
from recordbook.web.shelf import Shelf, shelf_of

if TYPE_CHECKING:
    from collections.abc import Iterator

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing the API does: method and address, what it is, what it takes, the scope it needs."""

    method: str
    address: str
    does: str
    takes: tuple[tuple[str, str], ...]
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedContext:
    """The API.

    `operations` are all of it; `document` is where programs read the same; `base` is its address;
    `version` is the ledger's.
    """

    operations: tuple[Operation, ...]
    document: str
    base: str
    version: int


@router.get("/api")
def described(request: Request, shelf: Annotated[Shelf, Depends(shelf_of)]) -> Response:
    """The page of the API."""
    settings, api = request.app.state.settings, request.app.state.api
    place = api.servers[0]["url"]
    context = DescribedContext(
        operations=tuple(_operations(api.openapi(), place)),
        document=f"{place}/openapi.json",
        base=settings.base.rstrip("/"),
        version=shelf.version.ledger,
    )
    return page(request, "api.html", context)


def _operations(said: dict[str, Any], place: str) -> Iterator[Operation]:
    for path, operations in said["paths"].items():
        for method, operation in operations.items():
            found = (WRITES[start] for start in WRITES if f"{place}{path}".startswith(start))
            parameters = operation.get("parameters", [])
            yield Operation(
                method=method.upper(),
                address=f"{place}{path}",
                does=operation["description"],
                takes=tuple((one["name"], one.get("description", "")) for one in parameters),
                scope=next(map(str, found), ""),
            )
