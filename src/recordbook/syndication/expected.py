"""What is expected: a claim that may become true, and the days between which it should."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from recordbook.units import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A claim in words with the first and the last day on which it is expected, both included.

    `key` is the same for ever for one expectation; `known` is the moment of the forecast, newer
    each time it changes; `address` is its page.
    """

    key: str
    text: str
    first: Day
    last: Day
    address: str
    known: datetime

    def __post_init__(self) -> None:
        """Refuse an interval that ends before it begins."""
        if self.last < self.first:
            raise ValueError(f"{self.key}: expected until {self.last}, but from {self.first}")
