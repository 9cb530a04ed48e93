"""Two pictures of a proof in plain bars: where everybody stands, and how far the verdict reaches.

Templates draw them as SVG of 1,000 units in width; every number in them stands in words beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.claims.claim import LARGEST
from recordbook.claims.families import CLIMBS, FACTS, RANKS, Aggregate, Family
from recordbook.terminal.figures import titled
from recordbook.terminal.reasons import of_status
from recordbook.units import day_from, day_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recordbook.proof import Proof
    from recordbook.units import Day

WIDTH = 1000
_RIVALS = 5
_NO_BARS = FACTS | RANKS | CLIMBS | {Aggregate.DAYS_TO}
_NO_FAMILIES = frozenset({Family.HIGHEST, Family.YOUNGEST, Family.OLDEST, Family.LEAST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Where one stands: `low` is sure, up to `high` is possible, None has no limit.

    `status` is subject, or that of a rival: beats, contests, excluded.
    """

    name: str
    low: int
    high: int | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The subject and its nearest rivals on one scale up to `top`, and the `level` to reach."""

    level: int | None
    top: int
    bars: tuple[Bar, ...]

    def at(self, value: int | None) -> int:
        """Where a number lies on the picture, from 0 to 1,000."""
        return WIDTH if value is None else min(value * WIDTH // self.top, WIDTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """From where to where something may be moved with the verdict unchanged; `mark` is the claim's.

    `what` is threshold or days; numbers are streams or day numbers, None has no limit.
    """

    what: str
    first: int | None
    last: int | None
    mark: int

    def day(self, value: int) -> Day:
        """A day number as the day it is."""
        return day_from(value)

    def at(self, value: int | None, *, end: bool = False) -> int:
        """Where a number lies on the picture; where there is no limit, at its end."""
        if value is None:
            return WIDTH if end else 0
        low = self.mark if self.first is None else self.first
        high = self.mark if self.last is None else self.last
        pad = max((high - low) // 6, max(abs(high) // 50, 1) if self.what == "threshold" else 3)
        return (value - low + pad) * WIDTH // (high - low + 2 * pad)


def bars_of(proof: Proof) -> Bars | None:
    """Where the subject and its nearest rivals stand; None where no scale from zero would tell."""
    claim = proof.claim
    family = claim.superlative.family if claim.superlative else None
    if claim.measure.aggregate in _NO_BARS or family in _NO_FAMILIES or claim.measure.rank:
        return None
    bounds = proof.subject.bounds
    mine = Bar(name=proof.subject.name, low=bounds.low, high=_limit(bounds.high), status="subject")
    bars = (mine, *(_bar(row) for row in _nearest(proof)))
    marks = [claim.threshold or 0, bounds.low, bounds.high or 0]
    top = max(marks) * 8 // 5 or max((bar.low for bar in bars), default=0)
    return Bars(level=claim.threshold, top=top, bars=bars) if top else None


def reaches_of(proof: Proof) -> tuple[Reach, ...]:
    """How far the threshold and the days of a claim can be moved."""
    return tuple(_reaches(proof))


def _reaches(proof: Proof) -> Iterator[Reach]:
    holds, claim = proof.holds, proof.claim
    if holds.threshold is not None and claim.threshold is not None:
        first, last = holds.threshold
        yield Reach(
            what="threshold",
            first=first if first > 1 else None,
            last=None if last >= LARGEST else last,
            mark=claim.threshold,
        )
    if holds.days is not None:
        first, last = (None if day is None else day_number(day) for day in holds.days)
        yield Reach(what="days", first=first, last=last, mark=day_number(claim.as_of))


def _nearest(proof: Proof) -> list[Mapping[str, object]]:
    """The rivals that come closest, those with figures."""
    rows = [row for status in ("beats", "contests", "excluded") for row in of_status(proof, status)]
    return [row for row in rows if row["read"] and row["high"] != 0][:_RIVALS]


def _bar(row: Mapping[str, object]) -> Bar:
    name = row["name"]
    maker = row["maker"]
    return Bar(
        name=titled(str(name), str(maker) if maker else None),
        low=int(str(row["low"])),
        high=_limit(None if row["high"] is None else int(str(row["high"]))),
        status=str(row["status"]),
    )


def _limit(high: int | None) -> int | None:
    return None if high is None or high >= 2**62 else high
