"""What can be wrong with a claim once it is read: it cannot be asked of this book, or not yet."""

from __future__ import annotations

from recordbook.errors import ClaimError


class NotProvableYet(ClaimError):
    """Claims of this kind can be written but not proven yet."""


class NothingToJudge(ClaimError):
    """The claim has nothing to range over in this book."""
