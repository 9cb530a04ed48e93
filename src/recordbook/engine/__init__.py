"""Where SQL runs. Nothing else imports an engine's library."""

from recordbook.engine.choice import chosen
from recordbook.engine.duckdb import DuckDB
from recordbook.engine.engine import Engine
from recordbook.engine.query import Query, Value

__all__ = ["DuckDB", "Engine", "Query", "Value", "chosen"]
