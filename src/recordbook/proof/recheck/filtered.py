"""Standings by flows as lists tell them: of who is in a list, and of all others."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from .alone import OfLists
from .charts import CODES
from .families import CannotCheck
from .flows import span
from .ledger import equal, is_in
from .lists import DAY, KNOWN, WEEK
from .runs import NEVER, OPEN, Known
from .source import day_number

if TYPE_CHECKING:
    from .source import Source
    from .standings import Standings

CADENCES = {"in a day": DAY, "in a week": WEEK, "first-day": DAY, "first-week": WEEK}
COLUMNS = ("key", "day", "low", "high", "grade", "source", "batch")


class Cell(NamedTuple):
    """What a list says of one key on a day; `anybody`: the key is no recording of the book."""

    entity: str
    low: int
    high: int
    anybody: bool


class Filtered(OfLists):
    """Standings by what lists say was gained."""

    def __init__(
        self, source: Source, claim: dict[str, Any], measure: str, threshold: int, as_of: int
    ) -> None:
        """The list is read when it is asked for."""
        super().__init__(source, claim, measure, threshold, as_of)
        if claim["window"]["kind"] == "outside christmas":
            raise CannotCheck("lists outside the Christmas season")
        self.cadence = CADENCES[measure]
        said: str = claim["region"]
        self.region: str = CODES.get(said.casefold(), said.lower())
        self.shared: dict[str, Any] = {}

    def on(self, day: int) -> Standings:
        """The same standings on another day."""
        return Filtered(self.source, self.claim, self.measure, self.wanted, day)

    def of(self, counter: str) -> Known:
        """The same."""
        if counter not in self.known:
            first = self.measure.startswith("first-")
            self.known[counter] = self._first(counter) if first else self._greatest(counter)
            told = {told for one, told in self._rows if one == counter}
            self.borne[counter] = self.cited.get(counter, set()) & told
        return self.known[counter]

    @property
    def grade(self) -> str:
        """The weakest of all the rows that count, for who is not in the lists is behind them."""
        better = {(row["day"], row["key"]) for row in self._told if row["grade"] != "reported"}
        every = {(row["day"], row["key"]) for row in self._told}
        return "reported" if every - better else "charted"

    @cached_property
    def _told(self) -> list[dict[str, Any]]:
        """The rows of the list."""
        metric = "day" if self.cadence == DAY else "week"
        where = equal(
            platform=self.source.platform, basis="chart", metric=metric, region=self.region
        )
        parts = self.source.ledger.parts("observations", where, *COLUMNS)
        return [row for part in parts for row in part.to_pylist()]

    @cached_property
    def _meant(self) -> dict[tuple[str, int], str]:
        """Whom a key stands for on a day: itself, unless for one other alone."""
        ledger, keys = self.source.ledger, {row["key"] for row in self._told}
        periods = defaultdict[str, list[tuple[int, int, str]]](list)
        for row in ledger.rows("identities", is_in("key", keys)):
            start = -NEVER if row["from_day"] is None else row["from_day"]
            end = NEVER if row["to_day"] is None else row["to_day"]
            periods[row["key"]].append((start, end, row["entity"]))
        found: dict[tuple[str, int], str] = {}
        for key, day in {(row["key"], row["day"]) for row in self._told}:
            meant = {one for start, end, one in periods.get(key, ()) if start <= day <= end}
            found[key, day] = meant.pop() if len(meant) == 1 else key
        return found

    @cached_property
    def _rows(self) -> set[tuple[str, tuple[object, ...]]]:
        """Each row as cited rows are compared, and whom it is about."""
        return {
            (
                self._meant[row["key"], row["day"]],
                (
                    *(row["day"], row["low"], OPEN if row["high"] is None else row["high"]),
                    *("listed", row["grade"], row["source"], row["key"], row["batch"]),
                ),
            )
            for row in self._told
        }

    @cached_property
    def _cells(self) -> dict[int, list[Cell]]:
        """By day: of each key what the best grade says; nothing where that contradicts itself."""
        said = defaultdict[tuple[int, str], list[dict[str, Any]]](list)
        for row in self._told:
            said[row["day"], row["key"]].append(row)
        names = self.source.ledger.rows("names", equal(kind="recording"), "entity")
        recordings = {row["entity"] for row in names}
        days = defaultdict[int, list[Cell]](list)
        for (day, key), rows in said.items():
            better = [row for row in rows if row["grade"] != "reported"] or rows
            low = max(row["low"] for row in better)
            high = min(OPEN if row["high"] is None else row["high"] for row in better)
            low, high = (low, high) if low <= high else (0, OPEN)
            who = self._meant[key, day]
            days[day].append(Cell(who, low, high, who not in recordings))
        return days

    @cached_property
    def _known_list(self) -> tuple[int | None, int | None]:
        """How many places the list has, and its first day."""
        platform = self.source.platform
        own = KNOWN.get((platform, self.region, self.cadence))
        own = own or KNOWN.get((platform, "", self.cadence))
        places, began = own or (None, None)
        return places, None if began is None else day_number(began)

    def _on(self, entity: str, day: int) -> tuple[int, int]:
        """What the list of a day says of somebody."""
        cells = self._cells.get(day, [])
        mine = [cell for cell in cells if cell.entity == entity]
        if mine:
            return max(cell.low for cell in mine), mine[0].high if len(mine) == 1 else OPEN
        regular = len({one % self.cadence for one in self._cells}) == 1
        complete = len(cells) == self._known_list[0] and all(cell.high < OPEN for cell in cells)
        if not (regular and complete):
            return 0, OPEN
        anybodys = (cell.high for cell in cells if cell.anybody)
        return 0, max(min(cell.high for cell in cells), *anybodys, 0)

    def _greatest(self, entity: str) -> Known:
        """The greatest so far, over every day on which the list comes."""
        since, until = span(self.claim)
        listed = sorted(
            day for day, cells in self._cells.items() if entity in {c.entity for c in cells}
        )
        silent = self.source.released(entity)[0]
        begins = [] if self._known_list[1] is None else [self._known_list[1]]
        begins += [since + self.cadence - 1] if since > -NEVER else []
        floor_ = max(begins, default=-NEVER)  # what lies before does not count
        if silent >= -NEVER and not (listed and listed[0] <= silent):
            begins.append(silent + 1)
        low, latest = 0, NEVER
        for day in listed:
            if floor_ <= day <= until:
                least = self._on(entity, day)[0]
                low = max(low, least) if day <= self.as_of else low
                latest = day if least >= self.threshold and latest == NEVER else latest
        high, earliest = self._most(entity, max(begins, default=None), until)
        return Known(low, high, earliest, latest)

    def _most(self, entity: str, start: int | None, until: int) -> tuple[int, int]:
        """The most it may have had by the day, and the first on which it may have had enough."""
        days = sorted(self._cells)
        if start is None:
            return OPEN, -NEVER
        regular = len({one % self.cadence for one in days}) == 1
        step = self.cadence if regular else 1
        at = start if not regular else start + (days[0] - start) % step
        last = max([self.as_of, *days[-1:]]) + step
        high, earliest = 0, NEVER
        while at <= min(last, until):
            most = self._on(entity, at)[1]
            high = max(high, most) if at <= self.as_of else high
            earliest = at if most >= self.threshold and earliest == NEVER else earliest
            at += step
        return high, earliest

    def _first(self, entity: str) -> Known:
        """The list of the release day, or of the week that begins on it."""
        _, first, last = self.source.released(entity)
        listed = [day for day, cells in self._cells.items() if entity in {c.entity for c in cells}]
        if first != last or any(day < first for day in listed):
            return Known()
        day = first + self.cadence - 1
        low, high = self._on(entity, day)
        earliest, latest = (day if one >= self.threshold else NEVER for one in (high, low))
        return (
            Known(low, high, earliest, latest)
            if day <= self.as_of
            else Known(0, 0, earliest, latest)
        )
