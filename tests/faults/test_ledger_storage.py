"""A disk that is full, a folder that cannot be written, files that were lost or torn: one error."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from recordbook.catalogue.tables import FACTS
from recordbook.errors import LedgerError
from recordbook.intake.batch import Batch
from recordbook.intake.report import Report
from recordbook.ledger import Book

_HERE = Path(__file__).parent

# The child's files cannot grow past a limit, as on a full disk; it appends and says what happened.
_CHILD = """
import resource, sys
sys.path.insert(0, sys.argv[2])
from recordbook.errors import LedgerError
from recordbook.ledger import Book
from test_ledger_storage import batch_of

book = Book.open(sys.argv[1])
limit, first, last, rows = map(int, sys.argv[3:])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
for number in range(first, last):
    try:
        book.append(batch_of(number, rows))
        print("taken")
    except LedgerError as error:
        print(type(error).__name__)
"""


def batch_of(number: int, rows: int = 1) -> Batch:
    """A batch of facts."""
    fact = {"entity": "recording:a", "attribute": "n", "grade": "counted", "source": "test"}
    listed = [fact | {"value": f"{number}/{row}"} for row in range(rows)]
    digest = f"{number:064x}"
    report = Report(file="f", format="test", source="test", digest=digest, taken={})
    tables = {"facts": pa.Table.from_pylist(listed, schema=FACTS)}
    return Batch(name="f", source="test", digest=digest, tables=tables, report=report)


def _limited(book: Book, limit: int, first: int, last: int, rows: int = 1) -> list[str]:
    numbers = [str(number) for number in (limit, first, last, rows)]
    command = [sys.executable, "-c", _CHILD, book.address, str(_HERE), *numbers]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # ours
    return done.stdout.split()


def test_a_full_disk_is_one_error_and_changes_nothing(tmp_path: Path) -> None:
    """Without room for its rows a batch fails, leaves no part of a file, and is taken later."""
    book = Book.create(tmp_path / "book")
    book.append(batch_of(1))
    before = sorted((tmp_path / "book").rglob("*.parquet"))
    assert _limited(book, 50_000, 2, 3, rows=20_000) == ["StorageFailed"]
    assert sorted((tmp_path / "book").rglob("*.parquet")) == before
    assert book.snapshot().table("facts")["value"].to_pylist() == ["1/0"]
    assert not book.append(batch_of(2, 20_000)).already
    assert book.snapshot().table("facts").num_rows == 20_001


def test_no_room_for_a_checkpoint_never_tears_a_batch(tmp_path: Path) -> None:
    """Where only Delta's own summary of the log finds no room, what is said of a batch is true."""
    book = Book.create(tmp_path / "book")
    said = _limited(book, 9_000, 0, 30)
    taken = [number for number, word in enumerate(said) if word == "taken"]
    assert set(said) <= {"taken", "StorageFailed"}
    assert len(taken) >= 24
    assert book.snapshot().table("facts")["value"].to_pylist() == [f"{n}/0" for n in taken]
    again = [book.append(batch_of(number)).already for number in range(30)]
    assert again == [number in taken for number in range(30)]


def test_a_place_that_cannot_be_written_is_one_error(tmp_path: Path) -> None:
    """Where a file stands in the way no book is made, and the error names the place."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(LedgerError, match=str(tmp_path / "file")):
        Book.create(tmp_path / "file" / "book")


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book of two batches."""
    made = Book.create(tmp_path / "book")
    for number in (1, 2):
        made.append(batch_of(number, 100))
    return made


def test_a_lost_file_is_one_error(book: Book) -> None:
    """A row file that is gone is never read as no rows."""
    Path(book.snapshot().files("facts")[0]).unlink()
    with pytest.raises(LedgerError, match="facts cannot be read"):
        book.snapshot().table("facts")


@pytest.mark.parametrize("keep", [0, 100])
def test_a_torn_file_is_one_error(book: Book, keep: int) -> None:
    """A row file that was cut off is never read in part."""
    path = Path(book.snapshot().files("facts")[0])
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(LedgerError, match="facts cannot be read"):
        book.snapshot().table("facts")


@pytest.mark.parametrize("table", ["batches", "facts"])
def test_a_torn_log_is_one_error(book: Book, table: str) -> None:
    """A log that was cut off is no shorter log."""
    path = Path(book.address) / table / "_delta_log" / f"{2:020}.json"
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(LedgerError):
        book.snapshot().table("facts")


@pytest.mark.parametrize("table", ["batches", "facts"])
def test_a_lost_table_is_one_error(book: Book, table: str) -> None:
    """A table that is gone is never read as an empty one, and takes no rows."""
    shutil.rmtree(Path(book.address) / table)
    with pytest.raises(LedgerError):
        book.snapshot().table("facts")
    with pytest.raises(LedgerError):
        book.append(batch_of(3))
