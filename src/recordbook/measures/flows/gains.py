"""Gains: what counters gained between the ends of two days, at least and at most.

A gain is what a counter shows on top of what it showed before; a fall is none. At most it is
everything that was shown; at least only what was never given back and had not been shown before: a
number that was put up by mistake and taken down again, or the other way round, is no record.

Nothing is known across a break of a counter's run whose days were not all read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recordbook.intake.arrow import column, compute, integers, ordered
from recordbook.measures import stretches as of_stretch
from recordbook.measures.runs import ALWAYS, UNBOUNDED

if TYPE_CHECKING:
    import pyarrow as pa

    from recordbook.intake.arrow import Column
    from recordbook.measures.stretches import Flags, Ints

_SPAN = 8 * ALWAYS


@dataclass(frozen=True, slots=True)
class Gains:
    """Counters by day, one place for each entity, run and day on which anything is said of it.

    `low` and `high` bound the counter on the day, within its run; `kept` is the least of it that
    was never given back, and `shown` the most that earlier runs have shown. `lift` is what falls
    between runs that touch have taken so far, at most, and `chain` numbers runs that touch alike.
    """

    entities: Column  # in the order of their numbers
    who: Ints
    day: Ints
    low: Ints
    high: Ints
    starts: Ints
    ends: Ints
    kept: Ints
    shown: Ints
    lift: Ints
    chain: Ints

    @classmethod
    def of(cls, labelled: pa.Table) -> Gains:
        """The gains that evidence in runs (see `Runs`) allows."""
        rows = ordered(labelled, "entity", "day", "run")
        encoded = compute.dictionary_encode(column(rows, "entity"))
        who, run = np.asarray(encoded.indices, dtype=np.int64), integers(column(rows, "run"))
        day = integers(column(rows, "day"))
        stretch = of_stretch.numbered(who, day, run)
        first = of_stretch.beginnings(stretch)
        high = integers(compute.fill_null(column(rows, "high"), int(UNBOUNDED)))
        low = of_stretch.greatest(stretch, integers(column(rows, "low")))[first]
        high = of_stretch.least(stretch, high)[first]
        starts, ends = (integers(column(rows, name))[first] for name in ("starts", "ends"))
        who, day = who[first], day[first]
        held = of_stretch.numbered(who, run[first])
        return cls(encoded.dictionary, who, day, *_bounded(who, held, low, high, (starts, ends)))

    def least(self, who: Ints, after: Ints, until: Ints) -> Ints:
        """The least that counters gained after the end of one day, until the end of another."""
        at, there = self._before(who, until)
        kept = np.where(there, _picked(self.kept, at), 0)
        at, held = self._after(who, after)
        above = np.maximum(_picked(self.high, at), _picked(self.shown, at))
        return np.maximum(kept - np.where(held, above, UNBOUNDED), 0)

    def most(self, who: Ints, after: Ints, until: Ints) -> Ints:
        """The most; UNBOUNDED where nothing bounds it."""
        at, there = self._before(who, after)
        held = there & (_picked(self.ends, at) >= after)
        low = np.where(held, _picked(self.low, at), 0)
        at = np.where(there, at, np.searchsorted(self._moment, who * _SPAN - 2 * ALWAYS))
        to, bounded = self._after(who, until)
        bounded &= (held | ~there) & (_picked(self.chain, at) == _picked(self.chain, to))
        high = _picked(self.high, to)
        bounded &= high < UNBOUNDED
        fallen = _picked(self.lift, to) - _picked(self.lift, at)
        return np.where(
            bounded, np.maximum(np.where(bounded, high, 0) - low + fallen, 0), UNBOUNDED
        )

    def stands(self, who: Ints, day: Ints) -> Ints:
        """The least that counters surely stood at on a day."""
        at, there = self._before(who, day)
        return np.where(there & (_picked(self.ends, at) >= day), _picked(self.low, at), 0)

    def readings(self) -> tuple[Ints, Ints]:
        """Each counter and day of which something is said."""
        return self.who, self.day

    def turns(self) -> tuple[Ints, Ints]:
        """Each counter and day whose bounds may differ from those of the day before."""
        who = np.tile(self.who, 3)
        day = np.concatenate([self.day + 1, self.starts, self.ends + 1])
        real = np.abs(day) < ALWAYS
        return who[real], day[real]

    @property
    def _moment(self) -> Ints:
        return self.who * _SPAN + self.day

    def _before(self, who: Ints, day: Ints) -> tuple[Ints, Flags]:
        """The last place of each on a day or before it, and whether there is one."""
        at = np.searchsorted(self._moment, who * _SPAN + day, side="right") - 1
        return at, (who >= 0) & (at >= 0) & (_picked(self.who, at) == who)

    def _after(self, who: Ints, day: Ints) -> tuple[Ints, Flags]:
        """The first place of each on a day or after it, and whether its run held on the day."""
        at = np.searchsorted(self._moment, who * _SPAN + day, side="left")
        there = (who >= 0) & (at < len(self.who)) & (_picked(self.who, at) == who)
        return at, there & (_picked(self.starts, at) <= day)


def _bounded(
    who: Ints, held: Ints, low: Ints, high: Ints, days: tuple[Ints, Ints]
) -> tuple[Ints, ...]:
    """The other fields of `Gains`; `held` numbers the runs, `days` are those each holds through."""
    starts, ends = days
    if not len(who):
        return low, high, starts, ends, low, low, low, low
    everything = of_stretch.numbered(who)
    later, _ = of_stretch.running_least_back(everything, high)
    kept, _ = of_stretch.running_greatest(everything, np.where(low <= later, low, 0))
    low, _ = of_stretch.running_greatest(held, low)
    high, _ = of_stretch.running_least_back(held, high)
    first, last = of_stretch.beginnings(held), of_stretch.endings(held)
    peak = np.maximum(low[last], np.where(high[last] < UNBOUNDED, high[last], 0))
    same = np.append(False, who[first[1:]] == who[first[:-1]])
    ran = of_stretch.numbered(who[first])
    peaks, _ = of_stretch.running_greatest(ran, peak)
    shown = np.where(same, np.roll(peaks, 1), 0)
    touching = same & (starts[first] == np.roll(ends[last], 1) + 1)
    touching &= np.roll(high[last], 1) < UNBOUNDED
    fall = np.where(touching, np.maximum(np.roll(high[last], 1) - low[first], 0), 0)
    lift, chain = np.cumsum(fall), np.cumsum(~touching)
    return low, high, starts, ends, kept, shown[held], lift[held], chain[held]


def _picked(values: Ints, at: Ints) -> Ints:
    """The values at places, those out of range at the nearest."""
    if not len(values):
        return np.zeros(len(at), dtype=np.int64)
    return values[np.clip(at, 0, len(values) - 1)]
