"""Feeds by the rules of their formats: Atom (RFC 4287), JSON Feed 1.1, iCalendar (RFC 5545)."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import icalendar
import pytest

from recordbook.syndication.atom import SPACE, atom
from recordbook.syndication.calendar import calendar
from recordbook.syndication.expected import Expected
from recordbook.syndication.feed import ALL, Feed, feed, path_of
from recordbook.syndication.item import Item, Standing
from recordbook.syndication.json_feed import json_feed

_AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
_HOSTILE = [
    "<script>alert(1)</script>",
    "]]><![CDATA[",
    "a & b < c > d \" e ' f",
    "\x00\x08\x0b\x1f\ufffe\ud800",
    "\u202egnitsal\u2066",
    "=HYPERLINK(1)",
    "END:VEVENT\r\nBEGIN:VALARM",
    "&#x0;&#xD800;",
]


def _item(key: str = "a", **changes: object) -> Item:
    said: dict[str, object] = {
        "key": key,
        "claim": "c",
        "standing": Standing.FOUND,
        "language": "en",
        "headline": f"Headline {key}",
        "post": f"Post {key}.",
        "html": "<p>Body &amp; soul</p>",
        "address": f"https://records.example/records/{key}",
        "published": _AT,
        "updated": _AT,
        "topics": frozenset({"artist:v"}),
    }
    return Item(**{**said, **changes})


def _feed(topic: str = ALL, code: str = "en") -> Feed:
    return feed(
        topic,
        called="V",
        base="https://records.example",
        author="The Record Book",
        since=_AT - timedelta(days=9),
        code=code,
    )


def _one(node: ET.Element, name: str) -> ET.Element:
    (found,) = node.findall(f"{{{SPACE}}}{name}")
    return found


def _checked(data: bytes) -> ET.Element:
    """The feed, if it keeps the rules of section 4 of RFC 4287."""
    root = ET.fromstring(data)  # noqa: S314 - our own output
    assert root.tag == f"{{{SPACE}}}feed"
    ids = [_one(root, "id").text]
    newest = datetime.fromisoformat(str(_one(root, "updated").text))
    assert _one(_one(root, "author"), "name").text
    assert [link.get("rel") for link in root.findall(f"{{{SPACE}}}link")] == ["self", "alternate"]
    for entry in root.findall(f"{{{SPACE}}}entry"):
        ids.append(_one(entry, "id").text)
        assert _one(entry, "title").text
        updated = datetime.fromisoformat(str(_one(entry, "updated").text))
        assert datetime.fromisoformat(str(_one(entry, "published").text)) <= updated <= newest
        assert _one(entry, "link").get("href", "").startswith("https://")
        assert _one(entry, "content").get("type") == "html"
    assert len(set(ids)) == len(ids)
    assert all(str(one).startswith("urn:uuid:") for one in ids)
    return root


def test_a_feed_keeps_the_rules_of_atom() -> None:
    """Ids are unique, every entry has what it must have, and the newest change dates the feed."""
    items = [_item(f"k{n}", updated=_AT + timedelta(hours=n)) for n in range(5)]
    root = _checked(atom(items, _feed()))
    titles = [_one(one, "title").text for one in root.findall(f"{{{SPACE}}}entry")]
    assert titles == [f"Headline k{n}" for n in (4, 3, 2, 1, 0)]


def test_an_empty_feed_is_a_feed() -> None:
    """A feed without entries is valid, and is the same whenever it is read."""
    assert _checked(atom([], _feed())) is not None
    assert atom([], _feed()) == atom([], _feed())


@pytest.mark.parametrize("standing", [Standing.CORRECTED, Standing.WITHDRAWN])
def test_what_is_put_right_is_the_same_entry(standing: Standing) -> None:
    """The id stays, `updated` grows, and title, summary and content say what became of it."""
    before = _checked(atom([_item()], _feed()))
    later = _item(standing=standing, updated=_AT + timedelta(days=1), correction="So it is.")
    after = _checked(atom([later], _feed()))
    entries = [_one(root, "entry") for root in (before, after)]
    assert _one(entries[0], "id").text == _one(entries[1], "id").text
    assert str(_one(entries[0], "updated").text) < str(_one(entries[1], "updated").text)
    word = {"corrected": "Correction:", "withdrawn": "Withdrawn:"}[standing]
    for name in ("title", "summary"):
        assert str(_one(entries[1], name).text).startswith(word)
    assert f"<strong>{word} Post a." in str(_one(entries[1], "content").text)
    shape = json.loads(json_feed([later], _feed()))["items"][0]
    assert shape["title"].startswith(word)
    assert shape["_recordbook"]["standing"] == standing
    assert shape["id"] == _one(entries[0], "id").text


def test_both_formats_say_the_same() -> None:
    """JSON Feed has what 1.1 asks for, and the ids, titles and order of Atom."""
    items = [_item(f"k{n}", updated=_AT + timedelta(hours=n)) for n in range(3)]
    shape = json.loads(json_feed(items, _feed()))
    assert shape["version"] == "https://jsonfeed.org/version/1.1"
    assert shape["feed_url"] == "https://records.example/feeds/all.json"
    entries = _checked(atom(items, _feed())).findall(f"{{{SPACE}}}entry")
    for one, entry in zip(shape["items"], entries, strict=True):
        assert one["id"] == _one(entry, "id").text
        assert one["title"] == _one(entry, "title").text
        assert one["content_html"] == _one(entry, "content").text
        assert datetime.fromisoformat(one["date_modified"]) >= datetime.fromisoformat(
            one["date_published"]
        )


def test_a_feed_holds_its_topic_and_language() -> None:
    """Items of another artist or in another language stay out, and only so many stand in."""
    items = [_item("a"), _item("b", topics=frozenset({"artist:iu"})), _item("c", language="ko")]
    entries = _checked(atom(items, _feed("artist:v"))).findall(f"{{{SPACE}}}entry")
    assert [_one(one, "title").text for one in entries] == ["Headline a"]
    assert (
        len(json.loads(json_feed([_item(str(n)) for n in range(9)], _feed(), limit=4))["items"])
        == 4
    )


@pytest.mark.parametrize("text", _HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """Whatever stands in a name, a feed is well-formed and shows it as text in every format."""
    item = _item(
        headline=f"x{text}",
        post=f"x{text}",
        claim=text,
        correction=text,
        standing=Standing.WITHDRAWN,
    )
    root = _checked(atom([item], _feed()))
    seen = _Seen()
    seen.feed(str(_one(_one(root, "entry"), "content").text))
    assert seen.tags == ["p", "strong", "p"]
    shape = json.loads(json_feed([item], _feed()))
    assert shape["items"][0]["title"] == _one(_one(root, "entry"), "title").text
    named = feed(
        f"cohort:{text}", called=text, base="https://r.example", author=text, since=_AT, code="en"
    )
    assert _checked(atom([], named)) is not None
    assert json.loads(json_feed([], named))["title"]


class _Seen(HTMLParser):
    """The tags of some markup."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Note a tag."""
        del attrs
        self.tags.append(tag)


@pytest.mark.parametrize("text", [*_HOSTILE, "뷔" * 300])
def test_a_calendar_keeps_its_rules(text: str) -> None:
    """One event for each expectation, over all its days, and no text breaks out of its line."""
    days = date(2026, 4, 1), date(2026, 4, 5)
    one = Expected(
        key="k",
        text=f"x{text}",
        first=days[0],
        last=days[1],
        address="https://records.example/next",
        known=_AT,
    )
    data = calendar([one], code="en")
    assert all(len(row) <= 75 for row in data.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert event["DTSTART"].dt == days[0]
    assert event["DTEND"].dt == date(2026, 4, 6)
    assert str(event["STATUS"]) == "TENTATIVE"
    assert str(event["SUMMARY"]).startswith("Expected: x")
    assert sum(row.startswith(b"BEGIN:") for row in data.split(b"\r\n")) == 2


def test_a_later_forecast_is_the_same_event() -> None:
    """Another interval of the same expectation has the same uid and a higher sequence."""

    def event(first: date, known: datetime) -> icalendar.Component:
        one = Expected(
            key="k",
            text="x",
            first=first,
            last=date(2026, 5, 1),
            address="https://r.example",
            known=known,
        )
        return icalendar.Calendar.from_ical(calendar([one], code="ko")).walk("VEVENT")[0]

    before = event(date(2026, 4, 1), _AT)
    after = event(date(2026, 4, 2), _AT + timedelta(hours=1))
    assert str(before["UID"]) == str(after["UID"])
    assert before["SEQUENCE"] < after["SEQUENCE"]
    with pytest.raises(ValueError, match="expected until"):
        event(date(2026, 6, 1), _AT)


def test_where_feeds_lie() -> None:
    """The path of a topic holds no character that would lead elsewhere."""
    assert path_of("artist:artist:v") == "artist/artist%3Av"
    assert path_of("cohort:../../x?y#z") == "cohort/..%2F..%2Fx%3Fy%23z"
