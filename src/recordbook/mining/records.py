"""What is found: records, each with its prominence, and the days they are of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.claims import Claim
    from recordbook.units import Day


@dataclass(frozen=True, slots=True)
class Prominence:
    """How much a record stands out: the product of its factors, each kept by name."""

    factors: Mapping[str, float]

    @property
    def score(self) -> float:
        """The product."""
        score = 1.0
        for factor in self.factors.values():
            score *= factor
        return score


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A claim that became true on a day, told of the widest cohort in which it did.

    The claim names its subject by key. `members` is how many may belong to the cohort, the subject
    included; `also` are lower thresholds of the same day of which the same was true.
    """

    claim: Claim
    members: int
    prominence: Prominence
    also: tuple[int, ...] = ()

    @property
    def day(self) -> Day:
        """The day it became true."""
        return self.claim.as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The records of some days: by day, then by prominence, then by canonical text."""

    first: Day
    last: Day
    records: tuple[Record, ...]
