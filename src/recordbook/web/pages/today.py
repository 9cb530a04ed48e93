"""The records of a day, those withdrawn, and what changed since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - the framework reads the types
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import pyarrow as pa
from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response  # noqa: TC002 - the framework reads the types

from recordbook.intake.arrow import dicts
from recordbook.stories.naming import record_key
from recordbook.system.keeping import WITHDRAWN, Change
from recordbook.web.asked import asked_of
from recordbook.web.lines import Line, lines_of
from recordbook.web.rendering import page
from recordbook.web.shelf import Shelf, shelf_of
from recordbook.web.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

router = APIRouter()

SHOWN = 12
"""Records of a day on one page."""

_TURNS, _LATELY = 5, 6
_ROWS = pa.schema(
    {
        "key": pa.string(),
        "day": pa.date32(),
        "status": pa.string(),
        "prominence": pa.float64(),
        "claim": pa.string(),
        "reason": pa.string(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """What one ledger version changed: how many records it found, how many it withdrew.

    `files` are the files that were taken in since the version before it that changed any.
    """

    version: int
    found: int
    withdrawn: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayContext:
    """The records of one day.

    `day` is the day shown, None where the log is empty; `latest` is whether it is the last with
    records, and `today` whether the page is Today. `earlier` and `later` are the nearest days with
    records, `lately` the newest records of days before, on Today alone. `standing` and `withdrawn`
    are the lines of this page of the list, `stood` and `gone` how many there are; `number` is the
    page's number and `pages` how many there are. `turned` is what the last ledger versions changed.
    `read` counts the files the book was made of. `version` is the ledger's. `table` has every
    record of the day.
    """

    day: date | None
    latest: bool
    today: bool
    earlier: date | None
    later: date | None
    standing: tuple[Line, ...]
    lately: tuple[Line, ...]
    withdrawn: tuple[Line, ...]
    stood: int
    gone: int
    number: int
    pages: int
    turned: tuple[Turned, ...]
    read: int
    version: int
    table: pa.Table

    def rows(self) -> pa.Table:
        """Every record of the day, withdrawn ones too, the most prominent first."""
        return self.table


ShelfOf = Annotated[Shelf, Depends(shelf_of)]
Number = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/")
def today(request: Request, shelf: ShelfOf, number: Number = 1) -> Response:
    """The records of the last day that has any."""
    days = _days(shelf)
    context = _context(request, shelf, days[-1] if days else None, number, today=True)
    return page(request, "today.html", context)


@router.get("/days/{day}")
def of_day(
    request: Request, shelf: ShelfOf, day: Annotated[date, Path()], number: Number = 1
) -> Response:
    """The records of a day."""
    return page(request, "today.html", _context(request, shelf, day, number, today=False))


def _days(shelf: Shelf) -> list[date]:
    """Every day of which anything was ever a record."""
    return sorted({change.day for change in shelf.records().values()})


def _context(
    request: Request, shelf: Shelf, day: date | None, number: int, *, today: bool
) -> DayContext:
    days, mine = _days(shelf), _of_day(shelf, day)
    gone = [change for change in mine if change.status == WITHDRAWN]
    standing = [change for change in mine if change.status != WITHDRAWN]
    start = (number - 1) * SHOWN
    w = Wording(asked_of(request.scope).lang)
    with shelf.prover() as prover:
        told = lines_of(prover, standing[start : start + SHOWN], w)
        lost = lines_of(prover, gone[start : start + SHOWN], w)
        lately = lines_of(prover, _lately(shelf, day) if today and number == 1 else [], w)
    return DayContext(
        day=day,
        latest=bool(days) and day == days[-1],
        today=today,
        earlier=max((one for one in days if day and one < day), default=None),
        later=min((one for one in days if day and one > day), default=None),
        standing=told,
        lately=lately,
        withdrawn=lost,
        stood=len(standing),
        gone=len(gone),
        number=number,
        pages=max(-(-max(len(standing), len(gone)) // SHOWN), 1),
        turned=_turned(shelf),
        read=shelf.book.history().num_rows,
        version=shelf.version.ledger,
        table=_table(mine),
    )


def _of_day(shelf: Shelf, day: date | None) -> list[Change]:
    """What stands and what was withdrawn of a day, the most prominent first."""
    rank = {
        change.claim: change.prominence or 0.0 for change in shelf.changes() if change.prominence
    }
    mine = [change for change in shelf.records().values() if change.day == day]
    return sorted(mine, key=lambda change: (-rank.get(change.claim, 0.0), change.claim))


def _lately(shelf: Shelf, day: date | None) -> list[Change]:
    """The newest records of the days before, the most prominent of each day first."""
    before = [
        change
        for change in shelf.records().values()
        if day is not None and change.day < day and change.status != WITHDRAWN
    ]
    before.sort(key=lambda one: (-one.day.toordinal(), -(one.prominence or 0.0), one.claim))
    return before[:_LATELY]


def _turned(shelf: Shelf) -> tuple[Turned, ...]:
    """What the last ledger versions changed, newest first."""
    history = [(int(row["version"]), str(row["name"])) for row in dicts(shelf.book.history())]
    ordered = sorted(shelf.changes(), key=lambda change: change.known_at)
    groups = [(version, list(some)) for version, some in groupby(ordered, lambda one: one.known_at)]
    turned: list[Turned] = []
    before = -1
    for version, some in groups:
        gone = sum(change.status == WITHDRAWN for change in some)
        files = tuple(name for at, name in history if before < at <= version)
        turned.append(
            Turned(version=version, found=len(some) - gone, withdrawn=gone, files=files[-_TURNS:])
        )
        before = version
    return tuple(turned[: -_TURNS - 1 : -1])


def _table(changes: Iterable[Change]) -> pa.Table:
    rows = [
        {
            "key": record_key(change.claim),
            "day": change.day,
            "status": change.status,
            "prominence": change.prominence,
            "claim": change.claim,
            "reason": change.reason,
        }
        for change in changes
    ]
    return pa.Table.from_pylist(rows, schema=_ROWS)
