"""Standings and histories of what is measured on lists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias, cast

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import column, columns, compute, ordered, strings, taken, texts
from recordbook.measures.lists import running
from recordbook.measures.lists.entries import Credits, entries
from recordbook.measures.lists.events import events
from recordbook.measures.lists.known import DAY, WEEK, known_list, usual_cadence
from recordbook.measures.lists.listing import OFF, Listing, everyone, load
from recordbook.measures.runs import ALWAYS
from recordbook.measures.steps import rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recordbook.intake.arrow import Column
    from recordbook.measures.evidence import Evidence
    from recordbook.measures.lists.calendar import Calendar, Flags, Ints
    from recordbook.measures.lists.events import Events
    from recordbook.measures.lists.known import KnownList
    from recordbook.measures.question import Question

    Judge: TypeAlias = Callable[[Events, running.Asked], running.Bounded]


@dataclass(frozen=True, slots=True, kw_only=True)
class Of:
    """How one measure is made: its function, how often its lists come, and what it looks at.

    `cadence` None: as the claim's metric says. `whole`: the list from its beginning, whatever the
    window. `deep`: all places, and not only those down to the rank. `place`: the value is a place.
    """

    judge: Judge
    cadence: int | None = None
    whole: bool = False
    deep: bool = False
    place: bool = False


LISTS: dict[str, Of | None] = {
    "days at": Of(judge=running.total, cadence=DAY),
    "weeks at": Of(judge=running.total, cadence=WEEK),
    "consecutive days at": Of(judge=running.streak, cadence=DAY),
    "consecutive weeks at": Of(judge=running.streak, cadence=WEEK),
    "re-entries": Of(judge=running.returns),
    "peak rank": Of(judge=running.peak, deep=True, place=True),
    "debut rank": Of(judge=running.debut, whole=True, deep=True, place=True),
    "re-entry rank": Of(judge=running.re_entry, whole=True, deep=True, place=True),
    "places gained": Of(judge=running.rise, whole=True, deep=True),
    "places lost": Of(judge=running.fall, whole=True, deep=True),
    "days from debut to": Of(judge=running.climb, cadence=DAY, whole=True, deep=True),
    "weeks from debut to": Of(judge=running.climb, cadence=WEEK, whole=True, deep=True),
    "days on the list to": Of(judge=running.lists_to, cadence=DAY, whole=True, deep=True),
    "weeks on the list to": Of(judge=running.lists_to, cadence=WEEK, whole=True, deep=True),
    "entries": None,
    "countries at": None,
}
"""Every measure of lists, by its aggregate; None: it has a way of its own."""

_FIRST_DAY = -ALWAYS
"""The day of a bound that holds from the beginning."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Change points, in the order of `who` and day; each holds until the next one of the same.

    `who` is a place in `entities`; the one after the last is everyone else.
    """

    entities: Column
    who: Ints
    day: Ints
    low: Ints
    high: Ints


def cadence_of(question: Question, aggregate: str) -> int:
    """How often the lists come that a measure looks at, in days."""
    of = LISTS[aggregate]
    if of is not None and of.cadence is not None:
        return of.cadence
    return WEEK if question.metric == "weekly rank" else usual_cadence(question.platform)


def listing_of(evidence: Evidence, question: Question, aggregate: str) -> Listing:
    """The list that a question is about, read once."""
    known = known_list(question.platform, question.region, cadence_of(question, aggregate))
    return _listing(evidence, replace(known, region=question.region))


def _listing(evidence: Evidence, known: KnownList) -> Listing:
    asked = f"list of {known.region}, every {known.cadence} days"
    if asked not in evidence.kept:
        evidence.kept[asked] = Listing.of(known, load(evidence.engine, known))
    return cast("Listing", evidence.kept[asked])


def slots_of(listing: Listing, question: Question, aggregate: str) -> Calendar:
    """The lists that came or may have come by the as-of day, as far back as the measure looks."""
    of, began = LISTS[aggregate], listing.known.began
    whole = of is not None and of.whole
    since = None if whole and began is not None else question.since
    slots = listing.calendar(since, question.as_of)
    endless = began is None and (whole or question.since is None)
    return replace(slots, endless=endless)


def standings(evidence: Evidence, question: Question, aggregate: str) -> pa.Table:
    """Everyone's bounds on the as-of day, and the days between which they reached the threshold.

    Columns as in `recordbook.measures.standings`. A place that nobody can have held on these lists
    is one more than the list has.
    """
    found = _changes(evidence, question, aggregate)
    known, where = _everyone(evidence, found.entities)
    who, day, low, high = found.who, found.day, found.low, found.high
    by_then = day <= question.as_of
    last = np.full(len(found.entities) + 1, -1, dtype=np.int64)
    last[who[by_then]] = np.flatnonzero(by_then)  # of several, the last one stays
    at = last[where]
    goal = question.threshold
    of = LISTS[aggregate]
    goal = OFF if of is not None and of.place else goal  # a place is not reached like a number
    reached = _first_day(who, day, low >= goal, len(last))[where]
    could = _first_day(who, day, high >= goal, len(last))[where]
    could = np.where(could == ALWAYS, question.as_of + 1, could)
    best, most = low[at], high[at]
    read = (at >= 0) & (where < len(found.entities))
    return columns(
        entity=known,
        low=pa.array(best),
        high=pa.array(most, mask=most == OFF),
        earliest=pa.array(could, mask=could == _FIRST_DAY),
        latest=pa.array(reached, mask=reached == ALWAYS),
        parts=pa.array(np.ones(len(where), np.int64)),
        parts_read=pa.array(read.astype(np.int64)),
    )


def history(evidence: Evidence, question: Question, aggregate: str) -> pa.Table:
    """entity, day, low, high: the days on which somebody's value so far changed, by day and entity.

    It holds from that day until the entity's next row; before its first row an entity stands as the
    rows of the null entity say, which are everyone's who has none. A low that is known from the
    beginning has the day of `-ALWAYS`. `question.as_of` is the last day.
    """
    found = _changes(evidence, question, aggregate)
    names = pa.concat_arrays([found.entities.cast(pa.string()), strings([None])])
    rows = columns(
        entity=taken(names, found.who),
        day=pa.array(found.day),
        low=pa.array(found.low),
        high=pa.array(found.high, mask=found.high == OFF),
    )
    return ordered(rows, "day", "entity")


def _changes(evidence: Evidence, question: Question, aggregate: str) -> Changes:
    """The change points of everyone, each beginning with what holds before anything is known."""
    if aggregate == "countries at":
        return _countries(evidence, question, aggregate)
    listing = listing_of(evidence, question, aggregate)
    slots = slots_of(listing, question, aggregate)
    span = slots.within(
        _FIRST_DAY if question.since is None else question.since,
        min(question.as_of, ALWAYS if question.until is None else question.until),
    )
    if aggregate == "entries":
        credited = Credits.of(evidence.engine, listing.entities, question.credit)
        rank = _within(listing, question.rank)
        one, bounds = entries(listing, slots, credited, rank, span)
        pieces, entities, place = [(one, bounds)], credited.artists, False
    else:
        of = LISTS[aggregate]
        assert of is not None  # noqa: S101 - the only others are the two above
        pieces, entities, place = (
            _pieces(listing, slots, question, of, span),
            listing.entities,
            of.place,
        )
    return _collected(pieces, entities, slots, listing, place=place)


def _within(listing: Listing, rank: int | None) -> int:
    """A rank, or the whole list's where none is asked or it has fewer places."""
    places = listing.known.places or OFF
    return min(places if rank is None else rank, places)


def _pieces(
    listing: Listing, slots: Calendar, question: Question, of: Of, span: tuple[int, int]
) -> Iterator[tuple[Events, running.Bounded]]:
    rank = _within(listing, question.rank)
    asked = running.Asked(rank=rank, slots=slots, cadence=listing.known.cadence)
    deepest = _within(listing, None) if of.deep else rank
    reach = (0, span[1]) if of.whole else span
    for piece in events(listing, slots, deepest, reach, span):
        low, high = of.judge(piece, asked)
        yield piece, (low, high)


def _collected(
    pieces: Iterator[tuple[Events, running.Bounded]] | list[tuple[Events, running.Bounded]],
    entities: Column,
    slots: Calendar,
    listing: Listing,
    *,
    place: bool,
) -> Changes:
    """Where bounds change, and a first row for everyone."""
    before = _before(slots, listing, place=place)
    everyone_ = np.arange(len(entities) + 1)
    found = [(everyone_, np.full(len(everyone_), _FIRST_DAY), *_same(before, len(everyone_)))]
    for piece, (low_, high_) in pieces:
        low, high = _limited(low_, high_, slots, listing, place=place)
        same = np.zeros(len(low), dtype=bool)
        same[1:] = (low[1:] == low[:-1]) & (high[1:] == high[:-1])
        same &= ~piece.begins
        same |= piece.begins & (low == before[0]) & (high == before[1])
        found.append((piece.entity[~same], slots.first[piece.slot[~same]], low[~same], high[~same]))
    who, day, low, high = (np.concatenate(list(one)) for one in zip(*found, strict=True))
    order = np.lexsort((day, who))
    return Changes(entities, who[order], day[order], low[order], high[order])


def _same(values: tuple[int, int], count: int) -> tuple[Ints, Ints]:
    return np.full(count, values[0]), np.full(count, values[1])


def _before(slots: Calendar, listing: Listing, *, place: bool) -> tuple[int, int]:
    """What is known of everyone before the first list."""
    if place:
        beyond = (listing.known.places or 0) + 1
        return (1 if slots.endless else beyond), OFF
    return 0, OFF if slots.endless else 0


def _limited(
    low: Ints, high: Ints, slots: Calendar, listing: Listing, *, place: bool
) -> tuple[Ints, Ints]:
    """Bounds as standings have them: lists without number before the first one leave much open."""
    if place:
        low = np.where(low == OFF, (listing.known.places or 0) + 1, low)
        return (np.ones_like(low) if slots.endless else low), high
    return low, np.full_like(high, OFF) if slots.endless else high


def _first_day(who: Ints, day: Ints, flags: Flags, count: int) -> Ints:
    """By entity the first day that is flagged, ALWAYS where none is."""
    found = np.full(count, ALWAYS, dtype=np.int64)
    np.minimum.at(found, who[flags], day[flags])
    return found


def _everyone(evidence: Evidence, entities: Column) -> tuple[Column, Ints]:
    """Everyone with a name or a place; where in `entities`, after the last if nowhere."""
    if "everyone" not in evidence.kept:
        evidence.kept["everyone"] = everyone(evidence.engine)
    named = cast("Column", evidence.kept["everyone"])
    both = pa.concat_arrays([named.cast(pa.string()), entities.cast(pa.string())])
    all_ = compute.unique(both)
    at = compute.fill_null(compute.index_in(all_, entities), len(entities))
    return all_, at.to_numpy(zero_copy_only=False).astype(np.int64)


def _countries(evidence: Evidence, question: Question, aggregate: str) -> Changes:
    """In how many countries somebody has stood at the place; how many there are, nobody says."""
    cadence = cadence_of(question, aggregate)
    metric = "rank-day" if cadence == DAY else "rank-week"
    asked = rule("list_regions", platform=question.platform, metric=metric)
    first: dict[str, list[int]] = {}
    for region in sorted(texts(column(evidence.engine.rows(asked), "region"))):
        known = replace(known_list(question.platform, region, cadence), region=region)
        for entity, day in _first_days(_listing(evidence, known), question):
            first.setdefault(entity, []).append(day)
    entities = strings(sorted(first))
    rows = [
        (who, day, so_many)
        for who, entity in enumerate(sorted(first))
        for so_many, day in enumerate(sorted(first[entity]), 1)
    ]
    start = [(who, _FIRST_DAY, 0) for who in range(len(first) + 1)]
    table = np.array(sorted(start + rows), dtype=np.int64).reshape(-1, 3)
    high = np.full(len(table), OFF)
    return Changes(entities, table[:, 0], table[:, 1], table[:, 2], high)


def _first_days(listing: Listing, question: Question) -> Iterator[tuple[str, int]]:
    """Who surely stood at the place in the window, and the first day of it."""
    day = listing.days[listing.day]
    since = _FIRST_DAY if question.since is None else question.since
    until = min(question.as_of, ALWAYS if question.until is None else question.until)
    there = (listing.high <= (question.rank or 0)) & (day >= since) & (day <= until)
    first = _first_day(listing.entity, day, there, len(listing.entities))
    for who in np.flatnonzero(first < ALWAYS):
        yield listing.entities[int(who)].as_py(), int(first[who])
