"""What can go wrong between a book and those who ask for its pages."""

from __future__ import annotations

from recordbook.errors import ClaimError, LedgerError, OutletError


class Busy(LedgerError):
    """Others are asking too much of this book at the moment; ask again in a while."""


class NoSuchScope(OutletError):
    """A token cannot allow what nobody has named."""


class NoSuchToken(OutletError):
    """There is no token of this name."""


class TokenExists(OutletError):
    """There is a token of this name already."""


class NoTokenFile(OutletError):
    """A book in object storage keeps no tokens: name a file for them."""


class NoWord(OutletError):
    """The site has no text for this in this language."""


class BadProxy(OutletError):
    """A proxy is neither an address nor a network."""


class NoNumber(ClaimError):
    """The words say no number above zero that a table could hold."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"{said[:40]!r} is no number that can be reached",
            remedy="write it as 60M, 60 million, 6000만 or 60000000",
        )


class NotOurs(OutletError):
    """The folder holds something that is no site of ours."""


class OneFolder(OutletError):
    """A folder is published to by itself, not beside other targets."""


class NoWeb(OutletError):
    """What serves pages and assistants is not installed."""


class CannotListen(OutletError):
    """The address to listen at is taken, or none of this machine's."""
