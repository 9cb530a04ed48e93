"""Laws: the book only grows, and the same batches again make the same book."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from recordbook.catalogue.tables import FACTS
from recordbook.intake.batch import Batch
from recordbook.intake.report import Report
from recordbook.ledger import Book
from recordbook.ledger.tables import CORRECTIONS

if TYPE_CHECKING:
    from recordbook.ledger import Snapshot

_VALUES = st.sampled_from("abc")
_DIGESTS = st.integers(0, 5)
_BATCHES = st.lists(
    st.tuples(_DIGESTS, st.lists(_VALUES, max_size=3), st.lists(_VALUES, max_size=2)),
    min_size=1,
    max_size=6,
)


def _batch(number: int, values: list[str], corrected: list[str]) -> Batch:
    fact = {"entity": "artist:a", "attribute": "label", "grade": "reported", "source": "test"}
    facts = [fact | {"value": value} for value in values]
    corrections = [{"value": value, "reason": "misread"} for value in corrected]
    tables = {
        "facts": pa.Table.from_pylist(facts, schema=FACTS),
        "corrections": pa.Table.from_pylist(corrections, schema=CORRECTIONS),
    }
    digest = f"{number:064x}"
    report = Report(file="f", format="test", source="test", digest=digest, taken={})
    return Batch(name="f", source="test", digest=digest, tables=tables, report=report)


def _shown(snapshot: Snapshot) -> tuple[list[str], list[str]]:
    standing = snapshot.table("facts")["value"].to_pylist()
    return standing, snapshot.table("facts", standing=False)["value"].to_pylist()


@settings(max_examples=15, deadline=None)
@given(_BATCHES)
def test_no_append_changes_an_earlier_version(
    batches: list[tuple[int, list[str], list[str]]],
) -> None:
    """What a version showed when it was new it shows after corrections and a compaction."""
    with tempfile.TemporaryDirectory() as folder:
        book = Book.create(folder)
        shown = {0: _shown(book.snapshot())}
        for batch in batches:
            book.append(_batch(*batch))
            newest = book.snapshot()
            shown.setdefault(newest.version, _shown(newest))
        book.compact()
        for version, before in shown.items():
            assert _shown(book.snapshot(version)) == before


@settings(max_examples=15, deadline=None)
@given(_BATCHES)
def test_the_same_batches_again_make_the_same_book(
    batches: list[tuple[int, list[str], list[str]]],
) -> None:
    """Each batch twice in one book shows, version by version, what each once shows in another."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        once, twice = Book.create(one), Book.create(other)
        for batch in batches:
            first = once.append(_batch(*batch))
            again = [twice.append(_batch(*batch)) for _ in range(2)]
            assert {done.version for done in again} == {first.version}
            assert [done.already for done in again] == [first.already, True]
        assert once.snapshot().version == twice.snapshot().version
        for version in range(once.snapshot().version + 1):
            assert _shown(once.snapshot(version)) == _shown(twice.snapshot(version))
