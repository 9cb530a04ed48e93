"""Numbers, days and sources as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from recordbook.units import Day


def count(value: int | None, *, none: str = "no limit") -> str:
    """A number of streams with its thousands apart.

    >>> count(99279107), count(None)
    ('99,279,107', 'no limit')
    """
    return none if value is None else f"{value:,}"


def many(number: int, one: str, more: str = "") -> str:
    """A number of things.

    >>> many(1, "row"), many(1200, "row"), many(2, "entry", "entries")
    ('1 row', '1,200 rows', '2 entries')
    """
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def between(low: int, high: int | None) -> str:
    """What is known of a number.

    >>> between(5, 5), between(5, None), between(0, 1200), between(5, 1200)
    ('exactly 5', 'at least 5', 'at most 1,200', '5 to 1,200')
    """
    if low == high:
        return f"exactly {low:,}"
    if high is None:
        return f"at least {low:,}" if low else "not known"
    return f"{low:,} to {high:,}" if low else f"at most {high:,}"


def span(low: int, high: int | None, said: Callable[[int], str]) -> str:
    """What is known of a number that is said in a way of its own.

    >>> span(1056, 1056, clock), span(533, None, clock)
    ('exactly 17:36', 'at least 8:53')
    """
    if low == high:
        return f"exactly {said(low)}"
    return f"at least {said(low)}" if high is None else f"{said(low)} to {said(high)}"


def clock(seconds: int) -> str:
    """A duration as minutes and seconds.

    >>> clock(1056)
    '17:36'
    """
    return f"{seconds // 60}:{seconds % 60:02}"


def calendar(number: int) -> str:
    """A day number as the day it is.

    >>> calendar(19608)
    '2023-09-08'
    """
    return day_from(number).isoformat()


def crossed(earliest: Day | int | None, latest: Day | int | None) -> str:
    """When a threshold was reached.

    >>> crossed(None, None), crossed(19600, None), crossed(19600, 19707)
    ('not known', 'not before 2023-08-31', 'between 2023-08-31 and 2023-12-16')
    """
    first, last = _iso(earliest), _iso(latest)
    if last:
        if first == last:
            return f"on {last}"
        return f"between {first} and {last}" if first else f"by {last}"
    return f"not before {first}" if first else "not known"


def source(text: str) -> str:
    """A source as short as it is still recognised: the host of an address.

    >>> source("https://www.example.org/a/b?c"), source("week lists, global")
    ('example.org', 'week lists, global')
    """
    host = urlsplit(text).hostname if "://" in text else None
    return host.removeprefix("www.") if host else text


def titled(name: str | None, maker: str | None) -> str:
    """A thing and who made it.

    >>> titled("FACE", "Jimin"), titled("V", None)
    ('FACE by Jimin', 'V')
    """
    return f"{name} by {maker}" if maker else str(name)


def _iso(day: Day | int | None) -> str:
    if day is None:
        return ""
    return (day_from(day) if isinstance(day, int) else day).isoformat()
