"""What comes next: who is expected at a round number when, and who came just after the first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date  # noqa: TC003 - a page is described by its types
from typing import TYPE_CHECKING, Annotated

import pyarrow as pa
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from recordbook.claims.cohort_text import cohort_text
from recordbook.errors import RecordbookError
from recordbook.proof.question import kind_of
from recordbook.syndication.calendar import calendar
from recordbook.syndication.expected import Expected
from recordbook.system.browsing import viewed
from recordbook.system.expecting import LEVEL, Expectation, Outlook, outlook
from recordbook.system.finding import platforms
from recordbook.system.provenance import last_day
from recordbook.web.asked import asked_of
from recordbook.web.rendering import here_of, page
from recordbook.web.shelf import Shelf, shelf_of
from recordbook.web.things import FOLDERS
from recordbook.web.wording import Wording

if TYPE_CHECKING:
    from recordbook.proof import Prover
    from recordbook.web.here import Here

router = APIRouter()

MEASURES = ("total streams", "album total", "every track")
COHORTS = ("tracks", "albums", "tracks by soloists", "albums by soloists")

ROWS = pa.schema(
    {
        "entity": pa.string(),
        "name": pa.string(),
        "by": pa.string(),
        "now": pa.int64(),
        "threshold": pa.int64(),
        "earliest": pa.date32(),
        "expected": pa.date32(),
        "latest": pa.date32(),
        "best_place": pa.int64(),
    }
)
"""Who is expected where, in a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingContext:
    """What comes next in a cohort, or the form that asks for one.

    `of`, `measure`, `platform` and `within` (days) are what the form holds; `platforms`, `measures`
    and `cohorts` what it offers. `cohort` is the cohort in the words of a claim, `kind` what its
    members are. `told` is what is
    expected and what just missed, None where nothing can be said; `wrong` says why. `day` is the
    last day that was read, `level` the share of forecasts meant to lie in their interval, `version`
    the ledger's.
    """

    of: str
    measure: str
    platform: str
    within: int
    platforms: tuple[str, ...]
    measures: tuple[str, ...] = MEASURES
    cohorts: tuple[str, ...] = COHORTS
    cohort: str = ""
    kind: str = ""
    day: date | None = None
    told: Outlook | None = None
    wrong: str = ""
    level: float = LEVEL
    version: int = 0

    def rows(self) -> pa.Table:
        """Who is expected where, the soonest first."""
        expected = self.told.next_up if self.told else ()
        return pa.Table.from_pylist(
            [
                {
                    "entity": one.entity,
                    "name": one.name,
                    "by": one.maker,
                    "now": one.now,
                    "threshold": one.threshold,
                    "earliest": one.earliest,
                    "expected": one.expected,
                    "latest": one.latest,
                    "best_place": one.place.low,
                }
                for one in expected
            ],
            schema=ROWS,
        )


ShelfOf = Annotated[Shelf, Depends(shelf_of)]
Words = Annotated[str, Query(max_length=500)]
Days = Annotated[int, Query(ge=1, le=182, description="how many days ahead")]


@router.get("/next")
def coming(  # noqa: PLR0917 - the framework gives them by name
    request: Request,
    shelf: ShelfOf,
    of: Words = "",
    measure: Words = "",
    platform: Words = "",
    within: Days = 30,
) -> Response:
    """Who is expected at the next round number, and when; and who came just after the first."""
    context = _context(shelf, of, measure, platform, within)
    return page(request, "coming.html", context, status=422 if context.wrong else 200)


@router.get("/feeds/next.ics")
def feed(  # noqa: PLR0917 - same
    request: Request,
    shelf: ShelfOf,
    of: Words = "",
    measure: Words = "",
    platform: Words = "",
    within: Days = 60,
) -> Response:
    """The same as a calendar."""
    context = _context(shelf, of, measure, platform, within)
    here, code = here_of(request), asked_of(request.scope).lang
    expected = context.told.next_up if context.told else ()
    made = calendar((_event(one, context, here, shelf) for one in expected), code=code)
    return Response(made, media_type="text/calendar; charset=utf-8")


def _context(shelf: Shelf, of: str, measure: str, platform: str, within: int) -> ComingContext:
    with shelf.prover() as prover:
        there = tuple(platforms(prover))
        usual = "spotify" if "spotify" in there or not there else there[0]
        asked = ComingContext(
            of=of or "tracks",
            measure=measure or "total streams",
            platform=platform or usual,
            within=within,
            platforms=there,
            version=prover.snapshot.version,
        )
        return _told(prover, asked)


def _told(prover: Prover, asked: ComingContext) -> ComingContext:
    """What is expected, or why nothing can be."""
    day = last_day(prover, asked.platform)
    if day is None:
        return asked
    try:
        view = viewed(asked.of, asked.measure, day, asked.platform)
        told = outlook(prover, view, within=asked.within)
    except RecordbookError as error:
        return replace(asked, day=day, wrong=str(error))
    cohort = "" if view.cohort is None else cohort_text(view.cohort, plural=True)
    return replace(asked, day=told.day, told=told, cohort=cohort, kind=kind_of(view))


def _event(one: Expectation, context: ComingContext, here: Here, shelf: Shelf) -> Expected:
    """An expectation as a calendar has it; one whose end nobody knows ends on its expected day."""
    rung = Wording(here.lang).rounded(one.threshold)
    return Expected(
        key=f"{one.entity} {context.measure} {one.threshold}",
        text=f"{one.name} ({one.maker}): {rung}",
        first=one.earliest,
        last=one.latest or one.expected,
        address=here.absolute(f"/{FOLDERS[context.kind]}/{one.entity}"),
        known=shelf.version.moment,
    )
