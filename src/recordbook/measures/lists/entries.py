"""Simultaneous entries: how many items of an artist stood in a part of the list at once.

An item counts for whoever is credited on it by the names that this book has: an undivided text of
several artists ("A & B") is a name of its own. A place that nobody surely holds, or that an item
holds on which nobody is credited, or somebody without a name, may be anybody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import bools, column, compute, filtered, taken
from recordbook.measures.lists.calendar import NO_LIST
from recordbook.measures.lists.events import Events, Running
from recordbook.measures.steps import rule

if TYPE_CHECKING:
    from recordbook.engine import Engine
    from recordbook.intake.arrow import Column
    from recordbook.measures.lists.calendar import Calendar, Flags, Ints
    from recordbook.measures.lists.listing import Listing


@dataclass(frozen=True, slots=True)
class Credits:
    """Who counts for which entity of a listing, as places in its entities and in `artists`.

    `anybodys` says by entity that it may be by somebody who is not among these.
    """

    artists: Column
    item: Ints
    artist: Ints
    anybodys: Flags

    @classmethod
    def of(cls, engine: Engine, entities: Column, rule_: str) -> Credits:
        """The credits on some entities under a rule: main, exact (the only main one) or any."""
        rows = engine.rows(rule("list_credits"))
        if rule_ != "any":
            rows = rows.filter(compute.equal(rows["role"], "main"))
        at = compute.index_in(column(rows, "item"), entities)
        rows = rows.append_column("at", at).filter(compute.is_valid(at))
        item = compute.cast(column(rows, "at"), pa.int64()).to_numpy()
        encoded: Any = compute.dictionary_encode(column(rows, "artist"))
        artist = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        unnamed = item[~bools(column(rows, "named"))]
        pairs = np.unique(np.stack([item, artist], axis=1), axis=0) if len(item) else None
        item, artist = (item, artist) if pairs is None else (pairs[:, 0], pairs[:, 1])
        if rule_ == "exact":
            alone = np.bincount(item, minlength=len(entities))[item] == 1
            item, artist = item[alone], artist[alone]
        anybodys = np.bincount(item, minlength=len(entities)) == 0
        anybodys[unnamed] = True
        return cls(encoded.dictionary, item, artist, anybodys)


def entries(
    listing: Listing, slots: Calendar, credited: Credits, rank: int, span: tuple[int, int]
) -> tuple[Events, tuple[Ints, Ints]]:
    """Events of artists (the one after the last is anyone else) and the running bounds.

    Events are the lists that an artist is in, and those on which anyone's open places grow.
    """
    of_row = listing.slots(slots)
    kept = (of_row >= span[0]) & (of_row < span[1]) & (listing.low <= rank)
    entity, slot, high = listing.entity[kept], of_row[kept], listing.high[kept]
    free = _free(listing, slots, rank)
    np.add.at(free, slot[credited.anybodys[entity]], 1)
    order = np.argsort(entity, kind="stable")
    entity, slot, high = entity[order], slot[order], high[order]
    start, end = (
        np.searchsorted(entity, credited.item),
        np.searchsorted(entity, credited.item, "right"),
    )
    many = end - start
    who = np.repeat(credited.artist, many)
    offset = np.arange(len(who)) - np.repeat(np.cumsum(many) - many, many)
    row = np.repeat(start, many) + offset
    return _running((who, slot[row], high[row] <= rank), free, len(credited.artists), span)


def _free(listing: Listing, slots: Calendar, rank: int) -> Ints:
    """By slot, how many places down to the rank nobody surely holds."""
    free = np.full(len(slots.at), rank, dtype=np.int64)
    seen = slots.at != NO_LIST
    free[seen] = listing.open_within(rank)[slots.at[seen]]
    return free


def _running(
    found: tuple[Ints, Ints, Flags], free: Ints, artists: int, span: tuple[int, int]
) -> tuple[Events, tuple[Ints, Ints]]:
    """Events and running bounds of items that were found in the list: whose, where, how surely."""
    who, slot, surely = found
    within = np.arange(*span)
    top = np.maximum.accumulate(free[within]) if len(within) else within
    grown = within[np.diff(top, prepend=0) > 0]
    everyone = np.repeat(np.arange(artists + 1), len(grown))
    codes = np.concatenate([who, everyone]) * len(free) + np.concatenate(
        [slot, np.tile(grown, artists + 1)]
    )
    known, at = np.unique(codes, return_inverse=True)
    low, may = np.zeros(len(known), np.int64), np.zeros(len(known), np.int64)
    np.add.at(low, at[: len(who)], surely)
    np.add.at(may, at[: len(who)], 1)
    entity, place = known // max(len(free), 1), known % max(len(free), 1)
    nothing = np.zeros(len(known), np.int64)
    inside = np.ones(len(known), dtype=bool)
    held = Events(entity, place, nothing, nothing, nothing, inside, inside)
    so_far = Running(held)
    base = np.zeros(len(free), np.int64)
    base[within] = top
    high = np.maximum(so_far.most(may + free[place]), base[place])
    return held, (so_far.most(low), high)


def of_artist(listing: Listing, credited: Credits, artist: str) -> pa.Table:
    """The rows of the items that count for an artist."""
    at = compute.index(credited.artists, artist).as_py()
    items = taken(listing.entities, np.unique(credited.item[credited.artist == at]))
    rows = listing.rows
    mine = compute.is_in(column(rows, "entity"), value_set=items)
    return filtered(rows, mine.to_numpy(zero_copy_only=False))
