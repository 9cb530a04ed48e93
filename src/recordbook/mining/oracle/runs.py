"""What is said of a counter, put into unbroken runs, and what that bounds.

A counter only rises within a run, so a statement bounds every day of its run: from below all that
follow, from above all that came before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NEVER = 10_000_000
"""A day that never comes; its negative is before all days."""

OPEN = 2**63 - 1
"""No upper bound."""

COUNTED, CHARTED, REPORTED = LEVELS = (0, 1, 2)
"""The grades, the strongest first."""


class Said(NamedTuple):
    """One statement: the counter was between `low` and `high` at the end of a day."""

    day: int
    low: int
    high: int
    rule: str
    level: int
    where: str = ""  # whatever tells it from others that say the same
    firm: bool = False  # counted off the platform: only that can show a fall


class Placed(NamedTuple):
    """A statement that stands, and the days through which its run holds."""

    said: Said
    start: int
    end: int


class Known(NamedTuple):
    """Bounds of a value on a day, and of the day on which it reached a threshold."""

    low: int = 0
    high: int = OPEN
    earliest: int = -NEVER
    latest: int = NEVER


Break: TypeAlias = "tuple[int, int]"
"""The last day before something fell, and the first after it."""

_Piece: TypeAlias = "tuple[int, int, int | None, int | None]"


def clash(one: Said, other: Said) -> bool:
    """Whether no counter that only rises can have been both."""
    return (one.day <= other.day and one.low > other.high) or (
        other.day <= one.day and other.low > one.high
    )


def in_runs(said: Iterable[Said], breaks: Iterable[Break] = ()) -> list[Placed]:
    """The statements that stand, each in its unbroken run.

    A run ends where the counter is read lower than before, or where it is broken from outside.
    Between the two readings that show a fall every day stands alone, and so it does in a break.
    """
    rows, breaks = sorted(said), list(breaks)
    firm = [row for row in rows if row.firm]
    torn = _torn(firm)
    ends = _runs([row for row in firm if row not in torn])
    pieces: dict[_Piece, list[Said]] = defaultdict(list)
    spans: dict[_Piece, Break] = {}
    for row in rows:
        run, alone, start, end = _stretch(ends, row.day)
        over = sum(resumed <= row.day for _, resumed in breaks)
        if sum(after < row.day for after, _ in breaks) > over:
            start = end = broken = row.day
        else:
            broken = None
            start = max([start, *(resumed for _, resumed in breaks if resumed <= row.day)])
            end = min([end, *(after for after, _ in breaks if after >= row.day)])
        piece = run, over, alone, broken
        pieces[piece].append(row)
        spans[piece] = start, end
    return [
        Placed(row, *spans[piece]) for piece, held in pieces.items() for row in _kept(held, torn)
    ]


def _torn(firm: list[Said]) -> set[Said]:
    """Readings that another of their day contradicts."""
    days: dict[int, list[Said]] = defaultdict(list)
    for row in firm:
        days[row.day].append(row)
    return {row for held in days.values() for row in held if any(clash(row, o) for o in held)}


def _runs(firm: list[Said]) -> list[Break]:
    """The first and the last day of each run of readings, as far as they surely are of it."""
    days: dict[int, tuple[int, int]] = {}
    for row in firm:
        low, high = days.get(row.day, (0, OPEN))
        days[row.day] = max(low, row.low), min(high, row.high)
    runs, peak = list[list[int]](), 0
    for day, (low, high) in sorted(days.items()):
        if not runs or high < peak:
            runs.append([])
            peak = 0
        runs[-1].append(day)
        peak = max(peak, low)
    for run, following in pairwise(runs):
        while days[run[-1]][0] <= days[following[0]][1]:
            run.pop()
    return [(run[0], run[-1]) for run in runs]


def _stretch(runs: list[Break], day: int) -> tuple[int, int | None, int, int]:
    """The run of a day, or the day alone where it is between two; and how long that holds."""
    for number, (first, last) in enumerate(runs):
        if number and day < first:
            return number, day, day, day
        if day <= last:
            start = first if number else -NEVER
            return number, None, start, last if number + 1 < len(runs) else NEVER
    start = runs[-1][0] if len(runs) > 1 else -NEVER
    return len(runs) - 1, None, start, NEVER


def _kept(rows: list[Said], torn: set[Said]) -> list[Said]:
    """Of one run: none that clashes with a better grade, and none of equals that clash."""
    kept = [row for row in rows if row.firm and row not in torn]
    for level in LEVELS:
        new = [row for row in rows if row.level == level and not row.firm and row.high >= 0]
        new = [row for row in new if not any(clash(row, other) for other in kept)]
        kept += [row for row in new if not any(clash(row, other) for other in new)]
    return kept


def breaks_of(counters: Iterable[list[Placed]]) -> list[Break]:
    """Where a sum may have fallen, because one of its counters did."""
    runs = (sorted({(p.start, p.end) for p in placed}) for placed in counters)
    return sorted({(one[1], two[0]) for held in runs for one, two in pairwise(held)})


def low_on(placed: Iterable[Placed], day: int, level: int = REPORTED) -> int:
    """The least that a counter can have had on a day, by statements of a grade or better."""
    lows = (p.said.low for p in placed if p.said.day <= day <= p.end and p.said.level <= level)
    return max(lows, default=0)


def high_on(placed: Iterable[Placed], day: int, level: int = REPORTED) -> int:
    """The most that a counter can have had on a day, by statements of a grade or better."""
    highs = (p.said.high for p in placed if p.start <= day <= p.said.day and p.said.level <= level)
    return min(highs, default=OPEN)


class Steps:
    """The same bounds of one counter, for whoever asks of many days: run by run, in order."""

    def __init__(self, placed: Iterable[Placed], level: int) -> None:
        """What statements of a grade or better say."""
        runs: dict[Break, list[Said]] = defaultdict(list)
        for p in placed:
            if p.said.level <= level:
                runs[p.start, p.end].append(p.said)
        self.runs = [(*ends, *_steps(sorted(held))) for ends, held in runs.items()]

    def low(self, day: int) -> int:
        """The least that it can have had on a day."""
        held = ((lows, bisect_right(days, day)) for _, _, days, lows, _ in self._on(day))
        return max((lows[at] for lows, at in held), default=0)

    def high(self, day: int) -> int:
        """The most."""
        held = ((highs, bisect_left(days, day)) for _, _, days, _, highs in self._on(day))
        return min((highs[at] for highs, at in held), default=OPEN)

    def _on(self, day: int) -> Iterator[tuple[int, int, list[int], list[int], list[int]]]:
        return (run for run in self.runs if run[0] <= day <= run[1])


def _steps(said: list[Said]) -> tuple[list[int], list[int], list[int]]:
    """The days, the greatest low before each place, and the least high from each place on."""
    lows = [0, *accumulate((row.low for row in said), max)]
    highs = [OPEN, *accumulate((row.high for row in reversed(said)), min)]
    return [row.day for row in said], lows, highs[::-1]


def reached(placed: Iterable[Placed], threshold: int) -> int:
    """The first day on which a counter is known to have reached a threshold."""
    return min((p.said.day for p in placed if p.said.low >= threshold), default=NEVER)


def not_before(placed: Iterable[Placed], threshold: int) -> int:
    """The first day on which reaching it is not ruled out: until then it was surely below."""
    below = sorted((p.start, p.said.day) for p in placed if p.said.high < threshold)
    until = -NEVER - 1  # below it on every day until then
    for start, last in below:
        if start <= until + 1:
            until = max(until, last)
    return max(until + 1, -NEVER)


def known(placed: list[Placed], day: int, threshold: int) -> Known:
    """All that a counter's statements say of it."""
    return Known(
        low_on(placed, day),
        high_on(placed, day),
        not_before(placed, threshold),
        reached(placed, threshold),
    )
