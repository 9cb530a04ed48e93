"""Gathering: posts asked of a platform's search and saved as a file, as they came."""

from __future__ import annotations

import json
import os
import re
import secrets
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import quote

from recordbook.reactions.errors import BadPosts
from recordbook.syndication.secret import Secrets
from recordbook.syndication.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Platform: TypeAlias = Literal["bluesky", "mastodon"]

TOKEN = "RECORDBOOK_POSTS_TOKEN"  # noqa: S105 - the name of a variable
"""The environment variable with an access token, for servers that ask for one."""

BLUESKY = "https://api.bsky.app"
_PAGES = {"bluesky": 100, "mastodon": 40}  # posts of one answer, the most that each gives
_TAG = re.compile(r"\w+")


def gather(
    platform: Platform,
    words: str,
    to: Path,
    *,
    server: str | None = None,
    most: int = 500,
    environment: Mapping[str, str] | None = None,
    wire: Wire | None = None,
) -> int:
    """Save up to `most` of the newest posts with these words; how many there were.

    Bluesky is searched for words, a server of Mastodon for one hashtag. The file is written whole
    or not at all. BadPosts: it is there already, or the search cannot be put. OutletError: the
    platform did not answer.
    """
    if to.exists():
        raise BadPosts(f"{to} is there already", remedy="name another file")
    environment = os.environ if environment is None else environment
    held = Secrets.of([TOKEN] if environment.get(TOKEN) else [], environment)
    headers = {"authorization": f"Bearer {held[TOKEN]}"} if environment.get(TOKEN) else {}
    asked = _bluesky if platform == "bluesky" else _mastodon
    count = 0
    draft = to.with_name(f"{to.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("x", encoding="utf-8") as file:
            for page in asked(wire or Wire(secrets=held), headers, words, server):
                (posts,) = page.values()
                kept = posts[: most - count]
                file.write(f"{json.dumps(dict.fromkeys(page, kept))}\n")
                count += len(kept)
                if count >= most:
                    break
        draft.replace(to)
    except OSError as error:
        raise BadPosts(f"{to}: {error.strerror}", remedy="name another file") from error
    finally:
        draft.unlink(missing_ok=True)
    return count


def _bluesky(
    wire: Wire, headers: Mapping[str, str], words: str, server: str | None
) -> Iterator[dict[str, list[object]]]:
    """Answers of searchPosts, until there are no more."""
    address = f"{(server or BLUESKY).rstrip('/')}/xrpc/app.bsky.feed.searchPosts"
    given = {"q": words, "limit": str(_PAGES["bluesky"]), "sort": "latest"}
    seen: set[str] = set()
    while True:
        answer = wire.safe("GET", address, headers, params=given).shape
        posts = answer.get("posts")
        yield {"posts": posts if isinstance(posts, list) else []}
        cursor = answer.get("cursor")
        if not posts or not isinstance(cursor, str) or cursor in seen:
            return
        seen.add(cursor)
        given["cursor"] = cursor


def _mastodon(
    wire: Wire, headers: Mapping[str, str], words: str, server: str | None
) -> Iterator[dict[str, list[object]]]:
    """Answers of a hashtag's public timeline, until there are no more."""
    tag = words.strip().removeprefix("#")
    if server is None or not _TAG.fullmatch(tag):
        raise BadPosts(
            f"a server of Mastodon is asked for one hashtag, not for {words!r}",
            remedy="name a hashtag, and the server with --server",
        )
    address = f"{server.rstrip('/')}/api/v1/timelines/tag/{quote(tag)}"
    given = {"limit": str(_PAGES["mastodon"])}
    seen: set[str] = set()
    while True:
        rows = wire.safe("GET", address, headers, params=given).rows
        yield {"statuses": list(rows)}
        last = str(rows[-1].get("id", "")) if rows else ""
        if not last or last in seen:
            return
        seen.add(last)
        given["max_id"] = last
