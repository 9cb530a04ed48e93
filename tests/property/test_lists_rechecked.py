"""The prover's and the recheck's reading of lists come to the same bounds for everybody."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from unittest import mock

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lists_by_hand import END, ENTITIES, PLACES, SLOTS, STEP

from recordbook.engine import DuckDB
from recordbook.intake.observations import OBSERVATIONS
from recordbook.measures import Question
from recordbook.measures.lists import LISTS, standings
from recordbook.measures.lists.known import KnownList
from recordbook.proof.recheck.charts import Charts

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEVER, _OPEN = 10_000_000, 2**63 - 1
_YEAR = 365
MEASURES = tuple(name for name in LISTS if "day" not in name and name != "countries at")


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDB]:
    """An engine for the rows."""
    found = DuckDB()
    yield found
    found.close()


@st.composite
def books(draw: st.DrawFn) -> dict[str, pa.Table]:
    """Rows of a list as several sources may tell them: vaguely, twice, against each other."""
    told: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
        {
            "key": st.sampled_from([*ENTITIES, "alias", "nameless"]),
            "day": st.sampled_from([slot * STEP for slot in range(SLOTS)] * 3 + [10]),
            "low": st.integers(1, PLACES),
            "more": st.sampled_from([0, 0, 0, 1, None]),
            "grade": st.sampled_from(["charted", "charted", "reported"]),
            "source": st.sampled_from(["s", "s", "t"]),
            "metric": st.sampled_from(["rank-week", "rank-week", "rank-week", "listed-week"]),
        }
    )
    rows = draw(st.lists(told, max_size=14))
    fixed = {"platform": "p", "basis": "chart", "region": "global", "batch": "b"}
    seen: list[dict[str, Any]] = [
        {**fixed, **row, "high": None if row["more"] is None else row["low"] + row["more"]}
        for row in rows
    ]
    names = [{"entity": one, "kind": "recording"} for one in ENTITIES]
    names += [{"entity": one, "kind": "artist"} for one in ("x", "y", "z")]
    pairs = st.tuples(st.sampled_from(ENTITIES), st.sampled_from(["x", "y"]))
    roles = st.sampled_from(["main", "featured"])
    credits_ = draw(st.sets(st.tuples(pairs, roles)))
    dated = draw(st.sampled_from([None, 2 * STEP]))
    return {
        "observations": _observed(seen),
        "names": pa.Table.from_pylist(names),
        "identities": pa.Table.from_pylist(
            [{"key": "alias", "entity": "a", "from_day": dated, "to_day": None}],
            schema=pa.schema(
                {
                    **dict.fromkeys(("key", "entity"), pa.string()),
                    **dict.fromkeys(("from_day", "to_day"), pa.int64()),
                }
            ),
        ),
        "credits": pa.Table.from_pylist(
            [{"item": i, "artist": a, "role": r} for (i, a), r in sorted(credits_)],
            schema=pa.schema(dict.fromkeys(("item", "artist", "role"), pa.string())),
        ),
    }


class Rows:
    """A ledger that is no more than its rows."""

    def __init__(self, tables: dict[str, pa.Table]) -> None:
        """The rows by table."""
        self.tables = tables

    def parts(self, table: str, where: Any = None, *names: str) -> Iterator[pa.RecordBatch]:
        """Those that meet a condition."""
        rows = self.tables[table]
        rows = rows if where is None else rows.filter(where)
        yield from (rows.select(list(names)) if names else rows).to_batches()

    def rows(self, table: str, where: Any = None, *names: str) -> Iterator[dict[str, Any]]:
        """The same, one by one."""
        for part in self.parts(table, where, *names):
            yield from part.to_pylist()


cases = st.fixed_dictionaries(
    {
        "rank": st.integers(1, PLACES),
        "day": st.integers(0, END),
        "goal": st.integers(1, 3),
        "year": st.sampled_from([None, 1970, 1971]),
        "credit": st.sampled_from(["main", "exact", "any"]),
        "began": st.sampled_from(["1970-01-01", None]),
    }
)


@pytest.mark.parametrize("measure", MEASURES)
@given(book=books(), case=cases)
@settings(max_examples=20, deadline=None)
def test_both_say_the_same(
    engine: DuckDB, measure: str, book: dict[str, pa.Table], case: dict[str, Any]
) -> None:
    """Bounds and crossings of everybody with a name are equal, whatever the sources say."""
    day, goal, year, began = (case[name] for name in ("day", "goal", "year", "began"))
    for name, rows in book.items():
        engine.attach(name, rows)
    engine.attach("corrections", _no_corrections())
    engine.attach("observations", _recorded(book["observations"]))
    place = measure.endswith(" rank")
    ranked = None if place or measure.startswith("places") else case["rank"]
    question = Question(
        platform="p",
        as_of=day,
        threshold=2**62 if place else goal,
        metric="weekly rank",
        rank=ranked,
        since=None if year is None else (year - 1970) * _YEAR,
        credit=case["credit"],
    )
    claim = {
        "platform": "p",
        "region": "global",
        "as_of": "1970-01-01",
        "window": {"kind": "ever" if year is None else "since", "year": year},
        "measure": {"aggregate": measure, "rank": ranked, "past": None, "metric": "weekly rank"},
        "threshold": goal,
        "reading": {"credit": case["credit"]},
    }

    def small(platform: str, region: str, cadence: int) -> KnownList:
        first = 0 if began else None
        return KnownList(
            platform=platform,
            region=region,
            cadence=cadence,
            places=PLACES,
            began=first,
            source="s",
        )

    evidence: Any = SimpleNamespace(engine=engine, kept={})
    with mock.patch("recordbook.measures.lists.standings.known_list", small):
        found = standings(evidence, question, measure).to_pylist()
    facts = {("p", "global", STEP): (PLACES, began)}
    source: Any = SimpleNamespace(ledger=Rows(book), keys={})
    with mock.patch.dict("recordbook.proof.recheck.lists.KNOWN", facts):
        charts = Charts(source, claim, measure, goal, day)
        for row in found:
            known = charts.of(row["entity"])
            none = {"high": _OPEN, "earliest": -_NEVER, "latest": _NEVER}
            said = {n: none.get(n) if row[n] is None else row[n] for n in known._fields}
            assert known._asdict() == said, row["entity"]


def _observed(rows: list[dict[str, Any]]) -> pa.Table:
    table = pa.Table.from_pylist(rows, schema=OBSERVATIONS)
    return table.append_column("batch", pa.array(["b"] * len(rows), pa.string()))


def _recorded(rows: pa.Table) -> pa.Table:
    return rows.append_column("recorded", pa.array([0] * rows.num_rows, pa.int64()))


def _no_corrections() -> pa.Table:
    texts = ("table_name", "batch_undone", "platform", "basis", "metric", "region", "key", "source")
    more = ("entity", "attribute", "value")
    kinds = {**dict.fromkeys((*texts, *more), pa.string()), "day": pa.int64()}
    return pa.schema({**kinds, "recorded": pa.int64()}).empty_table()
