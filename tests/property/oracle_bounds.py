"""The rules of bounds, each as its definition says, applied until nothing changes.

Plain Python over one small world; shares no code with what it checks. For worlds without clashes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from strategies_worlds import World

FAR = 10_000_000


@dataclass(frozen=True)
class Piece:
    """One piece of evidence; a high of None is none."""

    entity: str
    day: int
    low: int
    high: int | None
    rule: str
    firm: bool = False


Fall = tuple[int, int]
"""The last day before a fall, and the first after it."""


def falls(pieces: Iterable[Piece]) -> list[Fall]:
    """The falls that the firm readings of one counter show."""
    found: list[Fall] = []
    run: list[Piece] = []
    days = sorted({piece.day for piece in pieces if piece.firm})
    for day in days:
        now = [piece for piece in pieces if piece.firm and piece.day == day]
        high = min(FAR**2 if piece.high is None else piece.high for piece in now)
        above = [piece.day for piece in run if piece.low > high]
        if above:
            found.append((max(above), day))
            run = []
        run += now
    return found


def stretch(broken: list[Fall], day: int) -> tuple[int, int]:
    """Days with the same answer are of one unbroken run; a day within a fall is alone."""
    if any(before < day < after for before, after in broken):
        return (1, day)
    return (0, sum(after <= day for _, after in broken))


@dataclass
class Oracle:
    """The bounds of everything in a world."""

    world: World
    pieces: set[Piece] = field(default_factory=set)
    broken: dict[str, list[Fall]] = field(default_factory=dict)
    _by_entity: dict[str, list[Piece]] = field(default_factory=dict)
    _sorted: int = -1

    def __post_init__(self) -> None:
        """Apply every rule until nothing is added."""
        for rule in (self._read, self._every, self._charted, self._unreleased):
            self.pieces |= set(rule())
        for entity in self.world.counters:
            self.broken[entity] = falls(self._of(entity))
        for release, parts in self.world.known_lists.items():
            own = falls(self._of(release))
            self.broken[release] = own + [fall for part in parts for fall in self.broken[part]]
        while True:
            known = len(self.pieces)
            for release in self.world.known_lists:
                self.pieces |= set(self._part_of_whole(release))
            if len(self.pieces) == known:
                break

    def _of(self, entity: str) -> list[Piece]:
        if self._sorted != len(self.pieces):
            self._by_entity = {}
            for piece in self.pieces:
                self._by_entity.setdefault(piece.entity, []).append(piece)
            self._sorted = len(self.pieces)
        return self._by_entity.get(entity, [])

    def _read(self) -> Iterable[Piece]:
        for row in self.world.rows["observations"]:
            if (row["basis"], row["metric"]) == ("app", "total"):
                rule = "read" if row["low"] == row["high"] else "rounded"
                firm = row["grade"] == "counted"
                yield Piece(row["key"], row["day"], row["low"], row["high"], rule, firm)

    def _every(self) -> Iterable[Piece]:
        for row in self.world.rows["observations"]:
            if row["metric"] == "every-track":
                for part in self.world.known_lists[row["key"]]:
                    yield Piece(part, row["day"], row["low"], None, "every")

    def _charted(self) -> Iterable[Piece]:
        cells = {
            (row["key"], row["metric"], row["region"], row["day"]): row["low"]
            for row in self.world.rows["observations"]
            if row["basis"] == "chart"
        }
        for key, metric, region, day in cells:
            at_home = region == "global"
            sums = sum(
                plays
                for (other, kind, where, when), plays in cells.items()
                if (other, kind, where == "global") == (key, metric, at_home)
                and when <= day
                and (metric == "day" or (day - when) % 7 == 0)
            )
            yield Piece(key, day, sums, None, "charted-sum")

    def released(self, entity: str) -> tuple[int, int] | None:
        """The last day on which it was surely not out, and the first on which it surely is."""
        said = [
            row
            for row in self.world.rows["facts"]
            if row["entity"] == entity and row["attribute"] == "released"
        ]
        values = {row["value"] for row in said}
        spans = list[tuple[int, int]]()
        for row in said:
            value, day = row["value"], row["from_day"]
            if any(other != value and other.startswith(value) for other in values):
                continue  # said more finely by another
            width = {4: 365, 7: 30}.get(len(value), 0)
            spans.append((day - (1 if len(value) > 10 else 2), day + width))
        if not spans:
            return None
        return min(first for first, _ in spans), max(last for _, last in spans)

    def _unreleased(self) -> Iterable[Piece]:
        for entity in {row["entity"] for row in self.world.rows["facts"]}:
            span = self.released(entity)
            if span:
                yield Piece(entity, span[0], 0, 0, "unreleased")

    def whole(self, release: str) -> bool:
        """Whether the list is not known to be short."""
        stated = [
            int(row["value"])
            for row in self.world.rows["facts"]
            if row["entity"] == release and row["attribute"] == "track count"
        ]
        return len(self.world.known_lists[release]) >= max(stated, default=0)

    def _part_of_whole(self, release: str) -> Iterable[Piece]:
        parts, span = self.world.known_lists[release], self.released(release)
        days = {piece.day for piece in self.pieces if piece.entity in {release, *parts}}
        for day in days | ({span[1]} if span else set()):
            lows = {part: self.low(part, day) for part in parts}
            highs = [self.high(part, day) for part in parts]
            total = self.high(release, day, rules={"read", "rounded"})
            if total is not None:
                for part in parts:
                    most = total - sum(lows.values()) + lows[part]
                    yield Piece(part, day, 0, most, "part-of-whole")
            bounded = [high for high in highs if high is not None]
            full = self.whole(release) and len(bounded) == len(parts)
            low = sum(lows.values()) if span is None or day >= span[1] else 0
            yield Piece(release, day, low, sum(bounded) if full else None, "part-of-whole")

    def _beside(self, entity: str, day: int) -> Iterable[Piece]:
        broken = self.broken.get(entity, [])
        here = stretch(broken, day)
        return (piece for piece in self._of(entity) if stretch(broken, piece.day) == here)

    def low(self, entity: str, day: int) -> int:
        """The counter is at least this."""
        beside = self._beside(entity, day)
        return max((piece.low for piece in beside if piece.day <= day), default=0)

    def high(self, entity: str, day: int, rules: set[str] | None = None) -> int | None:
        """The counter is at most this."""
        return min(
            (
                piece.high
                for piece in self._beside(entity, day)
                if piece.day >= day
                and piece.high is not None
                and (rules is None or piece.rule in rules)
            ),
            default=None,
        )

    def crossing(self, entity: str, threshold: int) -> tuple[int | None, int | None]:
        """The first day not ruled out (None: none is), and the first day known."""
        days = [piece.day for piece in self._of(entity)]
        scanned = sorted({day + step for day in days for step in (-1, 0, 1)})
        for entity_falls in self.broken.get(entity, []):
            scanned = sorted({*scanned, *range(entity_falls[0], entity_falls[1] + 1)})

        def below(day: int) -> bool:
            high = self.high(entity, day)
            return high is not None and high < threshold

        open_ = [day for day in scanned if not below(day)]
        earliest = None if not scanned or open_[0] == scanned[0] else open_[0]
        # between two scanned days nothing changes that did not change on the next
        assert all(a < b for a, b in pairwise(scanned))
        latest = min((day for day in scanned if self.low(entity, day) >= threshold), default=None)
        return earliest, latest
