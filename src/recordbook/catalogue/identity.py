"""Which entity a key stood for on a day: identity is a dated statement, never a rename."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import pyarrow.compute as pc

from recordbook.catalogue.errors import UnknownKey
from recordbook.catalogue.tables import rows_of, rows_where
from recordbook.units import day_from, day_number

if TYPE_CHECKING:
    import pyarrow as pa

    from recordbook.units import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A source says that a key stood for an entity; a period without an end is still open."""

    key: str
    entity: str
    start: Day | None
    end: Day | None
    grade: str
    source: str

    def on(self, day: Day) -> bool:
        """Whether the period holds the day; it holds both its ends."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def meets(self, other: Identity) -> bool:
        """Whether the two periods share a day."""
        return not (
            (self.end is not None and other.start is not None and self.end < other.start)
            or (other.end is not None and self.start is not None and other.end < self.start)
        )


def _identities(table: pa.Table) -> list[Identity]:
    rows = cast(
        "list[dict[str, str]]", table.select(["key", "entity", "grade", "source"]).to_pylist()
    )
    starts = cast("list[int | None]", table["from_day"].to_pylist())
    ends = cast("list[int | None]", table["to_day"].to_pylist())
    return [
        Identity(
            start=None if start is None else day_from(start),
            end=None if end is None else day_from(end),
            **row,
        )
        for row, start, end in zip(rows, starts, ends, strict=True)
    ]


def _where(table: pa.Table, column: str, value: str) -> list[Identity]:
    return _identities(table.filter(pc.field(column) == value))


def entities_of(key: str, day: Day | None, identities: pa.Table) -> frozenset[str]:
    """Every entity the key is said to stand for on the day; on any day if none is given."""
    found = _where(identities, "key", key)
    return frozenset(row.entity for row in found if day is None or row.on(day))


def entity_of(key: str, day: Day | None, identities: pa.Table) -> str:
    """The one entity the key stood for on the day; UnknownKey where there is none or more."""
    found = entities_of(key, day, identities)
    if len(found) != 1:
        raise UnknownKey(key)
    return next(iter(found))


def keys_of(entity: str, day: Day | None, identities: pa.Table) -> frozenset[str]:
    """The keys that stood for the entity on the day: where several, the platform pooled them."""
    found = _where(identities, "entity", entity)
    return frozenset(row.key for row in found if day is None or row.on(day))


def pooled(one: str, other: str, day: Day, identities: pa.Table) -> bool:
    """Whether two keys stood for one entity on the day and so shared one counter."""
    return bool(entities_of(one, day, identities) & entities_of(other, day, identities))


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An entity went from one key to another of the same sort: last day there, first day here."""

    entity: str
    old: str
    new: str
    last: Day
    first: Day


def moves(entity: str, identities: pa.Table) -> list[Move]:
    """The moves of an entity between keys of one sort (`spotify:track`), by day.

    A move is an ended key followed by another that was not there before.
    """
    rows = _where(identities, "entity", entity)
    return sorted(
        (
            Move(entity=entity, old=old.key, new=new.key, last=old.end, first=new.start)
            for old in rows
            for new in rows
            if old.end is not None and new.start is not None and old.key != new.key
            if old.end < new.start and old.key.rpartition(":")[0] == new.key.rpartition(":")[0]
            if not any(
                between.start is not None and old.end < between.start < new.start
                for between in rows
                if between.key.rpartition(":")[0] == new.key.rpartition(":")[0]
            )
        ),
        key=lambda move: (move.first, move.old, move.new),
    )


def conflicts(identities: pa.Table) -> list[tuple[Identity, Identity]]:
    """Pairs of statements by which one key stands for two entities on one day."""
    pairs = identities.group_by(["key", "entity"]).aggregate([])
    often = pairs.group_by("key").aggregate([("entity", "count")])
    shared = [row["key"] for row in rows_of(often.filter(pc.field("entity_count") > 1))]
    rows = _identities(rows_where(identities, "key", shared))
    rows.sort(key=lambda row: (row.key, row.entity, day_number(row.start) if row.start else 0))
    return [
        (one, other)
        for index, one in enumerate(rows)
        for other in rows[index + 1 :]
        if one.key == other.key and one.entity != other.entity and one.meets(other)
    ]
