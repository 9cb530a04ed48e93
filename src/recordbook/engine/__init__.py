"""Where SQL runs. Nothing else imports an engine's library."""

from recordbook.engine.duckdb import DuckDB
from recordbook.engine.query import Query, Value

__all__ = ["DuckDB", "Query", "Value"]
