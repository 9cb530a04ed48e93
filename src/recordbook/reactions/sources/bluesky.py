"""Bluesky: answers of searchPosts, getPosts and feeds, and lines of the Jetstream."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recordbook.intake.json_values import as_object, as_objects, as_text, as_texts
from recordbook.reactions.post import Gone, Post
from recordbook.reactions.sources.values import day_of, likes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.intake.json_values import Json

_POST = "app.bsky.feed.post"
_ENDED = {"deleted", "takendown", "deactivated", "suspended"}
_FACET = re.compile(r"#(?:link|mention)$")


def recognises(value: Json) -> bool:
    """Whether it is an answer of Bluesky, one of its posts, or a line of the Jetstream."""
    if as_text(value.get("kind")) in {"commit", "identity", "account"} and "did" in value:
        return True
    if as_text(value.get("uri")).startswith("at://"):
        return True
    listed = as_objects(value.get("posts")) or [
        as_object(item.get("post")) for item in as_objects(value.get("feed"))
    ]
    empty = value.get("posts") == [] or value.get("feed") == []
    return empty or any(as_text(item.get("uri")).startswith("at://") for item in listed)


def posts(value: Json) -> Iterator[Post | Gone]:
    """The posts of an answer, or what a line says became of one."""
    if "did" in value:
        yield from _line(value)
    elif "uri" in value:
        yield from _view(value)
    for item in as_objects(value.get("posts")):
        yield from _view(item)
    for item in as_objects(value.get("feed")):
        if "reason" not in item:  # else it was reposted by another
            yield from _view(as_object(item.get("post")))


def _line(value: Json) -> Iterator[Post | Gone]:
    did, commit = as_text(value.get("did")), as_object(value.get("commit"))
    account = as_object(value.get("account"))
    if account.get("active") is False and as_text(account.get("status")) in _ENDED:
        yield Gone(platform="bluesky", author=did)
    if as_text(commit.get("collection")) != _POST:
        return
    uri = f"at://{did}/{_POST}/{as_text(commit.get('rkey'))}"
    if as_text(commit.get("operation")) == "delete":
        yield Gone(platform="bluesky", id=uri)
        return
    record = as_object(commit.get("record"))
    moment = record.get("createdAt", value.get("time_us"))
    yield _post(uri, {"did": did}, record, moment=moment, likes=0, labels=[])


def _view(view: Json) -> Iterator[Post | Gone]:
    uri, record = as_text(view.get("uri")), as_object(view.get("record"))
    if as_text(view.get("$type")).endswith("#notFoundPost") or view.get("notFound") is True:
        yield Gone(platform="bluesky", id=uri)
    elif f"/{_POST}/" in uri and "text" in record:
        author = as_object(view.get("author"))
        labels = [*as_objects(view.get("labels")), *as_objects(author.get("labels"))]
        yield _post(
            uri,
            author,
            record,
            moment=record.get("createdAt", view.get("indexedAt")),
            likes=likes_of(view.get("likeCount")),
            labels=[as_text(label.get("val")) for label in labels if label.get("neg") is not True],
        )


def _post(
    uri: str, author: Json, record: Json, *, moment: object, likes: int, labels: list[str]
) -> Post:
    did, handle = as_text(author.get("did")), as_text(author.get("handle"))
    own = as_objects(as_object(record.get("labels")).get("values"))
    handle = "" if handle == "handle.invalid" else handle
    return Post(
        platform="bluesky",
        id=uri,
        text=_with_links(record),
        posted=day_of(moment, "createdAt"),
        author=did,
        handle=handle,
        link=f"https://bsky.app/profile/{handle or did}/post/{uri.rpartition('/')[2]}",
        language=next(iter(as_texts(record.get("langs"))), ""),
        likes=likes,
        closed=bool(labels or own),  # a warning of the service, or that it is not for everybody
    )


def _with_links(record: Json) -> str:
    """The text; where a link or a name lies under plain words, an address shows that it does."""
    text = as_text(record.get("text"))
    features = [
        feature
        for facet in as_objects(record.get("facets"))
        for feature in as_objects(facet.get("features"))
    ]
    linked = any(_FACET.search(as_text(feature.get("$type"))) for feature in features)
    return f"{text} https://" if linked and "://" not in text and "@" not in text else text
