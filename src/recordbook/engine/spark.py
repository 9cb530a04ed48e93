"""The other engine: Spark, for histories that have outgrown one machine."""

from __future__ import annotations

import logging
import re
import tempfile
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from py4j.protocol import Py4JError  # pyright: ignore[reportMissingTypeStubs] - it has none
from pyspark import SparkConf, SparkContext, java_gateway
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from recordbook.engine.errors import SparkFailed
from recordbook.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.engine.query import Query

_MEANING = {
    "spark.sql.ansi.enabled": "true",  # overflows and bad casts are errors, as in DuckDB
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.variable.substitute": "false",  # "${...}" in a value is that text
}
"""What SQL means: the same whatever the cluster's own settings say."""

_QUIET = {
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",  # the terminal shows its own
}

_LOOPBACK = "127.0.0.1"
_ONE_MACHINE = {
    "spark.driver.bindAddress": _LOOPBACK,  # nobody else has any business here
    "spark.driver.host": _LOOPBACK,
    "spark.sql.shuffle.partitions": "2",  # 200, the default, is made for clusters
}


_GLOB = re.compile(r"([*?{}])")
"""What in a path would mean other paths."""

_gateway: Any = java_gateway  # has no types


class Spark:
    """Runs portable SQL on a Spark cluster, or on cores of this machine (`local[2]`).

    All engines of a process share one connection to the cluster, that of the first; tables
    attached to one of them are not seen by the others.
    """

    name = "spark"

    def __init__(self, master: str = "local[2]") -> None:
        """Connect to the cluster, once; SparkFailed if that cannot be done."""
        self._session: Any = _shared(master).newSession()  # its stubs leave Arrow's types open
        self._attached: dict[str, pa.Table | Sequence[str]] = {}
        for key, value in _MEANING.items():
            self._session.conf.set(key, value)

    def attach(self, name: str, rows: pa.Table | Sequence[str]) -> None:
        """Let SQL read `rows` as `name`: an Arrow table, or paths of at least one Parquet file.

        Paths must mean the same files on every worker.
        """
        if self._attached.get(name) is rows:
            return
        if isinstance(rows, pa.Table):
            whole = pa.Table.from_batches(
                [
                    part for part in rows.to_batches() if part.num_rows
                ],  # Spark stops at an empty one
                rows.schema,
            )
            self._session.createDataFrame(whole).createOrReplaceTempView(name)
        else:
            files = self._session.read.option("recursiveFileLookup", "true")  # `a=b` is no column
            paths = [_GLOB.sub(r"\\\1", str(path)) for path in rows]
            files.parquet(*paths).createOrReplaceTempView(name)
        self._attached[name] = rows

    def rows(self, query: Query) -> pa.Table:
        """The answer, in memory."""
        try:
            return _nullable(self._session.sql(query.text).toArrow())
        except (PySparkException, Py4JError) as error:
            raise EngineError(str(error), step=query.name, sql=query.text) from error

    def close(self) -> None:
        """Let go of what was attached; the connection is kept for the next engine."""
        for name in self._attached:
            self._session.catalog.dropTempView(name)
        self._attached.clear()


@cache
def _shared(master: str) -> SparkSession:
    """The process's session, which others are made from."""
    logging.getLogger("SQLQueryContextLogger").disabled = True  # errors are raised, not printed
    settings = {**_MEANING, **_QUIET, **(_ONE_MACHINE if master.startswith("local") else {})}
    settings["spark.sql.warehouse.dir"] = tempfile.gettempdir()  # else made where the user is
    configured = SparkConf().setMaster(master).setAppName("recordbook").setAll([*settings.items()])
    with tempfile.TemporaryFile() as said:
        try:
            gateway = _gateway.launch_gateway(configured, {"stderr": said})
            return SparkSession(SparkContext(conf=configured, gateway=gateway))
        except (PySparkException, Py4JError, OSError) as error:
            said.seek(0)
            words = said.read().decode(errors="replace").strip().splitlines()
            raise SparkFailed(
                "\n".join(["Spark did not start on " + master, *words[-5:]]),
                remedy="see that Java is 17 or newer, and that the master's address is right",
            ) from error


def _nullable(rows: pa.Table) -> pa.Table:
    """The rows, with columns that may all hold nulls."""
    fields: Any = rows.schema  # its stubs leave the types of fields open
    return rows.cast(pa.schema([(field.name, field.type) for field in fields]))
