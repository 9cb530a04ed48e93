"""The feeds of a book: one of everything, and one of each artist, family and cohort."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from recordbook.intake.arrow import columns, dicts, strings
from recordbook.syndication.atom import atom
from recordbook.syndication.feed import ALL, feed
from recordbook.syndication.item import Standing
from recordbook.syndication.json_feed import json_feed
from recordbook.system.publishing import Publisher, entries, items

if TYPE_CHECKING:
    from recordbook.ledger import Book
    from recordbook.proof import Prover

Form: TypeAlias = Literal["atom", "json"]
TYPES: dict[Form, str] = {"atom": "application/atom+xml", "json": "application/feed+json"}
"""The media types of the forms."""

_FIRST = datetime(2008, 10, 7, tzinfo=UTC)  # when the oldest service began: no record is older


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a feed is about: its topic, what people call it, and how many records stand in it."""

    topic: str
    called: str
    records: int


def topics(book: Book, prover: Prover) -> tuple[Topic, ...]:
    """Every topic with a record that stands, the fullest first; the feed of everything is first."""
    publisher = Publisher(book, prover, "")
    standing = [one for one in entries(book) if one.standing is not Standing.WITHDRAWN]
    counted = Counter(topic for one in standing for topic in publisher.topics(one))
    names = _names(prover, [topic for topic in counted if topic.startswith("artist:")])
    listed = [
        Topic(topic=topic, called=names.get(topic, _bare(topic)), records=count)
        for topic, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return (Topic(topic=ALL, called="", records=len(standing)), *listed)


def feed_of(
    book: Book,
    prover: Prover,
    topic: str = ALL,
    *,
    form: Form = "atom",
    language: str = "en",
    base: str,
    author: str,
    limit: int = 50,
) -> bytes:
    """The feed of a topic; one of which there is no record is empty, and as old as the log."""
    began = min((one.published for one in entries(book)), default=None)
    head = feed(
        topic,
        called=_names(prover, [topic]).get(topic, _bare(topic)),
        base=base,
        author=author,
        since=began or _FIRST,
        code=language,
    )
    write = atom if form == "atom" else json_feed
    told = items(book, prover, language=language, base=base, topic=topic, limit=limit)
    return write(told, head, limit=limit)


def _bare(topic: str) -> str:
    return topic.partition(":")[2]


def _names(prover: Prover, artists: list[str]) -> dict[str, str]:
    """What the artists of some topics are called, by topic."""
    keys = [_bare(topic) for topic in artists if topic.startswith("artist:")]
    shown = prover.names.shown(columns(entity=strings(keys)), {"entity": "name"})
    return {f"artist:{row['entity']}": str(row["name"]) for row in dicts(shown)}
