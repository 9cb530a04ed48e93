"""What is found is what is proven, however unlucky the book."""

from __future__ import annotations

from datetime import date

import pytest
from typed_books import TypedBook

from recordbook.claims import Aggregate, Family, Measure
from recordbook.mining import Counted, Settings
from recordbook.mining.settings import MEASURES
from recordbook.system.finding import Wanted, check, found


@pytest.mark.parametrize("first", ["2017-01-01", "2017-01-08", "2017-01-09"])
def test_a_missing_list_is_open_to_who_was_never_listed_over_many_days_too(first: str) -> None:
    """A rival that was never listed may have led three lists that nobody read."""
    book = TypedBook()
    book.track("X", language="english")
    book.track("Y", "Never", language="korean")
    book.fillers(language="english")
    for day in (1, 2, 6, 7, 8, 9, 10):
        book.top(f"2017-01-{day:02}", *(("X", "Y") if day <= 2 else ("Y", "X")))
    prover = book.prover()
    settings = Settings(measures=(MEASURES["days at no. 1"],))
    days = date.fromisoformat(first), date(2017, 1, 9)
    records = found(prover, Wanted(first=days[0], last=days[1], settings=settings)).records
    for record in records:
        check(prover, record)
    korean = [record.day for record in records if record.claim.subject.key == "recording:Y"]
    assert korean == [date(2017, 1, 9)]


def test_the_highest_rise_is_the_greatest() -> None:
    """Of places the smallest is the highest; of places gained in a day the most."""
    book = TypedBook()
    book.track("X", "Y")
    book.fillers()
    book.top("2017-01-01", "Filler 1", "Filler 2", "Y", "Filler 3", "X")
    book.top("2017-01-02", "X", "Y", "Filler 1", "Filler 2", "Filler 3")
    rise = Counted(
        measure=Measure(aggregate=Aggregate.RISE, metric="rank"),
        population="track",
        crossing=False,
        level=Family.HIGHEST,
        basis="chart",
    )
    prover, day = book.prover(), date(2017, 1, 2)
    wanted = Wanted(first=day, last=day, settings=Settings(measures=(rise,)))
    (record,) = found(prover, wanted).records
    check(prover, record)
    assert record.claim.subject.key == "recording:X"
