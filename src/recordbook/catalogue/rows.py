"""Catalogue tables, filled one statement at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import pyarrow as pa

from recordbook.catalogue.attributes import ATTRIBUTES, EVENTS, canonical, event_day
from recordbook.catalogue.names import folded_keys
from recordbook.catalogue.tables import SCHEMAS, Tables
from recordbook.units import day_number

if TYPE_CHECKING:
    from recordbook.units import Day

Cells: TypeAlias = "tuple[str | int | None, ...]"


def _no_rows() -> dict[str, dict[Cells, None]]:
    return {name: {} for name in SCHEMAS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What sources say, collected; the same statement of one source twice is one row."""

    rows: dict[str, dict[Cells, None]] = field(default_factory=_no_rows)

    def name(self, entity: str, name: str, *, source: str, form: str = "name") -> None:
        """The entity is called so; its kind is the first part of its id."""
        kind = entity.partition(":")[0]
        for key in folded_keys(name, kind):
            self.rows["names"][entity, kind, name, key, form, source] = None

    def track(
        self, release: str, position: int, recording: str, *, source: str, edition: str = ""
    ) -> None:
        """The recording has this place, from 1, in an edition of the release."""
        self.rows["tracks"][release, edition, position, recording, source] = None

    def credit(self, item: str, artist: str, *, source: str, role: str = "main") -> None:
        """The artist is credited on the release or recording."""
        self.rows["credits"][item, artist, role, source] = None

    def fact(
        self,
        entity: str,
        attribute: str,
        value: str,
        *,
        source: str,
        grade: str = "reported",
        period: tuple[Day | None, Day | None] = (None, None),
    ) -> None:
        """The attribute of the entity has this value; KeyError for an attribute not listed."""
        spelled = canonical(ATTRIBUTES[attribute].name, value)
        start, end = _numbers(period)
        if start is None and attribute in EVENTS:
            start = event_day(spelled)
        self.rows["facts"][entity, attribute, spelled, start, end, grade, source] = None

    def identity(
        self,
        key: str,
        entity: str,
        *,
        source: str,
        grade: str = "reported",
        period: tuple[Day | None, Day | None] = (None, None),
    ) -> None:
        """The key stood for the entity in the period, both ends included."""
        start, end = _numbers(period)
        self.rows["identities"][key, entity, start, end, grade, source] = None

    def arrow(self) -> dict[str, pa.Table]:
        """The tables that hold rows, by name."""
        return {
            name: pa.Table.from_pylist(
                [dict(zip(SCHEMAS[name].names, row, strict=True)) for row in rows],
                schema=SCHEMAS[name],
            )
            for name, rows in self.rows.items()
            if rows
        }

    def tables(self) -> Tables:
        """The catalogue these statements make."""
        return Tables(**self.arrow())


def _numbers(period: tuple[Day | None, Day | None]) -> tuple[int | None, int | None]:
    start, end = period
    return (
        None if start is None else day_number(start),
        None if end is None else day_number(end),
    )
