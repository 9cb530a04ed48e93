"""A feed: which items it holds, what it is called, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote
from uuid import UUID, uuid5

from recordbook.stories.language import language
from recordbook.syndication.message import after, word_of
from recordbook.syndication.plain import line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from recordbook.syndication.item import Item

ALL: Final = "all"
"""The topic of the feed that holds every item."""

_NAMES: Final = UUID("6f1c9a52-3a5b-5d0c-9a0e-2d6b1d7f5c11")  # ours, so that no other name meets it


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed of one topic in one language.

    `site` is the address of the page it belongs to, `address` its own up to the ending of the
    format, `author` who speaks in it, `since` the moment that stands where it holds nothing yet.
    """

    topic: str
    title: str
    language: str
    site: str
    address: str
    author: str
    since: datetime

    @property
    def id(self) -> str:
        """The same for ever, wherever the feed lies."""
        return urn("feed", self.topic, self.language)


def feed(topic: str, *, called: str, base: str, author: str, since: datetime, code: str) -> Feed:
    """The feed of a topic under a site's address; `called` is what people call the topic."""
    say = language(code).say
    title = say("posts", "feed.all") if topic == ALL else say("posts", "feed.of", of=line(called))
    return Feed(
        topic=topic,
        title=title,
        language=code,
        site=base,
        address=f"{base.rstrip('/')}/feeds/{path_of(topic)}",
        author=author,
        since=since,
    )


def path_of(topic: str) -> str:
    """Where the feed of a topic lies under `/feeds/`, without the ending of its format.

    >>> path_of("cohort:albums by K-pop soloists"), path_of("all")
    ('cohort/albums%20by%20K-pop%20soloists', 'all')
    """
    kind, _, of = topic.partition(":")
    return f"{kind}/{quote(line(of), safe='')}" if of else kind


def held(items: Iterable[Item], of: Feed, limit: int = 100) -> list[Item]:
    """The items of a feed: of its topic and language, those told or changed last first."""
    mine = (
        item
        for item in items
        if item.language == of.language and (of.topic == ALL or of.topic in item.topics)
    )
    return sorted(mine, key=lambda item: (item.updated, item.key), reverse=True)[:limit]


def title_of(item: Item) -> str:
    """The headline, behind the word that says so if it was put right or taken back."""
    return after(word_of(item), line(item.headline))


def urn(*parts: str) -> str:
    """A name that nobody else gives: the same for the same parts.

    >>> urn("item", "utboijg65dcw-en")
    'urn:uuid:ae348a43-2ee0-5fd6-87df-e1fbe947c78e'
    """
    return uuid5(_NAMES, "\0".join(parts).encode(errors="backslashreplace").decode()).urn
