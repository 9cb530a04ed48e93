"""What can be wrong with an engine before any SQL runs."""

from __future__ import annotations

from recordbook.errors import EngineError


class UnknownEngine(EngineError):
    """There is no engine of that name."""


class NoSpark(EngineError):
    """Spark is chosen, and the package pyspark is not installed."""


class NoJava(EngineError):
    """Spark is chosen, and it cannot find a Java to run on."""


class SparkFailed(EngineError):
    """Spark did not start."""
