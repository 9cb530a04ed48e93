"""off-chart: what is not in a complete list is at most its last value, on the chart's basis."""

from __future__ import annotations

import random

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies_worlds import RECORDED

from recordbook.engine import DuckDB
from recordbook.ledger.tables import STORED
from recordbook.measures import off_chart

ENGINE = DuckDB(threads=1)
PLAYS = st.lists(st.integers(0, 6), min_size=4, max_size=6)
SAID = {"platform": "spotify", "basis": "chart", "metric": "day", "region": "global"}
ROW = {"recorded": RECORDED, "batch": "b", "source": "s", "grade": "charted"}


def attach(rows: list[dict[str, object]], named: int) -> None:
    """Let the engine read lists, and a catalogue that names the first recordings only."""
    names = [
        {"entity": f"recording:{number}", "kind": "recording", "name": "n", "folded": "n"}
        | {"form": "name", "source": "s", "recorded": RECORDED, "batch": "b"}
        for number in range(named)
    ]
    tables = {"observations": rows, "names": names}
    for name, schema in STORED.items():
        ENGINE.attach(name, pa.Table.from_pylist(tables.get(name, []), schema=schema))


@given(
    days=st.lists(PLAYS, min_size=1, max_size=3), size=st.integers(1, 4), seed=st.integers(0, 99)
)
@settings(max_examples=40, deadline=None)
def test_what_is_off_a_complete_list_is_at_most_its_last_value(
    days: list[list[int]], size: int, seed: int
) -> None:
    """True plays lie inside, whoever hides behind a key nobody named; and no bound is lower."""
    chance = random.Random(seed)  # noqa: S311 - a world, not a secret
    named, hidden, rows = 3, 0, []
    truths: dict[tuple[int, int], int] = {}
    complete: dict[int, list[tuple[str, int]]] = {}
    for day, plays in enumerate(days, start=-1):
        ranking = sorted(range(len(plays)), key=lambda number: (-plays[number], number))
        keys = [f"recording:{number}" if number < named else f"key:{number}" for number in ranking]
        if chance.random() < 0.3 and 0 in ranking[:size]:
            keys[ranking.index(0)], hidden = "key:unknown", 1  # its id leads nowhere
        entries = list(zip(keys, (plays[number] for number in ranking), strict=True))[:size]
        entries = entries if chance.random() < 0.8 else entries[:-1]
        if len(entries) == size:
            complete[day] = entries
        for key, value in entries:
            rows.append(ROW | SAID | {"key": key, "day": day, "low": value, "high": value})
        truths |= {(number, day): plays[number] for number in range(named)}
    attach(rows, named)
    wanted = [f"recording:{number}" for number in range(named)]
    found = {
        (row["entity"], row["day"]): row["high"]
        for row in off_chart(
            ENGINE, wanted, platform="spotify", metric="day", size=size
        ).to_pylist()
    }
    for (number, day), value in truths.items():
        assert found.get((f"recording:{number}", day), value) >= value, hidden
    expected = {}
    for day, entries in complete.items():
        nameless = [value for key, value in entries if key not in wanted]
        for entity in set(wanted) - {key for key, _ in entries}:
            expected[entity, day] = max([entries[-1][1], *nameless])
    assert found == expected


def test_an_open_count_says_nothing_of_the_last_value() -> None:
    """A list with a value that is only bounded from below bounds nobody."""
    rows = [
        ROW | SAID | {"key": "recording:0", "day": 0, "low": 5, "high": 5},
        ROW | SAID | {"key": "recording:1", "day": 0, "low": 3, "high": None},
    ]
    attach(rows, 3)
    said = off_chart(ENGINE, ["recording:2"], platform="spotify", metric="day", size=2)
    assert not said.num_rows
