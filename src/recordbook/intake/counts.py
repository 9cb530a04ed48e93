"""How a count or a day is read from text: precisely, or refused with the reason."""

from __future__ import annotations

import re
from datetime import date, datetime

from recordbook.units import Day

LARGEST = 2**63 - 1  # what a table's whole number can hold
_SLASHED = re.compile(r"\d{1,4}[/.]\d{1,2}[/.]\d{1,4}")


class Refused(ValueError):
    """A value that cannot be read: `what` is wrong with it, and the `remedy`."""

    def __init__(self, what: str, remedy: str) -> None:
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
            return date.fromisoformat(plain)
        except ValueError:
            raise Refused("there is no such day", "Correct the row or leave it out.") from None
    for form in formats:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007  a play day has no zone
        except ValueError:
            continue
    if _SLASHED.fullmatch(plain):
        raise Refused(
            "which part is the day and which the month is not said",
            "Name the form in the mapping's day_formats, such as '%m/%d/%Y'.",
        )
    raise Refused("not a day", "Write days as YYYY-MM-DD, or name the form in a mapping.")
