"""One contestant's day, in a process of its own: `contestants.py NAME FOLDER TRACKS DAY`."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
import time
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from catalogue_world import FIRST_DAY, VALUES, CatalogueWorld
from pyarrow import compute, parquet
from timing import peak_memory

if TYPE_CHECKING:
    from collections.abc import Callable

PEERS = ("polars", "pandas", "chdb")
CONDITIONS = 3


def installed(name: str) -> bool:
    """Whether a peer can be imported."""
    return importlib.util.find_spec(name) is not None


def ladder() -> list[int]:
    """The rungs from a million up."""
    from recordbook.mining.ladder import rungs  # noqa: PLC0415 - peers are not to pay for it

    return [int(rung) for rung in rungs(10**6, 30 * 10**9)]


class Contest:
    """The files of a day and of the day before."""

    def __init__(self, folder: Path, tracks: int, day: int) -> None:
        """Of a world in a folder."""
        self.folder, self.tracks, self.day = folder, tracks, day
        self.today = folder / f"{day}.parquet"
        self.was = folder / "was.parquet"
        self.parts: dict[str, float] = {}

    # What each had before the day began.

    def begin(self) -> None:
        """The state after the first day."""
        from recordbook.mining import daily  # noqa: PLC0415 - same

        world = CatalogueWorld(self.tracks)
        state = daily.State.create(self.folder / "state", ladder())
        parts = list(world.parts())
        about = world.attributes(), world.released()
        daily.group(state, daily.Releases(world.starts(), parts, *about))
        daily.advance(state, FIRST_DAY, [self.today])

    def prepare_file(self) -> None:
        """Yesterday's ids and counts with each counter's next rung, as Parquet."""
        was = parquet.ParquetFile(self.folder / f"{self.day - 1}.parquet")
        steps = np.append(ladder(), np.iinfo(np.int64).max)
        with parquet.ParquetWriter(self.was, _WAS) as file:
            for group in range(was.num_row_groups):
                rows = was.read_row_group(group)
                at = np.searchsorted(steps, rows["count"].to_numpy(), "right")
                rows = rows.append_column("next", pa.array(steps[at]))
                file.write_table(rows.cast(_WAS))

    def prepare_table(self) -> None:
        """The same as a table of a database, with the tracks and albums of the world."""
        self.prepare_file()
        engine = self._engine()
        engine.execute("DROP TABLE IF EXISTS was")
        engine.execute(f"CREATE TABLE was AS FROM read_parquet('{self.was}')")
        rungs = pa.table({"threshold": ladder()})
        engine.register("rungs", rungs)
        engine.execute("CREATE OR REPLACE TABLE ladder AS FROM rungs")

    def prepare_cohorts(self) -> None:
        """The albums of the tracks, in the order of the file, and what is known of them."""
        world = CatalogueWorld(self.tracks)
        starts, attributes = world.starts(), world.attributes()
        album = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
        engine = self._engine()
        engine.register("placed", pa.table({"album": album}))
        engine.execute("CREATE OR REPLACE TABLE tracks AS FROM placed")
        columns = {f"a{at}": attributes[:, at] for at in range(len(VALUES))}
        known = pa.table({"album": np.arange(len(attributes), dtype=np.int32), **columns})
        engine.register("known", known)
        engine.execute("CREATE OR REPLACE TABLE albums AS FROM known")

    # The day.

    def scan(self) -> None:
        """Every id and every count is read, and no more."""
        sql = f"SELECT SUM(count), SUM(STRLEN(id)) FROM read_parquet('{self.today}')"  # noqa: S608
        self._memory().sql(sql).fetchall()

    def positional(self) -> pa.Table:
        """The crossings, where today's rows stand as yesterday's did, which is checked."""
        sql = f"""
        WITH pairs AS (
          SELECT t.id, t.count, y.id AS same, y.count AS before, y.next
          FROM (SELECT id, count FROM read_parquet('{self.today}')) t POSITIONAL JOIN was y
        ),
        few AS MATERIALIZED (SELECT * FROM pairs WHERE count >= next OR id <> same)
        SELECT f.id, l.threshold, f.id = f.same AS fits
        FROM few f LEFT JOIN ladder l ON l.threshold > f.before AND l.threshold <= f.count
        """  # noqa: S608 - our own names
        found = self._engine().sql(sql).to_arrow_table()
        if not compute.all(found["fits"]).as_py():
            raise AssertionError("another order")
        return found

    def join(self) -> pa.Table:
        """The crossings, in whatever order the rows are."""
        sql = f"""
        WITH few AS MATERIALIZED (
          SELECT t.id, t.count, y.count AS before
          FROM read_parquet('{self.today}') t JOIN was y ON y.id = t.id WHERE t.count >= y.next
        )
        SELECT f.id, l.threshold
        FROM few f JOIN ladder l ON l.threshold > f.before AND l.threshold <= f.count
        """  # noqa: S608 - our own names
        return self._engine().sql(sql).to_arrow_table()

    def cohorts(self) -> None:
        """The two highest albums of every cohort, by their lowest track."""
        width = range(len(VALUES))
        subsets = [one for size in range(CONDITIONS + 1) for one in combinations(width, size)]
        sets = ", ".join("(" + ", ".join(f"a{at}" for at in one) + ")" for one in subsets)
        names = ", ".join(f"a{at}" for at in width)
        sql = f"""
        CREATE OR REPLACE TEMP TABLE found AS
        WITH lowest AS (
          SELECT p.album, MIN(t.count) AS low
          FROM (SELECT count FROM read_parquet('{self.today}')) t POSITIONAL JOIN tracks p
          GROUP BY p.album
        )
        SELECT {names}, MAX(low, 2) AS top
        FROM lowest JOIN albums USING (album) GROUP BY GROUPING SETS ({sets})
        """  # noqa: S608 - our own names
        self._engine().execute(sql)

    def polars(self) -> pa.Table:
        """Two reads, one comparison of ids, one of counts."""
        import polars as pl  # noqa: PLC0415 - may not be installed

        today, was = pl.read_parquet(self.today), pl.read_parquet(self.was)
        if not (today["id"] == was["id"]).all():
            raise AssertionError("another order")
        few = today["count"] >= was["next"]
        ids, count = today["id"].filter(few).to_arrow(), today["count"].filter(few).to_numpy()
        return _between(ids, was["count"].filter(few).to_numpy(), count)

    def pandas(self) -> pa.Table:
        """The same."""
        import pandas as pd  # noqa: PLC0415 - may not be installed

        today, was = pd.read_parquet(self.today), pd.read_parquet(self.was)
        if not (today["id"] == was["id"]).all():
            raise AssertionError("another order")
        few = (today["count"] >= was["next"]).to_numpy()
        ids = pa.array(today["id"][few])
        return _between(ids, was["count"].to_numpy()[few], today["count"].to_numpy()[few])

    def chdb(self) -> pa.Table:
        """A join by id: its joins by position read with one thread."""
        import chdb  # noqa: PLC0415 - may not be installed

        sql = f"""
        SELECT t.id AS id, t.count AS count, y.count AS before
        FROM file('{self.today}', Parquet) AS t
        JOIN file('{self.was}', Parquet) AS y ON y.id = t.id
        WHERE t.count >= y.next SETTINGS max_threads = 2
        """  # noqa: S608 - our own names
        found = pa.ipc.open_file(chdb.query(sql, "Arrow").bytes()).read_all()
        ids = found["id"].combine_chunks().cast(pa.string())
        return _between(ids, found["before"].to_numpy(), found["count"].to_numpy())

    def daily(self) -> pa.Table:
        """All that the pass does; the widest of the candidates too."""
        from recordbook.mining import daily  # noqa: PLC0415 - same

        state = daily.State.open(self.folder / "state", ladder())
        brought = daily.advance(state, self.day, [self.today])
        layout = daily.Layout(state["cards"])
        kinds = {"track": "tracks", "every": "albums", "total": "sums"}
        for kind, found in brought.candidates.items():
            self.parts[f"crossings of {kinds[kind]}"] = len(brought.crossings[kind])
            widest = layout.widest(found.crossing, found.subset)
            self.parts[f"candidates of {kinds[kind]}"] = int(widest.sum())
        rows = brought.crossings["track"]
        return pa.table({"at": rows["subject"], "threshold": state.ladder[rows["rung"]]})

    def named(self, found: pa.Table) -> pa.Table:
        """The pass's crossings with ids for the numbers of counters."""
        if "at" not in found.column_names:
            return found
        from recordbook.mining import daily  # noqa: PLC0415 - same

        names = daily.State.open(self.folder / "state", ladder()).names
        ids = pa.chunked_array(names.chunks).take(found["at"])
        return pa.table({"id": ids, "threshold": found["threshold"]})

    def _engine(self) -> Any:
        import duckdb  # noqa: PLC0415 - peers are not to pay for it

        return duckdb.connect(str(self.folder / "was.duckdb"), config=_DUCKDB)

    def _memory(self) -> Any:
        import duckdb  # noqa: PLC0415 - peers are not to pay for it

        return duckdb.connect(config=_DUCKDB)


_WAS = pa.schema([("id", pa.string()), ("count", pa.int64()), ("next", pa.int64())])
_DUCKDB = {"threads": 2}


def _between(ids: Any, before: np.ndarray, count: np.ndarray) -> pa.Table:
    """A row for every rung between two counts."""
    steps = np.array(ladder())
    old, new = (np.searchsorted(steps, values, "right") for values in (before, count))
    rungs = np.concatenate([np.arange(a, b) for a, b in zip(old, new, strict=True)] or [old])
    at = np.repeat(np.arange(len(old)), new - old)
    return pa.table({"id": ids.take(pa.array(at)), "threshold": steps[rungs]})


def _digest(found: pa.Table) -> str:
    rows = pa.table({"id": found["id"].cast(pa.string()), "threshold": found["threshold"]})
    rows = rows.sort_by([("id", "ascending"), ("threshold", "ascending")])
    digest = hashlib.sha256()
    for name in rows.column_names:
        for value in rows[name].to_pylist():
            digest.update(f"{value}\n".encode())
    return digest.hexdigest()


def main(name: str, folder: str, tracks: str, day: str) -> None:
    """Do what is asked, and print how long it took."""
    contest = Contest(Path(folder), int(tracks), int(day))
    before = {"pass": None, "scan": None, "cohorts": contest.prepare_cohorts}
    before |= dict.fromkeys(("join", "positional"), contest.prepare_table)
    before |= dict.fromkeys(PEERS, contest.prepare_file)
    does: dict[str, Callable[[], pa.Table | None] | None] = {
        "begin": contest.begin,
        "pass": contest.daily,
        **{name: getattr(contest, name) for name in ("scan", "positional", "join", "cohorts")},
        **{peer: getattr(contest, peer) for peer in PEERS},
        **{f"prepare-{name}": does for name, does in before.items()},
    }
    if name in PEERS:
        importlib.import_module(name)
    elif name in {"pass", "begin"}:
        importlib.import_module("recordbook.mining.daily")
    else:
        importlib.import_module("duckdb")
    importlib.import_module("numpy.ma")  # pyarrow asks for it on first use
    do, start, busy = does[name], time.perf_counter(), time.process_time()
    found = do() if do else None
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    memory = peak_memory()
    told = None if found is None else _digest(contest.named(found))
    said = {"seconds": seconds, "busy": busy, "memory": memory, "found": found and found.num_rows}
    print(json.dumps({**said, "digest": told, "parts": contest.parts}))


if __name__ == "__main__":
    main(*sys.argv[1:])
