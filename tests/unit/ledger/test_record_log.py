"""The record log keeps all that was ever said, in order, whoever writes at once."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from recordbook.intake.arrow import column, texts
from recordbook.ledger import Book
from recordbook.ledger.errors import Overtaken
from recordbook.ledger.record_log import RECORDS, SAID

if TYPE_CHECKING:
    from pathlib import Path


def _said(*claims: str, status: str = "found") -> pa.Table:
    same: dict[str, Any] = {"day": 20_000, "known_at": 3, "scope": "usual", "status": status}
    rows = [same | {"claim": claim} for claim in claims]
    return pa.Table.from_pylist(rows, schema=SAID)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """An empty book whose clock stands still."""
    return Book.create(tmp_path / "book", clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))


def test_a_book_without_records_has_an_empty_log(book: Book) -> None:
    """Reading makes nothing, and the ledger's version is its own."""
    logged = book.records.read()
    assert (logged.rows.schema, logged.rows.num_rows, logged.version) == (RECORDS, 0, 0)


def test_rows_come_back_in_the_order_in_which_they_were_said(book: Book) -> None:
    """What was withdrawn stands after what was found, and both stay."""
    book.records.append(_said("b", "a"), after=book.records.read())
    book.records.append(_said("a", status="withdrawn"), after=book.records.read())
    rows = Book.open(book.address).records.read().rows.to_pylist()
    assert [(row["claim"], row["status"], row["version"]) for row in rows] == [
        ("b", "found", 1),
        ("a", "found", 1),
        ("a", "withdrawn", 2),
    ]
    assert {row["said"] for row in rows} == {datetime(2026, 1, 1, tzinfo=UTC)}
    assert book.snapshot().version == 0


def test_who_read_too_long_ago_is_told(book: Book) -> None:
    """Nothing is said on a log that has grown since it was read."""
    before = book.records.read()
    book.records.append(_said("a"), after=before)
    with pytest.raises(Overtaken):
        book.records.append(_said("b"), after=before)
    assert book.records.read().rows["claim"].to_pylist() == ["a"]


def _say(address: str, name: str) -> None:
    """Append ten rows, one at a time, reading again whenever somebody was first."""
    log = Book.open(address).records
    for number in range(10):
        while True:
            try:
                log.append(_said(f"{name}{number}"), after=log.read())
                break
            except Overtaken:
                continue


def test_two_writers_lose_nothing(book: Book) -> None:
    """Of two that write at once one is told, reads again, and both are in the log."""
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_say, args=(book.address, name)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    said = texts(column(book.records.read().rows, "claim"))
    assert sorted(said) == sorted(f"{name}{number}" for name in "ab" for number in range(10))
