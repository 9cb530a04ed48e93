"""One measure followed from day to day: what becomes true of whom, and among whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recordbook.claims import Family
from recordbook.claims.families import RANKS
from recordbook.mining.candidates import leading, reached
from recordbook.mining.cohorts import CohortsOf
from recordbook.mining.crossings import Rung, judged
from recordbook.mining.levels import Level, new_leads
from recordbook.mining.prominence import plainest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recordbook.mining.candidates import Candidate
    from recordbook.mining.crowd import Crowd, Ints
    from recordbook.mining.log import CrossingLog, History
    from recordbook.mining.settings import Counted, Settings


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """All that is known of one measure: whom it is of on each day, crossings, levels, releases.

    `crowd` gives the same crowd for days between which no fact changes, and the same conditions and
    places always. `log` and `history` are of those places; the history begins the day before the
    first that is asked about.
    """

    counted: Counted
    crowd: Callable[[int], Crowd]
    log: CrossingLog
    history: History
    released_from: Ints
    released_to: Ints


@dataclass
class Walk:
    """A measure and how far it was followed."""

    numbers: Numbers
    settings: Settings
    _done: int = 0  # changes of the history that are behind

    def __post_init__(self) -> None:
        """Begin before the first day."""
        self._cohorts = CohortsOf(self.settings.conditions)
        self._low, self._high = self.numbers.history.low, self.numbers.history.high

    def on(self, day: int) -> Iterator[Candidate]:
        """What became true on a day; days are asked for in order."""
        counted, crowd = self.numbers.counted, self.numbers.crowd(day)
        low, high = self._low, self._high
        self._advance(day)
        if counted.crossing:
            for rung, places in self.numbers.log.on(day):
                yield from self._crossed(crowd, day, rung, places)
        if counted.level is None or not self.settings.levels:
            return
        was = self.numbers.crowd(day - 1)
        if low is not self._low or was is not crowd:
            least = counted.level is Family.HIGHEST and counted.measure.aggregate in RANKS
            now = Level(crowd=crowd, low=self._low, high=self._high, least=least)
            before = Level(crowd=was, low=low, high=high, least=least)
            yield from self._led(now, before, day, counted.level)

    def _advance(self, day: int) -> None:
        """Bring the levels forward to a day; they are new arrays where anything changed."""
        history = self.numbers.history
        until = int(np.searchsorted(history.day, day, side="right"))
        if until > self._done:
            rows = slice(self._done, until)
            self._low, self._high = self._low.copy(), self._high.copy()
            self._low[history.place[rows]] = history.new_low[rows]
            self._high[history.place[rows]] = history.new_high[rows]
            self._done = until

    def _crossed(self, crowd: Crowd, day: int, at: int, places: Ints) -> Iterator[Candidate]:
        """The families about reaching a rung."""
        log = self.numbers.log
        rung = Rung(
            crowd=crowd,
            cohorts=self._cohorts,
            day=day,
            threshold=int(log.thresholds[at]),
            low=self._low,
            high=self._high,
            earliest=log.earliest[at].astype(np.int64),
            latest=log.latest[at].astype(np.int64),
            released_from=self.numbers.released_from,
            released_to=self.numbers.released_to,
        )
        for place, families in judged(rung, places, self.settings.nth):
            sets = self._cohorts.of(crowd, place)
            first = families.get((Family.FIRST, None))
            for (family, n), holds in families.items():
                if family not in self.settings.families:
                    continue
                widest = sets.widest(holds)
                if family is Family.FASTEST and first is not None:
                    # where nobody else has been there, nobody could be faster
                    widest = [number for number in widest if not first[number]]
                named = [sets.named(number) for number in widest]
                counted, said = self.numbers.counted, (family, n)
                found = [reached(counted, rung, place, said, cohort) for cohort in named]
                yield from plainest(found, crowd, named)

    def _led(self, now: Level, before: Level, day: int, family: Family) -> Iterator[Candidate]:
        """The family about levels."""
        for place, leads, new in new_leads(now, before, self._cohorts):
            sets = self._cohorts.of(now.crowd, place)
            named = [sets.named(number) for number in sets.widest(leads) if new[number]]
            counted, said = self.numbers.counted, (day, family)
            found = [leading(counted, (now, before), place, said, cohort) for cohort in named]
            yield from plainest(found, now.crowd, named)
