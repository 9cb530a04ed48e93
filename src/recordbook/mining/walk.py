"""One measure followed from day to day: what becomes true of whom, and among whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recordbook.claims import Family
from recordbook.claims.families import RANKS
from recordbook.mining.candidates import leading, reached
from recordbook.mining.cohorts import CohortsOf
from recordbook.mining.crossings import Rung, judged
from recordbook.mining.levels import Level, new_leads
from recordbook.mining.naming import Naming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recordbook.mining.candidates import Candidate
    from recordbook.mining.crossings import Families
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
            yield from self._crossed(crowd, day)
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

    def _crossed(self, crowd: Crowd, day: int) -> Iterator[Candidate]:
        """The families about reaching a rung, of everybody who reached some."""
        found: dict[int, list[tuple[Rung, Families]]] = defaultdict(list)
        rungs = [(self._rung(crowd, day, at), places) for at, places in self.numbers.log.on(day)]
        for rung, place, families in judged(rungs, self.settings.nth):
            found[place].append((rung, families))
        for place, reached_ones in found.items():
            naming = Naming(crowd, self._cohorts.of(crowd, place))
            for rung, families in reached_ones:
                yield from self._told(naming, rung, place, families)

    def _rung(self, crowd: Crowd, day: int, at: int) -> Rung:
        log = self.numbers.log
        return Rung(
            crowd=crowd,
            cohorts=self._cohorts,
            day=day,
            threshold=int(log.thresholds[at]),
            low=self._low,
            high=self._high,
            earliest=log.earliest[at],
            latest=log.latest[at],
            released_from=self.numbers.released_from,
            released_to=self.numbers.released_to,
        )

    def _told(
        self, naming: Naming, rung: Rung, place: int, families: Families
    ) -> Iterator[Candidate]:
        """What one subject did at one rung, in the widest cohorts."""
        first, both = (
            families.get((family, None)) for family in (Family.FIRST, Family.FIRST_AND_ONLY)
        )
        said = set[int]()
        if both is not None and Family.FIRST_AND_ONLY in self.settings.families:
            said = set(naming.told(naming.sets.widest(both)))
        for (family, n), holds in families.items():
            if family not in self.settings.families:
                continue
            widest = naming.sets.widest(holds)
            if family is Family.FASTEST and first is not None:
                widest &= ~first  # where nobody else has been there, nobody could be faster
            for number in naming.told(widest):
                if number in said and family in {Family.FIRST, Family.ONLY}:
                    continue  # first and only says it
                among = naming.members(number), naming.sets.named(number)
                yield reached(self.numbers.counted, rung, place, (family, n), among)

    def _led(self, now: Level, before: Level, day: int, family: Family) -> Iterator[Candidate]:
        """The family about levels."""
        for place, leads, new in new_leads(now, before, self._cohorts):
            naming = Naming(now.crowd, self._cohorts.of(now.crowd, place))
            for number in naming.told(naming.sets.widest(leads) & new):
                among = naming.members(number), naming.sets.named(number)
                yield leading(self.numbers.counted, (now, before), place, (day, family), among)
