"""Standings by monthly listeners: what was read of the day itself."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from .alone import Alone
from .runs import GRADES, NEVER, OPEN, Known

if TYPE_CHECKING:
    from .source import Source
    from .standings import Standings

LISTENERS = "monthly listeners"


class Listeners(Alone):
    """Standings by the listeners of one day."""

    def on(self, day: int) -> Standings:
        """The same standings on another day."""
        return Listeners(self.source, self.claim, self.measure, self.wanted, day)

    def of(self, counter: str) -> Known:
        """The reading of the day; and the first one that reached the threshold."""
        if counter not in self.known:
            days = self._days(counter)
            low, high = days.get(self.as_of, (0, OPEN))
            there = [day for day, (least, _) in days.items() if least >= self.threshold]
            self.known[counter] = Known(low, high, -NEVER, min(there, default=NEVER))
        return self.known[counter]

    def _days(self, counter: str) -> dict[int, tuple[int, int]]:
        """By day what readings of the best grade agree on; a day on which they do not is out."""
        told = _told(self.source, counter)
        rows = {row for _, row in told}
        if cited := self.cited.get(counter):
            self.borne[counter] = cited & rows
        best: dict[int, int] = {}
        for day, level in ((row[0], level) for level, row in told):
            best[day] = min(level, best.get(day, level))
        bounds: dict[int, tuple[int, int]] = defaultdict(lambda: (0, OPEN))
        for level, (day, low, high, *_) in told:
            if level == best[day]:
                least, most = bounds[day]
                bounds[day] = max(least, low), min(most, high)
        return {day: (low, high) for day, (low, high) in bounds.items() if low <= high}


def _told(
    source: Source, entity: str
) -> list[tuple[int, tuple[int, int, int, str, str, str, str, str]]]:
    """Every reading, with the place of its grade, as cited rows are compared."""
    return [
        (GRADES.index(grade), (day, low, high, "read", grade, said, key, batch))
        for *of, grade, said, batch, key, day, low, high in source.readings(entity)
        if of == ["app", "listeners", "global"]
    ]
