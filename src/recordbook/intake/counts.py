"""How a count or a day is read from text: precisely, or refused with the reason."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recordbook.units import Day

LARGEST = 2**63 - 1  # what a table's whole number can hold
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
_SLASHED = re.compile(r"\d{1,4}[/.]\d{1,2}[/.]\d{1,4}")


class Refused(ValueError):
    """A value that cannot be read: `what` is wrong with it, and the `remedy`."""

    def __init__(self, what: str, remedy: str) -> None:
        """Say what is wrong and what to do."""
        super().__init__(what)
        self.what: str = what
        self.remedy: str = remedy


def read_count(text: str) -> int | None:
    """The count that `text` says in plain digits; None where it is blank.

    >>> read_count("60000000"), read_count(" ")
    (60000000, None)
    """
    plain = text.strip()
    if not plain:
        return None
    if plain.isascii() and plain.isdecimal():
        if len(plain) <= len(str(LARGEST)) and int(plain) <= LARGEST:
            return int(plain)
        raise Refused("larger than any count can be", "Correct the value.")
    if plain[0] in "=@" or (plain[0] in "+-" and not plain[1:2].isdecimal()):
        raise Refused("spreadsheet formula, not a number", "Save the file with values only.")
    if plain[0] == "-":
        raise Refused("a count cannot be negative", "Correct the row or leave it out.")
    raise Refused("not a whole number in plain digits", "Write the count without any other sign.")


def read_day(text: str, formats: tuple[str, ...] = ()) -> Day:
    """The day that `text` says in ISO form, or in the first of `formats` that fits.

    >>> read_day("2023-12-16"), read_day("8/7/2026", ("%m/%d/%Y",))
    (datetime.date(2023, 12, 16), datetime.date(2026, 8, 7))
    """
    plain = text.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", plain, re.ASCII):
        try:
            day = date.fromisoformat(plain)
        except ValueError:
            raise Refused("there is no such day", "Correct the row or leave it out.") from None
        return _within(day)
    for form in formats:
        day = _in_form(plain, form)
        if day is not None:
            return _within(day)
    if _SLASHED.fullmatch(plain):
        raise Refused(
            "which part is the day and which the month is not said",
            "Name the form in the mapping's day_formats, such as '%m/%d/%Y'.",
        )
    raise Refused("not a day", "Write days as YYYY-MM-DD, or name the form in a mapping.")


def _within(day: Day) -> Day:
    if FIRST <= day <= LAST:
        return day
    raise Refused("not a day in the years 1900 to 2199", "Correct the row or leave it out.")


def _in_form(text: str, form: str) -> Day | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007  a play day has no zone
    except ValueError:
        return None


def read_rounded(text: str, scale: int) -> tuple[int, int] | None:
    """The least and the most that a number written in units of `scale` can mean; None if blank.

    >>> read_rounded("12,345.6", 1_000_000)
    (12345550000, 12345650000)
    """
    plain = text.strip().replace(",", "")
    if not plain:
        return None
    match = re.fullmatch(r"(\d{1,15})(?:\.(\d{1,9}))?", plain, re.ASCII)
    if match is None:
        raise Refused("not a number in plain digits", "Correct the row or leave it out.")
    digits, decimals = match[1] + (match[2] or ""), len(match[2] or "")
    step, rest = divmod(scale, 10**decimals)
    if rest:
        raise Refused("more decimals than its unit has", "Correct the row or leave it out.")
    value = int(digits) * step
    if value + step > LARGEST:
        raise Refused("larger than any count can be", "Correct the value.")
    return max(0, value - step // 2), value + step // 2
