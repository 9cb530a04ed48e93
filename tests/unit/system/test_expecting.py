"""What comes next, and what just missed, in a book whose future is plain."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from typed_books import TypedBook

from recordbook.system.browsing import viewed
from recordbook.system.errors import NoForecast
from recordbook.system.expecting import Outlook, outlook
from recordbook.units import Bounds

_FIRST, _DAYS = date(2024, 1, 1), 90
_LAST = _FIRST + timedelta(days=_DAYS - 1)


def _book(daily: dict[str, int]) -> TypedBook:
    """Tracks that gain the same every day from the first day on."""
    book = TypedBook()
    for name, gain in daily.items():
        book.track(name, artist="V", released="2023-12-31")
        for day in range(_DAYS):
            book.total((_FIRST + timedelta(days=day)).isoformat(), name, gain * (day + 1))
    return book


def _told(book: TypedBook, measure: str = "total", within: int = 30) -> Outlook:
    return outlook(book.prover(), viewed("tracks", measure, _LAST), within=within)


def test_who_gains_evenly_is_expected_to_the_day() -> None:
    """With 900 of 100 a day, the tenth day brings 1,000; whoever has nothing is not watched."""
    steady = {f"Track {number}": 10 for number in range(25)} | {"Still": 0}
    told = _told(_book(steady))
    assert told.day == _LAST
    assert told.watched == 25
    assert {one.name for one in told.next_up} == steady.keys() - {"Still"}
    ends = {
        (one.now, one.threshold, one.earliest, one.expected, one.latest) for one in told.next_up
    }
    day = _LAST + timedelta(days=10)
    assert ends == {(900, 1000, day, day, day)}
    assert {one.place for one in told.next_up} == {Bounds(1, 1)}


def test_who_was_there_soon_after_another_just_missed() -> None:
    """The second to 900 came eight days after the first, and both days are known."""
    told = _told(_book({"Fast": 11, "Slow": 10}), within=9)
    last = [one for one in told.missed if one.threshold == 900]
    assert [(one.name, one.first[0], one.latest) for one in last] == [("Slow", "Fast", _LAST)]
    assert last[0].behind == Bounds(8, 8)
    assert _told(_book({"Fast": 11, "Slow": 10}), within=7).missed == ()


def test_nobody_just_missed_who_may_have_been_first() -> None:
    """Where the first one's day is open, nobody is said to have come after it."""
    book = _book({"Slow": 10})
    book.track("Open", artist="V", released="2023-12-31")
    book.total(_LAST.isoformat(), "Open", 900)
    assert _told(book, within=90).missed == ()


def test_a_short_past_vouches_for_nothing() -> None:
    """Of two counters there are too few errors to learn from, and nothing is expected."""
    told = _told(_book({"Fast": 11, "Slow": 10}))
    assert (told.horizon, told.next_up, told.scores.decided) == (0, (), 0)


def test_what_does_not_count_up_is_not_forecast() -> None:
    """A day's streams come and go."""
    with pytest.raises(NoForecast):
        _told(_book({"Slow": 10}), "7-day streams")
