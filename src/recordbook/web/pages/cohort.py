"""A cohort: its leaderboard by any measure as of any day, who was first, and a census."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response  # noqa: TC002 - the framework reads the types

from recordbook.claims.vocabulary import CHART_PLATFORMS
from recordbook.errors import RecordbookError
from recordbook.system.browsing import Board, viewed
from recordbook.system.provenance import last_day
from recordbook.web.asked import asked_of
from recordbook.web.boards import ROWS, Shown, Wanted, shown, table
from recordbook.web.listed import Number, Sort, Start, following
from recordbook.web.once import sources_of
from recordbook.web.rendering import page
from recordbook.web.shelf import Shelf, shelf_of
from recordbook.web.wording import Wording

if TYPE_CHECKING:
    import pyarrow as pa

    from recordbook.proof import Prover
    from recordbook.system.provenance import Source

router = APIRouter()

MEASURES = (
    *("total streams", "album total", "every track", "7-day streams", "streams in a day"),
    *("first-day streams", "first-week streams", "streams per day"),
)
LIST_MEASURES = (
    *("weeks at no. 1", "weeks in the top 10", "weeks in the top 100", "peak rank"),
    *("consecutive weeks at no. 1", "consecutive weeks in the top 10", "debut rank", "re-entries"),
)
"""The measures that the form offers; any other of the claim language can be typed."""

COHORTS = ("albums", "tracks", "albums by soloists", "albums by groups", "tracks by soloists")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """Why nothing is shown: what cannot be read or proven, and what to do about it."""

    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortContext:
    """A cohort, or the form that asks for one.

    `of`, `measure`, `platform`, `day` and `threshold` are what the form holds, and `platforms`,
    `measures` and `cohorts` what it offers; `shown` is what is seen, None where nothing can be, and
    `wrong` says why. `sources` are the names of the platform's sources; `version` is the ledger's.
    `table` are the rows of a file, None where none was asked for, and `following` where the next
    file starts.
    """

    of: str
    measure: str
    platform: str
    platforms: tuple[str, ...]
    measures: tuple[str, ...]
    cohorts: tuple[str, ...]
    sources: tuple[str, ...]
    day: date | None = None
    threshold: str = ""
    shown: Shown | None = None
    wrong: Wrong | None = None
    version: int = 0
    table: pa.Table | None = None
    following: int | None = None

    def rows(self) -> pa.Table:
        """The leaderboard, at most 10,000 rows of it at once."""
        return ROWS.empty_table() if self.table is None else self.table


ShelfOf = Annotated[Shelf, Depends(shelf_of)]
Words = Annotated[str, Query(max_length=500)]


@router.get("/cohorts")
def cohort(  # noqa: PLR0917 - the framework gives them by name
    request: Request,
    shelf: ShelfOf,
    of: Words = "",
    measure: Words = "",
    platform: Words = "",
    day: date | None = None,
    threshold: Annotated[str, Query(max_length=40)] = "",
    number: Number = 1,
    sort: Sort = "low",
    rung: Number = 1,
    start: Start = 0,
    everyone: bool = False,  # noqa: FBT001, FBT002 - the framework gives it by name
) -> Response:
    """The leaderboard of a cohort, who was first to each number, and how many stand how high."""
    asked = asked_of(request.scope)
    wanted = Wanted(
        threshold=threshold, number=number, sort=sort, rung=rung, start=start, everyone=everyone
    )
    with shelf.prover() as prover:
        form = _form(sources_of(shelf, prover), of, measure, platform)
        form = replace(form, day=day or last_day(prover, form.platform), threshold=threshold)
        context = _seen(form, prover, wanted, Wording(asked.lang), filed=asked.twin in _FILES)
    return page(request, "things/cohort.html", context, status=422 if context.wrong else 200)


_FILES = frozenset({"csv", "parquet"})


def _form(sources: tuple[Source, ...], of: str, measure: str, platform: str) -> CohortContext:
    """The form with what was left out filled in."""
    figures: dict[str, int] = {}
    for one in sources:
        figures[one.platform] = figures.get(one.platform, 0) + one.figures
    platforms = tuple(sorted(figures, key=lambda name: (-figures[name], name)))
    platform = platform or next(iter(platforms), "spotify")
    listed = platform in CHART_PLATFORMS
    of = of or ("tracks" if listed else "albums")
    here = [one for one in sources if one.platform == platform]
    here.sort(key=lambda one: (-one.figures, one.name))
    return CohortContext(
        of=of,
        measure=measure or _usual(of, listed=listed),
        platform=platform,
        platforms=platforms,
        measures=LIST_MEASURES if listed else MEASURES,
        cohorts=COHORTS,
        sources=tuple(dict.fromkeys(one.name for one in here)),
    )


def _usual(of: str, *, listed: bool) -> str:
    """The measure that is meant where none is said."""
    if listed:
        return "weeks at no. 1"
    return "total streams" if "track" in of or "song" in of else "album total"


def _seen(
    form: CohortContext, prover: Prover, wanted: Wanted, w: Wording, *, filed: bool
) -> CohortContext:
    """What the form asks for, or why it cannot be shown."""
    form = replace(form, version=prover.snapshot.version)
    try:
        day = form.day or date(2000, 1, 1)
        claim = viewed(form.of, form.measure, day, form.platform)
        board = Board(prover, claim, everyone=wanted.everyone)
        seen = shown(board, wanted, w)
    except RecordbookError as error:
        message, *_ = error.message.splitlines()  # the rest shows a claim that nobody has written
        return replace(form, wrong=Wrong(message=message, remedy=error.remedy or ""))
    return replace(
        form,
        shown=seen,
        table=table(board, wanted) if filed else None,
        following=following(wanted.start, seen.part.rows),
    )
