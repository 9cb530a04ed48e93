"""Whether posts that were chosen still stand: their platforms are asked, and what is gone leaves.

Asked is oEmbed, the public address by which each platform says how a post is shown; it answers
that there is none where the post was deleted. A platform that does not answer has said nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from recordbook.errors import OutletError
from recordbook.reactions.forgetting import drop
from recordbook.syndication.errors import Gone
from recordbook.syndication.secret import Secrets
from recordbook.syndication.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.reactions.store import Store

DOORS: Mapping[str, str] = {
    "x": "https://publish.x.com/oembed",
    "bluesky": "https://embed.bsky.app/oembed",
    "reddit": "https://www.reddit.com/oembed",
    "mastodon": "https://{host}/api/oembed",
}
"""Where each platform is asked; Mastodon is asked where the post stands."""

_HOST = re.compile(r"(?=.*[a-z])[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)  # a name, no number
_CHOSEN = """
SELECT DISTINCT posts.key, platform, quotes.link FROM quotes JOIN posts USING (key)
WHERE quotes.link IS NOT NULL AND (record = ?1 OR ?1 IS NULL) ORDER BY quotes.link
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """How many chosen posts stand, which are gone and were erased, and which could not be asked."""

    standing: int
    gone: tuple[str, ...]
    unknown: tuple[str, ...]


def look_up(
    store: Store,
    record: str | None = None,
    *,
    wire: Wire | None = None,
    doors: Mapping[str, str] = DOORS,
) -> Looked:
    """Ask after every chosen post, of one record or of all; those that are gone never come back."""
    wire = wire or Wire(secrets=Secrets({}))
    gone: dict[bytes, str] = {}
    unknown: list[str] = []
    rows = store.rows(_CHOSEN, [record])
    for key, platform, link in rows:
        if (door := _door(doors.get(platform, ""), link)) is None:
            unknown.append(link)
            continue
        try:
            wire.safe("GET", door, {}, params={"url": link, "format": "json"})
        except Gone:
            gone[key] = link
        except OutletError:
            unknown.append(link)
    if gone:
        with store.change() as db:
            drop(store, db, "key", gone)
            db.executemany("INSERT OR IGNORE INTO gone VALUES (?)", [(key,) for key in gone])
        store.tidy()
    return Looked(
        standing=len(rows) - len(gone) - len(unknown),
        gone=tuple(gone.values()),
        unknown=tuple(unknown),
    )


def _door(door: str, link: str) -> str | None:
    """Where to ask after a link; None where nobody can be asked, or only a bare number."""
    if "{host}" not in door:
        return door or None
    parts = urlsplit(link)
    host = parts.hostname or ""
    return door.replace("{host}", host) if _HOST.fullmatch(host) and not parts.port else None
