"""What can be asked of the API: nothing here changes anything."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the framework reads the types
from typing import Annotated, Any, Literal, TypedDict

from fastapi import APIRouter, Body, Depends, Path, Query
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from recordbook.proof.shape import ProofShape
from recordbook.scrutiny.clean import LONGEST
from recordbook.scrutiny.shape import ArticleShape
from recordbook.system.keeping import FOUND
from recordbook.web.api.cursors import cursor, place_of
from recordbook.web.api.shapes import PROBLEMS, model_of
from recordbook.web.rendering import as_json
from recordbook.web.replies import (
    ChangeShape,
    FindShape,
    Looked,
    RecordShape,
    changed,
    checked,
    explained,
    found_shape,
    proved,
    recorded,
)
from recordbook.web.shelf import Shelf, shelf_of

router = APIRouter(responses=PROBLEMS)

_Shelf = Annotated[Shelf, Depends(shelf_of)]
_Claim = Annotated[
    str,
    Query(
        description="The claim, in the language of claims.",
        min_length=1,
        max_length=2000,
        examples=['"Layover" by "V": every track >= 60M streams as of 2023-12-16'],
    ),
]
_Entity = Annotated[
    str,
    Query(
        description='Its name, `"NAME" by "ARTIST"`, or an id such as artist:v.',
        min_length=1,
        max_length=500,
    ),
]
_Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
_Cursor = Annotated[
    str | None, Query(max_length=100, description="Where to go on, as the list before said.")
]


class BookShape(TypedDict):
    """The book that is served: its versions, and when it last changed."""

    name: str
    ledger: int
    log: int
    changed: str
    records: int


class RecordsShape(TypedDict):
    """Some records of the log, the newest first, and where the list goes on."""

    records: list[ChangeShape]
    next: str | None


class ChangesShape(TypedDict):
    """Some lines of the log, oldest first, and where to go on now or later."""

    changes: list[ChangeShape]
    next: str
    more: bool


class EntityShape(TypedDict):
    """Something that a name may mean, with what tells it from others; 100 is the very name."""

    entity: str
    kind: str
    name: str
    maker: str
    facts: list[list[str]]
    matched: str
    score: int


class EntitiesShape(TypedDict):
    """What was found, best first, how much in all, and where the list goes on."""

    entities: list[EntityShape]
    found: int
    next: str | None


@router.get("/", response_model=model_of(BookShape), tags=["book"])
def book(shelf: _Shelf) -> Response:
    """What is served: ledger version, version of the record log, and when they changed."""
    version = shelf.version
    shape: BookShape = {
        "name": "recordbook",
        "ledger": version.ledger,
        "log": version.log,
        "changed": version.moment.isoformat(),
        "records": sum(one.status == FOUND for one in shelf.records().values()),
    }
    return JSONResponse(shape)


@router.get("/prove", response_model=model_of(ProofShape), tags=["claims"])
def prove(
    *,
    shelf: _Shelf,
    claim: _Claim,
    as_of: Annotated[
        date | None, Query(description="The day it is about, where the claim names none.")
    ] = None,
    as_known: Annotated[
        str | None,
        Query(
            description="Answer from what the book held at this moment, day or ledger version.",
            max_length=40,
        ),
    ] = None,
) -> Response:
    """Prove or refute a claim, or say what would decide it."""
    return JSONResponse(proved(shelf, claim, as_of, as_known))


@router.get("/find", response_model=model_of(FindShape), tags=["records"])
def find(
    *,
    shelf: _Shelf,
    day: Annotated[
        date | None, Query(description="The day; by default the last of the book.")
    ] = None,
    cohort: Annotated[
        str | None,
        Query(description="Among these alone: albums by K-pop soloists", max_length=500),
    ] = None,
    about: Annotated[
        str | None, Query(description="Of this artist, release or track alone.", max_length=500)
    ] = None,
    minimum: Annotated[
        int | None, Query(ge=1, le=1_000_000, description="Members of a cohort at least.")
    ] = None,
    platform: Annotated[str | None, Query(max_length=50)] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="How many of the day.")] = 20,
) -> Response:
    """Look for the records of a day anew, each proven; what the log says is `/records`."""
    looked = Looked(
        day=day, cohort=cohort, about=about, minimum=minimum, platform=platform, limit=limit
    )
    return JSONResponse(found_shape(shelf, looked))


@router.get("/records", response_model=model_of(RecordsShape), tags=["records"])
def records(
    *,
    shelf: _Shelf,
    day: Annotated[date | None, Query(description="Of this day alone.")] = None,
    status: Annotated[
        Literal["found", "withdrawn", "all"], Query(description="As the log last said.")
    ] = "found",
    limit: _Limit = 50,
    cursor_: Annotated[_Cursor, Query(alias="cursor")] = None,
) -> Response:
    """Every record of the log, the newest first."""
    start, version = place_of(cursor_, day, status) if cursor_ else (0, len(shelf.changes()))
    last = {one.claim: one for one in shelf.changes()[:version]}
    kept = [
        one
        for one in reversed(last.values())
        if status in {one.status, "all"} and day in {one.day, None}
    ]
    kept.sort(key=lambda one: one.day, reverse=True)
    more = start + limit < len(kept)
    shape: RecordsShape = {
        "records": [changed(one) for one in kept[start : start + limit]],
        "next": cursor(start + limit, version, day, status) if more else None,
    }
    return JSONResponse(shape)


@router.get("/records/{key}", response_model=model_of(RecordShape), tags=["records"])
def record(
    shelf: _Shelf, key: Annotated[str, Path(pattern="^[a-z2-7]{12}$", description="Its key.")]
) -> Response:
    """A record as it is judged now, and what the log last said of it."""
    change = shelf.records().get(key)
    if change is None:
        raise HTTPException(404, "the log has no record of this key")
    return JSONResponse(recorded(shelf, change))


@router.get("/changes", response_model=model_of(ChangesShape), tags=["records"])
def changes(
    *,
    shelf: _Shelf,
    limit: _Limit = 50,
    cursor_: Annotated[_Cursor, Query(alias="cursor")] = None,
) -> Response:
    """What was found and what was withdrawn, oldest first; `next` also serves later."""
    start = place_of(cursor_, "changes")[0] if cursor_ else 0
    said = shelf.changes()[start : start + limit]
    end = start + len(said)
    shape: ChangesShape = {
        "changes": [changed(one) for one in said],
        "next": cursor(end, 0, "changes"),
        "more": end < len(shelf.changes()),
    }
    return JSONResponse(shape)


@router.post("/check", response_model=model_of(ArticleShape), tags=["claims"])
def check(
    *,
    shelf: _Shelf,
    text: Annotated[str, Body(description="An article or a post, text or HTML.", min_length=1)],
    published: Annotated[date | None, Body(description="The day of the text.")] = None,
    language: Annotated[Literal["en", "ko", "es"] | None, Body()] = None,
) -> Response:
    """Judge every statement of a text; nothing of it is kept."""
    if len(text) > 4 * LONGEST:
        raise HTTPException(413, f"at most {4 * LONGEST:,} characters are read")
    shape = checked(shelf, text, published, language)
    return JSONResponse(shape, headers={"Cache-Control": "no-store"})


@router.get("/entities", response_model=model_of(EntitiesShape), tags=["entities"])
def entities(
    *,
    shelf: _Shelf,
    q: Annotated[str, Query(min_length=1, max_length=200, description="Words of a name.")],
    kind: Annotated[Literal["artist", "release", "recording"] | None, Query()] = None,
    limit: _Limit = 20,
    cursor_: Annotated[_Cursor, Query(alias="cursor")] = None,
) -> Response:
    """Artists, releases and tracks by name; spelling is forgiven, and Hangul is known."""
    start, _ = place_of(cursor_, q, kind) if cursor_ else (0, 0)
    hits = shelf.index().search(q, kind, start, limit)
    more = start + limit < hits.found
    shape = {
        "entities": as_json(hits.hits),
        "found": hits.found,
        "next": cursor(start + limit, 0, q, kind) if more else None,
    }
    return JSONResponse(shape)


@router.get("/explain", response_model=dict[str, Any], tags=["entities"])
def explain(
    *,
    shelf: _Shelf,
    entity: _Entity,
    day: Annotated[date | None, Query(description="The day of its bounds.")] = None,
) -> Response:
    """What the book knows of an artist, a release or a track, and from whom."""
    return JSONResponse(explained(shelf, entity, day))
