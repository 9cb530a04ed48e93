"""Rows about a counter, put into unbroken runs, and the bounds that they give."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

OPEN = 2**63 - 1
"""No upper bound."""

NEVER = 10_000_000
"""A day that never comes; its negative is before all days."""

GRADES = ("counted", "charted", "reported")
"""The strongest first."""


class Row(NamedTuple):
    """What one rule says of a counter on a day."""

    day: int
    low: int
    high: int
    rule: str
    grade: str
    source: str
    key: str
    batch: str
    firm: bool = False  # read off the counter itself: only such rows can show a fall


class Known(NamedTuple):
    """Bounds on the day, and on the day of reaching the threshold."""

    low: int = 0
    high: int = OPEN
    earliest: int = -NEVER
    latest: int = NEVER

    def allows(self, said: Known) -> bool:
        """Whether what is said is no stronger."""
        level = said.low <= self.low and said.high >= self.high
        return level and said.earliest <= self.earliest and said.latest >= self.latest


class Placed(NamedTuple):
    """A row that stands, its run, and the days through which that run holds."""

    row: Row
    run: int
    starts: int
    ends: int


Breaks: TypeAlias = "set[tuple[int, int]]"
"""Where runs are broken from outside: after one day, and before another."""


def in_runs(evidence: Iterable[Row], breaks: Breaks | None = None) -> list[Placed]:
    """monotone: rows in unbroken runs; a firm reading below an earlier one begins a new run.

    Between the last reading that is surely higher and the first that is surely lower, each day
    stands by itself, and so it does within a break.
    """
    rows = sorted(evidence, key=lambda row: row.day)
    torn = _torn(rows)
    read = [row for row in rows if row.firm and row not in torn]
    run_on = _runs(read)
    sure = sorted(run_on)
    stretches: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        at = bisect_right(sure, row.day)
        after = run_on[sure[at]] if at < len(sure) else None
        before = run_on[sure[at - 1]] if at else after
        gap = at > 0 and after not in {None, before} and sure[at - 1] != row.day
        stretches[(2 * (before or 0) + 1, row.day) if gap else (2 * (before or 0), 0)].append(row)
    placed: list[Placed] = []
    for number, (kind, day) in enumerate(sorted(stretches)):
        part = stretches[kind, day]
        days = [day] if kind % 2 else [r.day for r in part if r.firm and r not in torn] or [0]
        starts = -NEVER if number == 0 else days[0]
        ends = NEVER if number == len(stretches) - 1 else days[-1]
        for piece, since, until in _pieces(part, breaks or set()):
            held = max(starts, since), min(ends, until)
            run = placed[-1].run + 1 if placed else 0
            placed.extend(Placed(row, run, *held) for row in _standing(piece, torn))
    return placed


def _pieces(rows: list[Row], breaks: Breaks) -> Iterator[tuple[list[Row], int, int]]:
    """The rows of a run in the pieces that breaks leave of it, with the days each holds through."""
    pieces: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        over = sum(resumed <= row.day for _, resumed in breaks)
        within = sum(after < row.day for after, _ in breaks) > over
        pieces[over, row.day if within else -NEVER].append(row)
    for (_, alone), piece in pieces.items():
        day = piece[0].day
        since = max((resumed for _, resumed in breaks if resumed <= day), default=-NEVER)
        until = min((after for after, _ in breaks if after >= day), default=NEVER)
        yield piece, *((since, until) if alone == -NEVER else (alone, alone))


def breaks_of(parts: Iterable[list[Placed]]) -> Breaks:
    """Where an album's total may have fallen because a track's counter did."""
    runs = (sorted({(p.starts, p.ends) for p in placed}) for placed in parts)
    return {(one[1], other[0]) for held in runs for one, other in pairwise(held)}


def _torn(rows: list[Row]) -> set[Row]:
    """Firm readings that another of their day contradicts."""
    ends: dict[int, tuple[int, int]] = {}
    for row in (row for row in rows if row.firm):
        low, high = ends.get(row.day, (0, OPEN))
        ends[row.day] = max(low, row.low), min(high, row.high)
    firm = (row for row in rows if row.firm)
    return {row for row in firm if row.high < ends[row.day][0] or row.low > ends[row.day][1]}


def _runs(read: list[Row]) -> dict[int, int]:
    """The run of each day with readings, but of those between the two that show a fall."""
    days: dict[int, tuple[int, int]] = {}
    for row in read:
        low, high = days.get(row.day, (0, OPEN))
        days[row.day] = max(low, row.low), min(high, row.high)
    runs: list[list[int]] = []
    peak = 0
    for day in sorted(days):
        low, high = days[day]
        if not runs or high < peak:
            runs.append([])
            peak = low
        runs[-1].append(day)
        peak = max(peak, low)
    for run, following in pairwise(runs):
        fallen_to = days[following[0]][1]
        while days[run[-1]][0] <= fallen_to:
            run.pop()
    return {day: number for number, run in enumerate(runs) for day in run}


def _standing(rows: list[Row], torn: set[Row]) -> list[Row]:
    """The rows of one run that clash with none of a better grade, and with none of their own."""
    kept = [row for row in rows if row.firm and row not in torn]
    for grade in GRADES:
        new = [row for row in rows if row.grade == grade and not row.firm]
        for others in (kept, None):
            floor, ceiling = _limits(new if others is None else others)
            new = [r for r in new if r.high >= floor(r.day) and r.low <= ceiling(r.day)]
        kept = sorted([*kept, *new], key=lambda row: row.day) if new else kept
    return kept


def _limits(rows: list[Row]) -> tuple[Callable[[int], int], Callable[[int], int]]:
    """The greatest low up to a day, and the least high from it on."""
    days = [row.day for row in rows]
    floors = [*accumulate((row.low for row in rows), max, initial=0)]
    ceilings = [*accumulate((row.high for row in reversed(rows)), min, initial=OPEN)][::-1]
    return (
        lambda day: floors[bisect_right(days, day)],
        lambda day: ceilings[bisect_left(days, day)],
    )


def bounds(placed: list[Placed], as_of: int, threshold: int) -> Known:
    """Bounds on the day; the first day known to have reached the threshold, and first possible."""
    hits = [p.row.day for p in placed if p.row.low >= threshold]
    miss = {p.run: (p.starts, p.row.day) for p in placed if p.row.high < threshold}  # last of a run
    runs = sorted({p.run for p in placed})
    earliest = -NEVER
    if any(
        starts <= -NEVER for starts, _ in miss.values()
    ):  # below it from the beginning, and on through runs that touch
        for run, following in zip(runs, [*runs[1:], None], strict=True):
            if run in miss:
                earliest = miss[run][1] + 1
                if following not in miss or miss[following][0] > earliest:
                    break
    latest = min(hits, default=NEVER)
    low = max((p.row.low for p in placed if p.row.day <= as_of <= p.ends), default=0)
    high = min((p.row.high for p in placed if p.starts <= as_of <= p.row.day), default=OPEN)
    return Known(low, high, earliest, latest)
