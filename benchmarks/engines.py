"""Both engines on one and two cores, over a made history; and what a whole catalogue would take.

The estimate is arithmetic on what is measured here: bytes a row of the book's own Parquet, rows a
second and core. It has not been tried.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from prove import claim_of, threshold_with_a_first
from timing import peak_memory
from world import FIRST_DAY, World, book

from recordbook.claims import parse
from recordbook.engine import DuckDB, Query, chosen
from recordbook.ledger import Book
from recordbook.measures.attach import attach
from recordbook.measures.steps import rule
from recordbook.proof import Prover
from recordbook.system.derived import heads_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from recordbook.engine import Engine

_SCAN = Query("scan", "SELECT COUNT(*) AS rows, MAX(low) AS low FROM observations WHERE low > 0")
_RUNS = 3
_WHOLE = 100_000_000 * 3650  # tracks, and the days of ten years


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def once(name: str, cores: int, at: Path, claim: str) -> dict[str, float]:
    """Seconds of each task on one engine, in a process of its own."""
    os.environ |= {"RECORDBOOK_ENGINE": name, "RECORDBOOK_SPARK_MASTER": f"local[{cores}]"}
    started = time.perf_counter()
    engine: Engine = DuckDB(threads=cores) if name == "duckdb" else chosen(os.environ)
    said = {"start": time.perf_counter() - started}
    held = Book.open(at)
    snapshot = held.snapshot()
    attach(engine, snapshot)
    crossings = rule("plain_crossings", platform="spotify", threshold=1_000_000)
    for task, query in (("scan", _SCAN), ("crossings", crossings)):
        said[f"{task} first"] = timed(lambda query=query: engine.rows(query))
        runs = [timed(lambda query=query: engine.rows(query)) for _ in range(_RUNS)]
        said[task] = statistics.median(runs)
    heads = heads_of(held, snapshot, engine)
    said["proof"] = timed(lambda: Prover(engine, snapshot, heads).prove(parse(claim)))
    return said | {"memory": peak_memory()}


def main(argv: list[str] | None = None) -> None:
    """Print the table and the estimate."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tracks", type=int, default=50_000)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--worlds", type=Path, default=Path("benchmarks/.worlds"))
    parser.add_argument("--once", nargs=4, metavar=("ENGINE", "CORES", "BOOK", "CLAIM"))
    said = parser.parse_args(argv)
    if said.once:
        name, cores, at, claim = said.once
        print(json.dumps(once(name, int(cores), Path(at), claim)))
        return
    at = said.worlds / f"{said.tracks}-{said.days}"
    made, as_of = book(World(said.tracks), said.days, at), FIRST_DAY + said.days - 1
    snapshot = made.snapshot()
    heads_of(made, snapshot, DuckDB())
    threshold, release = threshold_with_a_first(made, as_of)
    claim = claim_of(release, threshold, as_of)
    rows = snapshot.rows("observations")
    size = sum(Path(file).stat().st_size for file in snapshot.files("observations"))
    print(f"{said.tracks:,} tracks, {said.days} days: {rows:,} rows, {size / rows:.1f} bytes a row")
    found: dict[tuple[str, int], dict[str, float]] = {}
    for name in ("duckdb", "spark"):
        for cores in (1, 2):
            command = [sys.executable, __file__, "--once", name, str(cores), str(at), claim]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found[name, cores] = json.loads(done.stdout.splitlines()[-1])
            told = "  ".join(f"{task} {value:.2f}" for task, value in found[name, cores].items())
            print(f"{name:<6} {cores} cores  {told}")
    estimate(rows, size, found["spark", 1], found["spark", 2])


def estimate(rows: int, size: int, one: dict[str, float], two: dict[str, float]) -> None:
    """Print what 100 M tracks over ten years would take, by these figures."""
    for task in ("scan", "crossings"):
        speed = rows / two[task] / 2
        hours = _WHOLE / speed / 3600
        print(
            f"{task}: {one[task] / two[task]:.2f} times as fast on two cores as on one, "
            f"{speed / 1e6:.2f} M rows a second and core; "
            f"{_WHOLE:.3g} rows: {hours:,.0f} core-hours"
        )
    print(f"storage: {_WHOLE * size / rows / 1e12:.1f} TB at {size / rows:.1f} bytes a row")


if __name__ == "__main__":
    main()
