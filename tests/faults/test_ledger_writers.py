"""Several processes at once in one book: nothing is lost, torn or taken twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa

from recordbook.catalogue.tables import FACTS
from recordbook.intake.batch import Batch
from recordbook.intake.report import Report
from recordbook.ledger import Book

_HERE = Path(__file__).parent

# A child waits for a line, so that all start together, then takes every file, compacts or makes.
_CHILD = """
import json, sys
sys.path.insert(0, sys.argv[2])
from recordbook.ledger import Book
from recordbook.ledger.errors import BookExists
from test_ledger_writers import batch_of

book = Book.open(sys.argv[1]) if sys.argv[3] != "create" else None
print("ready", flush=True)
sys.stdin.readline()
if sys.argv[3] == "create":
    try:
        made = Book.create(sys.argv[1])
    except BookExists:
        made = Book.open(sys.argv[1])
    print(json.dumps([made.append(batch_of(number)).already for number in range(3)]))
elif sys.argv[3] == "compact":
    print(json.dumps([len(book.compact()) for _ in range(10)]))
else:
    print(json.dumps([book.append(batch_of(number)).already for number in range(15)]))
"""


def batch_of(number: int) -> Batch:
    """A batch of one fact."""
    fact = {"entity": "recording:a", "attribute": "n", "grade": "counted", "source": "test"}
    tables = {"facts": pa.Table.from_pylist([fact | {"value": str(number)}], schema=FACTS)}
    digest = f"{number:064x}"
    report = Report(file="f", format="test", source="test", digest=digest, taken={})
    return Batch(name="f", source="test", digest=digest, tables=tables, report=report)


def _together(place: Path, roles: list[str]) -> list[list[int]]:
    pipe = subprocess.PIPE
    children = [
        subprocess.Popen(  # noqa: S603  # ours
            [sys.executable, "-c", _CHILD, str(place), str(_HERE), role],
            stdin=pipe,
            stdout=pipe,
            text=True,
        )
        for role in roles
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    said = [child.communicate(timeout=120)[0] for child in children]
    assert [child.returncode for child in children] == [0] * len(children)
    return [json.loads(one) for one in said]


def test_each_file_is_taken_by_one_writer(tmp_path: Path) -> None:
    """Of two processes that take the same files at once, exactly one takes each."""
    book = Book.create(tmp_path / "book")
    first, second = _together(tmp_path / "book", ["append", "append"])
    assert [one + other for one, other in zip(first, second, strict=True)] == [1] * 15
    snapshot = book.snapshot()
    assert sorted(map(int, snapshot.table("facts")["value"].to_pylist())) == list(range(15))
    assert book.history()["version"].to_pylist() == list(range(1, 16))
    known = [book.snapshot(version).table("facts").num_rows for version in range(16)]
    assert known == list(range(16))


def test_compaction_beside_a_writer_loses_nothing(tmp_path: Path) -> None:
    """While one process appends and two compact, every version shows one batch more."""
    book = Book.create(tmp_path / "book")
    already, *compacted = _together(tmp_path / "book", ["append", "compact", "compact"])
    assert not any(already)
    assert any(map(any, compacted))
    for rows, version in enumerate([0, *book.history()["version"].to_pylist()]):
        values = book.snapshot(version).table("facts")["value"].to_pylist()
        assert sorted(map(int, values)) == list(range(rows))


def test_a_book_made_by_several_at_once_is_one_book(tmp_path: Path) -> None:
    """Whoever makes it first, all find the same empty book and take each file once."""
    said = _together(tmp_path / "book", ["create"] * 3)
    assert [sum(not already for already in one) for one in zip(*said, strict=True)] == [1] * 3
    assert Book.open(tmp_path / "book").snapshot().table("facts").num_rows == 3
