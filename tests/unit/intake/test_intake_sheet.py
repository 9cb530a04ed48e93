"""Counts and days read from text."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recordbook.intake.counts import LARGEST, Refused, read_count, read_day, read_rounded
from recordbook.intake.sheet import Sheet


def _sheet(values: list[str]) -> Sheet:
    return Sheet(pa.table({"n": pa.array(values, pa.string())}), lambda: np.arange(len(values)) + 2)


@given(st.lists(st.text(max_size=25) | st.integers(-5, 2**65).map(str), max_size=20))
def test_a_column_is_read_as_its_cells_are(values: list[str]) -> None:
    """Reading a column at once gives, and refuses, what reading cell by cell does."""
    sheet = _sheet(values)
    expected: list[int | None] = []
    bad: list[int] = []
    for row, value in enumerate(values):
        try:
            expected.append(read_count(value))
        except Refused:
            expected.append(None)
            bad.append(row + 2)
    assert sheet.counts("n").to_pylist() == expected
    assert [problem.line for problem in sheet.problems] == bad
    assert sheet.refused == len(bad)


@given(st.lists(st.sampled_from(["2024-02-29", "2023-02-29", "8/7/2026", "", "x", "1850-01-01"])))
def test_a_column_of_days_is_read_as_its_cells_are(values: list[str]) -> None:
    """Days are the same whether read one by one or by their distinct texts."""
    sheet = _sheet(values)
    good = values.count("2024-02-29")
    assert len(sheet.kept({"n": sheet.days("n")})["n"]) == good
    assert sheet.refused == len(values) - good


@pytest.mark.parametrize(
    ("array", "expected", "refused"),
    [
        (pa.array([1, None, -1, LARGEST]), [1, None, None, LARGEST], 1),
        (pa.array([1.0, float("nan"), 1.5, -2.0, 2.0**60]), [1, None, None, None, None], 3),
        (pa.array([1, 2**64 - 1], pa.uint64()), [1, None], 1),
        (pa.array(["7", "=1"]).dictionary_encode(), [7, None], 1),
    ],
)
def test_columns_of_numbers(array: pa.Array, expected: list[int | None], refused: int) -> None:
    """Columns that are numbers already keep to the same rules as text."""
    sheet = Sheet(pa.table({"n": array}), lambda: np.arange(len(array)) + 1)
    assert sheet.counts("n").to_pylist() == expected
    assert sheet.refused == refused


def test_columns_of_dates() -> None:
    """Dates and moments are their UTC day; a missing one is refused."""
    moment = pa.array([1_700_000_000, None], pa.timestamp("s", tz="UTC"))
    sheet = Sheet(pa.table({"d": moment}), lambda: np.arange(2) + 1)
    assert sheet.days("d").to_pylist() == [19675, None]
    assert [problem.line for problem in sheet.problems] == [2]


def test_order_of_day_and_month_is_said_never_guessed() -> None:
    """A slashed date is read only in a form that is named."""
    with pytest.raises(Refused, match="which part is the day"):
        read_day("8/7/2026")
    assert read_day("8/7/2026", ("%d/%m/%Y",)) == date(2026, 7, 8)


@given(st.integers(1, 10**12), st.sampled_from([1, 1000, 1_000_000]))
def test_a_rounded_number_holds_what_it_came_from(value: int, scale: int) -> None:
    """The interval of a number rounded to a tenth of a unit holds the number."""
    tenth = max(1, scale // 10)
    rounded = (value + tenth // 2) // tenth * tenth
    text = f"{rounded // scale}.{rounded % scale // tenth}" if scale > 1 else str(value)
    ends = read_rounded(text, scale)
    assert ends is not None
    assert ends[0] <= value <= ends[1]


def test_a_row_is_refused_once() -> None:
    """Several reasons against one row make one refused row."""
    sheet = _sheet(["-1", "5"])
    sheet.counts("n")
    sheet.refuse(np.array([True, True]), "n", "w", "r")
    assert sheet.refused == 2
    assert [problem.line for problem in sheet.problems] == [2, 3]
