"""Which engine answers: DuckDB, unless the environment asks for Spark."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from recordbook.engine.duckdb import DuckDB
from recordbook.engine.errors import NoJava, NoSpark, UnknownEngine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.engine.engine import Engine

ENGINE, MASTER = "RECORDBOOK_ENGINE", "RECORDBOOK_SPARK_MASTER"
"""The variables that choose: `duckdb` or `spark`, and where Spark's workers are."""


def chosen(environment: Mapping[str, str] = os.environ) -> Engine:
    """A new engine of the kind that the environment asks for.

    UnknownEngine: there is none of that name. NoSpark, NoJava: Spark is asked for, and what it
    needs is not here. SparkFailed: it is all here and does not start.

    >>> chosen({}).name
    'duckdb'
    """
    name = environment.get(ENGINE) or "duckdb"
    if name == "duckdb":
        return DuckDB()
    if name != "spark":
        raise UnknownEngine(
            f"{ENGINE} is {name!r}, and there is no such engine",
            remedy=f"set {ENGINE} to duckdb or spark, or leave it unset for duckdb",
        )
    return _spark(environment.get(MASTER) or "local[2]", environment)


def _spark(master: str, environment: Mapping[str, str]) -> Engine:
    if find_spec("pyspark") is None:
        raise NoSpark(remedy="pip install 'recordbook[spark]'")
    home = environment.get("JAVA_HOME")
    java = shutil.which("java", path=environment.get("PATH"))
    if java is None and not (home and (Path(home) / "bin" / "java").exists()):
        raise NoJava(
            remedy="install Java 17 or newer (on Debian: apt-get install openjdk-17-jre-headless),"
            " or set JAVA_HOME to where it is"
        )
    from recordbook.engine.spark import Spark  # noqa: PLC0415 - pyspark may be missing

    return Spark(master)
