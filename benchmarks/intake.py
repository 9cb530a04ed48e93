"""Taking in a day of counts: against a plain append, and against a plain read of CSV."""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pyarrow as pa
import timing
import world
from deltalake import write_deltalake
from pyarrow import compute, csv, parquet

from recordbook.intake.door import take
from recordbook.intake.source import Settings
from recordbook.ledger.rows import stored
from recordbook.system.workspace import Workspace
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAPPING = """
title = "One day"
source = "made"
key = "spotify:track:{id}"

[[readings]]
column = "streams"
metric = "total"
"""
_HELD = 3  # days in the book before the first file is taken in


class Days:
    """Files of one day each, of columns id and streams, and a book of the days before them."""

    def __init__(self, rows: int, runs: int, folder: Path) -> None:
        """Make the book, one day to begin with, and `runs` days of each kind."""
        self.folder = folder
        made = world.World(rows)
        self.workspace = Workspace(world.book(made, _HELD, folder / "book"))
        ids = compute.utf8_slice_codeunits(made.keys(), len("spotify:track:"))
        self.first: Path
        self.files: dict[str, list[Path]] = {"parquet": [], "shuffled": [], "csv": []}
        kinds = ["first", *(kind for kind in self.files for _ in range(runs))]
        order = np.random.default_rng(0).permutation(len(ids))
        for kind, (day, streams) in zip(
            [None] * _HELD + kinds, made.days(_HELD + len(kinds)), strict=True
        ):
            if kind is not None:
                table = pa.table({"id": ids, "streams": streams})
                self._write(kind, day, table.take(order) if kind == "shuffled" else table)
        (folder / "day.toml").write_text(_MAPPING, encoding="utf-8")

    def take(self, path: Path) -> None:
        """Take a file into the book."""
        taken = self.workspace.take(path, self.settings(path))
        assert taken.appended is not None
        assert not taken.report.notes, taken.report.notes

    def rows(self, path: Path) -> pa.Table:
        """The rows that the book stores of a file."""
        batch = take(path, self.settings(path))
        return stored("observations", batch.tables["observations"], datetime.now(UTC), path.name)

    def settings(self, path: Path) -> Settings:
        """How a file is read."""
        day = day_from(int(path.stem))
        return Settings(mapping="day", mappings=self.folder, day=day)

    def _write(self, kind: str, day: int, table: pa.Table) -> None:
        write: Any = csv.write_csv if kind == "csv" else parquet.write_table
        path = self.folder / f"{day}.{'csv' if kind == 'csv' else 'parquet'}"
        write(table, path)
        if kind == "first":
            self.first = path
        else:
            self.files[kind].append(path)


def main(argv: Sequence[str] = ()) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        days = Days(given.rows, given.runs, Path(folder))
        days.take(days.first)  # makes the heads
        _parquet(days, given.rows)
        print(f"peak memory, with what it is compared to: {timing.peak_memory():.2f} GB (aim 2)")


def _parquet(days: Days, rows: int) -> None:
    plain = f"{days.folder}/plain"
    write_deltalake(plain, days.rows(days.first), mode="append")
    for kind, said in (("parquet", ""), ("shuffled", ", another order")):
        files = days.files[kind]
        ready = [days.rows(path) for path in files]
        appended = timing.paired(
            [lambda path=path: days.take(path) for path in files],
            [lambda rows=rows: write_deltalake(plain, rows, mode="append") for rows in ready],
        )
        what = f"Parquet day, {rows:,} rows{said}: take"
        print(appended.line(what, "plain deltalake append", "1.5"))
    _csv(days)


def _csv(days: Days) -> None:
    files, engine = days.files["csv"], duckdb.connect()
    reads = [
        lambda path=path: engine.sql(f"SELECT * FROM read_csv('{path}')").to_arrow_table()  # noqa: S608  our own path
        for path in files
    ]
    parsed = timing.paired(
        [lambda path=path: take(path, days.settings(path)) for path in files], reads
    )
    print(parsed.line("CSV day: parse", "DuckDB read_csv", "2"))
    taken = timing.paired([lambda path=path: days.take(path) for path in files], reads)
    print(taken.line("CSV day: take", "DuckDB read_csv", "2"))


if __name__ == "__main__":
    main(sys.argv[1:])
