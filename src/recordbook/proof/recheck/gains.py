"""What a counter gained between the ends of two days, by the rows that stand of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol

from .runs import NEVER, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .runs import Placed
    from .source import Track


class Gaining(Protocol):
    """A counter, or a sum of counters."""

    def least(self, after: int, until: int) -> int:
        """The least gained after the end of one day, until the end of another."""
        ...

    def most(self, after: int, until: int) -> int:
        """The most; OPEN where nothing bounds it."""
        ...

    def readings(self) -> set[int]:
        """The days of which something is said."""
        ...

    def turns(self) -> set[int]:
        """The days on which bounds may differ from those of the day before."""
        ...


class _Said(NamedTuple):
    """Everything that one run says of a day."""

    day: int
    run: int
    low: int
    high: int
    starts: int
    ends: int


class Gain:
    """One counter. A fall is no gain; what was given back, or shown before, is not sure."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        """Work out what stands on each day of which something is said."""
        days: dict[tuple[int, int], _Said] = {}
        for p in placed:
            key = p.row.day, p.run
            before = days.get(key, _Said(*key, 0, OPEN, p.starts, p.ends))
            low, high = max(before.low, p.row.low), min(before.high, p.row.high)
            days[key] = before._replace(low=low, high=high)
        self.said = [days[key] for key in sorted(days)]
        self.days = [one.day for one in self.said]
        least_later = [*accumulate((s.high for s in reversed(self.said)), min)][::-1]
        kept = (s.low if s.low <= m else 0 for s, m in zip(self.said, least_later, strict=True))
        self.kept = [*accumulate(kept, max)]
        self._bound()

    def _bound(self) -> None:
        """Bounds within runs, what earlier runs have shown, and what falls have taken."""
        runs: dict[int, list[_Said]] = {}
        for one in self.said:
            runs.setdefault(one.run, []).append(one)
        self.low: list[int] = []
        self.high: list[int] = []
        self.shown: list[int] = []
        self.fallen: list[tuple[int, int]] = []  # a number for all runs that touch, and the falls
        peak, chain, falls = 0, 0, 0
        last: tuple[_Said, int] | None = None
        for held in runs.values():
            lows = [*accumulate((s.low for s in held), max)]
            highs = [*accumulate((s.high for s in reversed(held)), min)][::-1]
            if last is not None:
                touches = held[0].starts == last[0].ends + 1 and last[0].high < OPEN
                chain += not touches
                falls += max(last[0].high - lows[0], 0) if touches else 0
            self.low += lows
            self.high += highs
            self.shown += [peak] * len(held)
            self.fallen += [(chain, falls)] * len(held)
            peak = max(peak, lows[-1], highs[-1] if highs[-1] < OPEN else 0)
            last = held[-1], lows[-1]

    def least(self, after: int, until: int) -> int:
        """The least gained after the end of one day, until the end of another."""
        at, to = bisect_left(self.days, after), bisect_right(self.days, until) - 1
        if to < 0 or at == len(self.said) or self.said[at].starts > after:
            return 0
        return max(self.kept[to] - max(self.high[at], self.shown[at]), 0)

    def most(self, after: int, until: int) -> int:
        """The most; OPEN where nothing bounds it."""
        at, to = bisect_right(self.days, after) - 1, bisect_left(self.days, until)
        if to == len(self.said) or self.said[to].starts > until or self.high[to] == OPEN:
            return OPEN
        if at >= 0 and self.said[at].ends < after:
            return OPEN
        low = self.low[at] if at >= 0 else 0
        (chain, falls), (other, more) = self.fallen[max(at, 0)], self.fallen[to]
        return OPEN if chain != other else max(self.high[to] - low + more - falls, 0)

    def stood(self, day: int) -> int:
        """The least that it surely stood at."""
        at = bisect_right(self.days, day) - 1
        return self.low[at] if at >= 0 and self.said[at].ends >= day else 0

    def readings(self) -> set[int]:
        """The days of which something is said."""
        return set(self.days)

    def turns(self) -> set[int]:
        """The days on which bounds may differ from those of the day before."""
        found = {day for s in self.said for day in (s.day + 1, s.starts, s.ends + 1)}
        return {day for day in found if abs(day) < NEVER}


class Keys(Gain):
    """A counter observed under several keys: surely it gained only what one of them did."""

    def __init__(self, placed: list[Placed], seen: Mapping[str, int]) -> None:
        """`seen` says of each key since when; nobody but the first began with nothing."""
        super().__init__(placed)
        first = min(seen.values())
        self.alone = [
            Gain(
                p
                for p in placed
                if (p.row.rule in {"read", "rounded"} and p.row.key == key)
                or (p.row.rule == "unreleased" and since == first)
            )
            for key, since in seen.items()
        ]

    def least(self, after: int, until: int) -> int:
        """What the best key surely gained, where that is no more than all of them did."""
        best = max(one.least(after, until) for one in self.alone)
        return min(best, super().least(after, until))


class Sum:
    """A release: what its tracks gained since its date began anywhere."""

    def __init__(
        self,
        tracks: list[Track],
        known: Mapping[str, Gain],
        released: tuple[int, int, int],
        own: Mapping[str, int],
        *,
        whole: bool,
    ) -> None:
        """`own` says until when each track surely was not out."""
        silent, _, out = released
        self.silent = max(silent, -NEVER)
        last = -NEVER if out == NEVER else out
        exact = last - self.silent <= 2  # noqa: PLR2004 - a date begins in the east, a day early
        self.tracks, self.known, self.whole = tracks, known, whole
        self.before = {
            one.recording: self.silent if exact and own[one.recording] >= self.silent else last - 1
            for one in tracks
        }

    def least(self, after: int, until: int) -> int:
        """Of those that surely belong to it."""
        starts = ((t, max(after, self.before[t.recording])) for t in self.tracks if t.sure)
        return sum(self.known[t.recording].least(a, until) for t, a in starts if a < until)

    def most(self, after: int, until: int) -> int:
        """Of all that may belong to it, listed twice or not; OPEN where the list is short."""
        after = max(after, self.silent)
        if after >= until:
            return 0
        gained = [self.known[t.recording].most(after, until) * t.places for t in self.tracks]
        return OPEN if not self.whole or max(gained, default=0) >= OPEN else sum(gained)

    def readings(self) -> set[int]:
        """Those of its tracks, and the days before they count."""
        days = {day for t in self.tracks for day in self.known[t.recording].readings()}
        return days | {day for day in self.before.values() if day > -NEVER}

    def turns(self) -> set[int]:
        """Those of its tracks, and the day it may have come out."""
        days = {day for t in self.tracks for day in self.known[t.recording].turns()}
        return days | {self.silent + 1}


class Flow(NamedTuple):
    """Floors (first and last day, least gained) and ceilings (the days of ends, most gained)."""

    floors: list[tuple[int, int, int]]
    ceilings: list[tuple[int, int, int]]


def stretches(one: Gaining, sure: int, possible: int, weekday: int | None) -> Flow:
    """What bounds the greatest gain of so many days in a row, which may end on one weekday only."""

    def end(day: int) -> int:
        return day if weekday is None else day + (weekday - day) % sure

    floors: list[tuple[int, int, int]] = []
    days = sorted(one.readings())
    for at, until in enumerate(days):
        for after in days[max(at - max(8, 2 * sure), 0) : at]:
            last = end(until)
            many = -(-(last - after) // sure)
            first = after + 1 if weekday is None else last - many * sure + 1
            low = -(-one.least(after, until) // many)
            floors.append((first, last, low))
    turns = one.turns()
    starts = sorted({end(d) for d in {-NEVER, *turns, *(d + possible for d in turns)}})
    ends = [*(start - 1 for start in starts[1:]), NEVER]
    highs = (one.most(start - possible, start) for start in starts)
    return Flow(floors, list(zip(starts, ends, highs, strict=True)))


def first_days(one: Gaining, days: int, released: tuple[int, int, int]) -> Flow:
    """What bounds the gain of the first days from a release (see `Source.released`)."""
    silent, first, last = released
    surely = first + days - 1
    at = {min(day, surely) for day in one.readings()} | {surely}
    floors = [(first, day, one.least(silent, day)) for day in at if day > silent]
    starts = sorted(d for d in {silent + 1, *one.turns()} if silent < d < last + days)
    ends = [next_ - 1 for _, next_ in pairwise([*starts, last + days])]
    highs = (one.most(silent, start) for start in starts)
    return Flow(floors, list(zip(starts, ends, highs, strict=True)))
