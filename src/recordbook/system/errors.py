"""What can be wrong with a workspace beyond its book."""

from __future__ import annotations

from recordbook.errors import LedgerError


class NoDemo(LedgerError):
    """The folder is no book of the demo's facts."""
