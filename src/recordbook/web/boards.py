"""A leaderboard as a page shows it: its rows, who was first to each number, and a census."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.claims import read_number
from recordbook.claims.claim import LARGEST
from recordbook.proof.errors import NotProvableYet
from recordbook.proof.question import kind_of
from recordbook.stories.cohorts import among
from recordbook.stories.language import language
from recordbook.stories.words import Words
from recordbook.system.milestones import Firsts
from recordbook.web.errors import NoNumber
from recordbook.web.exports import MOST
from recordbook.web.listed import part
from recordbook.web.proofs import basis_text

if TYPE_CHECKING:
    from recordbook.system.browsing import Board, Count, Row
    from recordbook.system.milestones import First
    from recordbook.units import Bounds
    from recordbook.web.listed import Part
    from recordbook.web.wording import Wording

SIZE, RUNGS = 50, 12
"""Rows of a leaderboard and rungs of the ladder on one page."""

ROWS = pa.schema(
    {
        "entity": pa.string(),
        "name": pa.string(),
        "by": pa.string(),
        "at_least": pa.int64(),
        "at_most": pa.int64(),
        "best_place": pa.int64(),
        "worst_place": pa.int64(),
        "worst_place_among_read": pa.int64(),
        "member": pa.string(),
        "read": pa.bool_(),
    }
)
"""The rows of a leaderboard in a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which part of a cohort is wanted: the page of its board and of its ladder, and the order.

    `threshold` is a number to tell of besides the ladder, as somebody wrote it. With `everyone`
    those are listed too of whom nothing is known.
    """

    threshold: str = ""
    number: int = 1
    sort: str = "low"
    rung: int = 1
    start: int = 0
    everyone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is seen of a cohort.

    `claim` is the view as the claim language writes it, `cohort` its cohort in words; `kind` is
    release, recording or artist. `basis` is the platform and which of its numbers. `places` is
    whether the smaller number is the better one. `members` is how many belong to the cohort,
    `unread` how many that may were never read; they are listed only with `everyone`. `board` are
    the rows of this `part` of the leaderboard in the order of `sort`, `firsts` who was first at
    each rung of this part of the ladder (`ladder`), None where nobody can be shown to reach such a
    measure; `census` is how many stand at each of them.
    """

    claim: str
    cohort: str
    kind: str
    basis: str
    places: bool
    members: Bounds
    unread: int
    everyone: bool
    board: tuple[Row, ...]
    part: Part
    sort: str
    firsts: tuple[First, ...] | None
    ladder: Part
    census: tuple[Count, ...]


def shown(board: Board, wanted: Wanted, w: Wording) -> Shown:
    """What is seen of a board; NoNumber, NotProvableYet and what a prover raises say why not."""
    claim = board.claim
    ladder = _ladder(board, wanted.threshold)
    cut, step = part(wanted.number, len(board.order), SIZE), part(wanted.rung, len(ladder), RUNGS)
    rungs = step.of(ladder)
    return Shown(
        claim=str(claim).partition(": ")[2],
        cohort="" if claim.cohort is None else among(_words(w), claim.cohort).many,
        kind=kind_of(claim),
        basis=basis_text(claim, w),
        places=board.places,
        members=board.members,
        unread=board.unread,
        everyone=board.everyone,
        board=board.page(cut.start, SIZE, sort=wanted.sort),
        part=cut,
        sort=wanted.sort,
        firsts=_firsts(board, rungs),
        ladder=step,
        census=board.census(rungs),
    )


def _firsts(board: Board, rungs: tuple[int, ...]) -> tuple[First, ...] | None:
    """Who was first at each rung; None where nobody can be shown to reach such a measure."""
    try:
        return Firsts(board).of(rungs)
    except NotProvableYet:
        return None


def _words(w: Wording) -> Words:
    """What tells a cohort; subjects in it are called as the claim calls them."""
    return Words(
        language=language(w.code), named=lambda one: (one.name or one.key or "", one.by or "")
    )


def _ladder(board: Board, threshold: str) -> tuple[int, ...]:
    """The numbers to tell of, from the best down; the one that was asked for is among them."""
    wanted = {_number(threshold)} if threshold.strip() else set[int]()
    if board.places:
        return tuple(sorted(wanted | set(_PLACES)))
    ladder = board.ladder()
    lowest = ladder[-1] // _FURTHER if ladder else 0
    return tuple(sorted(wanted | {rung for rung in ladder if rung > lowest}, reverse=True))


def _number(text: str) -> int:
    """A number as people write it: 60M, 1억; NoNumber where it is none."""
    try:
        number = read_number(text)
    except (ValueError, KeyError, IndexError):
        number = 0
    if not 0 < number <= LARGEST:
        raise NoNumber(text)
    return number


_FURTHER = 1000
"""A ladder goes down to the top by this: far below, rungs tell nobody anything."""

_PLACES = (1, 2, 3, 5, 10, 20, 40, 50, 100)


def table(board: Board, wanted: Wanted) -> pa.Table:
    """The rows of a board from a place on, for a file."""
    rows = (
        {
            "entity": one.entity,
            "name": one.name,
            "by": one.maker,
            "at_least": one.bounds.low,
            "at_most": one.bounds.high,
            "best_place": one.place.low,
            "worst_place": one.place.high,
            "worst_place_among_read": one.among_read.high,
            "member": one.member.name.lower(),
            "read": one.read,
        }
        for one in board.page(wanted.start, MOST, sort=wanted.sort)
    )
    return pa.Table.from_pylist(list(rows), schema=ROWS)
