"""What every engine can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from recordbook.engine.query import Query


class Engine(Protocol):
    """Runs portable SQL over the tables attached to it; every engine gives the same rows.

    Rows come in no order. Columns have the same types on every engine, and all may hold nulls.
    """

    name: str

    def attach(self, name: str, rows: pa.Table | Sequence[str]) -> None:
        """Let SQL read `rows` as `name`: an Arrow table, or paths of at least one Parquet file."""
        ...

    def rows(self, query: Query) -> pa.Table:
        """The answer, in memory; EngineError if the engine refuses or fails."""
        ...

    def close(self) -> None:
        """Let go of what was attached."""
        ...
