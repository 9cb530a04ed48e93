"""Expectations as a calendar: iCalendar, RFC 5545."""

# icalendar leaves the types of values open:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import icalendar

from recordbook.stories.language import language
from recordbook.syndication.feed import urn
from recordbook.syndication.plain import line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.syndication.expected import Expected


def calendar(expected: Iterable[Expected], *, code: str) -> bytes:
    """A calendar with one event for each expectation, over all the days it may fall on.

    Events are tentative and take up nobody's time. The same expectation with another interval
    is the same event, changed.
    """
    say = language(code).say
    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", f"-//recordbook//records to come//{code.upper()}")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", say("posts", "feed.to_come"))
    made.add("x-wr-calname", say("posts", "feed.to_come"))
    for one in sorted(expected, key=lambda one: (one.first, one.last, one.key)):
        made.add_component(_event(one, code))
    return made.to_ical()


def _event(one: Expected, code: str) -> icalendar.Event:
    say = language(code).say
    event = icalendar.Event()
    known = one.known.astimezone(UTC).replace(microsecond=0)
    event.add("uid", urn("expected", one.key).removeprefix("urn:uuid:"))
    event.add("dtstamp", known)
    event.add("last-modified", known)
    event.add("sequence", int(known.timestamp()) // 60)  # newer forecasts replace older ones
    event.add("dtstart", one.first)
    event.add("dtend", one.last + timedelta(days=1))  # the day after the last one
    event.add("summary", say("posts", "calendar.expected", claim=line(one.text)))
    when = "on" if one.first == one.last else "between"
    said = say("posts", f"calendar.{when}", first=one.first, last=one.last)
    event.add("description", f"{said}\n{one.address}")
    event.add("url", one.address)
    event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event
