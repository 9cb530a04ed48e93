"""Runs are those of a plain loop over the rows, in any order, and found again from themselves."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from recordbook.measures import ALWAYS, Runs, label

GRADES = ["counted", "charted", "reported"]
MOST = 10**12
SCHEMA = pa.schema(
    [
        ("entity", pa.string()),
        ("day", pa.int32()),
        ("low", pa.int64()),
        ("high", pa.int64()),
        ("rule", pa.string()),
        ("grade", pa.string()),
        ("source", pa.string()),
        ("key", pa.string()),
        ("batch", pa.string()),
        ("firm", pa.bool_()),
    ]
)


@dataclass(frozen=True)
class Row:
    """One piece of evidence; its source names it."""

    source: str
    entity: str
    day: int
    low: int
    high: int
    grade: str
    firm: bool


@st.composite
def evidence(draw: st.DrawFn) -> list[Row]:
    """Evidence of any kind on a few counters: nothing keeps it from clashing."""
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from("ab"),
                st.integers(-2, 5),
                st.integers(0, 9),
                st.sampled_from([0, 0, 0, 2, MOST]),
                st.sampled_from([*GRADES, "counted"]),
                st.booleans(),
            ),
            max_size=12,
        )
    )
    return [
        Row(f"s{place}", entity, day, low, low + wide, grade, firm and grade == "counted")
        for place, (entity, day, low, wide, grade, firm) in enumerate(rows)
    ]


def table(rows: list[Row]) -> pa.Table:
    """The rows as evidence."""
    found = [
        {
            "entity": row.entity,
            "day": row.day,
            "low": row.low,
            "high": None if row.high >= MOST else row.high,
            "rule": "read",
            "grade": row.grade,
            "source": row.source,
            "key": row.entity,
            "batch": "b",
            "firm": row.firm,
        }
        for row in rows
    ]
    return pa.Table.from_pylist(found, schema=SCHEMA)


def pieces(runs: Runs) -> dict[str, tuple[int, int]]:
    """By row: the days its run holds through."""
    rows = runs.labelled.to_pylist()
    return {row["source"]: (row["starts"], row["ends"]) for row in rows}


def clashes(one: Row, other: Row) -> bool:
    """Whether two rows of one run cannot both be true."""
    early, late = sorted((one, other), key=lambda row: row.day)
    same = one.day == other.day
    return early.low > late.high or (same and late.low > early.high)


def naive(rows: list[Row]) -> dict[str, tuple[int, int]]:
    """The same as `pieces`, row by row and pair by pair."""
    found: dict[str, tuple[int, int]] = {}
    for entity in {row.entity for row in rows}:
        of = [row for row in rows if row.entity == entity]
        read = [row for row in of if row.firm]
        bad = {row.source for row in read for o in read if row.day == o.day and clashes(row, o)}
        read = [row for row in read if row.source not in bad]
        falls = naive_falls(read)
        runs: dict[tuple[int, int], list[Row]] = {}
        for row in of:
            if row.source not in bad:
                runs.setdefault(naive_run(falls, row.day), []).append(row)
        for span, inside in runs.items():
            for row in naive_kept(inside):
                found[row.source] = span
    return found


def naive_falls(read: list[Row]) -> list[tuple[int, int]]:
    """The last day before each fall, and the first after it."""
    falls: list[tuple[int, int]] = []
    run: list[Row] = []
    for day in sorted({row.day for row in read}):
        now = [row for row in read if row.day == day]
        above = [row.day for row in run if row.low > min(other.high for other in now)]
        if above:
            falls.append((max(above), day))
            run = []
        run += now
    return falls


def naive_run(falls: list[tuple[int, int]], day: int) -> tuple[int, int]:
    """The days through which the run holds that a day is of."""
    if any(before < day < after for before, after in falls):
        return day, day
    starts = max((after for _, after in falls if after <= day), default=-ALWAYS)
    return starts, min((before for before, _ in falls if before >= day), default=ALWAYS)


def naive_kept(rows: list[Row]) -> list[Row]:
    """What stands: grade by grade, what clashes with nothing better and with no equal."""
    kept = [row for row in rows if row.firm]
    for grade in GRADES:
        new = [row for row in rows if row.grade == grade and not row.firm]
        new = [row for row in new if not any(clashes(row, better) for better in kept)]
        kept += [row for row in new if not any(clashes(row, equal) for equal in new)]
    return kept


@given(rows=evidence())
@settings(max_examples=200, deadline=None)
def test_runs_are_those_of_a_plain_loop(rows: list[Row]) -> None:
    """Which rows stand, and the days their runs hold through, are what a plain loop finds."""
    runs = label(table(rows))
    assert pieces(runs) == naive(rows)
    assert runs.labelled.num_rows + runs.conflicts.num_rows == len(rows)


@given(rows=evidence(), chance=st.integers(0, 999))
@settings(max_examples=40, deadline=None)
def test_runs_do_not_depend_on_the_order_of_rows(rows: list[Row], chance: int) -> None:
    """The same rows in another order are put into the same runs."""
    mixed = random.Random(chance).sample(rows, len(rows))  # noqa: S311 - an order, not a secret
    one, other = label(table(rows)), label(table(mixed))
    assert pieces(one) == pieces(other)


@given(rows=evidence())
@settings(max_examples=40, deadline=None)
def test_runs_of_what_stands_are_the_same(rows: list[Row]) -> None:
    """What stands is put into the same runs again, and nothing more is set aside."""
    runs = label(table(rows))
    again = label(runs.labelled.select(SCHEMA.names))
    assert again.labelled.equals(runs.labelled)
    assert not again.conflicts.num_rows


@given(rows=evidence())
@settings(max_examples=100, deadline=None)
def test_a_conflict_is_a_pair_that_clashes(rows: list[Row]) -> None:
    """What was set aside stands beside one piece of evidence that it clashes with, no weaker."""
    named = {row.source: row for row in rows}
    for lost in label(table(rows)).conflicts.to_pylist():
        row, rival = named[lost["source"]], named[lost["against_source"]]
        assert row.entity == rival.entity
        assert clashes(row, rival)
        assert lost["against"] in {rival.low, rival.high}
        assert (lost["against_day"], lost["against_grade"]) == (rival.day, rival.grade)
        assert GRADES.index(rival.grade) <= GRADES.index(row.grade)


@given(rows=evidence())
@settings(max_examples=40, deadline=None)
def test_what_stands_in_a_run_agrees(rows: list[Row]) -> None:
    """No two rows that stand in one run clash."""
    runs = label(table(rows)).labelled.to_pylist()
    named = {row.source: row for row in rows}
    spans: dict[tuple[str, int, int], list[Row]] = {}
    for row in runs:
        spans.setdefault((row["entity"], row["starts"], row["ends"]), []).append(
            named[row["source"]]
        )
    assert not any(
        clashes(one, other) for inside in spans.values() for one in inside for other in inside
    )
