"""Days as sentences say them: whole dates, dates without a year, and days told from another day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recordbook.scrutiny.items import Item
    from recordbook.units import Day


_WEEK = 7


def day_of(item: Item, published: Day | None) -> Day | None:
    """The day that an item of a date says; None where it needs a publication day and has none.

    A date without a year is the last such day up to publication.
    """
    try:
        return _day(item, published)
    except (ValueError, OverflowError):
        return None


def _day(item: Item, published: Day | None) -> Day | None:
    slots, said = item.slots, item.value
    if said == "iso":
        return date(*map(int, slots["iso"].value.split("-")))
    if said.startswith("end of") and "y" in slots:
        month = _month(slots["month"]) if "month" in slots else 12
        year = slots["y"].number
        return date(year, month, monthrange(year, month)[1])
    if said.startswith("month day"):
        return _of_month(item, published)
    return None if published is None else _before(item, published)


def _before(item: Item, published: Day) -> Day | None:
    """A day told from the day of publication; of the same weekday none is surely meant."""
    slots, said = item.slots, item.value
    if said == "end of last year":
        return date(published.year - 1, 12, 31)
    if said == "last day" and slots["d"].number <= published.day:
        return published.replace(day=slots["d"].number)
    if said in {"last month", "last day"}:
        before = published.replace(day=1) - timedelta(days=1)
        return before.replace(day=slots["d"].number)
    if said == "weekday":
        back = (published.weekday() - int(slots["weekday"].value)) % _WEEK
        return published - timedelta(days=back) if back else None
    back = slots["n"].number if "n" in slots else {"today": 0, "yesterday": 1}[said]
    return published - timedelta(days=back)


def _of_month(item: Item, published: Day | None) -> Day | None:
    """A day of a month: of the year said, of the year before, or the last there was."""
    month, day = _month(item.slots["month"]), _in_month(item)
    if "y" in item.slots:
        return date(item.slots["y"].number, month, day)
    if published is None:
        return None
    before = item.value.endswith("last year")
    if not before and date(published.year, month, day) > published:
        before = not item.value.endswith("this year")
    return date(published.year - before, month, day)


def _month(item: Item) -> int:
    return item.slots["n"].number if "n" in item.slots else int(item.value)


def _in_month(item: Item) -> int:
    """The day of the month: a number, or an ordinal."""
    return item.slots["d"].number if "d" in item.slots else ordinal(item.slots["nth"])


def ordinal(item: Item) -> int:
    """The number of an ordinal."""
    return item.slots["n"].number if "n" in item.slots else int(item.value)
