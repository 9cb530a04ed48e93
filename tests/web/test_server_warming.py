"""The first visitor finds everything made that answers rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.system.finding import platforms
from recordbook.web.shelf import Shelf
from recordbook.web.warming import warm

if TYPE_CHECKING:
    from pathlib import Path


def test_what_answers_rest_on_is_made_ahead(made_book: Path) -> None:
    """After warming, the runs of every platform are there, of the version that is served."""
    shelf = Shelf.of(str(made_book))
    assert warm(shelf) == shelf.version.ledger
    with shelf.prover() as prover:
        there = platforms(prover)
        assert there
        assert all("runs" in vars(prover.evidence(platform)) for platform in there)
