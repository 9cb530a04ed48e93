"""What a page looks up in a book before anything is asked of it: its last day, and its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.system import provenance
from recordbook.system.finding import platforms
from recordbook.system.searching import Index

if TYPE_CHECKING:
    from recordbook.proof import Prover
    from recordbook.system.searching import Hit
    from recordbook.units import Day
    from recordbook.web.shelf import Shelf

_HITS = 6
_INDEXES: dict[str, tuple[int, Index]] = {}
"""The names of each book that this process serves, made once for a version."""


def last_day(prover: Prover) -> Day | None:
    """The last day that anything was read of, on any platform."""
    days = (provenance.last_day(prover, platform) for platform in platforms(prover))
    return max((day for day in days if day is not None), default=None)


def index_of(shelf: Shelf, prover: Prover) -> Index:
    """The names of the book as the prover knows it, ready to be searched."""
    version, address = prover.snapshot.version, shelf.book.address
    held = _INDEXES.get(address)
    if held is None or held[0] != version:
        held = version, Index(prover.names.tables)
        _INDEXES[address] = held
    return held[1]


def names_like(shelf: Shelf, prover: Prover, text: str) -> tuple[Hit, ...]:
    """The things whose names are most like a text, best first."""
    return index_of(shelf, prover).search(text, count=_HITS).hits
