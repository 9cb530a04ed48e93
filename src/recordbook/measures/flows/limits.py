"""Floors and ceilings: between which numbers the greatest gain of any stretch of days lies.

A stretch is so many days in a row: a day, seven days, or a week that ends on a given weekday. A
floor says that by some day a stretch since another day gained no less. A ceiling says how much the
stretches that end on some days can have gained at most. Every day has one.

Between two readings that lie several stretches apart, the best stretch has at least the average.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import compute, taken
from recordbook.measures.runs import ALWAYS, UNBOUNDED

if TYPE_CHECKING:
    from recordbook.intake.arrow import Column
    from recordbook.measures.stretches import Ints

_SPAN = 8 * ALWAYS
_BACK = 8
"""So many readings back from each are compared with it, or twice the days of a stretch."""

FLOORS = pa.schema({"entity": pa.string(), **dict.fromkeys(("since", "day", "low"), pa.int64())})
"""By `day` a stretch surely gained `low`; within any days that hold those from `since` until `day`
and are no fewer than those of a stretch."""

CEILINGS = pa.schema(
    {"entity": pa.string(), **dict.fromkeys(("since", "until", "high"), pa.int64())}
)
"""What stretches that end on the days from `since` until `until` gained at most; null: no limit."""


class Gaining(Protocol):
    """What gains are asked of: counters, or sums of counters."""

    @property
    def entities(self) -> Column:
        """Who gains, in the order of their numbers."""
        ...

    def least(self, who: Ints, after: Ints, until: Ints) -> Ints:
        """The least gained after the end of one day, until the end of another."""
        ...

    def most(self, who: Ints, after: Ints, until: Ints) -> Ints:
        """The most; UNBOUNDED where nothing bounds it."""
        ...

    def readings(self) -> tuple[Ints, Ints]:
        """Who was read, and on which day."""
        ...

    def turns(self) -> tuple[Ints, Ints]:
        """Whose bounds differ from those of the day before, and on which day."""
        ...


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many days in a row; `ends` is the only weekday they may end on (0: 1970-01-01's)."""

    days: int
    ends: int | None = None

    def end(self, day: Ints) -> Ints:
        """The first day from each on that a stretch may end on."""
        return day if self.ends is None else day + (self.ends - day) % self.days

    def floors(self, gains: Gaining) -> pa.Table:
        """FLOORS of everyone."""
        who, day = _places(*gains.readings())
        found: list[tuple[Ints, ...]] = []
        best = np.zeros(len(who), dtype=np.int64)
        for back in range(1, max(_BACK, 2 * self.days) + 1):
            here = np.flatnonzero(who[back:] == who[:-back]) + back
            first, last, low = self._floor(gains, who[here], day[here - back], day[here])
            more = low > best[here]  # than within fewer days before the same one
            best[here[more]] = low[more]
            found.append((who[here[more]], first[more], last[more], low[more]))
        rows = (np.concatenate(part) for part in zip(*found, strict=True))
        return _table(gains, FLOORS, *rows)

    def _floor(self, gains: Gaining, who: Ints, after: Ints, until: Ints) -> tuple[Ints, ...]:
        """The stretches that cover the days between two readings have at least the average."""
        last, first = self.end(until), after + 1
        many = -(-(last - after) // self.days)
        if self.ends is not None:
            first = last - many * self.days + 1
        gained = gains.least(who, after, until)
        return first, last, -(-gained // many)

    def ceilings(self, gains: Gaining) -> pa.Table:
        """CEILINGS of everyone."""
        who, day = gains.turns()
        everyone = np.arange(len(gains.entities))
        who = np.concatenate([everyone, who, who])
        day = np.concatenate([np.full(len(everyone), -ALWAYS), day, day + self.days])
        who, day = _places(who, self.end(day))
        high = gains.most(who, day - self.days, day)
        last = np.append(who[1:] != who[:-1], True) if len(who) else who > 0
        until = np.where(last, ALWAYS, np.roll(day, -1) - 1)
        return _table(gains, CEILINGS, who, day, until, high)


def since_release(
    gains: Gaining, days: int, silent: Ints, out: tuple[Ints, Ints]
) -> tuple[pa.Table, pa.Table]:
    """FLOORS and CEILINGS of what everyone gained in their first days.

    The release came after the day `silent`, on a day from `out[0]` until `out[1]`; a play day
    before it that belongs to it further east counts with it.
    """
    who, day = gains.readings()
    surely = out[0][who] + days - 1
    who, day = _places(np.append(who, who), np.append(np.minimum(day, surely), surely))
    low = gains.least(who, silent[who], day)
    kept = (low > 0) & (day > silent[who])
    floors = _table(gains, FLOORS, who[kept], out[0][who][kept], day[kept], low[kept])
    everyone = np.arange(len(gains.entities))
    turned, at = gains.turns()
    who, day = np.append(everyone, turned), np.append(silent + 1, at)
    inside = (day > silent[who]) & (day < out[1][who] + days)
    who, day = _places(who[inside], day[inside])
    high = gains.most(who, silent[who], day)
    last = np.append(who[1:] != who[:-1], True) if len(who) else who > 0
    until = np.where(last, out[1][who] + days - 1, np.roll(day, -1) - 1)
    return floors, _table(gains, CEILINGS, who, day, until, high)


def _places(who: Ints, day: Ints) -> tuple[Ints, Ints]:
    """Each pair once, in order."""
    moments = np.unique(who * _SPAN + day + 2 * ALWAYS)
    return moments // _SPAN, moments % _SPAN - 2 * ALWAYS


def _table(gains: Gaining, schema: pa.Schema, who: Ints, *values: Ints) -> pa.Table:
    """Rows of a schema; what has no limit is null."""
    found: list[Column] = [pa.array(part, mask=part == UNBOUNDED) for part in values]
    names = taken(gains.entities, who)
    return pa.Table.from_arrays([compute.cast(names, pa.string()), *found], schema=schema)
