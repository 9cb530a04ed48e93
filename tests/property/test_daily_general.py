"""Law: what the daily pass tells, the general way says too."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from test_daily_pass import LADDER, Reading, albums, attributes, grouped, histories, names_of

from recordbook.catalogue.rows import Statements
from recordbook.catalogue.tables import SCHEMAS
from recordbook.engine import DuckDB
from recordbook.intake.observations import OBSERVATIONS
from recordbook.ledger.tables import CORRECTIONS
from recordbook.measures import Evidence, Question
from recordbook.measures.ladder import crossings
from recordbook.mining.daily import BEFORE, State, advance, group, told

_DAY = 19_700
_ENGINE = DuckDB(threads=1)
_MEASURES = {"track": "total", "every": "every track", "total": "album total"}


def _stored(folder: Path, day: int, readings: list[Reading]) -> str:
    """A day's readings as a book keeps them."""
    shared = {"platform": "spotify", "basis": "app", "metric": "total", "region": "global"}
    shared |= {"grade": "counted", "source": "s"}
    rows = [
        shared | {"key": track, "day": _DAY + day, "low": count, "high": count}
        for track, count in readings
    ]
    table = pa.Table.from_pylist(rows, schema=OBSERVATIONS)
    table = table.append_column("batch", pa.array([f"b{day}"] * len(rows), pa.string()))
    moments = pa.array([day] * len(rows), pa.timestamp("us", "UTC"))
    path = folder / f"{day}.parquet"
    pq.write_table(table.append_column("recorded", moments), path)
    return str(path)


def _attached(members: list[list[str]]) -> None:
    said = Statements()
    for number, album in enumerate(members):
        said.name(f"release:{number}", f"Album {number}", source="s")
        for place, track in enumerate(album):
            said.track(f"release:{number}", place + 1, track, source="s")
    empty = {name: schema.empty_table() for name, schema in SCHEMAS.items()}
    for name, table in (empty | said.arrow()).items():
        _ENGINE.attach(name, table)
    stamped = pa.field("recorded", pa.timestamp("us", "UTC"))
    _ENGINE.attach("corrections", CORRECTIONS.append(stamped).empty_table())


@settings(max_examples=30, deadline=None)
@given(histories(), albums, attributes)
def test_the_pass_says_what_the_general_way_says(
    days: list[list[Reading]], members: list[list[str]], values: list[tuple[int, ...]]
) -> None:
    """Every crossing that the pass tells of a counter or release is that of all its evidence."""
    _attached(members)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        state = State.create(folder / "state", LADDER)
        group(state, grouped(members, values))
        files = [_stored(folder, day, readings) for day, readings in enumerate(days)]
        for day, path in enumerate(files):
            advance(state, _DAY + day, [Path(path)], ("key", "low"))
        _ENGINE.attach("observations", files)
        evidence, question = Evidence(_ENGINE, "spotify"), Question(platform="spotify", as_of=0)
        for kind, aggregate in _MEASURES.items():
            rows = crossings(evidence, question, aggregate, LADDER).to_pylist()
            general = {
                (row["entity"], LADDER.index(row["threshold"])): (row["earliest"], row["latest"])
                for row in rows
                if row["latest"] is not None
            }
            tracks = names_of(state)
            names = tracks if kind == "track" else [f"release:{at}" for at in range(len(members))]
            said = {
                (names[subject], rung): (None if earliest == BEFORE else earliest, latest)
                for subject, rung, earliest, latest in told(state, kind).tolist()
            }
            assert said.items() <= general.items()
            left = {"track": "rungs", "every": "every", "total": "totals"}[kind]
            steady = {names[at] for at in np.flatnonzero(state[left] != 0xFFFF)}
            assert {one for one, _ in general if one in steady} == {one for one, _ in said}
