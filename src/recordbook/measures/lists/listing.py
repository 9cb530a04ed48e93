"""A list as observed: who surely stood where on each day, and which places nobody surely held.

Of readings of one key on one day the best grade counts, and what all of them allow; where they
contradict each other, anything between them. A place is held if exactly one entity is said to
stand there, by a name that this book knows, and no other source says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import bools, column, compute, filtered, integers, strings
from recordbook.measures.evidence import pooled
from recordbook.measures.lists.calendar import NO_LIST, Calendar, calendar
from recordbook.measures.lists.known import DAY, KnownList
from recordbook.measures.runs import UNBOUNDED
from recordbook.measures.steps import rule

if TYPE_CHECKING:
    from recordbook.engine import Engine
    from recordbook.intake.arrow import Column
    from recordbook.measures.lists.calendar import Flags, Ints

OFF = int(UNBOUNDED)
"""The place of what is not in the list."""

NO_KEYS = pa.schema([("key", pa.string()), ("entity", pa.string())]).empty_table()


def load(engine: Engine, known: KnownList, metric: str = "rank") -> pa.Table:
    """The rows of a list: places (`rank`) or streams, columns as in `rules/listed.sql`."""
    engine.attach("mixed", NO_KEYS)
    period = "day" if known.cadence == DAY else "week"
    name = f"rank-{period}" if metric == "rank" else period
    under = pooled(known.platform)
    return engine.rows(rule("listed", under, metric=name, region=known.region))


@dataclass(frozen=True)
class Listing:
    """The rows of one list, and who they are about.

    `rows` has one row per entity and day in the order of `entity` (a place in `entities`) and day.
    `low` and `high` bound its place; OFF is no place. `uncovered[day, place - 1]` says that nobody
    surely holds a place. Everyone not in `entities` is alike: never seen in this list.
    """

    known: KnownList
    entities: Column
    days: Ints
    counts: Ints
    entity: Ints
    day: Ints  # a place in `days`
    low: Ints
    high: Ints
    uncovered: Flags
    rows: pa.Table

    @classmethod
    def of(cls, known: KnownList, rows: pa.Table) -> Listing:
        """The listing that some rows make."""
        best = _best(rows)
        encoded: Any = compute.dictionary_encode(column(best, "entity"))
        entities = encoded.dictionary
        who = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        days, day = np.unique(integers(column(best, "day")), return_inverse=True)
        day = day.astype(np.int64)
        low, high = _ends(best)
        settled = _by_key(best, who, day, low, high)
        uncovered, torn = _coverage(best, who, day, (low, high), len(days), known.places)
        entity, at, low, high = _by_entity(settled, torn)
        counts = np.bincount(day, minlength=len(days)).astype(np.int64)
        return cls(known, entities, days, counts, entity, at, low, high, uncovered, best)

    @cached_property
    def first_open(self) -> Ints:
        """By day, the first place that nobody surely holds; OFF where all places are held."""
        if not self.uncovered.shape[1]:
            return np.ones(len(self.days), dtype=np.int64)
        found = np.where(self.uncovered.any(axis=1), self.uncovered.argmax(axis=1) + 1, OFF)
        beyond = self.uncovered.shape[1] + 1 if self.known.places is None else OFF
        return np.where(found == OFF, beyond, found).astype(np.int64)

    @cached_property
    def last_open(self) -> Ints:
        """By day, the last place that nobody surely holds; 0 where all are held."""
        width = self.uncovered.shape[1]
        if self.known.places is None or not width:
            return np.full(len(self.days), OFF, dtype=np.int64)
        last = width - self.uncovered[:, ::-1].argmax(axis=1)
        return np.where(self.uncovered.any(axis=1), last, 0).astype(np.int64)

    def open_within(self, rank: int) -> Ints:
        """By day, how many places down to a rank nobody surely holds."""
        inside = self.uncovered[:, :rank].sum(axis=1)
        return (inside + max(rank - self.uncovered.shape[1], 0)).astype(np.int64)

    def calendar(self, since: int | None, until: int) -> Calendar:
        """Every list that came or may have come."""
        return calendar(self.days, self.counts, self.known, since=since, until=until)

    def slots(self, slots: Calendar) -> Ints:
        """By row, the slot of its list; NO_LIST where that is none for sure."""
        of_day = np.full(len(self.days), NO_LIST, dtype=np.int64)
        held = np.flatnonzero(slots.at != NO_LIST)
        of_day[slots.at[held]] = held
        return of_day[self.day]


def _best(rows: pa.Table) -> pa.Table:
    """The rows of the best grade of each key and day."""
    code, _ = _codes(rows, "key", "day")
    level = integers(column(rows, "level"))
    least = np.full(int(code.max(initial=-1)) + 1, OFF, dtype=np.int64)
    np.minimum.at(least, code, level)
    return rows if not len(code) else filtered(rows, level == least[code])


def _codes(rows: pa.Table, *names: str) -> tuple[Ints, int]:
    """A number per row, equal where the columns are."""
    whole = np.zeros(rows.num_rows, dtype=np.int64)
    for name in names:
        encoded: Any = compute.dictionary_encode(column(rows, name))
        codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        _, whole = np.unique(whole * (len(encoded.dictionary) + 1) + codes, return_inverse=True)
    return whole.astype(np.int64), int(whole.max(initial=-1)) + 1


def _ends(rows: pa.Table) -> tuple[Ints, Ints]:
    low = np.maximum(integers(column(rows, "low")), 1)
    high = compute.fill_null(column(rows, "high"), OFF).to_numpy(zero_copy_only=False)
    return low, np.maximum(high.astype(np.int64), 1)


def _by_key(
    rows: pa.Table, who: Ints, day: Ints, low: Ints, high: Ints
) -> tuple[Ints, Ints, Ints, Ints]:
    """entity, day, low, high of each key and day: what all readings allow, or what any does."""
    code, count = _codes(rows, "key", "day", "entity")
    most_low, least_high = np.zeros(count, np.int64), np.full(count, OFF)
    np.maximum.at(most_low, code, low)
    np.minimum.at(least_high, code, high)
    clash = most_low > least_high
    any_low, any_high = np.full(count, OFF), np.zeros(count, np.int64)
    np.minimum.at(any_low, code, low)
    np.maximum.at(any_high, code, high)
    entity, at = np.zeros(count, np.int64), np.zeros(count, np.int64)
    entity[code], at[code] = who, day
    return entity, at, np.where(clash, any_low, most_low), np.where(clash, any_high, least_high)


def _coverage(
    rows: pa.Table, who: Ints, day: Ints, ends: tuple[Ints, Ints], days: int, places: int | None
) -> tuple[Flags, Flags]:
    """Which places nobody surely holds, and which (entity, day) hold one that another source denies.

    The second is a flag per entity and day, by `entity * days + day`, sparse: as sorted codes.
    """
    low, high = ends
    code, count = _codes(rows, "key", "day")
    exact = low == high
    several = _distinct(code, _codes(rows, "source")[0], count) > 1
    differ = _distinct(code, low, count) > 1
    clear = exact & ~(several & differ)[code]
    top = int(low[exact].max(initial=0)) if places is None else places
    inside = clear & (low <= top)
    cell = day * top + low - 1
    size = days * top
    holders = _distinct(cell[inside], who[inside], size)
    told = _distinct(cell[inside], _codes(rows, "source")[0][inside], size)
    unnamed = np.zeros(size, dtype=bool)
    unnamed[cell[inside & ~bools(column(rows, "named"))]] = True
    held = (holders == 1) & ~unnamed
    contested = (holders > 1) & (told > 1)
    wrong = np.zeros(len(low), dtype=bool)
    wrong[inside] = contested[cell[inside]]
    return ~held.reshape(days, top), np.unique(who[wrong] * days + day[wrong])


def _distinct(group: Ints, value: Ints, count: int) -> Ints:
    """How many values each group has."""
    if not len(group):
        return np.zeros(count, dtype=np.int64)
    order = np.lexsort((value, group))
    one, two = group[order], value[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (one[1:] != one[:-1]) | (two[1:] != two[:-1])
    return np.bincount(one[new], minlength=count).astype(np.int64)


def _by_entity(
    settled: tuple[Ints, Ints, Ints, Ints], torn: Ints
) -> tuple[Ints, Ints, Ints, Ints]:
    """The best place among an entity's keys, by entity and day; open where sources clash over it."""
    entity, day, low, high = settled
    if not len(entity):
        return settled
    order = np.lexsort((day, entity))
    entity, day, low, high = (values[order] for values in (entity, day, low, high))
    first = np.ones(len(order), dtype=bool)
    first[1:] = (entity[1:] != entity[:-1]) | (day[1:] != day[:-1])
    starts = np.flatnonzero(first)
    entity, day = entity[starts], day[starts]
    low, high = np.minimum.reduceat(low, starts), np.minimum.reduceat(high, starts)
    if len(torn):
        days = int(day.max()) + 1
        wrong = np.isin(entity * days + day, torn)
        low, high = np.where(wrong, 1, low), np.where(wrong, OFF, high)
    return entity, day, low, high


def everyone(engine: Engine) -> Column:
    """Every entity that has a name in the book."""
    from recordbook.engine import Query  # noqa: PLC0415

    rows = engine.rows(Query("everyone", "SELECT DISTINCT entity FROM names"))
    return strings(column(rows, "entity").to_pylist())
