"""Forgetting: a post, or all posts of an author, leave the store for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.reactions.post import names_in

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable

    from recordbook.reactions.store import Store

PLATFORMS = ("x", "bluesky", "mastodon", "reddit", "threads", "instagram", "youtube")
"""Platforms on which a name is forgotten, beside those that the store has posts of."""

_COLUMNS = {"link": "link", "id": "key", "author": "author", "handle": "handle"}


def forget(store: Store, texts: Iterable[str]) -> int:
    """Forget what links, ids or @handles mean; how many posts there were.

    What is forgotten never comes back, whatever is imported, and the file is written anew without
    it. The store keeps a hash of what was forgotten, by which it knows not to take it again.
    """
    platforms = {*PLATFORMS, *(of for (of,) in store.rows("SELECT DISTINCT platform FROM posts"))}
    with store.change() as db:
        count = 0
        for text in texts:
            for kind, name in names_in(text):
                hashes = (
                    [store.hash("link", name)]
                    if kind == "link"
                    else [store.hash(kind, f"{platform}\0{name}") for platform in platforms]
                )
                count += drop(store, db, _COLUMNS[kind], hashes)
                rows = [(one,) for one in hashes]
                db.executemany("INSERT OR IGNORE INTO gone VALUES (?)", rows)
    store.tidy()
    return count


def drop(store: Store, db: sqlite3.Connection, column: str, hashes: Collection[bytes]) -> int:
    """Take posts out, with every quote of them; how many there were. Within a change."""
    if not hashes:
        return 0
    db.execute("CREATE TEMP TABLE IF NOT EXISTS leaving (hash BLOB PRIMARY KEY)")
    db.execute("DELETE FROM leaving")
    db.executemany("INSERT OR IGNORE INTO leaving VALUES (?)", [(one,) for one in hashes])
    meant = f"posts.{column} IN (SELECT hash FROM leaving)"  # noqa: S608 - one of four names of ours
    records = db.execute(
        f"SELECT DISTINCT record FROM quotes JOIN posts USING (key) WHERE {meant}"  # noqa: S608 - same
    ).fetchall()
    store.touch([record for (record,) in records])
    return db.execute(f"DELETE FROM posts WHERE {meant}").rowcount  # noqa: S608 - same
