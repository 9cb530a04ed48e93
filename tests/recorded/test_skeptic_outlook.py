"""What was found where an outlook said of one day what it knew of another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from typed_books import TypedBook

from recordbook.system.browsing import viewed
from recordbook.system.expecting import outlook
from recordbook.terminal.coming import as_dict

_FIRST, _DAYS = date(2024, 1, 1), 90
_LAST = _FIRST + timedelta(days=_DAYS - 1)


def _stale() -> TypedBook:
    """Tracks that were counted every day until one; a month later some are only known roughly."""
    book = TypedBook()
    for number in range(25):
        name = f"Track {number}"
        book.track(name, artist="V", released="2023-12-31")
        for day in range(_DAYS):
            book.total((_FIRST + timedelta(days=day)).isoformat(), name, 10 * (day + 1))
    for number in range(5):
        later = _LAST + timedelta(days=30)
        book.total(later.isoformat(), f"Track {number}", 1000, 1500)
    return book


def test_an_outlook_knows_nothing_of_later_days() -> None:
    """A place is counted on the day of the outlook: nobody was there before themselves."""
    view = viewed("tracks", "total", _LAST + timedelta(days=30))
    told = outlook(_stale().prover(), view, within=30)
    assert told.day == _LAST == told.claim.as_of
    assert told.next_up
    assert {one.place.low for one in told.next_up} == {1}
    then = outlook(_stale().prover(), replace(view, as_of=_LAST), within=30)
    assert as_dict(told) == as_dict(then)


@pytest.mark.parametrize("turn", [-40, -1, 0, 60])
def test_no_interval_ends_before_it_begins(turn: int) -> None:
    """Where counts fall, stand still or leap, every interval holds its day, and is ahead."""
    book = TypedBook()
    for number in range(30):
        name = f"Track {number}"
        book.track(name, artist="V", released="2023-12-31")
        count = 0
        for day in range(_DAYS):
            count += 10 + number if day % 30 != number else turn * 10
            book.total((_FIRST + timedelta(days=day)).isoformat(), name, max(count, 0))
    told = outlook(book.prover(), viewed("tracks", "total", _LAST), within=60)
    for one in told.next_up:
        assert told.day <= one.earliest <= one.expected <= (one.latest or date.max)
        assert one.now < one.threshold
    for one in told.missed:
        assert one.earliest <= one.latest <= told.day
        assert one.behind.low >= 1
        assert one.behind.high is None or one.behind.low <= one.behind.high
