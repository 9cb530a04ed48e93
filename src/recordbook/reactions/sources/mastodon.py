"""Mastodon: statuses, alone, in lists and in searches; their content is HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from recordbook.intake.json_values import as_object, as_objects, as_text
from recordbook.reactions.post import Post
from recordbook.reactions.sources.values import day_of, identifier, likes_of, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.intake.json_values import Json


def recognises(value: Json) -> bool:
    """Whether it is a status, or a search that may hold some."""
    status = "content" in value and ("account" in value or "visibility" in value)
    return status or isinstance(value.get("statuses"), list)


def posts(value: Json) -> Iterator[Post]:
    """The statuses, without what somebody passed on."""
    for status in as_objects(value.get("statuses")) or [value]:
        if "content" in status:
            yield _post(status)


def _post(status: Json) -> Post:
    account = as_object(status.get("account"))
    link = as_text(status.get("url")) or as_text(status.get("uri"))
    handle = as_text(account.get("acct")) or as_text(account.get("username"))
    if handle and "@" not in handle:
        handle = f"{handle}@{_host(link or as_text(account.get('url')))}"
    return Post(
        platform="mastodon",
        id=as_text(status.get("uri")) or link or identifier(status, "id"),
        text=plain(as_text(status.get("content"))),
        posted=day_of(status.get("created_at")),
        author=as_text(account.get("uri")) or as_text(account.get("url")) or handle,
        handle=handle,
        link=link,
        language=as_text(status.get("language")),
        likes=likes_of(status.get("favourites_count")),
        closed=as_text(status.get("visibility")) not in {"", "public"}
        or status.get("sensitive") is True
        or bool(as_text(status.get("spoiler_text")))
        or any(account.get(name) is True for name in ("noindex", "bot", "locked", "suspended"))
        or account.get("indexable") is False,
        shared=bool(as_object(status.get("reblog"))),
    )


def _host(link: str) -> str:
    try:
        return urlsplit(link).netloc
    except ValueError:
        return ""
