"""The environment chooses the engine; what is missing for it is named, with what to do."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from recordbook.engine import choice, chosen
from recordbook.engine.errors import NoJava, NoSpark, UnknownEngine

SPARK = {"RECORDBOOK_ENGINE": "spark"}


@pytest.mark.parametrize("said", [{}, {"RECORDBOOK_ENGINE": ""}, {"RECORDBOOK_ENGINE": "duckdb"}])
def test_duckdb_answers_unless_asked_otherwise(said: dict[str, str]) -> None:
    """DuckDB is the engine by default, and by its name."""
    assert chosen(said).name == "duckdb"


@pytest.mark.parametrize("name", ["Spark", "polars", " duckdb"])
def test_another_name_is_refused(name: str) -> None:
    """A name that is no engine's is told back, with those there are."""
    with pytest.raises(UnknownEngine, match=rf"{name!r}.*\n  set RECORDBOOK_ENGINE to duckdb or"):
        chosen({"RECORDBOOK_ENGINE": name})


def test_spark_that_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyspark the extra to install is named."""
    monkeypatch.setattr(choice, "find_spec", lambda _: None)
    with pytest.raises(NoSpark, match=r"pip install 'recordbook\[spark\]'"):
        chosen(SPARK)


@pytest.mark.parametrize("home", [{}, {"JAVA_HOME": "/no/java/here"}])
def test_a_missing_java_is_said(monkeypatch: pytest.MonkeyPatch, home: dict[str, str]) -> None:
    """Without Java the package to install is named, before Spark is tried."""
    monkeypatch.setattr(choice, "find_spec", lambda _: object())
    with pytest.raises(NoJava, match="apt-get install openjdk-17-jre-headless"):
        chosen({**SPARK, "PATH": "", **home})


def test_spark_is_not_loaded_unless_it_is_asked_for() -> None:
    """The packages that answer questions load without pyspark."""
    script = "import recordbook.system, sys; raise SystemExit('pyspark' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], env={**os.environ, **SPARK}, check=False)  # noqa: S603 - our own
    assert done.returncode == 0
