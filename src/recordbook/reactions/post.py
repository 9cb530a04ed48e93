"""A post as a file gives it, and the word that one is gone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from recordbook.units import Day

X_LINK = re.compile(r"x\.com/(?:[^/]+/)+status/(?P<id>\d+)")
_BLUESKY_LINK = re.compile(r"bsky\.app/profile/(?P<who>[^/]+)/post/(?P<id>[^/]+)")
_HOSTS = {"twitter.com": "x.com", "mobile.twitter.com": "x.com", "mobile.x.com": "x.com"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post, in memory only: what identifies its author is never stored as it stands here.

    `id` is what the whole platform calls it, `author` what the platform calls its author, `handle`
    how the author is addressed ("" if the file does not say). `closed` says that the platform or
    the author does not want it shown to everybody, `shared` that it repeats another's post.
    """

    platform: str
    id: str
    text: str
    posted: Day
    author: str
    handle: str = ""
    link: str = ""
    language: str = ""
    likes: int = 0
    closed: bool = False
    shared: bool = False

    @property
    def credit(self) -> str:
        """How its author is named: `@name`, or `u/name` on Reddit."""
        name = self.handle or self.author
        return f"u/{name}" if self.platform == "reddit" else f"@{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A post that was deleted; with no `id`, everything of an author."""

    platform: str
    id: str = ""
    author: str = ""


@lru_cache(maxsize=1024)  # a post's link is looked at several times
def canonical_link(link: str) -> str:
    """The link as it is compared: without scheme, query and the name that X does not need.

    >>> canonical_link("https://twitter.com/somebody/status/12?s=20")
    'x.com/i/status/12'
    >>> canonical_link("https://www.reddit.com/r/kpop/comments/ab12/title/")
    'reddit.com/r/kpop/comments/ab12/title'
    """
    text = link.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError:  # such as an IPv6 host that is cut off
        return text.casefold()
    host = parts.netloc.casefold().removeprefix("www.")
    plain = f"{_HOSTS.get(host, host)}{parts.path.rstrip('/')}"
    found = X_LINK.match(plain)
    return f"x.com/i/status/{found['id']}" if found else plain


def names_in(text: str) -> list[tuple[str, str]]:
    """What a link, an id or a handle may name, as pairs that a store holds the hashes of.

    >>> names_in("@somebody")
    [('handle', 'somebody'), ('author', 'somebody')]
    """
    text = text.strip()
    if "/" in text and not text.startswith(("at://", "u/", "/u/")):
        link = canonical_link(text)
        found = _BLUESKY_LINK.match(link)
        whole = f"at://{found['who']}/app.bsky.feed.post/{found['id']}" if found else text
        return [("link", link), ("id", whole)]
    if text.startswith("at://") or text.isdecimal():
        return [("id", text), ("author", text)]
    name = text.removeprefix("/").removeprefix("u/").removeprefix("@").casefold()
    return [("handle", name), ("author", name)]
