"""Search: artists, albums and tracks by any of their names, however they are spelled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import pyarrow as pa
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response  # noqa: TC002 - the framework reads the types

from recordbook.system.searching import KINDS, LONGEST, Hits
from recordbook.web.asked import asked_of
from recordbook.web.exports import MOST
from recordbook.web.listed import Number, Start, following, part
from recordbook.web.looking import index_of
from recordbook.web.rendering import page
from recordbook.web.shelf import Shelf, shelf_of

if TYPE_CHECKING:
    from recordbook.system.searching import Hit
    from recordbook.web.listed import Part

router = APIRouter()

SIZE = 20
"""Hits on one page."""

_ROWS = pa.schema(
    {
        "entity": pa.string(),
        "kind": pa.string(),
        "name": pa.string(),
        "by": pa.string(),
        "matched": pa.string(),
        "score": pa.int64(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchContext:
    """What a search found.

    `q` are the words, `kind` the one kind that is wanted ("" for all), `kinds` those there are.
    `hits` is this `part` of what was found, best first. `version` is the ledger's. `table` are the
    rows of a file, None where none was asked for, and `following` where the next file starts.
    """

    q: str
    kind: str
    kinds: tuple[str, ...]
    hits: tuple[Hit, ...]
    part: Part
    version: int
    table: pa.Table | None
    following: int | None

    def rows(self) -> pa.Table:
        """Everything that was found, at most 10,000 rows of it at once."""
        return _ROWS.empty_table() if self.table is None else self.table


ShelfOf = Annotated[Shelf, Depends(shelf_of)]


@router.get("/search")
def search(  # noqa: PLR0917 - the framework gives them by name
    request: Request,
    shelf: ShelfOf,
    q: Annotated[str, Query(max_length=LONGEST)] = "",
    kind: Annotated[str, Query(max_length=20)] = "",
    number: Number = 1,
    start: Start = 0,
) -> Response:
    """The things that words may mean, best first."""
    filed = asked_of(request.scope).twin in {"csv", "parquet"}
    kind = kind if kind in KINDS else ""
    at, many = (start, MOST) if filed else ((number - 1) * SIZE, SIZE)
    with shelf.prover() as prover:
        index = index_of(shelf, prover)
        found = index.search(q, kind or None, at, many)
        cut = part(number, found.found, SIZE)
        if not filed and cut.number != number:
            found = index.search(q, kind or None, cut.start, SIZE)
        version = prover.snapshot.version
    context = SearchContext(
        q=q,
        kind=kind,
        kinds=KINDS,
        hits=found.hits,
        part=cut,
        version=version,
        table=_table(found) if filed else None,
        following=following(start, found.found),
    )
    return page(request, "things/search.html", context)


def _table(found: Hits) -> pa.Table:
    rows = [
        {
            "entity": hit.entity,
            "kind": hit.kind,
            "name": hit.name,
            "by": hit.maker,
            "matched": hit.matched,
            "score": hit.score,
        }
        for hit in found.hits
    ]
    return pa.Table.from_pylist(rows, schema=_ROWS)
