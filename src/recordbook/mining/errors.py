"""What can be wrong with what somebody wants to be told."""

from __future__ import annotations

from recordbook.errors import LedgerError, SourceError


class BadTaste(SourceError):
    """The settings of `find` cannot be used."""


class OtherState(LedgerError):
    """What the daily pass kept cannot be gone on with; it can be made anew from the book."""


class NotNext(LedgerError):
    """The day does not come after the newest day that the daily pass knows."""
