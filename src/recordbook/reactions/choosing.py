"""Choosing: posts of the store that speak of a record become proposals, with their credit."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from recordbook.errors import SourceError
from recordbook.reactions.about import ENOUGH
from recordbook.reactions.choice import Candidate, choose
from recordbook.reactions.files import posts_in
from recordbook.reactions.folding import folded
from recordbook.reactions.importing import LINK, Hashes
from recordbook.reactions.post import Post
from recordbook.reactions.refusal import refusal
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from recordbook.reactions.about import About
    from recordbook.reactions.store import Store

_HANDLE = regex.compile(r"[@\p{L}\p{N}._-]{1,100}|u/[\w-]{1,40}")
_COPIES = 3  # authors of one text: nobody's own words
_ROWS = """
WITH texts AS (
    SELECT fingerprint, count(DISTINCT author) AS authors FROM posts GROUP BY fingerprint
)
SELECT posts.key, author, text, language, theme, likes, posted, state, authors
FROM posts JOIN texts USING (fingerprint)
LEFT JOIN quotes ON quotes.key = posts.key AND quotes.record = ?
WHERE text IS NOT NULL
"""
_BEST, _READABLE = 110, (40, 220)  # characters of a quote that reads well
_MUCH_LIKED = 4  # powers of ten


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What came of choosing: how many posts spoke of it, how many are new proposals.

    `uncredited` are files in which names and addresses were looked for in vain.
    """

    related: int
    proposed: int
    uncredited: tuple[str, ...] = ()


def propose(store: Store, record: str, about: About, count: int, *, claim: str = "") -> Proposed:
    """Propose posts for a record until it has `count` quotes; earlier proposals make room.

    What is approved stays, what was refused is never proposed again. The name and the address of
    a post are read from the file it came from, and kept while it is proposed or approved.
    """
    related, approved = _candidates(store, record, about)
    missing: set[str] = set()
    credits_ = _credits(store, {one.key: one.text for one in related}, missing)
    free = [one for one in related if one.key in credits_]
    chosen = _choice(free, max(0, count - len(approved)), approved)
    _write(store, (record, claim), chosen, credits_)
    return Proposed(related=len(related), proposed=len(chosen), uncredited=tuple(sorted(missing)))


def _choice(
    free: list[Candidate], count: int, approved: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """The choice, without what is refused by lists that grew since it was taken."""
    while True:
        chosen = choose(free, count, approved)
        refused = {one.key for one in chosen if refusal(one.text, one.language) is not None}
        if not refused:
            return chosen
        free = [one for one in free if one.key not in refused]


def related_rows(store: Store, about: About) -> Iterable[tuple[str, str]]:
    """Language and theme of every post of the store that speaks of a record."""
    rows = store.rows("SELECT text, language, theme, posted FROM posts WHERE text IS NOT NULL")
    for text, language, theme, posted in rows:
        if about.in_time(day_from(posted)) and about.relevance(text, language) >= ENOUGH:
            yield language, theme


def _candidates(store: Store, record: str, about: About) -> tuple[list[Candidate], list[Candidate]]:
    """What may be chosen, and what is approved already."""
    free: list[Candidate] = []
    approved: list[Candidate] = []
    for key, author, text, language, theme, likes, posted, state, authors in store.rows(
        _ROWS, [record]
    ):
        relevance = about.relevance(text, language)
        worth = 0.7 * relevance + 0.2 * _readable(text) + 0.1 * _liked(likes)
        one = Candidate(
            key=key,
            author=author,
            text=text,
            words=folded(text).words,
            language=language,
            theme=theme,
            worth=round(worth, 6),
        )
        if state == "approved":
            approved.append(one)
        elif (
            state != "refused"
            and authors < _COPIES
            and relevance >= ENOUGH
            and about.in_time(day_from(posted))
        ):
            free.append(one)
    return free, approved


def _readable(text: str) -> float:
    """1 for a sentence or two, less for what is shorter or longer."""
    least, most = _READABLE
    if least <= len(text) <= most:
        return 1.0
    return max(0.0, 1 - abs(len(text) - _BEST) / (2 * _BEST))


def _liked(likes: int) -> float:
    return min(1.0, math.log10(1 + likes) / _MUCH_LIKED)


def _credits(store: Store, texts: Mapping[bytes, str], missing: set[str]) -> dict[bytes, Post]:
    """The posts in the files they came from, where they stand as they did, named and linked."""
    wanted: dict[str, set[bytes]] = defaultdict(set)
    for key, path in store.rows("SELECT key, path FROM posts JOIN files ON files.id = file"):
        if key in texts:
            wanted[path].add(key)
    found: dict[bytes, Post] = {}
    for path, keys in wanted.items():
        try:
            entries = posts_in(Path(path))
        except SourceError:
            entries = []
        posts = [one for one in entries if isinstance(one, Post)]
        there = {Hashes.of(store, one).key: one for one in posts if _creditable(one)}
        same = {key for key in keys & there.keys() if there[key].text.strip() == texts[key]}
        found |= {key: there[key] for key in same}
        if not same:
            missing.add(path)
    return found


def _creditable(post: Post) -> bool:
    return bool(_HANDLE.fullmatch(post.handle) and LINK.fullmatch(post.link))


def _write(
    store: Store,
    named: tuple[str, str],
    chosen: Collection[Candidate],
    credits_: Mapping[bytes, Post],
) -> None:
    """Put the proposals into the places that what is approved leaves free."""
    record, _ = named
    with store.change() as db:
        db.execute("INSERT OR IGNORE INTO records (record, claim) VALUES (?, ?)", named)
        db.execute("DELETE FROM quotes WHERE record = ? AND state = 'proposed'", [record])
        taken = {
            place
            for (place,) in db.execute(
                "SELECT place FROM quotes WHERE record = ? AND state = 'approved'", [record]
            )
        }
        places = (place for place in range(1, len(taken) + len(chosen) + 1) if place not in taken)
        db.executemany(
            "INSERT INTO quotes VALUES (?, ?, ?, 'proposed', 'embed', ?, ?)",
            [
                (record, one.key, place, credits_[one.key].link, credits_[one.key].credit)
                for one, place in zip(chosen, places, strict=False)
            ],
        )
    store.tidy()  # the names of those that were proposed before and are no more
