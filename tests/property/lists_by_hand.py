"""Small worlds of one list, and what is measured on them by trying every completion.

Nothing here uses the measures' own code: places are tried one by one, for one entity at a time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from hypothesis import strategies as st

from recordbook.measures.lists.known import KnownList
from recordbook.measures.lists.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES = 2
STEP = 7
SLOTS = 5
ENTITIES = ("a", "b", "c")
NOWHERE = "somebody else"
END = (SLOTS - 1) * STEP + 3
"""The as-of day: some days after the last possible list."""

Way = tuple["int | None", ...]
"""For each list that came an entity's place on it, None where it is not in it."""


@dataclass(frozen=True)
class Row:
    """What is said of an entity's place on one list; `high` None: it may not be in it at all."""

    slot: int
    entity: str
    low: int
    high: int | None
    source: str = "s"


@dataclass(frozen=True)
class World:
    """Rows by list, the lists of which nothing is known, and how often the list counts somebody."""

    rows: tuple[Row, ...]
    counts: tuple[tuple[int, str, int], ...] = field(default=())

    def listing(self, *, began: int | None = 0) -> Listing:
        """What the measures make of the rows."""
        known = KnownList(
            platform="p", region="global", cadence=STEP, places=PLACES, began=began, source="s"
        )
        said = [
            _told(r.slot, r.entity, "rank", r.low, r.high) | {"source": r.source} for r in self.rows
        ]
        said += [_told(slot, entity, "listed", n, n) for slot, entity, n in self.counts]
        return Listing.of(known, pa.Table.from_pylist(said, schema=_SCHEMA))

    def evidence(self, *, began: int | None = 0) -> Any:
        """A stand-in for evidence: the listing, and everyone with a name."""
        kept = {f"list of global, every {STEP} days": self.listing(began=began)}
        return SimpleNamespace(
            kept=kept | {"everyone": pa.array([*ENTITIES, NOWHERE])}, engine=None
        )

    @property
    def seen(self) -> set[int]:
        """The lists of which something is known."""
        return {row.slot for row in self.rows}

    def options(self, slot: int, entity: str) -> list[int | None]:
        """The places an entity may have on a list that came."""
        if slot not in self.seen:
            return [None, *range(1, PLACES + 1)]
        own = [row for row in self.rows if (row.slot, row.entity) == (slot, entity)]
        if own:
            low, high = own[0].low, own[0].high
            return [*range(low, (high or PLACES) + 1), *([None] if high is None else [])]
        free = [place for place in range(1, PLACES + 1) if not self._held(slot, place)]
        return [None, *free]

    def _held(self, slot: int, place: int) -> bool:
        return [r.low == r.high == place for r in self.rows if r.slot == slot].count(True) == 1

    def ways(self, entity: str, until: int) -> Iterator[tuple[list[int], Way]]:
        """Every completion for one entity: the days of the lists that came, and its places."""
        slots = [slot for slot in range(SLOTS) if slot * STEP <= until]
        unsure = [slot for slot in slots if slot not in self.seen]
        for absent in product([False, True], repeat=len(unsure)):
            gone = {slot for slot, away in zip(unsure, absent, strict=True) if away}
            came = [slot for slot in slots if slot not in gone]
            for places in product(*(self.options(slot, entity) for slot in came)):
                if self._counted(came, places, entity):
                    yield [slot * STEP for slot in came], places

    def _counted(self, came: list[int], places: Way, entity: str) -> bool:
        def so_many(until: int) -> int:
            return sum(
                at is not None and slot <= until for slot, at in zip(came, places, strict=True)
            )

        return all(n == so_many(slot) for slot, who, n in self.counts if who == entity)


_SCHEMA = pa.schema(
    {
        **dict.fromkeys(("entity", "key", "metric"), pa.string()),
        **dict.fromkeys(("day", "low", "high", "level"), pa.int64()),
        **dict.fromkeys(("grade", "source", "batch"), pa.string()),
        "named": pa.bool_(),
    }
)


def _told(slot: int, entity: str, metric: str, low: int, high: int | None) -> dict[str, Any]:
    texts = {"entity": entity, "key": f"key:{entity}", "metric": metric, "batch": "b"}
    numbers = {"day": slot * STEP, "low": low, "high": high, "level": 1}
    return texts | numbers | {"grade": "charted", "source": "s", "named": True}


@st.composite
def worlds(draw: st.DrawFn, *, vague: bool = True, counted: bool = False) -> World:
    """A world that somebody may have seen: lists missing, rows missing, places told vaguely."""
    rows: list[Row] = []
    truth: list[dict[str, int]] = []
    for slot in range(SLOTS):
        order = draw(st.permutations(ENTITIES))[:PLACES]
        truth.append({entity: place for place, entity in enumerate(order, 1)})
        told = draw(st.sampled_from(["whole", "part", "none"]))
        for entity, place in truth[-1].items() if told != "none" else ():
            if told == "part" and draw(st.booleans()):
                continue
            low, high = place, place
            if vague and told == "part" and draw(st.booleans()):
                low, high = draw(st.sampled_from([(1, PLACES), (1, None), (place, None)]))
            rows.append(Row(slot, entity, low, high))
    counts: list[tuple[int, str, int]] = []
    if counted:
        for row in rows:
            if row.low == row.high and draw(st.booleans()):
                so_many = sum(row.entity in truth[slot] for slot in range(row.slot + 1))
                counts.append((row.slot, row.entity, so_many))
    return World(tuple(rows), tuple(counts))


@dataclass(frozen=True)
class Asked:
    """A rank, and the days that count."""

    rank: int
    since: int
    until: int

    def counts(self, day: int) -> bool:
        """Whether a list of the day is in the window."""
        return self.since <= day <= self.until


def value(measure: str, days: list[int], places: Way, asked: Asked) -> int | None:
    """The measure's value in one completion; None is no place at all."""
    inside = [place for day, place in zip(days, places, strict=True) if asked.counts(day)]
    there = [place is not None and place <= asked.rank for place in inside]
    listed = [(day, place) for day, place in zip(days, places, strict=True) if place is not None]
    runs = "".join("x" if one else " " for one in there).split()
    debut = listed[0] if listed and asked.counts(listed[0][0]) else None
    found: dict[str, int | None] = {
        "weeks at": sum(there),
        "consecutive weeks at": max(map(len, runs), default=0),
        "re-entries": max(len(runs) - 1, 0),
        "peak rank": min((place for place in inside if place is not None), default=None),
        "debut rank": debut and debut[1],
        "re-entry rank": min(_returns(days, places, asked), default=None),
        "places gained": max(_steps(days, places, asked)),
        "places lost": max(-step for step in _steps(days, places, asked)),
    }
    return found[measure] if measure in found else _way(measure, listed, asked)


def _steps(days: list[int], places: Way, asked: Asked) -> Iterator[int]:
    yield 0
    for at in range(1, len(days)):
        before, now = places[at - 1], places[at]
        if before is not None and now is not None and asked.counts(days[at]):
            yield before - now


def _returns(days: list[int], places: Way, asked: Asked) -> Iterator[int]:
    for at in range(1, len(days)):
        now = places[at]
        known = any(place is not None for place in places[: at - 1])
        if now is not None and places[at - 1] is None and known and asked.counts(days[at]):
            yield now


def _way(measure: str, listed: list[tuple[int, int]], asked: Asked) -> int:
    for so_many, (day, place) in enumerate(listed, 1):
        if place <= asked.rank:
            if not asked.counts(day):
                return 0
            return so_many if "list" in measure else (day - listed[0][0]) // STEP
    return 0
