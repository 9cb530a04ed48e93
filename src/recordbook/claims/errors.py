"""What can be wrong with a claim, each saying where and what was expected there."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from recordbook.errors import ClaimError

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 60  # characters of the claim shown either side of the word


class BadClaim(ClaimError):
    """The parts of the claim do not go together."""


class ClaimTextError(ClaimError):
    """The text is not a claim; `column` (from 1) is where the word stands that cannot be read."""

    def __init__(self, message: str, text: str, at: int, word: str, *, remedy: str = "") -> None:
        self.text: str = text
        self.column: int = at + 1
        self.word: str = word[:_SHOWN]
        super().__init__(f"{message}\n{_caret(text, at, len(word))}", remedy=remedy or None)


class UnexpectedWord(ClaimTextError):
    """A word stands where the language has no place for it."""


class UnknownWord(ClaimTextError):
    """A word of a cohort, a population, a platform or a metric is not known."""


class BadNumber(ClaimTextError):
    """A number, a day or a place cannot be what it says."""


class BadClaimJson(ClaimError):
    """The JSON does not hold a claim."""


class MissingDay(ClaimError):
    """The claim does not say as of which day it holds."""


def _caret(text: str, at: int, width: int) -> str:
    """The line around the place, and a line that marks the word."""
    width = min(width, _SHOWN)
    start, end = max(0, at - _SHOWN), min(len(text), at + max(width, 1) + _SHOWN)
    head, tail = "…" if start else "", "…" if end < len(text) else ""
    shown = "".join(c if c.isprintable() else " " for c in text[start:end])
    marks = "^" * max(1, min(width, end - at))
    before = sum(1 + (east_asian_width(c) in "WF") for c in shown[: at - start])
    return f"  {head}{shown}{tail}\n  {' ' * (before + len(head))}{marks}"


def nearest(word: str, known: Iterable[str]) -> str:
    """The question "did you mean ...?" with the nearest known word; empty where none is near.

    >>> nearest("k-pup", ["k-pop", "latin"])
    "did you mean 'k-pop'?"
    """
    by_fold = {k.casefold(): k for k in known}
    close = difflib.get_close_matches(word[:80].casefold(), by_fold, n=1, cutoff=0.6)
    return f"did you mean {by_fold[close[0]]!r}?" if close else ""
