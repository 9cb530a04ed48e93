"""What an album's total and its tracks' counts say of each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from recordbook.mining.oracle.book import UNDATED
from recordbook.mining.oracle.evidence import best, evidence
from recordbook.mining.oracle.runs import (
    LEVELS,
    NEVER,
    OPEN,
    Said,
    Steps,
    breaks_of,
    high_on,
    in_runs,
    low_on,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.mining.oracle.book import Book
    from recordbook.mining.oracle.runs import Break, Placed

_TOTALS = {"read", "rounded"}


@dataclass(frozen=True)
class Counters:
    """What stands of every counter of a platform: `settled`; and `total`, with sums of tracks."""

    book: Book
    platform: str

    @cached_property
    def spoken(self) -> frozenset[str]:
        """Of whom anything was said, though all of it may have been set aside."""
        return frozenset(evidence(self.book, self.platform))

    @cached_property
    def settled(self) -> dict[str, list[Placed]]:
        """Every counter's statements once part-of-whole has spoken, settled grade by grade.

        What that rule derives may set aside what was observed; then nothing may be derived from it.
        Evidence of a grade rests on nothing weaker, so the best grade is settled first.
        """
        observed = evidence(self.book, self.platform)
        breaks = self._breaks({one: in_runs(said) for one, said in observed.items()})
        while True:
            runs = {one: in_runs(said, breaks.get(one, [])) for one, said in observed.items()}
            closed = dict(runs)
            for one, more in self._derived(runs).items():
                said = [*observed.get(one, []), *best(more)]
                closed[one] = in_runs(said, breaks.get(one, []))
            changed = {
                one: {p.said for p in runs[one]} ^ ({p.said for p in closed[one]} & set(said))
                for one, said in observed.items()
            }
            level = min((row.level for rows in changed.values() for row in rows), default=None)
            if level is None:
                return closed
            for one, rows in changed.items():
                if any(row.level == level for row in rows):
                    stands = {p.said for p in closed[one]}
                    observed[one] = [
                        said for said in observed[one] if said.level > level or said in stands
                    ]

    def _breaks(self, apart: dict[str, list[Placed]]) -> dict[str, list[Break]]:
        """Where each release is broken because a track of it fell."""
        return {
            release: breaks_of(apart.get(track.recording, []) for track in listed.tracks)
            for release, listed in self.book.lists.items()
        }

    def _derived(self, runs: dict[str, list[Placed]]) -> dict[str, list[Said]]:
        """All that totals say of tracks, by counter."""
        found: dict[str, list[Said]] = {}
        for release in self.book.lists.keys() & runs.keys():
            for one, said in self._downwards(release, runs):
                found.setdefault(one, []).append(said)
        return found

    def _downwards(self, release: str, runs: dict[str, list[Placed]]) -> Iterator[tuple[str, Said]]:
        """A track has at most the total less the least that the others have.

        Said on the days of totals. Where the tracks have more, the total is told so.
        """
        totals = [p for p in runs[release] if p.said.rule in _TOTALS and p.said.high < OPEN]
        sure = [t.recording for t in self.book.lists[release].tracks if t.sure]
        for day, first in sorted({(p.said.day, p.said.level) for p in totals}):
            for level in (level for level in LEVELS if level >= first):
                high = high_on(totals, day, level)
                if high == OPEN:
                    continue
                lows = {one: low_on(runs.get(one, []), day, level) for one in sure}
                rest = sum(lows.values())
                told = "part-of-whole", level, f"total of {release}"
                for one, low in lows.items():
                    yield one, Said(day, 0, max(high - rest + low, -1), *told)
                if rest > high:
                    yield release, Said(day, rest, OPEN, *told[:2], "sum of its tracks")

    @cached_property
    def total(self) -> dict[str, list[Placed]]:
        """The same, where an album's total is also the sum of its tracks' counts."""
        stands = {one: sorted(p.said for p in held) for one, held in self.settled.items()}
        apart = {one: in_runs(said) for one, said in stands.items()}
        breaks = self._breaks(apart)
        runs = {one: in_runs(said, breaks.get(one, [])) for one, said in stands.items()}
        found = dict(runs)
        for release in self.book.lists:
            said = [*stands.get(release, []), *best(self._upwards(release, runs))]
            if said:
                found[release] = in_runs(said, breaks[release])
        return found

    def _upwards(self, release: str, runs: dict[str, list[Placed]]) -> Iterator[Said]:
        """Once an album is out its total is at least the sum of its tracks' counts.

        And at most that, where the list is whole; a track listed twice may count twice.
        """
        listed, out = self.book.lists[release], self.book.release(release)
        tracks = [(track, runs.get(track.recording, [])) for track in listed.tracks]
        own = runs.get(release, [])
        days = {p.said.day for _, held in tracks for p in held}
        days |= {end for p in own for end in (p.start, p.end) if abs(end) < NEVER}
        days |= set() if out == UNDATED else {out.last}
        told = "sum of its tracks"
        sure = listed.whole and all(track.sure for track in listed.tracks)
        for level in LEVELS:
            parts = [(track, Steps(held, level)) for track, held in tracks]
            for day in days:
                low = sum(steps.low(day) for track, steps in parts if track.sure)
                if low and (out == UNDATED or day >= out.last):
                    yield Said(day, low, OPEN, "part-of-whole", level, told)
                highs = [(track.places, steps.high(day)) for track, steps in parts]
                if sure and all(high < OPEN for _, high in highs):
                    most = sum(places * high for places, high in highs)
                    yield Said(day, 0, most, "part-of-whole", level, told)
