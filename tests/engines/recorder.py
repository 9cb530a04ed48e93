"""An engine that keeps what it was asked, so that another engine can be asked the same."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recordbook.engine import DuckDB

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from recordbook.engine import Engine, Query

    Rows = pa.Table | Sequence[str]


@dataclass(frozen=True)
class Sample:
    """A question that was asked, and the tables it was asked of."""

    query: Query
    tables: Mapping[str, Rows]

    def asked(self, engine: Engine) -> pa.Table:
        """The answer of an engine."""
        for name, rows in self.tables.items():
            engine.attach(name, rows)
        return engine.rows(self.query)


@dataclass
class Recorder:
    """DuckDB, with everything it was asked."""

    name: str = "duckdb"
    samples: list[Sample] = field(default_factory=list)
    _engine: DuckDB = field(default_factory=lambda: DuckDB(threads=1))
    _attached: dict[str, Rows] = field(default_factory=dict)

    def attach(self, name: str, rows: Rows) -> None:
        """Attach to DuckDB, and remember."""
        self._attached[name] = rows
        self._engine.attach(name, rows)

    def rows(self, query: Query) -> pa.Table:
        """The answer of DuckDB; every step on the way to it is a question of its own."""
        for step in query.steps():
            words = set(re.findall(r"\w+", step.text))
            tables = {name: rows for name, rows in self._attached.items() if name in words}
            self.samples.append(Sample(step, tables))
        return self._engine.rows(query)

    def close(self) -> None:
        """Let go of everything."""
        self._engine.close()


def told(rows: pa.Table) -> tuple[list[str], list[str]]:
    """What an answer says: its columns with their types, and its rows in an order of their own."""
    kinds = [f"{field.name} {field.type}" for field in rows.schema]
    return kinds, sorted(map(repr, rows.to_pylist()))
