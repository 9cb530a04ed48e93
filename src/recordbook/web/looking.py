"""What a page looks up in a book before anything is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.system import provenance
from recordbook.system.finding import platforms

if TYPE_CHECKING:
    from recordbook.proof import Prover
    from recordbook.system.searching import Index
    from recordbook.units import Day
    from recordbook.web.shelf import Shelf


def last_day(prover: Prover) -> Day | None:
    """The last day that anything was read of, on any platform."""
    days = (provenance.last_day(prover, platform) for platform in platforms(prover))
    return max((day for day in days if day is not None), default=None)


def index_of(shelf: Shelf, prover: Prover) -> Index:  # noqa: ARG001 - the shelf has the judge
    """The names of the book, ready to be searched."""
    return shelf.index()
