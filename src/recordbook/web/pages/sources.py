"""Where everything comes from: each source with its days and its holes, and how much was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import pyarrow as pa
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response  # noqa: TC002 - the framework reads the types

from recordbook.system.provenance import Coverage, coverage
from recordbook.web.asked import asked_of
from recordbook.web.exports import MOST
from recordbook.web.listed import Number, Sort, Start, following, ordered, part
from recordbook.web.looking import last_day
from recordbook.web.once import once, sources_of
from recordbook.web.rendering import page
from recordbook.web.shelf import Shelf, shelf_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from recordbook.system.provenance import Source
    from recordbook.web.listed import Part

router = APIRouter()

SIZE = 50
"""Sources on one page."""

_SORTS: Final[Mapping[str, Callable[[Source], Any]]] = {
    "name": lambda one: one.name,
    "platform": lambda one: (one.platform, one.metric),
    "first": lambda one: one.first,
    "last": lambda one: one.last,
    "figures": lambda one: one.figures,
    "holes": lambda one: len(one.holes),
    "stale": lambda one: one.stale,
}

_ROWS = pa.schema(
    {
        "source": pa.string(),
        "platform": pa.string(),
        "basis": pa.string(),
        "metric": pa.string(),
        "region": pa.string(),
        "grade": pa.string(),
        "first": pa.date32(),
        "last": pa.date32(),
        "days": pa.int64(),
        "figures": pa.int64(),
        "counters": pa.int64(),
        "holes": pa.int64(),
        "days_missing": pa.int64(),
        "days_stale": pa.int64(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesContext:
    """Every source of a book.

    `sources` is this `part` of the list in the order of `sort`; `coverage` is how much of each kind
    was read. `day` is the last day of the book, `version` the ledger's. `table` are the rows of a
    file, None where none was asked for, and `following` where the next file starts.
    """

    sources: tuple[Source, ...]
    part: Part
    sort: str
    coverage: tuple[Coverage, ...]
    day: date | None
    version: int
    table: pa.Table | None
    following: int | None

    def rows(self) -> pa.Table:
        """The sources, at most 10,000 rows of them at once."""
        return _ROWS.empty_table() if self.table is None else self.table


@router.get("/sources")
def sources(
    request: Request,
    shelf: Annotated[Shelf, Depends(shelf_of)],
    number: Number = 1,
    sort: Sort = "-figures",
    start: Start = 0,
) -> Response:
    """Every source: its days, its figures, its holes, and how stale it is."""
    filed = asked_of(request.scope).twin in {"csv", "parquet"}
    with shelf.prover() as prover:
        version = prover.snapshot.version
        found = ordered(sources_of(shelf, prover), sort, _SORTS)
        read = once(shelf, "coverage", version, lambda: coverage(prover))
        day = last_day(prover)
    cut = part(number, len(found), SIZE)
    context = SourcesContext(
        sources=cut.of(found),
        part=cut,
        sort=sort,
        coverage=read,
        day=day,
        version=version,
        table=_table(found[start : start + MOST]) if filed else None,
        following=following(start, len(found)),
    )
    return page(request, "things/sources.html", context)


def _table(found: Sequence[Source]) -> pa.Table:
    rows = [
        {
            "source": one.name,
            "platform": one.platform,
            "basis": one.basis,
            "metric": one.metric,
            "region": one.region,
            "grade": one.grade,
            "first": one.first,
            "last": one.last,
            "days": one.days,
            "figures": one.figures,
            "counters": one.counters,
            "holes": len(one.holes),
            "days_missing": sum((hole.last - hole.first).days + 1 for hole in one.holes),
            "days_stale": one.stale,
        }
        for one in found
    ]
    return pa.Table.from_pylist(rows, schema=_ROWS)
