"""pooled: a reading is of what its key stood for that day, said by none but one source of truth."""

from __future__ import annotations

from datetime import timedelta

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies_worlds import RECORDED

from recordbook.engine import DuckDB
from recordbook.ledger.corrections import standing
from recordbook.ledger.tables import STORED
from recordbook.measures import Evidence
from recordbook.measures.evidence import pooled

ENGINE = DuckDB(threads=1)
ROW = {"recorded": RECORDED, "batch": "b1", "source": "s", "grade": "counted"}
DAY = st.integers(-3, 4)
KEY = st.sampled_from(["key:1", "key:2"])
PERIODS = st.lists(
    st.tuples(
        KEY, st.sampled_from(["recording:a", "recording:b"]), st.none() | DAY, st.none() | DAY
    ),
    max_size=5,
)
READINGS = st.lists(st.tuples(KEY, DAY, st.integers(0, 5)), max_size=8)
CORRECTIONS = st.lists(
    st.fixed_dictionaries(
        {
            "table_name": st.sampled_from([None, "observations", "facts", "corrections"]),
            "key": st.none() | KEY,
            "day": st.none() | DAY,
            "batch_undone": st.sampled_from([None, "b1", "b2", "c1", "c2"]),
            "source": st.sampled_from([None, "s"]),
        }
    ).filter(
        lambda row: any(row[name] is not None for name in ("key", "day", "batch_undone", "source"))
    ),
    max_size=4,
)


def attach(**rows: pa.Table) -> None:
    """Let the engine read these tables, and nothing in the others."""
    ENGINE.attach("mixed", pa.table({"key": pa.array([], pa.string())}))
    for name, schema in STORED.items():
        ENGINE.attach(name, rows.get(name, schema.empty_table()))


def observations(readings: list[tuple[str, int, int]]) -> pa.Table:
    """Exact totals; every other one came with a second batch, later."""
    rows = [
        ROW
        | {"platform": "spotify", "basis": "app", "metric": "total", "region": "global"}
        | {"key": key, "day": day, "low": low, "high": low}
        | {"batch": f"b{1 + place % 2}", "recorded": RECORDED + timedelta(hours=2 * (place % 2))}
        for place, (key, day, low) in enumerate(readings)
    ]
    return pa.Table.from_pylist(rows, schema=STORED["observations"])


@given(periods=PERIODS, readings=READINGS)
@settings(max_examples=40, deadline=None)
def test_a_key_is_what_it_is_said_to_be_that_day(
    periods: list[tuple[str, str, int | None, int | None]], readings: list[tuple[str, int, int]]
) -> None:
    """A reading is under the one entity its key stood for; under the key where none, or two."""
    said = [
        ROW | {"key": key, "entity": entity, "from_day": first, "to_day": last}
        for key, entity, first, last in periods
    ]
    identities = pa.Table.from_pylist(said, schema=STORED["identities"])
    attach(observations=observations(readings), identities=identities)
    found = {
        (row["key"], row["day"], row["low"], row["entity"])
        for row in ENGINE.rows(pooled("spotify")).to_pylist()
    }
    expected = set()
    for key, day, low in readings:
        entities = {
            entity
            for other, entity, first, last in periods
            if other == key and (first is None or first <= day) and (last is None or day <= last)
        }
        expected.add((key, day, low, entities.pop() if len(entities) == 1 else key))
    assert found == expected


@given(readings=READINGS, said=CORRECTIONS)
@settings(max_examples=40, deadline=None)
def test_what_was_taken_back_does_not_stand(
    readings: list[tuple[str, int, int]], said: list[dict[str, object]]
) -> None:
    """SQL leaves out the observations that the ledger says no longer stand, undone batches too."""
    rows = [
        {"reason": "wrong", "batch": f"c{place % 2 + 1}"}
        | row
        | {"recorded": RECORDED + timedelta(hours=1 + 2 * (place % 2))}
        for place, row in enumerate(said)
    ]
    corrections = pa.Table.from_pylist(rows, schema=STORED["corrections"])
    observed = observations(readings)
    attach(observations=observed, corrections=standing(corrections, "corrections", corrections))
    found = ENGINE.rows(pooled("spotify")).to_pylist()
    left = standing(observed, "observations", corrections).to_pylist()
    assert {_said(row) for row in found} == {_said(row) for row in left}


def _said(row: dict[str, object]) -> tuple[object, ...]:
    return row["key"], row["day"], row["low"], row["batch"]


def test_two_ids_of_one_recording_share_a_counter() -> None:
    """Readings under two ids of a recording are readings of one counter: they clash, or agree."""
    said = [ROW | {"key": f"key:{place}", "entity": "recording:a"} for place in (1, 2)]
    identities = pa.Table.from_pylist(said, schema=STORED["identities"])
    read = observations([("key:1", 1, 5), ("key:2", 2, 6), ("key:1", 3, 7), ("key:2", 3, 9)])
    attach(observations=read, identities=identities)
    runs = Evidence(ENGINE, "spotify").runs
    assert [row["low"] for row in runs.labelled.to_pylist()] == [5, 6]
    assert [row["against"] for row in runs.conflicts.sort_by("low").to_pylist()] == [9, 7]


def test_an_id_that_moves_takes_its_counter_along() -> None:
    """Where one id ends and another begins, the recording's run goes on."""
    said = [
        ROW | {"key": "key:1", "entity": "recording:a", "to_day": 2},
        ROW | {"key": "key:2", "entity": "recording:a", "from_day": 3},
        ROW | {"key": "key:2", "entity": "recording:b", "to_day": 2},
    ]
    identities = pa.Table.from_pylist(said, schema=STORED["identities"])
    attach(
        observations=observations([("key:1", 2, 5), ("key:2", 2, 90), ("key:2", 3, 6)]),
        identities=identities,
    )
    rows = Evidence(ENGINE, "spotify").runs.labelled.to_pylist()
    assert [(row["entity"][-1], row["low"], row["run"]) for row in rows] == [
        ("a", 5, 0),
        ("a", 6, 0),
        ("b", 90, 0),
    ]
