"""An album, a track or an artist: what is known of it, how it went, and the records it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - the framework reads the types
from typing import TYPE_CHECKING, Annotated

import pyarrow as pa
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from recordbook.claims.vocabulary import CHART_PLATFORMS
from recordbook.system.counters import platforms_of
from recordbook.system.progress import suiting
from recordbook.system.provenance import last_day
from recordbook.web.asked import asked_of
from recordbook.web.exports import MOST
from recordbook.web.here import Here
from recordbook.web.listed import Number, Sort, Start, following
from recordbook.web.once import sources_of
from recordbook.web.portraits import View, company_of, course_of, progress_of
from recordbook.web.profiles import kind_of, profile, records_of
from recordbook.web.proofs import platform_text
from recordbook.web.rendering import page
from recordbook.web.shelf import Shelf, shelf_of
from recordbook.web.things import FOLDERS
from recordbook.web.wording import Wording

if TYPE_CHECKING:
    from recordbook.proof import Prover
    from recordbook.system.progress import Progress
    from recordbook.web.portraits import Company, Course
    from recordbook.web.profiles import Profile, Records

router = APIRouter()

RECORDS = 12
"""Records held, and records lost, on one page."""

_ROWS = pa.schema(
    {
        "entity": pa.string(),
        "platform": pa.string(),
        "measure": pa.string(),
        "from_day": pa.date32(),
        "at_least": pa.int64(),
        "at_most": pa.int64(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingContext:
    """An album, a track or an artist.

    `profile` is what the catalogue says of it and what was read. `day` is the day that is looked
    at, `platform` and `basis` whose numbers, `platforms` those that may say something of it.
    `progress` is where it stands by each measure, `course` how it went by one of them, `company`
    what it holds and who stands beside it. `records` are those it holds and has lost, of an artist
    those of all its works. `sources` are the names of the sources. `version` is the ledger's.
    `table` are the rows of a file, None where none was asked for, and `following` where the next
    file starts.
    """

    profile: Profile
    day: date
    platform: str
    platforms: tuple[str, ...]
    basis: str
    progress: tuple[Progress, ...]
    course: Course
    company: Company
    records: Records
    sources: tuple[str, ...]
    version: int
    table: pa.Table | None
    following: int | None

    def rows(self) -> pa.Table:
        """Its bounds by day, newest first, by the measure seen; at most 10,000 rows at once."""
        return _ROWS.empty_table() if self.table is None else self.table


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of a thing is wanted: whose numbers, as of when, by which measure, which part."""

    platform: str
    day: date | None
    measure: str
    number: int
    sort: str
    piece: int
    start: int


def wanted_of(  # noqa: PLR0917 - the framework gives them by name
    platform: Annotated[str, Query(max_length=200)] = "",
    day: date | None = None,
    measure: Annotated[str, Query(max_length=200)] = "",
    number: Number = 1,
    sort: Sort = "",
    piece: Number = 1,
    start: Start = 0,
) -> Wanted:
    """What the address asks of a thing."""
    return Wanted(
        platform=platform,
        day=day,
        measure=measure,
        number=number,
        sort=sort,
        piece=piece,
        start=start,
    )


ShelfOf = Annotated[Shelf, Depends(shelf_of)]
WantedOf = Annotated[Wanted, Depends(wanted_of)]


@router.get("/albums/{entity:path}")
def album(request: Request, entity: str, shelf: ShelfOf, wanted: WantedOf) -> Response:
    """A release: every counter with bounds, its tracks, how it went, its records."""
    return _thing(request, shelf, "release", entity, wanted)


@router.get("/tracks/{entity:path}")
def track(request: Request, entity: str, shelf: ShelfOf, wanted: WantedOf) -> Response:
    """A recording: every counter with bounds, how it went, its records."""
    return _thing(request, shelf, "recording", entity, wanted)


@router.get("/artists/{entity:path}")
def artist(request: Request, entity: str, shelf: ShelfOf, wanted: WantedOf) -> Response:
    """An artist: timeline, releases, tracks, and the records of all of them."""
    return _thing(request, shelf, "artist", entity, wanted)


@router.get("/things/{entity:path}")
def thing(request: Request, entity: str, shelf: ShelfOf) -> Response:
    """The page of something whose kind the address does not say."""
    asked = asked_of(request.scope)
    with shelf.prover() as prover:
        folder = FOLDERS[kind_of(prover, entity)]
    here = Here(path=f"/{folder}/{entity}", lang=asked.lang, said=asked.said)
    return RedirectResponse(here.link(here.path), 308)


def _thing(request: Request, shelf: Shelf, kind: str, entity: str, wanted: Wanted) -> Response:
    asked = asked_of(request.scope)
    with shelf.prover() as prover:
        who = profile(prover, entity, kind)
        context = _context(
            prover, shelf, who, wanted, asked.lang, filed=asked.twin in {"csv", "parquet"}
        )
    return page(request, "things/thing.html", context)


def _context(
    prover: Prover, shelf: Shelf, who: Profile, wanted: Wanted, lang: str, *, filed: bool
) -> ThingContext:
    w = Wording(lang)
    names = _platforms(prover, shelf, who)
    platform = wanted.platform or names[0]
    day = wanted.day or last_day(prover, platform) or prover.snapshot.moment.date()
    view = View(
        day=day,
        platform=platform,
        measure=wanted.measure,
        number=wanted.number,
        sort=wanted.sort,
        piece=wanted.piece,
    )
    course = course_of(prover, who, view)
    theirs = (*who.releases, *who.recordings) if who.kind == "artist" else ()
    mine = {who.entity, *(one.entity for one in theirs)}
    listed = "list" if platform in CHART_PLATFORMS else "app"
    return ThingContext(
        profile=who,
        day=day,
        platform=platform,
        platforms=names,
        basis=w(f"basis.{listed}", platform=platform_text(platform, w)),
        progress=progress_of(prover, who, view),
        course=course,
        company=company_of(prover, who, view),
        records=records_of(prover, shelf, mine, w, most=RECORDS),
        sources=_sources(shelf, prover, who, platform),
        version=prover.snapshot.version,
        table=_table(who, platform, course, wanted.start) if filed else None,
        following=following(wanted.start, course.part.rows),
    )


def _platforms(prover: Prover, shelf: Shelf, who: Profile) -> tuple[str, ...]:
    """The platforms that may say something of it: of itself, of what it holds, or of anything."""
    own = [one.platform for one in who.counters]
    held = [one.entity for one in (*who.tracks, *who.releases, *who.recordings)]
    own += platforms_of(prover, held) if held else ()
    others = [] if own else [one.platform for one in sources_of(shelf, prover)]
    fitting = [name for name in (*own, *others) if suiting(who.kind, name)]
    return tuple(dict.fromkeys(fitting)) or ("spotify",)


def _sources(shelf: Shelf, prover: Prover, who: Profile, platform: str) -> tuple[str, ...]:
    """The sources of its own counters; where it has none, those of the platform."""
    own = [name for one in who.counters if one.platform == platform for name in one.sources]
    here = [one for one in sources_of(shelf, prover) if one.platform == platform]
    here.sort(key=lambda one: (-one.figures, one.name))
    return tuple(dict.fromkeys(own or [one.name for one in here]))


def _table(who: Profile, platform: str, course: Course, start: int) -> pa.Table:
    rows = [
        {
            "entity": who.entity,
            "platform": platform,
            "measure": course.measure,
            "from_day": one.day,
            "at_least": one.bounds.low,
            "at_most": one.bounds.high,
        }
        for one in course.whole[start : start + MOST]
    ]
    return pa.Table.from_pylist(rows, schema=_ROWS)
