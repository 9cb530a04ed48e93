"""What can be wrong with posts, and with the store that holds them."""

from __future__ import annotations

from recordbook.errors import LedgerError, SourceError


class BadPosts(SourceError):
    """A file holds no posts that can be read."""


class NoSuchPost(SourceError):
    """No post of the store is meant by this."""


class NotChosen(SourceError):
    """The record has no quote in this place."""


class NoStore(LedgerError):
    """The book lies where no store of posts can be kept."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"posts are kept in one file, which cannot lie at {address}",
            remedy="name a file for them: --store posts.sqlite",
        )


class DamagedStore(LedgerError):
    """The store of posts cannot be read."""


class StoreBusy(LedgerError):
    """Another program is writing to the store of posts."""
