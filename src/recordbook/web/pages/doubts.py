"""What was doubted about figures: those that clash, those put right, and keys that went on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import pyarrow as pa
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response  # noqa: TC002 - the framework reads the types

from recordbook.system.browsing import named
from recordbook.system.courses import Clash, set_aside
from recordbook.system.finding import platforms
from recordbook.system.provenance import Corrected, corrections, id_moves
from recordbook.web.exports import MOST
from recordbook.web.listed import Number, Start, following, part
from recordbook.web.looking import last_day
from recordbook.web.once import once
from recordbook.web.rendering import page
from recordbook.web.shelf import Shelf, shelf_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from recordbook.catalogue.identity import Move
    from recordbook.proof import Prover
    from recordbook.web.listed import Part

router = APIRouter()

SIZE = 50
"""Rows of a list on one page."""

_CLASHES = pa.schema(
    {
        "entity": pa.string(),
        "day": pa.date32(),
        "at_least": pa.int64(),
        "at_most": pa.int64(),
        "grade": pa.string(),
        "source": pa.string(),
        "against": pa.int64(),
        "against_day": pa.date32(),
        "against_grade": pa.string(),
        "against_source": pa.string(),
    }
)
_CORRECTIONS = pa.schema(
    {
        "recorded": pa.timestamp("us", "UTC"),
        "table": pa.string(),
        "what": pa.string(),
        "reason": pa.string(),
    }
)
_MOVES = pa.schema(
    {
        "entity": pa.string(),
        "old": pa.string(),
        "new": pa.string(),
        "last_day_of_old": pa.date32(),
        "first_day_of_new": pa.date32(),
    }
)

ShelfOf = Annotated[Shelf, Depends(shelf_of)]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtsContext:
    """One of three lists; `section` says which, and only that one is filled.

    `clashes` are figures that were set aside, each with what it clashed with; `corrections` what no
    longer stands, and why; `moves` keys that went on under another. Of each it is this `part`.
    `names` are the shown names of the entities that occur. `day` is the last day of the book,
    `version` the ledger's. `table` are the rows of a file, and `following` where the next starts.
    """

    section: str
    part: Part
    day: date | None
    version: int
    clashes: tuple[Clash, ...] = ()
    corrections: tuple[Corrected, ...] = ()
    moves: tuple[Move, ...] = ()
    names: dict[str, str]
    table: pa.Table
    following: int | None

    def rows(self) -> pa.Table:
        """The list, at most 10,000 rows of it at once."""
        return self.table


@router.get("/sources/clashes")
def clashes(request: Request, shelf: ShelfOf, number: Number = 1, start: Start = 0) -> Response:
    """The figures that were set aside, on every platform."""
    with shelf.prover() as prover:
        found = once(shelf, "clashes", prover.snapshot.version, lambda: _clashes(prover))
        cut = part(number, len(found), SIZE)
        some = cut.of(found)
        context = DoubtsContext(
            section="clashes",
            part=cut,
            day=last_day(prover),
            version=prover.snapshot.version,
            clashes=some,
            names=_names(prover, (one.entity for one in some)),
            table=_table(map(_clash_row, found[start : start + MOST]), _CLASHES),
            following=following(start, len(found)),
        )
    return page(request, "things/doubts.html", context)


@router.get("/sources/corrections")
def corrected(request: Request, shelf: ShelfOf, number: Number = 1, start: Start = 0) -> Response:
    """What no longer stands, and why, the newest first."""
    with shelf.prover() as prover:
        found = corrections(prover)
        cut = part(number, len(found), SIZE)
        context = DoubtsContext(
            section="corrections",
            part=cut,
            day=last_day(prover),
            version=prover.snapshot.version,
            corrections=cut.of(found),
            names={},
            table=_table(map(_correction_row, found[start : start + MOST]), _CORRECTIONS),
            following=following(start, len(found)),
        )
    return page(request, "things/doubts.html", context)


@router.get("/sources/moves")
def moves(request: Request, shelf: ShelfOf, number: Number = 1, start: Start = 0) -> Response:
    """The keys that went on under another one."""
    with shelf.prover() as prover:
        found = once(shelf, "moves", prover.snapshot.version, lambda: id_moves(prover))
        cut = part(number, len(found), SIZE)
        some = cut.of(found)
        context = DoubtsContext(
            section="moves",
            part=cut,
            day=last_day(prover),
            version=prover.snapshot.version,
            moves=some,
            names=_names(prover, (one.entity for one in some)),
            table=_table(map(_move_row, found[start : start + MOST]), _MOVES),
            following=following(start, len(found)),
        )
    return page(request, "things/doubts.html", context)


def _clashes(prover: Prover) -> tuple[Clash, ...]:
    return tuple(one for platform in platforms(prover) for one in set_aside(prover, platform))


def _names(prover: Prover, entities: Iterable[str]) -> dict[str, str]:
    return {entity: name for entity, (name, _) in named(prover, entities).items()}


def _table(rows: Iterable[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=schema)


def _clash_row(one: Clash) -> dict[str, Any]:
    return {
        "entity": one.entity,
        "day": one.day,
        "at_least": one.bounds.low,
        "at_most": one.bounds.high,
        "grade": one.grade,
        "source": one.source,
        "against": one.against,
        "against_day": one.against_day,
        "against_grade": one.against_grade,
        "against_source": one.against_source,
    }


def _correction_row(one: Corrected) -> dict[str, Any]:
    what = "; ".join(f"{name} {value}" for name, value in one.what)
    return {
        "recorded": one.recorded,
        "table": one.table,
        "what": what,
        "reason": one.reason,
    }


def _move_row(one: Move) -> dict[str, Any]:
    return {
        "entity": one.entity,
        "old": one.old,
        "new": one.new,
        "last_day_of_old": one.last,
        "first_day_of_new": one.first,
    }
