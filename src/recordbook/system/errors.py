"""What can be wrong with a workspace beyond its book."""

from __future__ import annotations

from recordbook.errors import CatalogueError, LedgerError


class NoDemo(LedgerError):
    """The folder is no book of the demo's facts."""


class TwoRecordings(CatalogueError):
    """The catalogue says that the keys of a move are different recordings."""

    def __init__(self, message: str) -> None:
        super().__init__(
            f"the catalogue says that these are different recordings: {message}",
            remedy="leave the move out, or correct the identities first",
        )
