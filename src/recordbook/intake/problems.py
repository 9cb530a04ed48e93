"""Problem and Note: what makes a row unusable, and what is odd about rows that were taken."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 20  # examples that a report holds


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why one row cannot be taken.

    >>> print(Problem(7, "streams", "-5", "a count cannot be negative", "Correct the row."))
    line 7, streams '-5': a count cannot be negative
    """

    line: int  # 1-based; of a table without lines (Parquet), the row
    column: str
    value: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """Where, which value, and what is wrong with it."""
        return f"line {self.line}, {self.column} {self.value[:80]!r}: {self.what}"


@dataclass(frozen=True, slots=True)
class Note:
    """Something found in what was taken, said and never repaired.

    >>> print(Note("holes", 136, "zero or blank counts were not taken as readings"))
    136 holes: zero or blank counts were not taken as readings
    """

    kind: str  # holes, stale days, falls, jumps, id moves, duplicate titles, gaps, short lists ...
    count: int
    text: str
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        """How many of what, in words."""
        return f"{self.count:,} {self.kind}: {self.text}"


def note(kind: str, text: str, count: int, examples: Iterable[str] = ()) -> Note | None:
    """A note with its first examples; None where there is nothing to say."""
    return Note(kind, count, text, tuple(islice(examples, SHOWN))) if count else None
