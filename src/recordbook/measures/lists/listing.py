"""A list as observed: who surely stood where on each day, and which places nobody surely held.

Of readings of one key on one day the best grade counts. Of several keys of one entity the best
place counts that one source tells, and of several sources what all of them allow; where they
contradict each other, anything between them. A place is held if exactly one entity is said to stand
there, by a name that this book knows, and no other source says otherwise.
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
from recordbook.measures.runs import ALWAYS, UNBOUNDED
from recordbook.measures.steps import rule

if TYPE_CHECKING:
    from recordbook.engine import Engine
    from recordbook.intake.arrow import Column
    from recordbook.measures.lists.calendar import Flags, Ints

OFF = int(UNBOUNDED)
"""The place of what is not in the list."""

NO_KEYS = pa.schema([("key", pa.string()), ("entity", pa.string())]).empty_table()


def load(engine: Engine, known: KnownList, metric: str = "rank", other: str = "listed") -> pa.Table:
    """The rows of a list by two metrics: rank, listed (how often something was in it) or streams.

    Columns as in `rules/listed.sql`; `metric` is as asked.
    """
    engine.attach("mixed", NO_KEYS)
    period = "day" if known.cadence == DAY else "week"
    names = {
        f"{one}-{period}" if one in {"rank", "listed"} else period: one for one in (metric, other)
    }
    first, second = names
    under = pooled(known.platform)
    rows = engine.rows(rule("listed", under, metric=first, other=second, region=known.region))
    at = compute.index_in(column(rows, "metric"), strings(names))
    return rows.set_column(
        rows.column_names.index("metric"), "metric", strings(names.values()).take(at)
    )


@dataclass(frozen=True)
class Listing:
    """The rows of one list, and who they are about.

    `rows` has one row per entity and day in the order of `entity` (a place in `entities`) and day.
    `low` and `high` bound its place; OFF is no place. `uncovered[day, place - 1]` says that nobody
    surely holds a place. `whole_by` is the day, by entity, by which the list's own count of its
    lists is that of the rows, so that none before it lacks. Everyone not in `entities` is alike:
    never seen in this list.
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
    whole_by: Ints
    rows: pa.Table

    @classmethod
    def of(cls, known: KnownList, rows: pa.Table) -> Listing:
        """The listing that rows of the metrics rank and listed make."""
        counts = rows.filter(compute.equal(rows["metric"], "listed"))
        best = _best(rows.filter(compute.equal(rows["metric"], "rank")))
        coded = _Coded.of(best)
        low, high, clash = _by_cell(coded)
        torn, uncovered = _coverage(coded, clash, known.places)
        low[torn], high[torn] = 1, OFF
        low = np.minimum(low, _anybodys(coded, low))
        days, entities = coded.days, coded.entities
        entity, at = np.divmod(coded.cells, max(len(days), 1))
        whole_by = np.full(len(entities) + 1, -ALWAYS, dtype=np.int64)
        alone = _distinct(coded.who, coded.key, len(entities)) == 1
        agree = alone[entity] & (
            _stated(counts, entities, entity, days[at]) == _so_many(entity, high)
        )
        np.maximum.at(whole_by, entity[agree], days[at][agree])
        full = np.bincount(coded.day, minlength=len(days)).astype(np.int64)
        return cls(known, entities, days, full, entity, at, low, high, uncovered, whole_by, best)

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


def _so_many(entity: Ints, high: Ints) -> Ints:
    """By row, in how many lists its entity surely was so far."""
    there = high < OFF
    total = np.cumsum(there)
    starts = np.flatnonzero(np.diff(entity, prepend=-1))
    before = (total - there)[starts]
    return total - np.repeat(before, np.diff(np.append(starts, len(entity))))


def _stated(counts: pa.Table, entities: Column, entity: Ints, day: Ints) -> Ints:
    """By row, in how many lists its entity is said to have been by that day; -1 where nobody says.

    Nor does anybody where they say different things.
    """
    at = compute.index_in(column(counts, "entity"), entities)
    exact = bools(compute.equal(counts["low"], counts["high"]).combine_chunks())
    kept = bools(compute.is_valid(at)) & exact
    who = compute.fill_null(at, 0).to_numpy(zero_copy_only=False).astype(np.int64)[kept]
    codes = who * 2 * ALWAYS + integers(column(counts, "day"))[kept]
    said = integers(column(counts, "low"))[kept]
    known, place = np.unique(codes, return_inverse=True)
    low, high = np.full(len(known), OFF), np.full(len(known), -1)
    np.minimum.at(low, place, said)
    np.maximum.at(high, place, said)
    wanted = entity * 2 * ALWAYS + day
    found = np.searchsorted(known, wanted)
    there = found < len(known)
    there[there] = known[found[there]] == wanted[there]
    answer = np.full(len(wanted), -1, dtype=np.int64)
    answer[there] = np.where(low == high, low, -1)[found[there]]
    return answer


def _best(rows: pa.Table) -> pa.Table:
    """The rows of the best grade of each key and day."""
    level = integers(column(rows, "level"))
    if not len(level) or level.min() == level.max():
        return rows
    key, day = _encoded(column(rows, "key"))[1], integers(column(rows, "day"))
    _, code = np.unique(key * 2 * ALWAYS + day, return_inverse=True)
    least = np.full(int(code.max()) + 1, OFF, dtype=np.int64)
    np.minimum.at(least, code, level)
    return filtered(rows, level == least[code])


def _encoded(values: Column) -> tuple[Column, Ints]:
    """The different texts, and each row's place among them."""
    encoded: Any = compute.dictionary_encode(values)
    return encoded.dictionary, encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Coded:
    """Rows of places with their texts as numbers; `cell` is one of `cells`: an entity on a day."""

    entities: Column
    days: Ints
    who: Ints
    key: Ints
    day: Ints
    source: Ints
    low: Ints
    high: Ints
    cell: Ints
    cells: Ints  # entity * days + day, ascending
    named: Flags

    @classmethod
    def of(cls, rows: pa.Table) -> _Coded:
        """The rows' texts as numbers."""
        entities, who = _encoded(column(rows, "entity"))
        _, key = _encoded(column(rows, "key"))
        _, source = _encoded(column(rows, "source"))
        days, day = np.unique(integers(column(rows, "day")), return_inverse=True)
        low = np.maximum(integers(column(rows, "low")), 1)
        high = compute.fill_null(column(rows, "high"), OFF).to_numpy(zero_copy_only=False)
        cells, cell = np.unique(who * len(days) + day, return_inverse=True)
        return cls(
            entities,
            days,
            who,
            key,
            day.astype(np.int64),
            source,
            low,
            np.maximum(high.astype(np.int64), low),
            cell.astype(np.int64),
            cells,
            bools(column(rows, "named")),
        )


def _by_cell(coded: _Coded) -> tuple[Ints, Ints, Flags]:
    """By cell the bounds of the place, and whether sources contradict each other there.

    Of one source the best place of the entity's keys counts; of several what all of them allow.
    """
    if len(coded.cells) == len(coded.cell):
        order = np.argsort(coded.cell)
        return coded.low[order], coded.high[order], np.zeros(len(order), dtype=bool)
    by_key = (coded.cell * (coded.source.max() + 1) + coded.source) * (coded.key.max() + 1)
    keys, at = np.unique(by_key + coded.key, return_inverse=True)
    low, high, _ = _met(at, len(keys), coded.low, coded.high)
    sources, at = np.unique(keys // (coded.key.max() + 1), return_inverse=True)
    best = np.full((2, len(sources)), OFF)
    np.minimum.at(best[0], at, low)
    np.minimum.at(best[1], at, high)
    _, at = np.unique(sources // (coded.source.max() + 1), return_inverse=True)
    return _met(at, len(coded.cells), best[0], best[1])


def _met(group: Ints, count: int, low: Ints, high: Ints) -> tuple[Ints, Ints, Flags]:
    """By group what all bounds allow, or where they clash (the third) what any does."""
    most_low, least_high = np.zeros(count, np.int64), np.full(count, OFF)
    np.maximum.at(most_low, group, low)
    np.minimum.at(least_high, group, high)
    any_low, any_high = np.full(count, OFF), np.zeros(count, np.int64)
    np.minimum.at(any_low, group, low)
    np.maximum.at(any_high, group, high)
    clash = most_low > least_high
    return np.where(clash, any_low, most_low), np.where(clash, any_high, least_high), clash


def _coverage(coded: _Coded, clash: Flags, places: int | None) -> tuple[Ints, Flags]:
    """Whom another source contradicts over a place, as cells; and the places not held.

    The second by day and place. Who stands where in doubt holds no place, but contests it.
    """
    days, exact = len(coded.days), coded.low == coded.high
    top = int(coded.low[exact].max(initial=0)) if places is None else places
    inside = exact & (coded.low <= top)
    place, who = (coded.day * top + coded.low - 1)[inside], coded.who[inside]
    clear = ~clash[coded.cell[inside]]
    holders = _distinct(place, who, days * top)
    told = _distinct(place, coded.source[inside], days * top)
    sure, unnamed = np.zeros((2, days * top), dtype=bool)
    sure[place[clear]] = True
    unnamed[place[~coded.named[inside]]] = True
    held = (holders == 1) & sure & ~unnamed
    contested = ((holders > 1) & (told > 1))[place] & clear
    return np.unique(coded.cell[inside][contested]), ~held.reshape(days, top)


def _anybodys(coded: _Coded, low: Ints) -> Ints:
    """By cell the best place of something without a name, which may be another key of it."""
    named, day = np.ones(len(coded.cells), dtype=bool), coded.cells % max(len(coded.days), 1)
    named[coded.cell[~coded.named]] = False
    best = np.full(len(coded.days), OFF)
    np.minimum.at(best, day[~named], low[~named])
    return np.where(named, best[day], OFF)


def _distinct(group: Ints, value: Ints, count: int) -> Ints:
    """How many values each group has."""
    if not len(group):
        return np.zeros(count, dtype=np.int64)
    width = int(value.max()) + 1
    pairs = np.sort(group * width + value)  # np.unique hashes, and is far slower on such numbers
    new = np.diff(pairs, prepend=-1) > 0
    return np.bincount(pairs[new] // width, minlength=count).astype(np.int64)


def everyone(engine: Engine) -> Column:
    """Every entity that has a name in the book."""
    from recordbook.engine import Query  # noqa: PLC0415

    rows = engine.rows(Query("everyone", "SELECT DISTINCT entity FROM names"))
    return strings(column(rows, "entity").to_pylist())
