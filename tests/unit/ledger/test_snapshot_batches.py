"""A snapshot tells which intakes it shows, how many rows, and where those of one intake lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from recordbook.catalogue.rows import Statements
from recordbook.intake.batch import Batch
from recordbook.intake.report import Report
from recordbook.ledger import Book

if TYPE_CHECKING:
    from pathlib import Path


def _batch(name: str, *facts: str) -> Batch:
    said = Statements()
    for fact in facts:
        said.fact("artist:x", "genre", fact, source="s")
    report = Report(file=name, format="made", source="s", digest=name, taken={})
    return Batch(name=name, source="s", digest=name, tables=said.arrow(), report=report)


def test_rows_and_batches_are_those_that_are_visible(tmp_path: Path) -> None:
    """An older snapshot counts neither the rows nor the batches that came later."""
    book = Book.create(tmp_path / "book")
    first = book.append(_batch("one", "jazz", "pop"))
    before = book.snapshot()
    second = book.append(_batch("two", "rock"))
    after = book.snapshot()
    assert (before.rows("facts"), after.rows("facts")) == (2, 3)
    assert before.batches == {first.batch}
    assert after.batches == {first.batch, second.batch}
    assert after.rows("observations") == 0


def test_files_of_one_batch_hold_its_rows(tmp_path: Path) -> None:
    """Asked for one batch, only files that hold rows of it are named, compacted or not."""
    book = Book.create(tmp_path / "book")
    taken = [book.append(_batch(name, name)) for name in ("jazz", "pop")]
    for _ in range(2):
        for one in taken:
            files = book.snapshot().files("facts", batch=one.batch)
            held = {batch for file in files for batch in pq.read_table(file)["batch"].to_pylist()}
            assert one.batch in held
        book.compact()
