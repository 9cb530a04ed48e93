"""Rates say nothing of what has not come to pass."""

from __future__ import annotations

import pytest
from typed_books import TypedBook

from recordbook.proof.errors import NotProvableYet
from recordbook.units import Truth


def _book() -> TypedBook:
    book = TypedBook()
    book.track("X", "Y", released="2024-01-01T00:00:00Z")
    for day in range(1, 9):
        book.total(f"2024-01-0{day}", "X", day)
        book.total(f"2024-01-0{day}", "Y", 100 * day)
    return book


@pytest.mark.parametrize(
    "said", ["most days to 100 streams among tracks", ">= 5 days to 100 streams"]
)
def test_who_was_never_there_has_taken_no_days_to_it(said: str) -> None:
    """Eight days have gone by and 100 is far: that is no slow way to 100."""
    with pytest.raises(NotProvableYet, match="many days"):
        _book().truth(f'"X": {said} as of 2024-01-08')


def test_who_has_not_been_there_cannot_be_faster_any_more() -> None:
    """The fewest days are proven against a rival that is past them and not there."""
    said = "least days to 100 streams among tracks as of 2024-01-08"
    assert _book().truth(f'"Y": {said}') is Truth.TRUE
    assert _book().truth(f'"X": {said}') is Truth.FALSE
