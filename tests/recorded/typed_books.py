"""Books typed row by row, small enough to see at a glance what is true in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa

from recordbook.catalogue.rows import Statements
from recordbook.claims import parse
from recordbook.engine import DuckDB
from recordbook.intake.observations import OBSERVATIONS
from recordbook.ledger.tables import STORED
from recordbook.proof import Prover
from recordbook.units import day_number

if TYPE_CHECKING:
    from recordbook.units import Truth

_MOMENT = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass
class TypedBook:
    """Statements and rows, in the order they were typed."""

    said: Statements = field(default_factory=Statements)
    rows: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    def track(self, *names: str, artist: str = "", released: str = "", **facts: str) -> None:
        """Tracks, all by the same artist and with the same facts."""
        for name in names:
            entity = f"recording:{name}"
            self.said.name(entity, name, source="s")
            if artist:
                self.said.name(f"artist:{artist}", artist, source="s")
                self.said.credit(entity, f"artist:{artist}", source="s")
            dated = {"released": released} if released else {}
            for attribute, value in (facts | dated).items():
                self.said.fact(entity, attribute, value, source="s")

    def total(self, day: str, name: str, low: int, high: int | None = None, **how: str) -> None:
        """A counted total on Spotify; a range where `high` is given."""
        self._row(day, name, (low, low if high is None else high), {"grade": "counted"} | how)

    def place(self, day: str, name: str, place: int, **how: str) -> None:
        """A place in a list of Spotify, daily unless `metric` says otherwise."""
        on = {"basis": "chart", "metric": "rank-day", "grade": "charted"}
        self._row(day, name, (place, place), on | how)

    def top(self, day: str, *names: str, **how: str) -> None:
        """The whole top 200 of a day: some, and below them always the same others."""
        others = (f"Filler {number}" for number in range(1, 201 - len(names)))
        for place, name in enumerate((*names, *others), 1):
            self.place(day, name, place, **how)

    def fillers(self, **facts: str) -> None:
        """Let everyone who fills the lists have a name."""
        self.track(*(f"Filler {number}" for number in range(1, 201)), **facts)

    def prover(self) -> Prover:
        """A judge of claims on this book."""
        rows = pa.Table.from_pylist(self.rows, schema=OBSERVATIONS)
        return Prover(DuckDB(), _Shown(self.said.arrow() | {"observations": rows}))

    def truth(self, claim: str) -> Truth:
        """What the prover says of a claim."""
        prover = self.prover()
        return prover.judgement(prover.trial(parse(claim))).truth

    def _row(self, day: str, name: str, bounds: tuple[int, int], how: dict[str, str]) -> None:
        row: dict[str, Any] = {
            "platform": "spotify",
            "basis": "app",
            "metric": "total",
            "region": "global",
            "key": name if ":" in name else f"recording:{name}",
            "day": day_number(date.fromisoformat(day)),
            "low": bounds[0],
            "high": bounds[1],
            "source": "s",
        }
        self.rows.append(row | how)


class _Shown:
    """A snapshot of tables in memory."""

    version, moment = 1, _MOMENT

    def __init__(self, tables: dict[str, pa.Table]) -> None:
        self._tables = {name: _stored(name, tables.get(name)) for name in STORED}

    def files(self, _name: str, _days: object = None) -> list[str]:
        """None: everything is in memory."""
        return []

    def table(self, name: str, *, standing: bool = True) -> pa.Table:
        """The rows of one table; none was corrected."""
        del standing
        return self._tables[name]


def _stored(name: str, rows: pa.Table | None) -> pa.Table:
    schema = STORED[name]
    if rows is None:
        return schema.empty_table()
    for column, value in (("recorded", _MOMENT), ("batch", "b")):
        kind: Any = cast("Any", schema).field(column).type
        rows = rows.append_column(column, pa.array([value] * rows.num_rows, kind))
    return rows.select(schema.names).cast(schema)
