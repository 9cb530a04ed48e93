"""One day of a made catalogue: the daily pass against a bare scan, against SQL, and against peers.

Every contestant gets the same files in a process of its own, alone with two threads, and what it
had before the day began: a state, a database, or yesterday's counts with each next threshold.
Only the day itself is timed. All who find crossings must find the same ones.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import contestants
from catalogue_world import FIRST_DAY, CatalogueWorld

THREADS = "2"
_HUGE = 50_000_000  # tracks from which on no day is spent on warming up
_SAID = {
    "pass": "the pass: crossings, albums, sums, records, new state",
    "scan": "DuckDB, a bare scan of today's ids and counts",
    "positional": "DuckDB, crossings alone, row by row with yesterday",
    "join": "DuckDB, crossings alone, joined by id",
    "cohorts": "DuckDB, top 2 of every cohort of three conditions",
    "polars": "Polars, crossings alone",
    "pandas": "pandas, crossings alone",
    "chdb": "chDB, crossings alone",
}
_AIMS = {"scan": "at most 2", "positional": "at most 0.2", "join": "at most 0.2"}
_AIMS |= {"cohorts": "at most 0.05"}


@dataclass(frozen=True)
class Run:
    """What one contestant took for one day: seconds, of which busy, GB, and what it found."""

    seconds: float
    busy: float  # of all cores
    memory: float
    found: int | None
    digest: str | None
    parts: dict[str, float]


def main(argv: list[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tracks", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--worlds", type=Path, default=Path("benchmarks/.worlds"))
    parser.add_argument("--only", nargs="*", default=list(_SAID), choices=list(_SAID))
    parser.add_argument("--keep", action="store_true", help="do not delete the world afterwards")
    parser.add_argument("--shuffled", action="store_true", help="ids in another order than before")
    said = parser.parse_args(argv)
    folder = said.worlds / f"finding-{said.tracks}{'-shuffled' * said.shuffled}"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _measure(said.tracks, said.runs, folder, said.only, shuffled=said.shuffled)
    finally:
        if not said.keep:
            shutil.rmtree(folder)


def _measure(tracks: int, runs: int, folder: Path, only: list[str], *, shuffled: bool) -> None:
    warm = int(tracks < _HUGE)
    world, days = CatalogueWorld(tracks), runs + 1 + warm
    if not (folder / f"{FIRST_DAY + days - 1}.parquet").exists():
        world.write(folder, days, shuffled=shuffled)
    first = _run("begin", folder, tracks, FIRST_DAY)
    print(f"{tracks:,} tracks: the state was made in {first.seconds:.1f} s, {first.memory:.2f} GB")
    sys.stdout.flush()
    contenders = [name for name in only if _there(name)]
    times: dict[str, list[Run]] = {name: [] for name in contenders}
    for day in range(FIRST_DAY + 1, FIRST_DAY + days):
        for name in contenders:
            _run(f"prepare-{name}", folder, tracks, day)
            run = _run(name, folder, tracks, day)
            if day > FIRST_DAY + warm:
                times[name].append(run)
        found = {(name, times[name][-1].digest) for name in contenders if times[name]}
        if len({digest for _, digest in found if digest}) > 1:
            raise AssertionError(f"they differ: {found}")
    _table(times)


def _there(name: str) -> bool:
    """Whether a peer is installed; says so where it is not."""
    there = name not in contestants.PEERS or contestants.installed(name)
    if not there:
        print(f"{name} is not installed and left out: pip install recordbook[bench]")
    return there


def _run(name: str, folder: Path, tracks: int, day: int) -> Run:
    """One contestant's day in a process of its own."""
    command = [sys.executable, contestants.__file__, name, str(folder), str(tracks), str(day)]
    threads = dict.fromkeys(("POLARS_MAX_THREADS", "OMP_NUM_THREADS"), THREADS)
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ | threads)
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def _table(times: dict[str, list[Run]]) -> None:
    head = f"{'seconds':>8} {'busy':>8} {'GB':>6} {'pass by it':>11} {'busy':>6}"
    print(f"{'':<56} {head}  aim")
    ours = times.get("pass", [])
    for name, runs in times.items():
        seconds, busy = (
            statistics.median(getattr(run, what) for run in runs) for what in ("seconds", "busy")
        )
        memory, shown = max(run.memory for run in runs), ["", ""]
        if ours and name != "pass":
            shown = [
                f"{statistics.median(_ratios(ours, runs, what)):.2f}"
                for what in ("seconds", "busy")
            ]
        print(
            f"{_SAID[name]:<56} {seconds:8.3f} {busy:8.3f} {memory:6.2f}"
            f" {shown[0]:>11} {shown[1]:>6}  {_AIMS.get(name, '')}"
        )
    for run in times.get("pass", [])[-1:]:
        print("the pass: " + ", ".join(f"{what} {n:,}" for what, n in run.parts.items()))


def _ratios(ours: list[Run], theirs: list[Run], what: str) -> list[float]:
    return [getattr(a, what) / getattr(b, what) for a, b in zip(ours, theirs, strict=True)]


if __name__ == "__main__":
    main()
