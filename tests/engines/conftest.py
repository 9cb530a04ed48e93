"""One Spark for all tests of a process: starting it takes longer than most of what it is asked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recordbook.engine import DuckDB, chosen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.engine import Engine

_HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def as_spark() -> Iterator[None]:
    """Everything that asks for an engine gets Spark on two cores, set up for small tables."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECORDBOOK_ENGINE", "spark")
        patch.setenv("SPARK_CONF_DIR", str(_HERE / "conf"))
        yield


@pytest.fixture
def spark(as_spark: None) -> Iterator[Engine]:
    """Spark, with nothing attached."""
    del as_spark
    engine = chosen(os.environ)
    assert engine.name == "spark"
    yield engine
    engine.close()


@pytest.fixture
def duckdb() -> Iterator[Engine]:
    """DuckDB, with nothing attached."""
    engine = DuckDB(threads=1)
    yield engine
    engine.close()
