"""Books typed row by row, small enough to see at a glance what is true in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from held_in_memory import Shown

from recordbook.catalogue.rows import Statements
from recordbook.claims import parse
from recordbook.engine import DuckDB
from recordbook.intake.observations import OBSERVATIONS
from recordbook.proof import Prover
from recordbook.units import day_number

if TYPE_CHECKING:
    from recordbook.units import Truth


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
        return Prover(DuckDB(), Shown(self.said.arrow() | {"observations": rows}))

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
