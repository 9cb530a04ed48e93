"""The default engine: DuckDB, inside the process."""

from __future__ import annotations

import re
import tempfile
from typing import TYPE_CHECKING

import duckdb

from recordbook.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from recordbook.engine.query import Query

_GLOB = re.compile(r"([*?])")
"""What in a path would mean other paths."""


class DuckDB:
    """Runs portable SQL over Parquet files and Arrow tables, within the memory it is given."""

    name = "duckdb"

    def __init__(self, *, memory: str = "1500MB", threads: int | None = None) -> None:
        """Open a database in memory; `memory` is DuckDB's own limit, spilling to disk beyond it."""
        self._connection = duckdb.connect(
            config={
                "autoinstall_known_extensions": "false",  # a typo must never try the network
                "memory_limit": memory,
                "temp_directory": tempfile.gettempdir(),  # else the folder the user is in
                **({} if threads is None else {"threads": str(threads)}),
            }
        )
        self._connection.execute("SET enable_progress_bar = false")  # the terminal shows its own
        self._connection.execute("SET TimeZone = 'UTC'")  # moments come back as they went in

    def attach(self, name: str, rows: pa.Table | Sequence[str]) -> None:
        """Let SQL read `rows` as `name`: an Arrow table, or paths of at least one Parquet file."""
        if isinstance(rows, (list, tuple)):
            self._connection.unregister(name)  # a table of that name would hide the files
            plain = (_GLOB.sub(r"[\1]", str(path)).replace("'", "''") for path in rows)
            paths = ", ".join(f"'{path}'" for path in plain)
            self._connection.execute(
                f"CREATE OR REPLACE VIEW {name} AS SELECT * "  # noqa: S608 - names are ours, paths quoted
                f"FROM read_parquet([{paths}], hive_partitioning = false)"  # `a=b` is no column
            )
        else:
            self._connection.execute(f"DROP VIEW IF EXISTS {name}")
            self._connection.register(name, rows)

    def rows(self, query: Query) -> pa.Table:
        """The answer, in memory."""
        try:
            return self._connection.sql(query.text).to_arrow_table()
        except duckdb.Error as error:
            raise EngineError(str(error), step=query.name, sql=query.text) from error

    def close(self) -> None:
        """Let go of memory and files."""
        self._connection.close()
