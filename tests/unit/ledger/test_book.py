"""A book in a folder: what goes in, and what comes out as known at any moment."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from recordbook.catalogue.tables import FACTS
from recordbook.intake.batch import Batch
from recordbook.intake.observations import OBSERVATIONS
from recordbook.intake.report import Report
from recordbook.ledger import Book
from recordbook.ledger.errors import BookExists, NewerFormat, NoBook, UnfitAddress, UnknownTable
from recordbook.ledger.tables import BATCHES, CORRECTIONS, STORED

if TYPE_CHECKING:
    from collections.abc import Callable


def _batch(number: int, **tables: pa.Table) -> Batch:
    digest = f"{number:064x}"
    report = Report(file="f.csv", format="test", source="test", digest=digest, taken={})
    return Batch(name="f.csv", source="test", digest=digest, tables=tables, report=report)


def _facts(*values: str) -> pa.Table:
    same = {"entity": "artist:a", "attribute": "label", "grade": "reported", "source": "test"}
    return pa.Table.from_pylist([same | {"value": value} for value in values], schema=FACTS)


def _observations(*days: int) -> pa.Table:
    same: dict[str, Any] = {field.name: "x" for field in OBSERVATIONS if field.type == pa.string()}
    rows = [same | {"day": day, "low": 1, "high": 1} for day in days]
    return pa.Table.from_pylist(rows, schema=OBSERVATIONS)


def _correction(**said: object) -> pa.Table:
    return pa.Table.from_pylist([{"reason": "misread"} | said], schema=CORRECTIONS)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """An empty book whose clock stands still."""
    return Book.create(tmp_path / "book", clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))


def test_a_new_book_is_empty(book: Book) -> None:
    """Version 0 has every table, without rows and without files."""
    snapshot = Book.open(book.address).snapshot()
    assert snapshot.version == 0
    for name, schema in STORED.items():
        assert snapshot.files(name) == []
        assert snapshot.table(name).equals(schema.empty_table())
    assert book.history().equals(BATCHES.empty_table())


def test_a_batch_comes_out_as_it_went_in(book: Book) -> None:
    """Its rows stand in one Parquet file per table, each with the moment and the batch."""
    done = book.append(_batch(1, facts=_facts("x", "y"), observations=_observations(5)))
    assert (done.version, done.rows, done.already) == (1, {"facts": 2, "observations": 1}, False)
    snapshot = book.snapshot()
    (path,) = snapshot.files("facts")
    rows = pq.read_table(path)
    assert rows.equals(snapshot.table("facts"))
    assert rows.drop_columns(["recorded", "batch"]).equals(_facts("x", "y"))
    assert set(rows["batch"].to_pylist()) == {done.batch}
    assert done.batch.startswith("20260101T000000.000000Z-00000000-")
    assert snapshot.versions["facts"] == 1


def test_the_same_digest_adds_nothing(book: Book) -> None:
    """A file that was taken before leads to the batch it became, whatever it is called now."""
    first = book.append(_batch(1, facts=_facts("x")))
    again = book.append(replace(_batch(1, facts=_facts("z")), name="other.csv"))
    assert (again.batch, again.version, again.already, again.rows) == (first.batch, 1, True, {})
    assert book.snapshot().version == 1


def test_a_batch_without_rows_is_remembered(book: Book) -> None:
    """A file in which nothing was found is known by its digest, with its report."""
    assert book.append(_batch(1)).rows == {}
    assert book.append(_batch(1)).already


def test_history_tells_every_intake(book: Book) -> None:
    """One row per batch in order, with counts and report as JSON; a compaction is no intake."""
    for number in (1, 2):
        book.append(_batch(number, facts=_facts("x")))
    book.compact()
    book.append(_batch(3))
    history = book.history()
    assert history["version"].to_pylist() == [1, 2, 4]
    assert [json.loads(rows) for rows in history["rows"].to_pylist()] == [{"facts": 1}] * 2 + [{}]
    assert json.loads(history["report"][0].as_py())["file"] == "f.csv"


def test_moments_order_commits_even_if_the_clock_stands(book: Book) -> None:
    """As known at the moment of a version is that version, and rows are recorded before it."""
    for number in (1, 2, 3):
        book.append(_batch(number, facts=_facts(str(number))))
    for version in (1, 2, 3):
        snapshot = book.snapshot(version)
        assert book.snapshot(snapshot.moment).version == version
        assert book.snapshot(snapshot.moment - timedelta(microseconds=1)).version == version - 1
        latest = max(snapshot.table("facts")["recorded"].to_pylist())
        assert book.snapshot(version - 1).moment < latest <= snapshot.moment


def test_moments_keep_their_microsecond_past_a_checkpoint(tmp_path: Path) -> None:
    """The log says moments to the microsecond, also when it is read from Delta's checkpoint."""
    start = datetime(2026, 1, 1, 0, 0, 0, 123_456, tzinfo=UTC)
    book = Book.create(tmp_path, clock=lambda: start)
    for number in range(27):
        book.append(_batch(number))
    assert list((tmp_path / "batches" / "_delta_log").glob("*.checkpoint.parquet"))
    found = [Book.open(tmp_path).snapshot(version).moment for version in range(1, 28)]
    assert found == sorted(set(found))
    assert found[0] - start <= timedelta(microseconds=2)


def test_files_are_pruned_by_day(book: Book) -> None:
    """Only files with a day inside the asked days are named; both ends count."""
    for number, days in enumerate([(1, 3), (5,), (9, 12)]):
        book.append(_batch(number, observations=_observations(*days)))
    snapshot = book.snapshot()
    every = snapshot.files("observations")
    assert len(every) == 3
    assert snapshot.files("observations", days=(3, 5)) == every[:2]
    assert snapshot.files("observations", days=(4, 4)) == []
    assert snapshot.files("observations", days=(10, 10)) == every[2:]


def test_compaction_changes_no_snapshot(book: Book) -> None:
    """Few files show what many showed, old versions keep theirs, and days still prune."""
    for number in range(5):
        book.append(_batch(number, observations=_observations(number), facts=_facts("x")))
    before = book.snapshot()
    assert book.compact() == {"facts": (5, 1), "observations": (5, 1)}
    after = book.snapshot()
    assert (after.version, len(after.files("observations"))) == (6, 1)
    for name in STORED:
        assert after.table(name).equals(before.table(name))
    assert book.snapshot(3).table("observations")["day"].to_pylist() == [0, 1, 2]
    assert after.files("observations", days=(9, 9)) == []
    assert book.compact() == {}


def test_a_correction_shows_from_its_version_on(book: Book) -> None:
    """Facts it speaks of no longer stand afterwards, still did before, and are there on request."""
    book.append(_batch(1, facts=_facts("x", "y")))
    book.append(_batch(2, corrections=_correction(table_name="facts", value="x")))
    now, before = book.snapshot(), book.snapshot(1)
    assert now.table("facts")["value"].to_pylist() == ["y"]
    assert now.table("facts", standing=False)["value"].to_pylist() == ["x", "y"]
    assert before.table("facts")["value"].to_pylist() == ["x", "y"]


def test_observations_come_as_stored(book: Book) -> None:
    """Corrections of observations are applied by those who ask in SQL, not by the ledger."""
    book.append(_batch(1, observations=_observations(1)))
    book.append(_batch(2, corrections=_correction(day=1)))
    assert book.snapshot().table("observations").num_rows == 1


def test_an_unknown_table_of_a_snapshot_is_an_error(book: Book) -> None:
    """Asking for rows or files of a table that no book has names those it has."""
    asked: list[Callable[[str], object]] = [book.snapshot().table, book.snapshot().files]
    for ask in asked:
        with pytest.raises(UnknownTable, match="it has names"):
            ask("singers")


def test_a_book_is_not_made_twice(book: Book) -> None:
    """Making a book where there is one is an error and leaves it as it is."""
    book.append(_batch(1, facts=_facts("x")))
    with pytest.raises(BookExists):
        Book.create(book.address)
    assert book.snapshot().version == 1


@pytest.mark.parametrize("there", ["nothing", "a folder", "another table"])
def test_what_is_no_book_is_not_opened(tmp_path: Path, there: str) -> None:
    """Where there is nothing, or something else, one error says so and nothing is made."""
    place = tmp_path / "book"
    if there != "nothing":
        (place / "batches").mkdir(parents=True)
    if there == "another table":
        DeltaTable.create(place / "batches", FACTS)
    with pytest.raises(NoBook, match=str(place)):
        Book.open(place)
    assert there != "nothing" or not place.exists()


def test_a_newer_book_is_left_alone(tmp_path: Path) -> None:
    """A format from the future is an error on opening, before anything is read or written."""
    configuration: dict[str, str | None] = {"recordbook.format": "2"}
    DeltaTable.create(
        tmp_path / "batches", BATCHES, configuration=configuration, raise_if_key_not_exists=False
    )
    with pytest.raises(NewerFormat, match="has format 2, known here is 1"):
        Book.open(tmp_path)


def test_an_address_is_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A book named by a relative path is found again after a change of folder."""
    monkeypatch.chdir(tmp_path)
    assert Path(Book.create("a.book").address) == tmp_path / "a.book"


def test_a_book_lies_in_any_folder(tmp_path: Path) -> None:
    """Blanks, signs and letters of any script in the folder's name change nothing."""
    book = Book.create(tmp_path / "a=b c; {&}" / "책 #1 'x'?")
    for number in (1, 2):
        book.append(_batch(number, facts=_facts("x")))
    assert book.compact() == {"facts": (2, 1)}
    again = Book.open(book.address)
    assert again.snapshot(1).table("facts").num_rows == 1
    assert again.snapshot().table("facts").schema == STORED["facts"]
    assert all(Path(path).is_file() for path in again.snapshot().files("facts"))
    assert again.history().num_rows == 2


@pytest.mark.parametrize("name", ["a%20b", "100%", "a[1]", "a|b", "a^b", "a\\b", "a\nb"])
def test_a_folder_that_delta_would_misread_is_refused(tmp_path: Path, name: str) -> None:
    """A name that Delta's library takes for another is refused before anything is made."""
    with pytest.raises(UnfitAddress, match="no book can lie"):
        Book.create(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
