"""Importing: posts of files into the store, all of them or none, and nothing that is not needed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import regex

from recordbook.reactions.about import ENOUGH
from recordbook.reactions.files import posts_in
from recordbook.reactions.folding import folded
from recordbook.reactions.forgetting import drop
from recordbook.reactions.language import language_of
from recordbook.reactions.post import Gone, Post, canonical_link
from recordbook.reactions.refusal import LONGEST_READ, Refusal, refusal
from recordbook.reactions.themes import theme_of
from recordbook.units import day_number

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from recordbook.reactions.about import About
    from recordbook.reactions.store import Store

LINK = regex.compile(r"https?://[^\s<>\"'\\`]{4,500}")
"""What a link to a post looks like; anything else is none, `javascript:` above all."""

_DIGITS = regex.compile(r"[\p{N}\s]+")
_INSERT = "INSERT INTO posts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(slots=True, kw_only=True)
class Imported:
    """What became of the posts of some files."""

    read: int = 0
    kept: int = 0
    known: int = 0  # in the store before, as they are
    edited: int = 0  # in the store with another text: what was chosen of them is chosen no more
    gone: int = 0  # taken out of the store, because the files say that they were deleted
    forgotten: int = 0  # not taken, because they were deleted or forgotten before
    unrelated: int = 0  # not taken, because they do not speak of the record
    refused: Counter[str] = field(default_factory=Counter[str])


@dataclass(frozen=True, slots=True)
class Hashes:
    """What the store knows a post by."""

    key: bytes
    link: bytes
    author: bytes
    handle: bytes

    @classmethod
    def of(cls, store: Store, post: Post) -> Hashes:
        """The hashes of a post."""
        names = (post.author.casefold(), post.handle.casefold())
        author, handle = (f"{post.platform}\0{name}" for name in names)
        return cls(
            store.hash("id", f"{post.platform}\0{post.id}"),
            store.hash("link", canonical_link(post.link)),
            store.hash("author", author),
            store.hash("handle", handle) if post.handle else store.hash("author", author),
        )


def import_posts(
    store: Store,
    paths: Sequence[Path],
    *,
    about: About | None = None,
    complete: bool = False,
    told: Callable[[int, int], None] = lambda _done, _all: None,
) -> Imported:
    """Take the posts of all files, or of none: BadPosts and intake's errors say what is wrong.

    With `about`, only posts that speak of it are taken. `complete` says that the files hold all
    posts there are of their platforms: what they do not hold is gone.
    """
    entries = [(path, entry) for path in paths for entry in posts_in(path)]
    taking = _Taking(store, about, dict(store.rows(_KNOWN)))
    for done, (path, entry) in enumerate(entries, 1):
        taking.take(entry, path)
        if done % 1_000 == 0:
            told(done, len(entries))
    with store.change() as db:
        taking.write(db, complete=complete)
    if taking.dropped:
        store.tidy()
    return taking.done


_KNOWN = "SELECT key, text FROM posts"


class _Taking:
    """An import under way: nothing is written before all is read."""

    def __init__(self, store: Store, about: About | None, known: dict[bytes, str | None]) -> None:
        self.store = store
        self.about = about
        self.known = known
        self.gone = {hash_ for (hash_,) in store.rows("SELECT hash FROM gone")}
        self.done = Imported()
        self.rows: dict[bytes, tuple[object, ...]] = {}
        self.paths: dict[bytes, Path] = {}
        self.seen: dict[bytes, str] = {}
        self.dropped: set[bytes] = set()  # posts to take out
        self.ended: set[bytes] = set()  # hashes never to come back

    def take(self, entry: Post | Gone, path: Path) -> None:
        """Note what is to become of one entry."""
        if isinstance(entry, Gone):
            self._end(entry)
            return
        self.done.read += 1
        hashes = Hashes.of(self.store, entry)
        stands = {hashes.key, hashes.link, hashes.author, hashes.handle}
        if stands & self.gone or stands & self.ended:
            self.done.forgotten += 1
            return
        self.seen[hashes.key] = entry.platform
        self.paths[hashes.key] = path
        if hashes.key in self.rows or self.known.get(hashes.key) == entry.text.strip():
            self.done.known += 1
            return
        row, related = self._row(entry, hashes)
        if hashes.key in self.known:
            if self.known[hashes.key] == row[-2]:
                self.done.known += 1
                return
            self.done.edited += 1
            self.dropped.add(hashes.key)
        if not related:
            self.done.unrelated += 1
            return
        self.rows[hashes.key] = row
        self.done.kept += row[-2] is not None
        if row[-3] is not None:
            self.done.refused[str(row[-3])] += 1

    def _row(self, post: Post, hashes: Hashes) -> tuple[tuple[object, ...], bool]:
        """The row of a post, without its file, and whether it speaks of what is asked for."""
        text = post.text.strip()
        seen = text[:LONGEST_READ]
        language = language_of(seen, post.language)
        reason = _closed(post) or refusal(text, language)
        theme = theme_of(seen, language)
        about = self.about
        related = about is None or (
            about.in_time(post.posted) and about.relevance(seen, language) >= ENOUGH
        )
        words = _DIGITS.sub("", folded(seen).words)
        kept = (hashes.link, hashes.author, hashes.handle, self.store.hash("text", words))
        row = (
            hashes.key,
            *(kept if reason is None else (None, None, None, None)),
            post.platform,
            day_number(post.posted),
            language,
            theme,
            post.likes,
            None if reason is None else reason.value,
            text if reason is None else None,
        )
        return (*row, None), related

    def _end(self, gone: Gone) -> None:
        kind, name = ("id", gone.id) if gone.id else ("author", gone.author.casefold())
        self.ended.add(self.store.hash(kind, f"{gone.platform}\0{name}"))

    def write(self, db: sqlite3.Connection, *, complete: bool) -> None:
        """Write all that was noted."""
        if complete:
            platforms = set(self.seen.values())
            rows = self.store.rows("SELECT key, platform FROM posts")
            missing = {key for key, of in rows if of in platforms and key not in self.seen}
            self.done.gone += len(missing)
            self.dropped |= missing
        drop(self.store, db, "key", self.dropped)
        ended = [drop(self.store, db, name, self.ended) for name in ("key", "author")]
        self.done.gone += sum(ended)
        if sum(ended):
            self.dropped |= self.ended
        db.executemany("INSERT OR IGNORE INTO gone VALUES (?)", [(one,) for one in self.ended])
        files = _files(db, set(self.paths.values()))
        new = [
            (*row[:-1], files[self.paths[key]])
            for key, row in self.rows.items()
            if not {key, row[2]} & self.ended
        ]
        db.executemany(_INSERT, new)
        again = [(files[path], key) for key, path in self.paths.items() if key not in self.rows]
        db.executemany("UPDATE posts SET file = ? WHERE key = ?", again)


def _closed(post: Post) -> Refusal | None:
    if post.closed:
        return Refusal.CLOSED
    if post.shared:
        return Refusal.SHARED
    return None if LINK.fullmatch(post.link) else Refusal.NO_LINK


def _files(db: sqlite3.Connection, paths: Iterable[Path]) -> dict[Path, int]:
    """The number of each file, by which a post says where its credit is found."""
    found: dict[Path, int] = {}
    for path in sorted(paths):
        name = str(path.absolute())
        db.execute("INSERT OR IGNORE INTO files (path) VALUES (?)", (name,))
        (found[path],) = db.execute("SELECT id FROM files WHERE path = ?", (name,)).fetchone()
    return found
