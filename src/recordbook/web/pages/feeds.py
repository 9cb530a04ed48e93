"""Feeds: every record as it falls, of everything or of one artist, family or cohort."""

# The stubs of pyarrow leave its own generic types open:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import pyarrow as pa
from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from recordbook.syndication.feed import path_of
from recordbook.system.feeding import TYPES, feed_of, topics
from recordbook.web.asked import asked_of
from recordbook.web.rendering import page
from recordbook.web.shelf import Shelf, shelf_of

if TYPE_CHECKING:
    from recordbook.system.feeding import Form

router = APIRouter()

_KINDS = frozenset({"artist", "cohort", "family"})
_AUTHOR = "recordbook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A feed: what it is about, in which kind, how many records stand in it, and its address.

    `address` is without the ending of its form; `called` is "" for the feed of everything.
    """

    kind: str
    called: str
    records: int
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsContext:
    """Every feed there is.

    `feeds` are all of them, that of everything first. `version` is the ledger's.
    """

    feeds: tuple[Listed, ...]
    version: int

    def rows(self) -> pa.Table:
        """The feeds as a table."""
        names = ("kind", "called", "records", "address")
        return pa.table({name: [getattr(one, name) for one in self.feeds] for name in names})


@router.get("/feeds")
def feeds(request: Request, shelf: Annotated[Shelf, Depends(shelf_of)]) -> Response:
    """The list of feeds."""
    with shelf.prover() as prover:
        listed = tuple(
            Listed(
                kind=one.topic.partition(":")[0],
                called=one.called,
                records=one.records,
                address=f"/feeds/{path_of(one.topic)}",
            )
            for one in topics(shelf.book, prover)
        )
        return page(
            request, "feeds.html", FeedsContext(feeds=listed, version=prover.snapshot.version)
        )


@router.get("/feeds/{path:path}.{form}")
def feed(
    request: Request,
    shelf: Annotated[Shelf, Depends(shelf_of)],
    path: str,
    form: Literal["atom", "json"],
) -> Response:
    """One feed."""
    kind, _, about = path.partition("/")
    if path != "all" and not (kind in _KINDS and about):
        raise HTTPException(404, "there is no such feed")
    said: Form = form
    with shelf.prover() as prover:
        body = feed_of(
            shelf.book,
            prover,
            f"{kind}:{about}" if about else kind,
            form=said,
            language=asked_of(request.scope).lang,
            base=request.app.state.settings.base.rstrip("/"),
            author=_AUTHOR,
        )
    return Response(body, media_type=TYPES[said])
