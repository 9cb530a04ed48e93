"""What can be wrong with a claim once it is read: it cannot be asked of this book, or not yet."""

from __future__ import annotations

from recordbook.errors import ClaimError


class NotProvableYet(ClaimError):
    """Claims of this kind can be written but not proven yet."""


class NothingToJudge(ClaimError):
    """The claim has nothing to range over in this book."""


class EmptyCohort(ClaimError):
    """Nobody in this book may be a member of the cohort."""


class NoRival(ClaimError):
    """The other party is nobody that the subject can be compared with."""
