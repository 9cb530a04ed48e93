"""X: answers of its API v2 (search, look-up), posts as tools flatten them, and compliance jobs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recordbook.intake.json_values import as_object, as_objects, as_text, as_texts
from recordbook.reactions.post import Gone, Post
from recordbook.reactions.sources.values import day_of, identifier, likes_of, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recordbook.intake.json_values import Json

_SHORT = re.compile(r"(?:\s+https://t\.co/\w+)+\s*$")  # what X adds for pictures and quoted posts
_RETWEET = re.compile(r"RT @\w+:")
_NOT_FOUND = "resource-not-found"
_ENDED = {"deleted", "deactivated", "protected", "suspended"}


def recognises(value: Json) -> bool:
    """Whether it is an answer of X, one post of it, or a line of what a compliance job found."""
    if "action" in value and "reason" in value and "id" in value:
        return True
    answer = "data" in value or "errors" in value or "meta" in value
    post = "text" in value and ("author_id" in value or "edit_history_tweet_ids" in value)
    kinds = as_object(value.get("data")).keys() & {"children", "access_token"}
    return post or (answer and not kinds and _of_posts(value))


def posts(value: Json) -> Iterator[Post | Gone]:
    """The posts of an answer, and which of those that were asked for are gone."""
    if "action" in value:
        if as_text(value.get("reason")) in _ENDED:
            yield Gone(platform="x", id=identifier(value, "id"))
            yield Gone(platform="x", author=identifier(value, "id"))  # jobs ask for users as well
        return
    if "text" in value:
        yield from _post(value, {}, as_object(value.get("author")))
        return
    users = {
        identifier(user, "id"): user
        for user in as_objects(as_object(value.get("includes")).get("users"))
    }
    data = value.get("data")
    for item in as_objects(data) or [as_object(data)]:
        if "text" in item:
            yield from _post(item, users, {})
    for error in as_objects(value.get("errors")):
        missing = as_text(error.get("type")).endswith(_NOT_FOUND)
        about = as_text(error.get("resource_type")) or "tweet"
        if missing and about == "tweet" and as_text(error.get("resource_id")):
            yield Gone(platform="x", id=as_text(error.get("resource_id")))


def without_short_links(text: str) -> str:
    """The text without the addresses that X puts at its end for pictures and quoted posts."""
    return _SHORT.sub("", text)


def _of_posts(value: Json) -> bool:
    """Whether what is answered are posts, or a page of none."""
    data = value.get("data")
    items = as_objects(data) or [as_object(data)]
    if data:
        return any("text" in item and "id" in item for item in items)
    kinds = [as_text(error.get("type")) for error in as_objects(value.get("errors"))]
    return any("twitter.com" in kind or "x.com" in kind for kind in kinds) or (
        "result_count" in as_object(value.get("meta"))
    )


def _post(item: Json, users: Mapping[str, Json], said: Json) -> Iterator[Post | Gone]:
    number = identifier(item, "id")
    author = identifier(item, "author_id") or identifier(said, "id")
    user = users.get(author) or said
    handle = as_text(user.get("username"))
    longer = as_text(as_object(item.get("note_tweet")).get("text"))
    text = without_short_links(unescaped(longer or as_text(item.get("text"))))
    kinds = {as_text(one.get("type")) for one in as_objects(item.get("referenced_tweets"))}
    metrics = as_object(item.get("public_metrics"))
    for earlier in as_texts(item.get("edit_history_tweet_ids")):
        if earlier != number:  # an edit has a new id; what stood there before is no more
            yield Gone(platform="x", id=earlier)
    yield Post(
        platform="x",
        id=number,
        text=text,
        posted=day_of(item.get("created_at")),
        author=author,
        handle=handle,
        link=f"https://x.com/{handle or 'i'}/status/{number}",
        language=as_text(item.get("lang")),
        likes=likes_of(metrics.get("like_count")),
        closed=user.get("protected") is True
        or item.get("possibly_sensitive") is True
        or "withheld" in item
        or "withheld" in user,
        shared="retweeted" in kinds or bool(_RETWEET.match(text)),
    )
