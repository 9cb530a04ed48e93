"""Any other export: a table (CSV) or one object per line, by the names that its columns have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recordbook.intake.json_values import as_text
from recordbook.reactions.post import X_LINK, Post, canonical_link
from recordbook.reactions.sources.values import (
    Unreadable,
    day_of,
    identifier,
    likes_of,
    plain,
    unescaped,
)
from recordbook.reactions.sources.x import without_short_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.intake.json_values import Json

TEXT = ("full_text", "text", "body", "content", "tweet", "comment_text")
_ID = ("id_str", "id", "tweet_id", "post_id", "uri")
_DAY = ("created_at", "date", "posted", "published_at", "timestamp", "created_utc", "day")
_LINK = ("tweet_url", "url", "link", "permalink", "permanent_url")
_HANDLE = ("username", "handle", "author", "screen_name", "user", "author_name")
_AUTHOR = ("user_id_str", "author_id", "user_id", "did")
_LANGUAGE = ("lang", "language")
_LIKES = ("favorite_count", "like_count", "likes", "score", "favourites_count")
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,60}")
_PLATFORMS = {
    "x.com": "x",
    "bsky.app": "bluesky",
    "reddit.com": "reddit",
    "youtube.com": "youtube",
    "instagram.com": "instagram",
    "threads.net": "threads",
}


def recognises(value: Json) -> bool:
    """Whether there is a column of texts and one of moments."""
    return any(name in value for name in TEXT) and any(name in value for name in _DAY)


def posts(value: Json) -> Iterator[Post]:
    """The post of one row; a row without text is none."""
    text = _first(value, TEXT)
    if not text:
        return
    link = _first(value, _LINK)
    said = _first(value, ("platform",)).casefold()
    platform = said if _NAME.fullmatch(said) else _platform(link)
    handle = _first(value, _HANDLE).removeprefix("@").removeprefix("u/")
    author = identifier(value, *_AUTHOR) or handle
    found = X_LINK.search(link)
    number = found["id"] if found else identifier(value, *_ID) or link
    if not number or not author:
        what, columns = ("id", _ID + _LINK) if not number else ("author", _HANDLE + _AUTHOR)
        raise Unreadable(what, "", f"one of the columns {', '.join(columns)}")
    if platform == "x":
        text = without_short_links(unescaped(text))
    elif platform == "mastodon" and text.startswith("<"):
        text = plain(text)
    yield Post(
        platform=platform,
        id=number,
        text=text,
        posted=day_of(next((value[name] for name in _DAY if value.get(name)), ""), "date"),
        author=author,
        handle=handle,
        link=link,
        language=_first(value, _LANGUAGE),
        likes=likes_of(next((value[name] for name in _LIKES if value.get(name)), 0)),
        shared=text.startswith("RT @"),
    )


def _first(value: Json, names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := as_text(value.get(name)))), "")


def _platform(link: str) -> str:
    """The platform by its address; the address itself where it is none of the known."""
    host, _, path = canonical_link(link).partition("/")
    if known := _PLATFORMS.get(host):
        return known
    named = host if _NAME.fullmatch(host) else "unknown"
    return "mastodon" if path.startswith("@") else named
