"""What lies beside a record and beside an answer: card, chart, certificate, bundle, data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from fastapi import APIRouter, Depends, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from recordbook.claims import Claim, parse
from recordbook.proof.certificate import certificate_of
from recordbook.stories.article import article
from recordbook.stories.bundle import bundle, bundle_name
from recordbook.stories.card import card
from recordbook.stories.chart import chart
from recordbook.stories.paths import paths_of
from recordbook.stories.raster import png
from recordbook.stories.structured import structured
from recordbook.stories.tell import tell
from recordbook.web.answers import teller_of
from recordbook.web.asked import asked_of
from recordbook.web.pages.record import claim_of
from recordbook.web.rendering import here_of, page
from recordbook.web.shelf import Shelf, shelf_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pyarrow as pa

    from recordbook.proof import Prover
    from recordbook.stories import Matter, Told
    from recordbook.stories.paths import Path
    from recordbook.units import Bounds

router = APIRouter()

_DAYS, _COURSES = 90, 8
"""Days and courses that a table on a page has; as CSV and Parquet it has all of them."""


def claim_meant(
    request: Request,
    shelf: Annotated[Shelf, Depends(shelf_of)],
    claim: Annotated[str, Query(max_length=2000)] = "",
) -> Claim:
    """The claim of a record's key in the path, or the one that the address holds."""
    key = request.path_params.get("key")
    if key is not None:
        return claim_of(shelf, str(key))
    if not claim.strip():
        raise HTTPException(404, "this address needs a claim")
    return parse(claim)


ShelfOf: TypeAlias = Annotated[Shelf, Depends(shelf_of)]
Meant: TypeAlias = Annotated[Claim, Depends(claim_meant)]
Theme: TypeAlias = Literal["light", "dark"]
Shape: TypeAlias = Literal["wide", "square", "tall"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What was known of one on each day of the chart; `side` is subject, part or rival."""

    name: str
    side: str
    bounds: tuple[Bounds, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartContext:
    """The chart of a claim as a table.

    `claim` is its text, and `name` its subject's; `folder` and `asked` say where its page lies.
    `days` are the last days on which anything changed, newest first, and `courses` what was known
    on each of them; `left` counts those that are not shown. `goal` is what is to be reached, None
    where nothing is. `version` is the ledger's. `table` has every day and everyone.
    """

    claim: str
    name: str
    folder: str
    asked: str
    goal: int | None
    days: tuple[date, ...]
    courses: tuple[Course, ...]
    left: int
    version: int
    table: pa.Table

    def rows(self) -> pa.Table:
        """What was known of everyone on every day."""
        return self.table


@router.get("/records/{key}/card.png")  # noqa: FAST003 - claim_meant reads the key
@router.get("/ask/card.png")
def card_png(
    request: Request,
    shelf: ShelfOf,
    claim: Meant,
    shape: Shape = "wide",
    theme: Theme = "light",
) -> Response:
    """The share card."""
    with shelf.prover() as prover:
        matter, told = _told(prover, request, shelf, claim)
    return Response(png(card(matter, told, shape=shape, theme=theme)), media_type="image/png")


@router.get("/records/{key}/chart.svg")  # noqa: FAST003 - claim_meant reads the key
@router.get("/ask/chart.svg")
def chart_svg(request: Request, shelf: ShelfOf, claim: Meant, theme: Theme = "light") -> Response:
    """The chart of counts with bounds, by day."""
    with shelf.prover() as prover:
        paths = paths_of(prover, prover.prove(claim))
    drawn = chart(paths, theme=theme, language=asked_of(request.scope).lang)
    return Response(drawn.svg, media_type="image/svg+xml")


@router.get("/records/{key}/chart")  # noqa: FAST003 - claim_meant reads the key
@router.get("/ask/chart")
def chart_table(request: Request, shelf: ShelfOf, claim: Meant) -> Response:
    """The same as a table."""
    with shelf.prover() as prover:
        paths = paths_of(prover, prover.prove(claim))
    key = request.path_params.get("key")
    told = paths.paths[:_COURSES]
    days = _turning_days(told, len(paths.days))
    context = ChartContext(
        claim=str(claim),
        name=paths.name,
        folder="/ask" if key is None else f"/records/{key}",
        asked=str(claim) if key is None else "",
        goal=paths.goal,
        days=tuple(paths.days[at] for at in days),
        courses=tuple(
            Course(name=path.name, side=path.side, bounds=tuple(path.bounds[at] for at in days))
            for path in told
        ),
        left=len(paths.paths) - len(told),
        version=shelf.version.ledger,
        table=paths.rows(),
    )
    return page(request, "chart.html", context)


@router.get("/records/{key}/certificate")  # noqa: FAST003 - claim_meant reads the key
@router.get("/ask/certificate")
def certificate(shelf: ShelfOf, claim: Meant) -> Response:
    """The certificate, which `recordbook recheck` checks."""
    with shelf.prover() as prover:
        text = json.dumps(certificate_of(prover.prove(claim)), ensure_ascii=False)
    return _file(text, "application/json", "certificate.json")


@router.get("/records/{key}/bundle.zip")  # noqa: FAST003 - claim_meant reads the key
@router.get("/ask/bundle.zip")
def bundled(request: Request, shelf: ShelfOf, claim: Meant) -> Response:
    """The certificate with the rows and the queries behind it."""
    with shelf.prover() as prover:
        matter, told = _told(prover, request, shelf, claim)
        content = bundle(matter, told)
    return _file(content, "application/zip", bundle_name(matter))


@router.get("/records/{key}/article.jsonld")  # noqa: FAST003 - claim_meant reads the key
@router.get("/ask/article.jsonld")
def linked_data(request: Request, shelf: ShelfOf, claim: Meant) -> Response:
    """The story as linked data: article, data set and where they came from."""
    with shelf.prover() as prover:
        matter, told = _told(prover, request, shelf, claim)
    graph = structured(matter, told, article(matter, told))
    return Response(json.dumps(graph, ensure_ascii=False), media_type="application/ld+json")


def _told(prover: Prover, request: Request, shelf: Shelf, claim: Claim) -> tuple[Matter, Told]:
    """What may be told of a claim, in the language of the request."""
    here = here_of(request)
    key = request.path_params.get("key")
    address = (
        here.absolute("/ask", claim=str(claim)) if key is None else here.absolute(f"/records/{key}")
    )
    matter = teller_of(shelf, prover).matter(claim, around=0, address=address)
    return matter, tell(matter, language=here.lang)


def _turning_days(paths: Sequence[Path], days: int) -> list[int]:
    """The places of the last days on which anything changed, newest first."""
    turning = [
        at
        for at in range(days)
        if at in {0, days - 1} or any(path.bounds[at] != path.bounds[at - 1] for path in paths)
    ]
    return turning[: -_DAYS - 1 : -1]


def _file(content: str | bytes, kind: str, name: str) -> Response:
    """An answer that a browser keeps as a file."""
    held = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=held)
