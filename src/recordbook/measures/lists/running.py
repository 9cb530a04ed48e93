"""The running value of each measure of places: bounds after every event, list by list.

Each function gives low and high by event. A value "so far" is that of all lists up to the event's.
`high` is OFF where nothing limits it. Places are better the smaller they are; no place is OFF.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from recordbook.measures.lists.events import Running
from recordbook.measures.lists.listing import OFF

if TYPE_CHECKING:
    from recordbook.measures.lists.calendar import Calendar, Flags, Ints
    from recordbook.measures.lists.events import Events

Bounded: TypeAlias = "tuple[Ints, Ints]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a running value depends on besides the events: the place, the calendar, its cadence."""

    rank: int
    slots: Calendar
    cadence: int


def total(events: Events, asked: Asked) -> Bounded:
    """Lists on which it stood at the place or above."""
    so_far = Running(events)
    surely, maybe = _there(events, asked)
    return so_far.count(surely), so_far.count(maybe)


def streak(events: Events, asked: Asked) -> Bounded:
    """The longest row of lists, one after the other, on which it stood there."""
    so_far = Running(events)
    surely, maybe = _there(events, asked)
    longest = so_far.most(so_far.run(maybe, events.next_to))
    return so_far.most(so_far.run(surely, events.follows)), longest


def returns(events: Events, asked: Asked) -> Bounded:
    """How often it came back to the place after a list on which it did not stand there.

    At the least everything open is as on the list before; at the most it changes from list to list.
    """
    so_far = Running(events)
    surely, maybe = _there(events, asked)
    joined = maybe & np.append(False, maybe[:-1])[: len(maybe)]
    apart = np.cumsum(~(joined & events.next_to), dtype=np.int64)
    joined &= events.follows
    seen = so_far.carried(surely, apart, -1)
    before = np.append(-1, seen[:-1])[: len(seen)]
    before[events.begins] = -1
    fewest = so_far.count(surely & (before != apart))
    on = _alternating(surely, maybe, joined)
    was_on = joined & np.append(False, on[:-1])[: len(on)]
    most = so_far.count(on & ~was_on)
    low, high = np.maximum(fewest - 1, 0), np.maximum(most - 1, 0)
    return low, np.where(asked.slots.endless & (most > 0), OFF, high)


def _alternating(surely: Flags, maybe: Flags, joined: Flags) -> Flags:
    """Whether it is there, if what is open changes as often as it can, from the left."""
    place = np.arange(len(surely))
    fixed = surely | ~maybe | ~joined  # where the choice does not hang on the list before
    start = np.maximum.accumulate(np.where(fixed, place, 0)) if len(place) else place
    on = surely | (maybe & ~joined)
    return np.where(fixed, on, on[start] ^ ((place - start) % 2 == 1))


def peak(events: Events, asked: Asked) -> Bounded:
    """The best place."""
    del asked
    so_far = Running(events)
    low = np.where(events.inside, events.low, OFF)
    high = np.where(events.inside, events.high, OFF)
    return so_far.least(low), so_far.least(high)


def debut(events: Events, asked: Asked) -> Bounded:
    """The place on its first list, if that lies in the window."""
    so_far = Running(events)
    surely = events.high < OFF
    open_ = so_far.count(surely) - surely == 0  # nothing before it surely was the first
    low = so_far.least(np.where(open_ & events.inside, events.low, OFF))
    last = np.where(surely, events.high, events.most)
    high = so_far.most(np.where(open_, last, 0))
    outside = so_far.most((open_ & ~events.inside).astype(np.int64)) > 0
    told = (so_far.count(surely) > 0) & ~outside
    if asked.slots.endless:
        low = np.where(so_far.count(events.inside) > 0, 1, low)
        told &= False
    return low, np.where(told, high, OFF)


def re_entry(events: Events, asked: Asked) -> Bounded:
    """The best place at which it came back to the list after at least one without it."""
    so_far = Running(events)
    surely = events.high < OFF
    off_before = ~events.follows
    off_before[1:] |= events.high[:-1] == OFF
    seen = so_far.count(np.ones(len(events), dtype=bool)) - 1 - events.follows > 0
    seen |= asked.slots.endless
    may = off_before & seen & events.inside
    known = so_far.count(surely) - surely > 0
    does = surely & ~events.next_to & known & events.inside
    low = so_far.least(np.where(may, events.low, OFF))
    return low, so_far.least(np.where(does, events.high, OFF))


def rise(events: Events, asked: Asked) -> Bounded:
    """Most places gained from one list to the next, on both of which it stood."""
    del asked
    gained, could = np.zeros(len(events), np.int64), np.zeros(len(events), np.int64)
    both = (events.high[:-1] < OFF) & (events.high[1:] < OFF)
    gained[1:] = np.where(both, events.low[:-1] - np.where(both, events.high[1:], 0), 0)
    could[1:] = np.where(events.most[:-1] == OFF, OFF, events.most[:-1] - events.low[1:])
    return _stepped(events, gained, could)


def fall(events: Events, asked: Asked) -> Bounded:
    """Most places lost from one list to the next, on both of which it stood."""
    del asked
    lost, could = np.zeros(len(events), np.int64), np.zeros(len(events), np.int64)
    both = (events.high[:-1] < OFF) & (events.high[1:] < OFF)
    lost[1:] = np.where(both, events.low[1:] - np.where(both, events.high[:-1], 0), 0)
    could[1:] = np.where(events.most[1:] == OFF, OFF, events.most[1:] - events.low[:-1])
    return _stepped(events, lost, could)


def _stepped(events: Events, sure: Ints, could: Ints) -> Bounded:
    does, may = events.follows & events.inside, events.next_to & events.inside
    so_far = Running(events)
    low = so_far.most(np.where(does, np.maximum(sure, 0), 0))
    return low, so_far.most(np.where(may, np.maximum(could, 0), 0))


def climb(events: Events, asked: Asked) -> Bounded:
    """Cadences (days or weeks) between its first list and the first on which it stood there."""
    so_far = Running(events)
    days = asked.slots.first[events.slot]
    latest = np.minimum(asked.slots.last[events.slot], days + asked.cadence - 1)
    surely, maybe = _at(events, asked)
    listed = events.high < OFF
    always = np.ones(len(events), dtype=bool)
    came = so_far.first(listed, days, 0), so_far.first(always, days, 0)
    first = so_far.first(maybe, days, 0)
    low = np.maximum(first - came[0], 0) // asked.cadence
    open_ = so_far.count(surely) - surely == 0
    last = so_far.carried(maybe & open_, latest, 0)
    return _arrived(events, asked, low, (last - came[1]) // asked.cadence)


def lists_to(events: Events, asked: Asked) -> Bounded:
    """How many lists it was on when it first stood there, that one included."""
    so_far = Running(events)
    surely, maybe = _at(events, asked)
    listed = events.high < OFF
    before = so_far.count(listed) - listed
    low = so_far.first(maybe, before + 1, 0)
    open_ = so_far.count(surely) - surely == 0
    so_many = so_far.count(np.ones(len(events), dtype=bool))
    return _arrived(events, asked, low, so_far.carried(maybe & open_, so_many, 0))


def _arrived(events: Events, asked: Asked, low: Ints, high: Ints) -> Bounded:
    """The bounds of a way to a place, 0 for who never came there or came outside the window."""
    so_far = Running(events)
    surely, maybe = _at(events, asked)
    there = so_far.count(surely) > 0
    inside = so_far.first(maybe, events.inside.astype(np.int64), 0) > 0
    open_ = so_far.count(surely) - surely == 0
    could = so_far.count(maybe & open_ & events.inside) > 0
    endless = np.full(len(low), asked.slots.endless)
    low = np.where(there & inside & ~endless, low, 0)
    return low, np.where(could, np.where(endless, OFF, high), 0)


def _at(events: Events, asked: Asked) -> tuple[Flags, Flags]:
    return events.high <= asked.rank, events.low <= asked.rank


def _there(events: Events, asked: Asked) -> tuple[Flags, Flags]:
    surely, maybe = _at(events, asked)
    return surely & events.inside, maybe & events.inside
