"""What was gained is no more and no less than was shown."""

from __future__ import annotations

import pytest
from typed_books import TypedBook

from recordbook.units import Truth


@pytest.mark.parametrize(
    ("said", "truth"),
    [
        ("60 first-week streams in 2023", Truth.UNKNOWN),
        (">= 100 first-week streams in 2023", Truth.UNKNOWN),
        (">= 141 first-week streams in 2023", Truth.FALSE),
        (">= 100 first-week streams in 2024", Truth.UNKNOWN),
        ("140 first-week streams since 2023", Truth.TRUE),
        ("20 first-day streams in 2023", Truth.TRUE),
        ("most tracks with first-week streams in 2023", Truth.UNKNOWN),
    ],
)
def test_part_of_a_first_week_is_none(said: str, truth: Truth) -> None:
    """A week that runs over the year's end is not judged by its days in the year."""
    book = TypedBook()
    book.track("X", released="2023-12-29T00:00:00Z")
    book.track("Y", released="2023-06-02T00:00:00Z")
    for day in range(29, 32):
        book.total(f"2023-12-{day}", "X", 20 * (day - 28))
    for day in range(1, 6):
        book.total(f"2024-01-0{day}", "X", 60 + 20 * day)
    for day in range(2, 10):
        book.total(f"2023-06-0{day}", "Y", 5 * (day - 1))
    assert book.truth(f'"X": {said} as of 2024-02-01') is truth


def test_a_first_week_that_is_not_over_counts_so_far() -> None:
    """Three days into it the most so far are known, whatever the year's end will bring."""
    book = TypedBook()
    book.track("X", "Y", released="2023-12-29T00:00:00Z")
    for day in range(29, 32):
        book.total(f"2023-12-{day}", "X", 20 * (day - 28))
        book.total(f"2023-12-{day}", "Y", 5 * (day - 28))
    said = "most first-week streams among tracks since 2023 as of 2023-12-31"
    assert book.truth(f'"X": {said}') is Truth.TRUE
