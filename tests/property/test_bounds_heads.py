"""Law: setting steady counters apart changes no bound and no crossing."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from recordbook.catalogue.rows import Statements
from recordbook.catalogue.tables import SCHEMAS
from recordbook.engine import DuckDB
from recordbook.intake.observations import OBSERVATIONS
from recordbook.ledger.tables import CORRECTIONS
from recordbook.measures import Evidence, Heads, Plain, Question
from recordbook.units import day_from

_DAY = 19_700
_ENGINE = DuckDB()
_KEYS = [*(f"recording:{number}" for number in range(4)), "spotify:track:a", "release:0"]

readings = st.tuples(
    st.sampled_from(_KEYS),
    st.integers(0, 4),
    st.integers(0, 8),
    st.sampled_from([0, 0, 0, 0, 1, None]),  # most are read exactly
)


@dataclass
class Stored:
    """A snapshot that holds one Parquet file per batch; `add` brings a batch in."""

    folder: Path
    held: dict[str, str] = field(default_factory=dict)

    @property
    def batches(self) -> frozenset[str]:
        """The batches that came in."""
        return frozenset(self.held)

    def add(self, rows: list[tuple[str, int, int, int | None]]) -> None:
        """Bring in observations as one batch."""
        name = f"b{len(self.held)}"
        told = {"platform": "spotify", "basis": "app", "metric": "total", "region": "global"}
        told |= {"grade": "counted", "source": "s"}
        table = pa.Table.from_pylist(
            [
                {
                    **told,
                    "key": key,
                    "day": _DAY + day,
                    "low": low,
                    "high": None if more is None else low + more,
                }
                for key, day, low, more in rows
            ],
            schema=OBSERVATIONS,
        )
        table = table.append_column("batch", pa.array([name] * len(rows)))
        moment = pa.array([len(self.held)] * len(rows), pa.timestamp("us", "UTC"))
        self.held[name] = str(self.folder / f"{name}.parquet")
        pq.write_table(table.append_column("recorded", moment), self.held[name])

    def files(
        self, table: str, days: tuple[int, int] | None = None, *, batch: str | None = None
    ) -> list[str]:
        """The files of all batches, or of one."""
        assert table == "observations"
        assert days is None or days[0] <= days[1]
        return list(self.held.values()) if batch is None else [self.held[batch]]


def _catalogue() -> dict[str, pa.Table]:
    said = Statements()
    said.name("release:0", "Album", source="s")
    said.fact("recording:0", "released", str(day_from(_DAY + 1)), source="s")
    said.fact("recording:1", "released", str(day_from(_DAY)), source="s")
    said.track("release:0", 1, "recording:1", source="s")
    said.track("release:0", 2, "recording:2", source="s")
    said.identity("spotify:track:a", "recording:3", source="s")
    return {name: schema.empty_table() for name, schema in SCHEMAS.items()} | said.arrow()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(readings, min_size=1, max_size=10), min_size=1, max_size=3))
def test_steady_counters_are_bounded_as_all_others(
    batches: list[list[tuple[str, int, int, int | None]]],
) -> None:
    """Bounds and crossings of every counter are the same with heads and without."""
    for name, table in _catalogue().items():
        _ENGINE.attach(name, table)
    stamped = pa.field("recorded", pa.timestamp("us", "UTC"))
    _ENGINE.attach("corrections", CORRECTIONS.append(stamped).empty_table())
    with tempfile.TemporaryDirectory() as folder:
        stored, heads = Stored(Path(folder)), Heads.empty()
        for rows in batches:
            stored.add(rows)
            heads = heads.brought_to(_ENGINE, stored)
        _ENGINE.attach("observations", stored.files("observations"))
        assert heads.rows.num_rows == len({key for rows in batches for key, *_ in rows})
        plain = Plain.of(_ENGINE, stored, "spotify", heads)
        for question in (
            Question(platform="spotify", as_of=_DAY + 2, threshold=5),
            Question(platform="spotify", as_of=_DAY + 1, threshold=3),
        ):
            apart = _bounds(Evidence(_ENGINE, "spotify", plain), question)
            assert apart == _bounds(Evidence(_ENGINE, "spotify"), question)


def _bounds(evidence: Evidence, question: Question) -> dict[str, tuple[object, ...]]:
    _ENGINE.attach("labelled", evidence.runs.labelled)
    rows = evidence.bounds(question).to_pylist()
    told = {
        row["entity"]: (row["low"], row["high"], row["earliest"], row["latest"]) for row in rows
    }
    assert len(told) == len(rows)
    return told
