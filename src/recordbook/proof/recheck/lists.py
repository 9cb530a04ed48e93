"""A published list: the days on which it came or may have come, and who may have stood where.

A place that exactly one named thing is said to hold is held. Of a list that nobody has taken in,
and of a place that nobody surely holds, anything may be.
"""

# The stubs of pyarrow are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from .ledger import equal, is_in
from .runs import GRADES, NEVER, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .ledger import Ledger

EPOCH = date(1970, 1, 1)
WEEK, DAY = 7, 1

KNOWN = {
    ("billboard hot 100", "us", WEEK): (100, "1958-08-04"),
    ("billboard 200", "us", WEEK): (200, None),
    ("billboard global 200", "global", WEEK): (200, "2020-09-19"),
    ("billboard global excl. us", "global", WEEK): (200, "2020-09-19"),
    ("official singles", "gb", WEEK): (None, None),
    ("official albums", "gb", WEEK): (None, None),
    ("spotify", "global", DAY): (200, "2017-01-01"),
    ("spotify", "", DAY): (200, None),
    ("spotify", "", WEEK): (200, None),
}
"""How many places a list has, and the day of the first one, where that is known."""


class Cell(NamedTuple):
    """One thing on one list: the bounds of its place, OPEN where it may not be in it."""

    low: int
    high: int


class Slot(NamedTuple):
    """A list that came (`day`), or may have come between two days."""

    first: int
    last: int
    day: int | None


class Event(NamedTuple):
    """Where something may have stood on a list; `most` is the last place, if it was in it.

    `follows`: the event before is in the slot before; `near`: no list that came lies between.
    """

    slot: Slot
    low: int
    high: int
    most: int
    follows: bool
    near: bool


class Listed:
    """One list of a platform in a region."""

    def __init__(self, ledger: Ledger, platform: str, region: str, cadence: int) -> None:
        """Read all that is said of the list."""
        own = KNOWN.get((platform, region, cadence)) or KNOWN.get((platform, "", cadence))
        self.places, began = own or (None, None)
        self.began = None if began is None else (date.fromisoformat(began) - EPOCH).days
        self.ledger, self.cadence = ledger, cadence
        period = "day" if cadence == DAY else "week"
        where = equal(platform=platform, basis="chart", region=region)
        where &= is_in("metric", [f"rank-{period}", f"listed-{period}"])
        wanted = ("key", "metric", "day", "low", "high", "grade", "source", "batch")
        rows = [
            row for part in ledger.parts("observations", where, *wanted) for row in part.to_pylist()
        ]
        self._meanings({row["key"] for row in rows})
        self.rows = _best([row for row in rows if row["metric"].startswith("rank")])
        self.said = [row for row in rows if row["metric"].startswith("listed")]
        self.named = {row["entity"] for row in ledger.rows("names", None, "entity")}
        self._cells()
        self._held()
        self._whole()

    def _meanings(self, keys: set[str]) -> None:
        self.periods: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for row in self.ledger.rows("identities", is_in("key", keys)) if keys else ():
            start = -NEVER if row["from_day"] is None else row["from_day"]
            end = NEVER if row["to_day"] is None else row["to_day"]
            self.periods[row["key"]].append((start, end, row["entity"]))

    def meant(self, key: str, day: int) -> str:
        """What a key stood for on a day; itself where that is nothing, or not one thing."""
        if key not in self.periods:
            return key
        found = {who for start, end, who in self.periods[key] if start <= day <= end}
        return found.pop() if len(found) == 1 else key

    def _cells(self) -> None:
        """Where each thing stood on each day: the best place of its keys, by every source."""
        told: dict[tuple[str, int], dict[str, dict[str, list[Cell]]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(list))
        )
        self.by_entity: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.of: dict[str, dict[int, Cell]] = defaultdict(dict)
        self.keys: dict[str, set[str]] = defaultdict(set)
        self.loose: set[tuple[str, int]] = set()  # thing and day on which sources contradict
        for row in self.rows:
            entity, key = self.meant(row["key"], row["day"]), row["key"]
            cell = Cell(max(row["low"], 1), _high(row))
            told[entity, row["day"]][row["source"]][key].append(cell)
            self.by_entity[entity].append(row)
            self.keys[entity].add(key)
        for (entity, day), sources in told.items():
            best: list[Cell] = []
            for keys in sources.values():
                cells = [_met(cells) for cells in keys.values()]
                best.append(Cell(min(c.low for c in cells), min(c.high for c in cells)))
            self.of[entity][day] = _met(best)
            if max(c.low for c in best) > min(c.high for c in best):
                self.loose.add((entity, day))

    def _held(self) -> None:
        """Which places nobody surely holds, by day; whom another source contradicts has any."""
        held: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        told: dict[tuple[int, int], set[str]] = defaultdict(set)
        top, self.full = self.places or 0, Counter(row["day"] for row in self.rows)
        for row in self.rows:
            day, place = row["day"], max(row["low"], 1)
            if place != _high(row):
                continue
            top = top if self.places else max(top, place)
            if place <= (self.places or OPEN):
                held[day][place].add(self.meant(row["key"], day))
                told[day, place].add(row["source"])
        self.top = top
        self.open: dict[int, list[int]] = {}
        for day in self.full:
            sure = {
                place
                for place, who in held[day].items()
                if len(who) == 1 and who <= self.named and (min(who), day) not in self.loose
            }
            self.open[day] = [place for place in range(1, top + 1) if place not in sure]
            for place, who in held[day].items():
                if len(who) > 1 and len(told[day, place]) > 1:
                    for entity in who:
                        if (entity, day) not in self.loose:
                            self.of[entity][day] = Cell(1, OPEN)
        self._anybodys()

    def _anybodys(self) -> None:
        """What has no name may be another key of whatever has one, and stand at a better place."""
        best: dict[int, int] = {}
        for entity in self.of.keys() - self.named:
            for day, cell in self.of[entity].items():
                best[day] = min(best.get(day, OPEN), cell.low)
        for entity in self.of.keys() & self.named if best else ():
            for day, cell in self.of[entity].items():
                low = min(cell.low, best.get(day, OPEN))
                self.of[entity][day] = Cell(low, cell.high)

    def _whole(self) -> None:
        """The day by which the list's own count shows that no list before lacks, by thing."""
        said: dict[tuple[str, int], set[tuple[int, int]]] = defaultdict(set)
        for row in self.said:
            said[self.meant(row["key"], row["day"]), row["day"]].add((row["low"], _high(row)))
        exact = {at: {low for low, high in told if low == high} for at, told in said.items()}
        self.whole: dict[str, int] = {}
        for entity, cells in self.of.items():
            if len(self.keys[entity]) != 1:
                continue
            so_many = 0
            for day in sorted(cells):
                so_many += cells[day].high < OPEN
                if exact.get((entity, day)) == {so_many}:
                    self.whole[entity] = day

    def first_open(self, day: int | None) -> int:
        """The first place that nobody surely holds; OPEN where all are held."""
        if day is None:
            return 1
        beyond = OPEN if self.places else self.top + 1
        return self.open[day][0] if self.open[day] else beyond

    def _last_open(self, day: int | None) -> int:
        if self.places is None:
            return OPEN
        return self.places if day is None else (self.open[day] or [0])[-1]

    def slots(self, since: int | None, until: int) -> list[Slot]:
        """Every list that came or may have come, in order, until a day."""
        days = sorted(self.full)
        sure = self._apart(days)
        starts = [day for day in (self.began, since) if day is not None]
        start = max(starts) if len(starts) > 1 else (starts or [None])[0]
        found = [Slot(day, day, day if day in sure else None) for day in days]
        for one, other in pairwise(sorted(sure)):
            found += self._between(one, other)
        if start is not None and (not days or start < days[0]):
            end = days[0] if days else None
            found += self._between(
                start - self.cadence, until + 1 if end is None else end, end is None
            )
        if days and until > days[-1]:
            found += self._between(days[-1], until + 1, endless=True)
        return sorted((s for s in found if s.first <= until), key=lambda slot: slot.first)

    def _apart(self, days: list[int]) -> set[int]:
        """The days that surely are lists: of two closer than the cadence, the fuller one."""
        sure = set(days)
        for one, other in pairwise(days):
            if other - one < self.cadence:
                near = [day for day in days if abs(day - one) < self.cadence]
                most = max(self.full[day] for day in near)
                fullest = [day for day in near if self.full[day] == most]
                sure -= set(near) if len(fullest) > 1 else set(near) - set(fullest)
        return sure

    def _between(self, before: int, after: int, endless: bool = False) -> Iterator[Slot]:  # noqa: FBT001, FBT002 - one flag
        count = max((after - 1 - before) // self.cadence, 0)
        for step in range(1, count + 1):
            last = NEVER if endless else after - 1 - (count - step) * self.cadence
            yield Slot(before + step * self.cadence, last, None)

    def events(
        self,
        entity: str,
        slots: list[Slot],
        at_day: dict[int, int],
        unsure: list[int],
        deepest: int,
    ) -> list[Event]:
        """Where something may have stood, down to a place.

        `at_day` has the numbers of slots by day, `unsure` those of slots with open places.
        """
        cells, whole = self.of.get(entity, {}), self.whole.get(entity, -NEVER)
        own = {at_day[day]: cell for day, cell in cells.items() if day in at_day}
        numbers = {n for n in unsure if n not in own and slots[n].last >= whole} | own.keys()
        found: list[Event] = []
        before = 0
        for number in sorted(numbers):
            slot, cell = slots[number], own.get(number)
            low, high = cell or Cell(self.first_open(slot.day), OPEN)
            if low > deepest:
                continue
            most = self._last_open(slot.day) if cell is None else high
            most = (self.places or OPEN) if cell and high == OPEN else most
            between = slots[before + 1 : number] if found else ()
            near = bool(found) and not any(one.day is not None for one in between)
            found.append(Event(slot, low, high, most, near and before == number - 1, near))
            before = number
        return found


def _met(cells: list[Cell]) -> Cell:
    """What all bounds allow; where they contradict each other, what any of them does."""
    lows, highs = [cell.low for cell in cells], [cell.high for cell in cells]
    cell = Cell(max(lows), min(highs))
    return cell if cell.low <= cell.high else Cell(min(lows), max(highs))


def _high(row: dict[str, Any]) -> int:
    return OPEN if row["high"] is None else max(row["high"], row["low"], 1)


def _best(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of the best grade of each key and day, each once."""
    best: dict[tuple[str, int], int] = {}
    for row in rows:
        at, level = (row["key"], row["day"]), GRADES.index(row["grade"])
        best[at] = min(best.get(at, level), level)
    kept = [r for r in rows if GRADES.index(r["grade"]) == best[r["key"], r["day"]]]
    return list({tuple(row.values()): row for row in kept}.values())
