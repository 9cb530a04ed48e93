"""Approval: an editor says which of the chosen posts are quoted, and which never will be."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from recordbook.reactions.errors import NoStore, NotChosen
from recordbook.reactions.quote import Quote
from recordbook.reactions.store import Store, opened, place_of
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from recordbook.ledger import Book

Permission: TypeAlias = Literal["embed", "granted", "public domain"]

_CHOSEN = """
SELECT place, state, text, language, quotes.link, credit, platform, posted, permission, theme
FROM quotes JOIN posts USING (key)
WHERE record = ? AND state <> 'refused' AND text IS NOT NULL ORDER BY place
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A post that was chosen for a record, by its place in the list; approved or not yet."""

    place: int
    approved: bool
    theme: str
    quote: Quote


def chosen_of(store: Store, record: str) -> tuple[Chosen, ...]:
    """What is chosen for a record, approved or not, in the order of its places."""
    return tuple(
        Chosen(
            place=place,
            approved=state == "approved",
            theme=theme,
            quote=Quote(
                text=text,
                language=language,
                link=link,
                credit=credit,
                platform=platform,
                posted=day_from(posted),
                permission=permission,
            ),
        )
        for place, state, text, language, link, credit, platform, posted, permission, theme in (
            store.rows(_CHOSEN, [record])
        )
    )


def approve(
    store: Store, record: str, places: Collection[int], permission: Permission = "embed"
) -> None:
    """Let the posts in these places be published; NotChosen names a place that holds none."""
    with store.change() as db:
        _all_there(store, record, places)
        for place in places:
            db.execute(
                "UPDATE quotes SET state = 'approved', permission = ? WHERE record = ?"
                " AND place = ? AND state <> 'refused'",
                (permission, record, place),
            )
        store.touch([record])


def refuse(store: Store, record: str, places: Collection[int]) -> None:
    """Never quote the posts in these places for this record; their credits are erased."""
    with store.change() as db:
        _all_there(store, record, places)
        for place in places:
            db.execute(
                "UPDATE quotes SET state = 'refused', place = 0, link = NULL, credit = NULL"
                " WHERE record = ? AND place = ? AND state <> 'refused'",
                (record, place),
            )
        store.touch([record])
    store.tidy()


def quotes_of(book: Book | str, record: str, store: Path | None = None) -> tuple[Quote, ...]:
    """What may be quoted of a record, by its key: what an editor approved and is not gone since.

    A book without posts, or in object storage without a store, gives none.
    """
    with suppress(NoStore):
        path = place_of(book if isinstance(book, str) else book.address, store)
        if path.is_file():
            with opened(path) as there:
                return tuple(one.quote for one in chosen_of(there, record) if one.approved)
    return ()


def quotes_changed(book: Book | str, record: str, store: Path | None = None) -> datetime | None:
    """When what may be quoted of a record last changed, forgetting included; None if never."""
    with suppress(NoStore):
        path = place_of(book if isinstance(book, str) else book.address, store)
        if path.is_file():
            with opened(path) as there:
                rows = there.rows("SELECT changed FROM records WHERE record = ?", [record])
                return datetime.fromisoformat(rows[0][0]) if rows and rows[0][0] else None
    return None


def _all_there(store: Store, record: str, places: Collection[int]) -> None:
    there = {place for (place, *_) in store.rows(_CHOSEN, [record])}
    if wrong := sorted(set(places) - there):
        listed = ", ".join(map(str, sorted(there))) or "none"
        raise NotChosen(
            f"{record} has no quote in place {wrong[0]}; its places are: {listed}",
            remedy="`reactions list` shows them, `reactions choose` fills them",
        )
