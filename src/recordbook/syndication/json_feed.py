"""Feeds as JSON: JSON Feed 1.1."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from recordbook.syndication.atom import content, moment, summary
from recordbook.syndication.feed import held, title_of, urn
from recordbook.syndication.plain import line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.syndication.feed import Feed
    from recordbook.syndication.item import Item


def json_feed(items: Iterable[Item], feed: Feed, *, limit: int = 100) -> bytes:
    """The same feed as `atom` gives, in JSON; the ids are the same."""
    shape = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.site,
        "feed_url": f"{feed.address}.json",
        "language": feed.language,
        "authors": [{"name": line(feed.author)}],
        "items": [_entry(item) for item in held(items, feed, limit)],
    }
    return json.dumps(shape, ensure_ascii=False, indent=2).encode() + b"\n"


def _entry(item: Item) -> dict[str, Any]:
    return {
        "id": urn("item", item.key),
        "url": item.address,
        "title": title_of(item),
        "content_text": summary(item),
        "content_html": content(item),
        "date_published": moment(item.published),
        "date_modified": moment(max(item.updated, item.published)),
        "language": item.language,
        "tags": sorted(line(topic) for topic in item.topics),
        "_recordbook": {"claim": line(item.claim), "standing": item.standing.value},
    }
