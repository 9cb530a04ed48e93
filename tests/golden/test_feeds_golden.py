"""The feeds and the calendar of three made-up records, to the byte."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from recordbook.syndication.atom import atom
from recordbook.syndication.calendar import calendar
from recordbook.syndication.expected import Expected
from recordbook.syndication.feed import feed
from recordbook.syndication.item import Item, Standing
from recordbook.syndication.json_feed import json_feed

_PAGES = Path(__file__).parent / "feeds"
_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
_SITE = "https://records.example"


def _items(code: str) -> list[Item]:
    said = [
        ("utboijg65dcw", Standing.FOUND, "“Paper Lanterns” <b>& more</b> is past 10 million", 0),
        ("so2mfj3ykulv", Standing.WITHDRAWN, "“Harbour Lights” was told to be first ]]>", 30),
        ("n6wwakqcmgwa", Standing.CORRECTED, "“뷔 Layover” 🎉 \u202eevil\x00", 60),
    ]
    return [
        Item(
            key=f"{key}-{code}",
            claim=f"release:{key}: album total >= 10M streams on spotify as of 2026-03-01",
            standing=standing,
            language=code,
            headline=text,
            post=f"{text}.",
            html="<p>The record &amp; how it was proven.</p>",
            address=f"{_SITE}/records/{key}",
            published=_AT,
            updated=_AT + timedelta(minutes=minutes),
            topics=frozenset({"artist:mirae-lane", "family:first"}),
            correction="It stands again." if standing is Standing.CORRECTED else None,
        )
        for key, standing, text, minutes in said
    ]


def _same(name: str, made: bytes) -> None:
    assert made == (_PAGES / name).read_bytes(), f"{name} is otherwise than it was"


def test_atom() -> None:
    """The Atom feed is the same on every machine."""
    head = feed("all", called="", base=_SITE, author="Records", since=_AT, code="en")
    _same("all.atom", atom(_items("en"), head))


def test_json_feed() -> None:
    """The JSON Feed of an artist, in Korean, is the same on every machine."""
    topic = "artist:mirae-lane"
    head = feed(topic, called="Mirae Lane", base=_SITE, author="Records", since=_AT, code="ko")
    _same("artist.json", json_feed(_items("ko"), head))


def test_calendar() -> None:
    """The calendar of two expectations is the same on every machine."""
    days = [(date(2026, 4, 1), date(2026, 4, 1)), (date(2026, 4, 2), date(2026, 4, 20))]
    expected = [
        Expected(
            key=f"k{at}",
            text="“Paper Lanterns” past 20 million; of all, the first",
            first=first,
            last=last,
            address=f"{_SITE}/next",
            known=_AT,
        )
        for at, (first, last) in enumerate(days)
    ]
    _same("next.ics", calendar(expected, code="en"))
