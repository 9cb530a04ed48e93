"""Law: heads brought forward, in whatever way, are what one pass over all readings finds."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from recordbook.engine import DuckDB
from recordbook.intake.observations import OBSERVATIONS
from recordbook.measures import Heads

_ENGINE = DuckDB()
Row = dict[str, str | int | None]


@dataclass
class Snapshot:
    """One Parquet file per batch."""

    folder: Path
    held: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def batches(self) -> frozenset[str]:
        """The batches that came in."""
        return frozenset(self.held)

    def files(self, table: str, *, batch: str) -> list[str]:
        """The file of a batch."""
        assert table == "observations"
        return [self.held[batch]]

    def add(self, batch: str, rows: pa.Table) -> None:
        """Bring in a batch."""
        self.held[batch] = str(self.folder / f"{batch}.parquet")
        marked = rows.append_column("batch", pa.array([batch] * rows.num_rows))
        pq.write_table(marked, self.held[batch])


@st.composite
def batches(draw: st.DrawFn) -> list[Row]:
    """Some rows of several days and metrics, or a day's worldwide totals, a key mostly once."""
    page = draw(st.integers(0, 3)) > 0
    day, platform = draw(st.integers(1, 6)), draw(st.sampled_from(["spotify", "youtube"]))
    keys = draw(st.lists(st.sampled_from("abcdef"), min_size=1, unique=draw(st.integers(0, 5)) > 0))
    rows: list[Row] = []
    for key in keys:
        low = draw(st.integers(1, 9))
        row: Row = {"platform": platform, "basis": "app", "metric": "total", "region": "global"}
        row |= {"grade": "counted", "source": "s", "key": key, "day": day, "low": low}
        row["high"] = draw(st.sampled_from([low] * 8 + [low + 1, None]))
        if not page:
            row["day"] = draw(st.integers(1, 6))
            row["metric"] = draw(st.sampled_from(["total", "total", "week"]))
            row["region"] = draw(st.sampled_from(["global", "global", "kr"]))
        rows.append(row)
    return rows


@settings(max_examples=60, deadline=None)
@given(st.lists(batches(), min_size=1, max_size=4), st.booleans())
def test_heads_are_those_of_one_pass(taken: list[list[Row]], kept: bool) -> None:  # noqa: FBT001
    """Each key's days, highest number, newest total and steadiness are those of its rows."""
    with tempfile.TemporaryDirectory() as folder:
        snapshot, heads = Snapshot(Path(folder)), Heads.empty()
        for number, rows in enumerate(taken):
            table = pa.Table.from_pylist(rows, schema=OBSERVATIONS)
            snapshot.add(f"b{number}", table)
            quickly = heads.after(f"b{number}", table)
            heads = heads.brought_to(_ENGINE, snapshot)
            if quickly is not None:
                assert _told(quickly) == _told(heads)
            if kept:
                heads.write(Path(folder) / "heads.arrow")
                heads = Heads.read(Path(folder) / "heads.arrow")
        assert heads.batches == snapshot.batches
        assert _told(heads) == _by_hand(taken)
        newest = {
            (row["key"], row["day"], row["low"]) for row in heads.totals("spotify").to_pylist()
        }
        assert newest == {
            (key, *row[3:5])
            for (platform, key), row in _by_hand(taken).items()
            if platform == "spotify" and row[4] is not None
        }


def test_damaged_heads_are_made_again(tmp_path: Path) -> None:
    """A file that is none, or of other columns, is as good as no file."""
    (tmp_path / "heads.arrow").write_bytes(b"ARROW1 and then nothing")
    assert Heads.read(tmp_path / "heads.arrow").batches == frozenset()
    other = pa.table({"key": ["a"]})
    with pa.ipc.new_file(str(tmp_path / "other.arrow"), other.schema) as file:
        file.write_table(other)
    assert Heads.read(tmp_path / "other.arrow").batches == frozenset()


def _told(heads: Heads) -> dict[tuple[str, str], tuple[object, ...]]:
    rows = [tuple(row.values()) for row in heads.rows.to_pylist()]
    assert len(rows) == len({row[:2] for row in rows})
    return {(row[0], row[1]): row[2:] for row in rows}


def _by_hand(taken: list[list[Row]]) -> dict[tuple[object, object], tuple[object, ...]]:
    found: dict[tuple[object, object], list[tuple[int, Row]]] = {}
    for number, rows in enumerate(taken):
        for row in rows:
            found.setdefault((row["platform"], row["key"]), []).append((number, row))
    return {key: _head(rows) for key, rows in found.items()}


def _head(rows: list[tuple[int, Row]]) -> tuple[object, ...]:
    days, lows = ([int(row[name] or 0) for _, row in rows] for name in ("day", "low"))
    totals = [
        (int(row["day"] or 0), int(row["low"] or 0))
        for _, row in rows
        if row["metric"] == "total" and row["region"] == "global"
    ]
    ordered = sorted((number, int(row["day"] or 0), int(row["low"] or 0)) for number, row in rows)
    steady = len(totals) == len(rows) and all(row["low"] == row["high"] for _, row in rows)
    steady &= all(one[1] < two[1] and one[2] <= two[2] for one, two in pairwise(ordered))
    newest = max(totals, default=(None, None))
    return min(days), max(days), max(lows), *newest, steady
