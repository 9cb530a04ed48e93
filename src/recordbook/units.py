"""Day, Streams, Bounds and Truth: the only kinds of number that travel between packages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Day: TypeAlias = date
"""A play day in the platform's own calendar (UTC for Spotify). In tables: days since 1970-01-01."""

Streams: TypeAlias = int
"""Plays as the platform counts them, cumulative unless a name says otherwise."""

_EPOCH = date(1970, 1, 1)


def day_number(day: Day) -> int:
    """The day as tables hold it: days since 1970-01-01.

    >>> day_number(date(2023, 12, 16))
    19707
    """
    return (day - _EPOCH).days


def day_from(number: int) -> Day:
    """The calendar day of a day number.

    >>> day_from(19707)
    datetime.date(2023, 12, 16)
    """
    return _EPOCH + timedelta(days=number)


class Truth(IntEnum):
    """Kleene's three values, ordered so that "and" is the least and "or" is the greatest.

    >>> all_of([Truth.TRUE, Truth.UNKNOWN]), any_of([Truth.TRUE, Truth.UNKNOWN])
    (<Truth.UNKNOWN: 1>, <Truth.TRUE: 2>)
    """

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    @property
    def negated(self) -> Truth:
        """True for false, false for true, unknown for unknown."""
        return Truth(2 - self)


def all_of(truths: Iterable[Truth]) -> Truth:
    """Whether all hold; true of nothing at all."""
    return min(truths, default=Truth.TRUE)


def any_of(truths: Iterable[Truth]) -> Truth:
    """Whether one holds; false of nothing at all."""
    return max(truths, default=Truth.FALSE)


@dataclass(frozen=True, slots=True, order=True)
class Bounds:
    """What is known of a number: it is at least `low` and, unless `high` is None, at most `high`.

    >>> Bounds(60_000_000).at_least(50_000_000)
    <Truth.TRUE: 2>
    >>> Bounds(21, 99) + Bounds.exactly(1)
    Bounds(low=22, high=100)
    """

    low: int = 0
    high: int | None = None

    def __post_init__(self) -> None:
        """Refuse bounds that no number meets."""
        if self.high is not None and self.low > self.high:
            msg = f"no number is at least {self.low} and at most {self.high}"
            raise ValueError(msg)

    @classmethod
    def exactly(cls, value: int) -> Bounds:
        """Bounds of a number that was read."""
        return cls(value, value)

    @property
    def exact(self) -> bool:
        """Whether one number only is possible."""
        return self.low == self.high

    def at_least(self, threshold: int) -> Truth:
        """Whether the number is at or above the threshold."""
        if self.low >= threshold:
            return Truth.TRUE
        return Truth.FALSE if self.high is not None and self.high < threshold else Truth.UNKNOWN

    def __add__(self, other: Bounds) -> Bounds:
        """Bounds of the sum of two numbers."""
        ends = self.high, other.high
        high = None if ends[0] is None or ends[1] is None else ends[0] + ends[1]
        return Bounds(self.low + other.low, high)

    def meet(self, other: Bounds) -> Bounds | None:
        """The numbers both allow; None when they clash."""
        highs = [high for high in (self.high, other.high) if high is not None]
        low, high = max(self.low, other.low), min(highs, default=None)
        return None if high is not None and low > high else Bounds(low, high)
