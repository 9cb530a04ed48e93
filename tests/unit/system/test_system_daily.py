"""What the daily pass carries beside a book says what the book's evidence says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from recordbook.catalogue.rows import Statements
from recordbook.engine import DuckDB
from recordbook.intake.batch import Batch
from recordbook.intake.observations import OBSERVATIONS
from recordbook.intake.report import Report
from recordbook.ledger import Book
from recordbook.measures import Evidence, Heads, Plain, Question
from recordbook.measures.attach import attach
from recordbook.measures.ladder import crossings
from recordbook.system.daily import Carried, carried, steady_crossings

if TYPE_CHECKING:
    from pathlib import Path

_DAY = 19_700
_RUNGS = (5, 10, 20, 50)
_PAGE = {"platform": "spotify", "basis": "app", "metric": "total", "region": "global"}
_DAYS: dict[int, dict[str, int]] = {
    0: {"a": 1, "b": 30, "c": 9, "d": 4},
    1: {"a": 6, "b": 31, "c": 12, "d": 4},
    3: {"a": 60, "b": 31, "c": 11, "d": 5},
    4: {"a": 61, "b": 52, "c": 13, "d": 9, "e": 22},
}


def _take(book: Book, name: str, tables: dict[str, pa.Table]) -> None:
    said = Report(file=name, format="made", source="s", digest=name, taken={}, refused=0)
    book.append(Batch(name=name, source="s", digest=name, tables=tables, report=said))


def _observed(book: Book, day: int, counts: dict[str, int], **other: str) -> None:
    rows = [
        {**_PAGE, "grade": "counted", "source": "s", **other, "key": key, "day": _DAY + day}
        | {"low": count, "high": count}
        for key, count in counts.items()
    ]
    table = pa.Table.from_pylist(rows, schema=OBSERVATIONS)
    _take(book, f"{day} {other} {counts}", {"observations": table})


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book in which one of four counters falls, one day lacks and one counter is known late."""
    made, said = Book.create(tmp_path / "book"), Statements()
    said.fact("a", "released", "2023-12-08", source="s")
    said.identity("b", "recording:b", source="s")
    _take(made, "catalogue", said.arrow())
    for day, counts in _DAYS.items():
        _observed(made, day, counts)
    return made


def _both(book: Book) -> tuple[Carried | None, Any, Any]:
    """What is carried, and all steady crossings by it and by the evidence."""
    engine, snapshot = DuckDB(), book.snapshot()
    attach(engine, snapshot)
    heads = Heads.empty().brought_to(engine, snapshot)
    plain = Plain.of(engine, snapshot, "spotify", heads)
    found = carried(book, snapshot, "spotify")
    steady = set(plain.counters["entity"].to_pylist())
    asked = Question(platform="spotify", as_of=0)
    rows = crossings(Evidence(engine, "spotify", plain), asked, "total", _RUNGS).to_pylist()
    general = [row for row in rows if row["entity"] in steady and row["latest"] is not None]
    if found is None:
        return None, None, general
    told = steady_crossings(found.state, plain, engine, _RUNGS)
    assert told is not None
    return found, _ordered(told.to_pylist()), _ordered(general)


def _ordered(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    names = ("entity", "threshold", "earliest", "latest")
    return sorted((tuple(row[name] for name in names) for row in rows), key=repr)


def test_it_says_what_the_evidence_says(book: Book) -> None:
    """Every crossing of a steady counter is that of its evidence, release days and all."""
    found, told, general = _both(book)
    assert found is not None
    assert found.anew == "no state lies there that can be read"
    assert told == general
    assert ("a", 50, _DAY + 2, _DAY + 3) in told
    assert not any(row[0] == "c" for row in told)


def test_it_goes_on_with_later_days(book: Book) -> None:
    """A later day is added to the state; a page of another kind changes nothing."""
    _both(book)
    _observed(book, 5, {"a": 99, "d": 60})
    _observed(book, 5, {"a": 1}, region="us")
    found, told, general = _both(book)
    assert found is not None
    assert found.anew is None
    assert found.state.day == _DAY + 5
    assert told == general


def test_a_late_day_makes_it_anew(book: Book) -> None:
    """A file of a day that the state has passed leads to a new state, and this is said."""
    _both(book)
    _observed(book, 2, {"a": 10, "b": 31, "d": 5})
    found, told, general = _both(book)
    assert found is not None
    assert found.anew == "the book has other files of the days that the state knows"
    assert told == general


def test_a_file_of_several_days_is_left_to_the_general_way(book: Book) -> None:
    """A file that holds more than a page of a day is not for the pass."""
    rows = [
        {**_PAGE, "grade": "counted", "source": "s", "key": "a", "day": _DAY + day}
        | {"low": 100, "high": 100}
        for day in (7, 8)
    ]
    _take(book, "two", {"observations": pa.Table.from_pylist(rows, schema=OBSERVATIONS)})
    assert carried(book, book.snapshot(), "spotify") is None
    assert carried(book, book.snapshot(), "youtube") is not None
