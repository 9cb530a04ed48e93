"""What a proof says: the verdict, where every rival stands, and what would decide what is open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from recordbook.units import Truth

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import pyarrow as pa

    from recordbook.claims import Claim
    from recordbook.proof.ground import Ground
    from recordbook.units import Bounds, Day


class Verdict(StrEnum):
    """Proven and refuted are final for what the ledger holds; undecided is an answer too."""

    PROVEN = "proven"
    REFUTED = "refuted"
    UNDECIDED = "undecided"

    @classmethod
    def of(cls, truth: Truth) -> Verdict:
        """The verdict that a truth comes to."""
        return {Truth.TRUE: cls.PROVEN, Truth.FALSE: cls.REFUTED}.get(truth, cls.UNDECIDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where somebody stands on the as-of day, and when they reached the threshold."""

    entity: str
    name: str
    bounds: Bounds
    earliest: Day | None = None  # the first day on which the crossing is not ruled out
    latest: Day | None = None  # the first day on which it is known to have happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A cell that nobody has read, and what reading it would decide."""

    entity: str
    name: str
    metric: str
    day: Day
    decides: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """How far a proven claim can be stretched while it stays proven.

    `threshold` and `days` are inclusive ends, None where there is no limit, or none was worked out;
    `widest` are the widest cohorts that could be claimed.
    """

    threshold: tuple[int, int] | None = None
    days: tuple[Day | None, Day | None] | None = None
    widest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many possible members the cohort has in this book, and of how many anything was read."""

    members: int
    read: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A claim judged on one snapshot of a book.

    `rivals` has one row per possible member, closest first: entity, name, maker, status, member
    (Kleene), low, high, earliest, latest, witness (the part that shows it) and the witness's name,
    low, high and earliest. `rows` are the rows of evidence it all rests on: entity, side (low,
    high, reached, not yet), day, low, high, rule, grade, source, key, batch. Days are day numbers
    there. `ground` works out what a certificate states besides.
    """

    claim: Claim
    verdict: Verdict
    grade: str
    subject: Standing
    member: Truth
    parts: tuple[Standing, ...]
    rivals: pa.Table
    rows: pa.Table
    readings: tuple[tuple[str, Verdict], ...]
    holds: Holds
    missing: tuple[Missing, ...]
    coverage: Coverage
    conflicts: pa.Table
    version: int
    known_at: datetime
    ground: Callable[[], Ground]
