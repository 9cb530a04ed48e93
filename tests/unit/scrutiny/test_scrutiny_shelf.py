"""Rows are found by value, however many there are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recordbook.catalogue.tables import NAMES, Tables
from recordbook.intake.arrow import columns, dicts, strings
from recordbook.scrutiny.shelf import Index, shelf_of

_words = st.text("abé뷔 ", max_size=20)


@given(st.lists(_words, max_size=40), st.lists(_words, max_size=10))
def test_an_index_finds_every_row(held: list[str], wanted: list[str]) -> None:
    """Every row that holds one of the texts is among those found."""
    found = set(Index.of(strings(held)).places(strings(wanted)).tolist())
    assert {at for at, text in enumerate(held) if text in wanted} <= found


def test_a_large_catalogue_answers_like_a_small_one() -> None:
    """Looked up in an index, the rows are those that a reading of all would give."""
    keys = [f"name {number}" for number in range(30_000)]
    held = columns(**{name: strings(keys) for name in NAMES.names}).cast(NAMES)
    shelf = shelf_of(Tables(names=held))
    rows = dicts(shelf.rows("names", "folded", ["name 7", "name 29999", "nobody"]))
    assert [row["entity"] for row in rows] == ["name 7", "name 29999"]
    assert shelf.indexes
    assert shelf_of(shelf.tables) is shelf
