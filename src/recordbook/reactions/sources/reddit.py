"""Reddit: listings of posts, comments below one another, and single things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.intake.json_values import as_object, as_objects, as_text
from recordbook.reactions.post import Gone, Post
from recordbook.reactions.sources.values import day_of, identifier, likes_of, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.intake.json_values import Json

_TAKEN_DOWN = {"[deleted]", "[removed]", "[ Removed by Reddit ]"}
_DEEPEST = 200  # comments below comments


def recognises(value: Json) -> bool:
    """Whether it is a listing or a thing of Reddit."""
    return as_text(value.get("kind")) in {"Listing", "t1", "t3"} and "data" in value


def posts(value: Json, depth: int = 0) -> Iterator[Post | Gone]:
    """Posts and comments, the answers to comments too; `more` stands for what is not there."""
    data, kind = as_object(value.get("data")), as_text(value.get("kind"))
    if kind == "Listing" and depth < _DEEPEST:
        for child in as_objects(data.get("children")):
            yield from posts(child, depth + 1)
    elif kind in {"t1", "t3"}:
        yield _post(kind, data)
        yield from posts(as_object(data.get("replies")), depth + 1)


def _post(kind: str, data: Json) -> Post | Gone:
    name = as_text(data.get("name")) or f"{kind}_{identifier(data, 'id')}"
    author = as_text(data.get("author"))
    body = as_text(data.get("body")) if kind == "t1" else as_text(data.get("selftext"))
    if body in _TAKEN_DOWN or author in _TAKEN_DOWN or data.get("removed_by_category"):
        return Gone(platform="reddit", id=name)
    title = as_text(data.get("title")) if kind == "t3" else ""
    return Post(
        platform="reddit",
        id=name,
        text=unescaped("\n".join(part for part in (title, body) if part)),
        posted=day_of(data.get("created_utc"), "created_utc"),
        author=author,
        handle=author,
        link=f"https://www.reddit.com{as_text(data.get('permalink'))}",
        likes=likes_of(data.get("score")),
        closed=any(data.get(mark) is True for mark in ("over_18", "quarantine", "spoiler"))
        or as_text(data.get("subreddit_type")) not in {"", "public", "restricted"},
    )
