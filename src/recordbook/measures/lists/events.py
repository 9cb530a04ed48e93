"""What each entity may have been on each list, as events: only where it is, or may be, in the list.

An event bounds an entity's place on one list; where an entity has no event it is surely not in the
part of the list that is asked about. Running values over events are made with `Running`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recordbook.measures.lists.calendar import NO_LIST
from recordbook.measures.lists.listing import OFF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.measures.lists.calendar import Calendar, Flags, Ints
    from recordbook.measures.lists.listing import Listing

_AT_ONCE = 4_000_000
"""How many events are held in memory at a time, about."""


@dataclass(frozen=True, slots=True)
class Events:
    """Events in the order of entity and slot.

    `low` and `high` bound the place (high is OFF where it may not be in the list); `most` is the
    last place it may hold if it is in the list. `inside`: the slot lies in the window that counts.
    `next_to`: no list that surely came lies between this event and the entity's one before.
    """

    entity: Ints
    slot: Ints
    low: Ints
    high: Ints
    most: Ints
    inside: Flags
    next_to: Flags

    def __len__(self) -> int:
        """How many there are."""
        return len(self.entity)

    @property
    def begins(self) -> Flags:
        """Whether an event is the first of its entity."""
        new = np.ones(len(self), dtype=bool)
        new[1:] = self.entity[1:] != self.entity[:-1]
        return new

    @property
    def follows(self) -> Flags:
        """Whether the event before is the same entity's in the slot just before."""
        on = np.zeros(len(self), dtype=bool)
        on[1:] = (self.entity[1:] == self.entity[:-1]) & (self.slot[1:] == self.slot[:-1] + 1)
        return on


def events(
    listing: Listing, slots: Calendar, deepest: int, span: tuple[int, int], inside: tuple[int, int]
) -> Iterator[Events]:
    """The events of some slots, down to a place; the entity after the last is anyone else.

    In pieces, each with all the events of some entities, in order.
    """
    first, last = _open_places(listing, slots)
    within = np.arange(*span)
    unsure = within[first[within] <= deepest]
    of_row = listing.slots(slots)
    kept = (of_row >= span[0]) & (of_row < span[1])
    rows = listing.entity[kept], of_row[kept], listing.low[kept], listing.high[kept]
    everyone = len(listing.entities) + 1
    step = max(_AT_ONCE // (len(unsure) + 1), 1)
    number = np.full(len(first) + 1, NO_LIST, dtype=np.int64)
    number[unsure] = np.arange(len(unsure))
    for start in range(0, everyone, step):
        end = min(start + step, everyone)
        left, right = np.searchsorted(rows[0], [start, end])
        entity, slot, low, high = (column[left:right] for column in rows)
        free = np.ones((end - start, len(unsure)), dtype=bool)
        there = number[slot] != NO_LIST
        free[entity[there] - start, number[slot[there]]] = False
        free &= slots.last[unsure] >= listing.whole_by[start:end, None]
        who, which = np.nonzero(free)
        other = unsure[which]
        near = low <= deepest
        parts = [
            (entity[near], who + start),
            (slot[near], other),
            (low[near], first[other]),
            (high[near], np.full(len(other), OFF)),
            (np.where(high == OFF, listing.known.places or OFF, high)[near], last[other]),
        ]
        columns = [np.concatenate(pair) for pair in parts]
        order = np.lexsort((columns[1], columns[0]))
        who, where, low, high, most = (column[order] for column in columns)
        counted = (where >= inside[0]) & (where < inside[1])
        yield Events(who, where, low, high, most, counted, _next_to(who, where, slots))


def _next_to(entity: Ints, slot: Ints, slots: Calendar) -> Flags:
    """Whether no list that surely came lies between each event and the entity's one before."""
    came = slots.at != NO_LIST
    so_many = np.cumsum(came)
    near = np.zeros(len(entity), dtype=bool)
    between = (so_many - came)[slot[1:]] - so_many[slot[:-1]]
    near[1:] = (entity[1:] == entity[:-1]) & (between == 0)
    return near


def _open_places(listing: Listing, slots: Calendar) -> tuple[Ints, Ints]:
    """By slot, the first and the last place that somebody unlisted may hold."""
    seen = slots.at != NO_LIST
    first = np.ones(len(seen), dtype=np.int64)
    last = np.full(len(seen), listing.known.places or OFF, dtype=np.int64)
    first[seen] = listing.first_open[slots.at[seen]]
    last[seen] = listing.last_open[slots.at[seen]]
    return first, last


@dataclass(frozen=True, slots=True)
class Running:
    """Running values over the events of each entity, each event included."""

    events: Events

    def count(self, flags: Flags) -> Ints:
        """How many events so far."""
        total = np.cumsum(flags, dtype=np.int64)
        return total - self._at_start(total - flags)

    def most(self, values: Ints) -> Ints:
        """The greatest so far."""
        return self._extreme(values)

    def least(self, values: Ints) -> Ints:
        """The least so far."""
        return -self._extreme(-values)

    def first(self, flags: Flags, values: Ints, before: int) -> Ints:
        """The value at the first event that is flagged; `before` until there is one."""
        counted = self.count(flags)
        return self.carried(flags & (counted == 1), values, before)

    def carried(self, flags: Flags, values: Ints, before: int) -> Ints:
        """The value at the last event that is flagged; `before` until there is one."""
        place = np.where(flags, np.arange(len(flags)), -1)
        place = np.maximum.accumulate(place) if len(place) else place
        start = self._starts()
        known = place >= start
        return np.where(known, values[np.maximum(place, 0)], before).astype(np.int64)

    def run(self, flags: Flags, follows: Flags) -> Ints:
        """How many events in a row, up to this one, are flagged, where each `follows` another."""
        if not len(flags):
            return np.zeros(0, dtype=np.int64)
        on = follows & flags
        on[1:] &= flags[:-1]
        place = np.arange(len(flags))
        start = np.maximum.accumulate(np.where(on, 0, place))
        return np.where(flags, place - start + 1, 0).astype(np.int64)

    def _starts(self) -> Ints:
        """The place of each entity's first event."""
        place = np.where(self.events.begins, np.arange(len(self.events)), 0)
        return np.maximum.accumulate(place) if len(place) else place

    def _at_start(self, values: Ints) -> Ints:
        return values[self._starts()] if len(values) else values

    def _extreme(self, values: Ints) -> Ints:
        """The running greatest, entity by entity: ranks in order stand in for the values."""
        if not len(values):
            return values
        known, rank = np.unique(values, return_inverse=True)
        lifted = rank.astype(np.int64) + self.events.entity * np.int64(len(known))
        return known[np.maximum.accumulate(lifted) - self.events.entity * np.int64(len(known))]
