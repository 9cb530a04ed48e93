"""What is measured on a list, event by event: bounds of the value so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from .runs import OPEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .lists import Event

Bounds: TypeAlias = "tuple[int, int]"


class Asked(NamedTuple):
    """The rank, the days that count, whether lists without number may lie before, the cadence."""

    rank: int
    since: int
    until: int
    endless: bool
    cadence: int

    def inside(self, event: Event) -> bool:
        """Whether an event's list may be in the window."""
        return event.slot.last >= self.since and event.slot.first <= self.until

    def there(self, event: Event) -> tuple[bool, bool]:
        """Whether it surely stood at the rank, and whether it may have."""
        inside = self.inside(event)
        return inside and event.high <= self.rank, inside and event.low <= self.rank


def total(events: list[Event], asked: Asked) -> Iterator[Bounds]:
    """Lists at the place."""
    low = high = 0
    for event in events:
        surely, maybe = asked.there(event)
        low, high = low + surely, high + maybe
        yield low, high


def streak(events: list[Event], asked: Asked) -> Iterator[Bounds]:
    """The longest row of lists at the place."""
    sure = may = low = high = 0
    for event in events:
        surely, maybe = asked.there(event)
        sure = (sure + 1 if event.follows else 1) if surely else 0
        may = (may + 1 if event.near else 1) if maybe else 0
        low, high = max(low, sure), max(high, may)
        yield low, high


def returns(events: list[Event], asked: Asked) -> Iterator[Bounds]:
    """How often it came back to the place."""
    fewest = most = 0
    seen, was, on = False, False, False  # in this stretch: surely there; may have been; is taken to
    for event in events:
        surely, maybe = asked.there(event)
        if not (maybe and was and event.near):
            seen = False
        joined = maybe and was and event.follows
        now = surely or (maybe and not (joined and on))
        most += now and not (joined and on)
        fewest += surely and not seen
        seen, was, on = seen or surely, maybe, now
        yield max(fewest - 1, 0), OPEN if asked.endless and most else max(most - 1, 0)


def peak(events: list[Event], asked: Asked) -> Iterator[Bounds]:
    """The best place."""
    low = high = OPEN
    for event in events:
        if asked.inside(event):
            low, high = min(low, event.low), min(high, event.high)
        yield low, high


def debut(events: list[Event], asked: Asked) -> Iterator[Bounds]:
    """The place on the first list, if that is in the window."""
    low, high, told, outside, counted = OPEN, 0, False, False, False
    for event in events:
        inside = asked.inside(event)
        counted |= inside
        if not told:
            low = min(low, event.low) if inside else low
            high = max(high, event.high if event.high < OPEN else event.most)
            outside |= not inside
            told = event.high < OPEN
        if asked.endless:
            yield 1 if counted else low, OPEN
        else:
            yield low, high if told and not outside else OPEN


def re_entry(events: list[Event], asked: Asked) -> Iterator[Bounds]:
    """The best place at which it came back to the list."""
    low = high = OPEN
    known = False
    for number, event in enumerate(events):
        gone = not event.follows or events[number - 1].high == OPEN
        earlier = asked.endless or number - event.follows > 0
        if asked.inside(event):
            low = min(low, event.low) if gone and earlier else low
            back = event.high < OPEN and not event.near and known
            high = min(high, event.high) if back else high
        known |= event.high < OPEN
        yield low, high


def step(sign: int) -> Callable[[list[Event], Asked], Iterator[Bounds]]:
    """Places gained (1) or lost (-1) from one list to the next."""

    def judge(events: list[Event], asked: Asked) -> Iterator[Bounds]:
        low = high = 0
        for number, event in enumerate(events):
            if number and asked.inside(event):
                before = events[number - 1]
                worse, better = (before, event) if sign > 0 else (event, before)
                if event.follows and max(worse.high, better.high) < OPEN:
                    low = max(low, worse.low - better.high)
                if event.near:
                    high = max(high, OPEN if worse.most == OPEN else worse.most - better.low)
            yield low, high

    return judge


def climb(events: list[Event], asked: Asked) -> Iterator[Bounds]:
    """Cadences from the first list to the first one at the place."""
    came: int | None = None  # the day of the first list it surely was in
    first = last = 0
    for event, way in _way(events, asked):
        day = event.slot.first
        came = day if came is None and event.high < OPEN else came
        if way.opens:
            first = day
        if way.may:
            last = min(event.slot.last, day + asked.cadence - 1)
        low = max(first - (came or 0), 0) // asked.cadence if way.sure else 0
        yield way.bounds(asked, low, (last - events[0].slot.first) // asked.cadence)


def lists_to(events: list[Event], asked: Asked) -> Iterator[Bounds]:
    """On how many lists it was when it first stood there, that one included."""
    sure = low = high = 0
    for number, (event, way) in enumerate(_way(events, asked), 1):
        if way.opens:
            low = sure + 1
        if way.may:
            high = number
        sure += event.high < OPEN
        yield way.bounds(asked, low, high)


class Way(NamedTuple):
    """How far a way to a place is at an event.

    `opens`: it may have arrived here, and not before; `may`: it may arrive here; `sure`: it surely
    has arrived; `inside`: it began to be possible in the window; `could`: it was possible there.
    """

    opens: bool
    may: bool
    sure: bool
    inside: bool
    could: bool

    def bounds(self, asked: Asked, low: int, high: int) -> Bounds:
        """The bounds, 0 for who never came there or came outside the window."""
        low = low if self.sure and self.inside and not asked.endless else 0
        return low, (OPEN if asked.endless else high) if self.could else 0


def _way(events: list[Event], asked: Asked) -> Iterator[tuple[Event, Way]]:
    begun = sure = inside = could = False
    for event in events:
        may = event.low <= asked.rank and not sure
        opens = may and not begun
        inside = asked.inside(event) if opens else inside
        begun |= may
        could |= may and asked.inside(event)
        sure |= event.high <= asked.rank
        yield event, Way(opens, may, sure, inside, could)


class Of(NamedTuple):
    """How a measure is made: how often, of the whole list, of all its places, a place itself."""

    judge: Callable[[list[Event], Asked], Iterator[Bounds]]
    cadence: int | None = None
    whole: bool = False
    deep: bool = False
    place: bool = False


MEASURES = {
    "days at": Of(total, 1),
    "weeks at": Of(total, 7),
    "consecutive days at": Of(streak, 1),
    "consecutive weeks at": Of(streak, 7),
    "re-entries": Of(returns),
    "peak rank": Of(peak, None, whole=False, deep=True, place=True),
    "debut rank": Of(debut, None, whole=True, deep=True, place=True),
    "re-entry rank": Of(re_entry, None, whole=True, deep=True, place=True),
    "places gained": Of(step(1), None, whole=True, deep=True),
    "places lost": Of(step(-1), None, whole=True, deep=True),
    "days from debut to": Of(climb, 1, whole=True, deep=True),
    "weeks from debut to": Of(climb, 7, whole=True, deep=True),
    "days on the list to": Of(lists_to, 1, whole=True, deep=True),
    "weeks on the list to": Of(lists_to, 7, whole=True, deep=True),
}
"""The measures of one thing on one list."""
