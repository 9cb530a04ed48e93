"""What is made once for a version of a book, and shown on many pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from recordbook.system.provenance import sources
from recordbook.system.record_lines import Lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from recordbook.proof import Prover
    from recordbook.system.provenance import Source
    from recordbook.web.shelf import Shelf

T = TypeVar("T")

_MADE: dict[tuple[str, str], tuple[int, object]] = {}
"""By book and by what it is: the version it was made of, and itself. One version is kept."""


def once(shelf: Shelf, name: str, version: int, make: Callable[[], T]) -> T:
    """What `make` gives, made anew only where the version is another one than the last time's."""
    place = shelf.book.address, name
    held = _MADE.get(place)
    if held is None or held[0] != version:
        held = version, make()
        _MADE[place] = held
    return cast("T", held[1])


def sources_of(shelf: Shelf, prover: Prover) -> tuple[Source, ...]:
    """Every source of the book, as the prover knows it."""
    return once(shelf, "sources", prover.snapshot.version, lambda: sources(prover))


def lines_in(shelf: Shelf) -> Lines:
    """The lines of the record log."""
    return once(shelf, "lines", shelf.version.log, lambda: Lines.of(shelf.book))
