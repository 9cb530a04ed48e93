"""Standings by rates: what totals say with days, tracks or a number to reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .filtered import Filtered
from .flows import FLOWS, Flows
from .listeners import LISTENERS, Listeners
from .runs import NEVER, OPEN, Known
from .standings import Standings

if TYPE_CHECKING:
    from .source import Source

RATES = {"per day", "per track", "short of", "days to"}
WORKED_OUT = {*FLOWS, *RATES, LISTENERS}
"""Measures that are worked out for everybody from all that is in the book."""

NOTHING = 2**62
"""What no total reaches, where no number to reach was given."""


class Rates(Standings):
    """Standings by a rate on one day; `kind` says of what."""

    def __init__(self, source: Source, claim: dict[str, Any], as_of: int, kind: str) -> None:
        """Nothing is worked out yet."""
        total = "album total" if kind == "release" else "total"
        past = claim["measure"]["past"]
        super().__init__(source, claim, total, NOTHING if past is None else past, as_of)
        self.rate, self.past, self.kind = claim["measure"]["aggregate"], past or 0, kind

    def on(self, day: int) -> Standings:
        """The same standings on another day."""
        other = Rates(self.source, self.claim, day, self.kind)
        other.counters = self.counters
        return other

    @property
    def one_shows(self) -> bool:
        """Everyone is worked out from everything."""
        return False

    def standing(self, whole: str) -> Known:
        """What is known of an entity's rate; fractions are rounded outwards."""
        total = self.of(whole)
        if self.rate == "short of":
            high = min(total.high, self.past)
            return Known(self.past - high, max(self.past - total.low, 0))
        if self.rate == "days to":
            return self._days(whole, total)
        most, fewest = self._by(whole)
        low = total.low // most if most else 0
        return Known(low, OPEN if total.high == OPEN else -(-total.high // fewest))

    def _days(self, whole: str, total: Known) -> Known:
        """The days from release until the number was reached."""
        _, first, last = self.source.released(whole)
        low = max(min(total.earliest, self.as_of + 1) - last, 0) if last < NEVER else 0
        known = total.latest <= self.as_of and first > -NEVER
        return Known(low, max(total.latest - first, 0) if known else OPEN)

    def _by(self, whole: str) -> tuple[int, int]:
        """The most and the fewest days or tracks to divide by; 0 where there may be any number."""
        if self.rate == "per day":
            _, first, last = self.source.released(whole)
            out = -NEVER < first <= self.as_of
            return self.as_of - first + 1 if out else 0, max(self.as_of - last + 1, 1)
        edition, versions = self.reading["edition"], self.reading["versions"]
        tracks, complete = self.source.listed(whole, edition, versions=versions)
        most = sum(track.places for track in tracks) if complete else 0
        return most, max(sum(track.sure for track in tracks), 1)


def by_counters(
    source: Source, claim: dict[str, Any], measure: str, goal: tuple[int, int], kind: str
) -> Standings:
    """Standings by what counters say; `goal` is the threshold and the day."""
    if measure in RATES:
        return Rates(source, claim, goal[1], kind)
    if measure in FLOWS and claim["basis"] == "chart":
        return Filtered(source, claim, measure, *goal)
    if measure in FLOWS:
        return Flows(source, claim, measure, *goal, kind)
    if measure == LISTENERS:
        return Listeners(source, claim, measure, *goal)
    return Standings(source, claim, measure, *goal)
