"""What the platforms' values have in common: days, text with markup, and what is wrong with one."""

from __future__ import annotations

import html
import math
import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from recordbook.intake.json_values import as_text, as_whole

if TYPE_CHECKING:
    from recordbook.intake.json_values import Json
    from recordbook.units import Day

LONGEST_HTML = 200_000
"""Characters of markup; no platform has posts as long."""

_X_DAY = re.compile(r"\w{3} (\w{3}) (\d{2}) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})")
_MILLISECONDS, _MICROSECONDS = 10**11, 10**14  # as seconds, these are the years 5138 and 3 million


class Unreadable(ValueError):
    """A value of a post that cannot be what it should be: what, how it stands there, and a cure."""

    def __init__(self, what: str, value: object, remedy: str) -> None:
        self.what: str = what
        self.value: str = repr(value)[:80]
        self.remedy: str = remedy
        super().__init__(f"{what}: {self.value}")


def day_of(value: object, what: str = "created_at") -> Day:
    """The day in UTC of a moment, however the platform writes it; Unreadable if it is none.

    >>> day_of("Wed Dec 06 02:03:21 +0000 2023"), day_of(1702684800)
    (datetime.date(2023, 12, 6), datetime.date(2023, 12, 16))
    """
    try:
        if isinstance(value, str):
            return _from_text(value.strip())
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return _from_number(value)
    except (ValueError, OverflowError, OSError):
        pass
    raise Unreadable(what, value, "a moment, such as 2023-12-16T18:00:00Z")


def _from_text(text: str) -> Day:
    if re.fullmatch(r"\d{9,17}(\.\d+)?", text):
        return _from_number(float(text))
    if found := _X_DAY.fullmatch(text):
        month, day, clock, zone, year = found.groups()
        return parsedate_to_datetime(f"{day} {month} {year} {clock} {zone}").astimezone(UTC).date()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).date()


def _from_number(number: float) -> Day:
    if not math.isfinite(number) or number <= 0:
        raise ValueError(number)
    seconds = number / 10**6 if number >= _MICROSECONDS else number
    seconds = seconds / 10**3 if seconds >= _MILLISECONDS else seconds
    return datetime.fromtimestamp(seconds, UTC).date()


def likes_of(value: object) -> int:
    """A count of likes; 0 where none is said or it is no number."""
    text = as_text(value)
    if text.isdecimal() and text.isascii() and len(text) < 16:  # noqa: PLR2004 - digits of 10**15
        return int(text)
    return min(as_whole(value) or 0, 10**15)


def identifier(value: Json, *names: str) -> str:
    """The first of these that is an id, as text; a number is one too."""
    for name in names:
        found = value.get(name)
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
        if text := as_text(found):
            return text
    return ""


def unescaped(text: str) -> str:
    """Text in which a platform wrote `&amp;` for `&`."""
    return html.unescape(text) if "&" in text else text


def plain(markup: str) -> str:
    """The text of HTML as a reader sees it, lines kept; links stand by their whole address.

    >>> plain('<p>60M &amp; counting<br>for <a href="#">#<span>Layover</span></a></p>').split()
    ['60M', '&', 'counting', 'for', '#Layover']
    """
    if len(markup) > LONGEST_HTML:
        raise Unreadable("content", markup, f"at most {LONGEST_HTML:,} characters")
    tree = LexborHTMLParser(markup)
    for node in tree.css("script, style, template, noscript, .quote-inline"):
        node.decompose()
    for node in tree.css("br"):
        node.replace_with("\n")
    for node in tree.css("p, li, blockquote, pre, div"):
        node.insert_after("\n")
    body = tree.body
    lines = (body.text() if body else "").splitlines()
    return "\n".join(" ".join(line.split()) for line in lines).strip()
