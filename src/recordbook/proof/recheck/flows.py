"""Standings by what was gained: in a day, in a week, in the first days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .alone import Alone
from .gains import Flow, Gain, Keys, Sum, first_days, stretches
from .rules import unreleased
from .runs import NEVER, Known
from .source import day_number

if TYPE_CHECKING:
    from .source import Source
    from .standings import Standings

STRETCHES = {
    "in a day": (1, 1, None),
    "in a week": (7, 7, 0),
    "in 24 hours": (1, 2, None),
    "7-day": (7, 7, None),
}
"""The days that are surely and possibly such a stretch, and the weekday on which it ends."""

FIRST = {"first-day": 1, "first-week": 7}
FLOWS = {*STRETCHES, *FIRST}
DATED = {"ever", "since", "in", "so far in", "decade"}
WINDOWS = DATED | {"outside christmas"}
"""The windows that totals and flows may have."""


def span(claim: dict[str, Any]) -> tuple[int, int]:
    """The first and the last day that the claim's window lets count."""
    kind, year = claim["window"]["kind"], claim["window"]["year"]
    if kind == "decade":
        year = int(claim["as_of"][:3] + "0")
    if year is None:
        return -NEVER, NEVER
    ends = kind in {"in", "so far in"}
    return day_number(f"{year}-01-01"), day_number(f"{year}-12-31") if ends else NEVER


def spans(claim: dict[str, Any]) -> list[tuple[int, int]]:
    """The days that count, in spans: all of the window, or those from 7 January to 30 November."""
    if claim["window"]["kind"] != "outside christmas":
        return [span(claim)]
    years = range(1900, 2200)
    found = [(day_number(f"{y}-01-07"), day_number(f"{y}-11-30")) for y in years]
    return [(-NEVER, found[0][1]), *found[1:-1], (found[-1][0], NEVER)]


def within_span(known: Known, days: tuple[int, int]) -> Known:
    """The same where a threshold that was reached outside some days never was."""
    low, high, earliest, latest = known
    since, until = days
    if latest < since or earliest > until:
        return Known(low, high, NEVER, NEVER)
    inside = earliest >= since and latest <= until
    return Known(low, high, max(earliest, since), latest if inside else NEVER)


class Flows(Alone):
    """Standings by a flow on one day; `kind` says of what."""

    def __init__(  # noqa: PLR0917 - those of `Standings`, and the kind
        self,
        source: Source,
        claim: dict[str, Any],
        measure: str,
        threshold: int,
        as_of: int,
        kind: str,
    ) -> None:
        """Nothing is worked out yet."""
        super().__init__(source, claim, measure, threshold, as_of)
        self.kind, self.spans = kind, spans(claim)
        self.gains: dict[str, Gain] = {}
        self.flows: dict[str, Flow] = {}

    def on(self, day: int) -> Standings:
        """The same standings on another day."""
        goal = self.wanted, day, self.kind
        other = Flows(self.source, self.claim, self.measure, *goal)
        other.gains, other.flows = self.gains, self.flows
        return other

    def load_parts(self, around: set[str]) -> None:
        """Read the track lists of releases."""
        if self.kind == "release":
            self.source.load_lists(around)

    def load(self, wholes: set[str], shown: dict[str, str]) -> None:
        """Read all counters of some entities."""
        everyone = wholes | shown.keys()
        self.load_parts(everyone)
        lists = self.source.lists if self.kind == "release" else {}
        self.source.load(everyone | {t for one in everyone for _, _, t in lists.get(one, ())})

    def of(self, counter: str) -> Known:
        """The same; of the tracks of releases nothing but that their rows stand."""
        if counter not in self.known:
            self.known[counter] = self._known(self._flow(counter))
        return self.known[counter]

    def _flow(self, whole: str) -> Flow:
        if whole not in self.flows:
            one = self._sum(whole) if self.kind == "release" else self._gain(whole)
            self.flows[whole] = self._first(whole, one) or stretches(one, *STRETCHES[self.measure])
        return self.flows[whole]

    def _first(self, whole: str, one: Gain | Sum) -> Flow | None:
        if self.measure not in FIRST:
            return None
        silent, first, last = self.source.released(whole)
        wrong = isinstance(one, Gain) and one.stood(silent) > 0  # it was counted before
        if first <= -NEVER or wrong:
            silent, first, last = -NEVER, -2 * NEVER, NEVER
        return first_days(one, FIRST[self.measure], (silent, first, last))

    def _sum(self, release: str) -> Sum:
        edition, versions = self.reading["edition"], self.reading["versions"]
        tracks, whole = self.source.listed(release, edition, versions=versions)
        known = {one.recording: self._gain(one.recording) for one in tracks}
        own = {one: self.source.released(one)[0] for one in known}
        self.known.update((one, Known()) for one in known)
        return Sum(tracks, known, self.source.released(release), own, whole=whole and bool(tracks))

    def _gain(self, counter: str) -> Gain:
        if counter not in self.gains:
            evidence = self.counters.evidence(counter)
            seen = self.source.seen(counter)
            self.gains[counter] = Keys(evidence, seen) if len(seen) > 1 else Gain(evidence)
            if cited := self.cited.get(counter):
                silent = self.source.released(counter)[0]
                rows = {tuple(p.row[:-1]) for p in evidence}
                rows |= {tuple(unreleased(counter, silent)[:-1])} if silent >= -NEVER else set()
                self.borne[counter] = cited & rows
        return self.gains[counter]

    def _spans(self, flow: Flow) -> list[tuple[int, int]]:
        """The spans in which a flow may differ from day to day, and the ends."""
        days = [first for first, _, _ in flow.ceilings if first > -NEVER]
        start, end = min(days, default=0), max([self.as_of, *days])
        here = [one for one in self.spans if one[1] >= start and one[0] <= end]
        return sorted({self.spans[0], *here, self.spans[-1]})

    def _known(self, flow: Flow) -> Known:
        """The bounds of a flow on the day, within the span of the claim."""
        days = STRETCHES[self.measure][0] if self.measure in STRETCHES else 1
        near = self._spans(flow)
        over = FIRST.get(self.measure, 1) - 1  # first days may run over the end of a span
        ends = max((last for _, last, _ in flow.ceilings), default=NEVER)
        ends = ends if self.measure in FIRST else -NEVER
        sure = [
            (max(last, since + days - 1), low)
            for first, last, low in flow.floors
            for since, until in near
            if first >= since and (until == NEVER or max(last, since + days - 1, ends) <= until)
        ]
        possible = [
            (max(first, since + days - 1), high)
            for first, last, high in flow.ceilings
            for since, until in near
            if max(first, since + days - 1) <= min(last, until + over)
        ]
        earliest = min((day for day, high in possible if high >= self.threshold), default=NEVER)
        return Known(
            max((low for day, low in sure if day <= self.as_of), default=0),
            max((high for day, high in possible if day <= self.as_of), default=0),
            earliest if earliest > days - NEVER else -NEVER,
            min((day for day, low in sure if low >= self.threshold), default=NEVER),
        )
