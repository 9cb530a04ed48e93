"""Feeds as Atom: RFC 4287."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from recordbook.syndication.feed import held, title_of, urn
from recordbook.syndication.item import Standing
from recordbook.syndication.message import after, joined, word_of
from recordbook.syndication.plain import line, marked_up

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from recordbook.syndication.feed import Feed
    from recordbook.syndication.item import Item

SPACE: Final = "http://www.w3.org/2005/Atom"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
ET.register_namespace("", SPACE)


def atom(items: Iterable[Item], feed: Feed, *, limit: int = 100) -> bytes:
    """A feed of the newest items of its topic and language.

    Ids never change; an item that is corrected or withdrawn stays, with a newer `updated`, the word
    that says so in its title, and the note before its text.
    """
    shown = held(items, feed, limit)
    root = ET.Element(f"{{{SPACE}}}feed", {_LANG: feed.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "updated", moment(max([item.updated for item in shown], default=feed.since)))
    _text(_sub(root, "author"), "name", line(feed.author))
    _sub(root, "link", rel="self", type="application/atom+xml", href=f"{feed.address}.atom")
    _sub(root, "link", rel="alternate", type="text/html", href=feed.site)
    _text(root, "generator", "recordbook")
    for item in shown:
        _entry(root, item)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _entry(root: ET.Element, item: Item) -> None:
    entry = _sub(root, "entry")
    entry.set(_LANG, item.language)
    _text(entry, "id", urn("item", item.key))
    _text(entry, "title", title_of(item))
    _text(entry, "published", moment(item.published))
    _text(entry, "updated", moment(max(item.updated, item.published)))
    _sub(entry, "link", rel="alternate", type="text/html", href=item.address)
    for topic in sorted(item.topics):
        _sub(entry, "category", term=line(topic))
    if item.standing is not Standing.FOUND:
        _sub(entry, "category", term=f"standing:{item.standing}")
    _text(entry, "summary", summary(item))
    _text(entry, "content", content(item)).set("type", "html")


def summary(item: Item) -> str:
    """The post behind the word that says so if it was put right or taken back, and the note."""
    said = after(word_of(item), line(item.post))
    return joined(said, line(item.correction or ""))


def content(item: Item) -> str:
    """The article's body; behind the summary where it was put right or taken back."""
    if item.standing is Standing.FOUND:
        return marked_up(item.html)
    return f"<p><strong>{escape(summary(item))}</strong></p>\n{marked_up(item.html)}"


def _sub(parent: ET.Element, name: str, /, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{SPACE}}}{name}", attributes)


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = _sub(parent, name)
    child.text = marked_up(text)
    return child


def moment(at: datetime) -> str:
    """A moment as RFC 3339 writes it, in UTC.

    >>> from datetime import datetime
    >>> moment(datetime(2026, 1, 2, tzinfo=UTC))
    '2026-01-02T00:00:00.000000Z'
    """
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
