"""What comes next in a cohort: who reaches the next rung when, and who came second to one lately.

Forecasts are no part of any verdict. Each says how well earlier ones of the same book came true.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from recordbook.claims import Aggregate
from recordbook.intake.arrow import (
    bools,
    column,
    compute,
    filtered,
    integers,
    strings,
    taken,
    texts,
)
from recordbook.measures import ALWAYS
from recordbook.measures.history import counter_history
from recordbook.measures.standings import parts
from recordbook.mining.ladder import next_rung
from recordbook.outlook import BEYOND, Calibration, Forecast, Scores, Series, forecast, scored
from recordbook.proof.question import kind_of, question_of
from recordbook.system.browsing import Board, named, viewed
from recordbook.system.errors import NoForecast, NothingRead
from recordbook.system.milestones import Firsts
from recordbook.system.provenance import last_day
from recordbook.units import Bounds, Truth, day_from, day_number

if TYPE_CHECKING:
    from recordbook.claims import Claim
    from recordbook.measures import Question
    from recordbook.outlook.series import Floats, Ints
    from recordbook.proof import Prover
    from recordbook.units import Day

LEVEL = 0.8
"""The share of forecasts whose day lies in its interval, if the future is like the past."""

_LONGEST = 730
"""So many days of the past are looked at."""

FORECAST = frozenset({Aggregate.TOTAL, Aggregate.ALBUM_TOTAL, Aggregate.EVERY_TRACK})
"""The measures that can be forecast: those that count up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """When one of a cohort reaches its next rung.

    `now` is what it has on the day of the outlook; `latest` is None where it may be later than the
    past can vouch for. `place` are the places that it would have among all who reach the rung, if
    it did today.
    """

    entity: str
    name: str
    maker: str
    now: int
    threshold: int
    earliest: Day
    expected: Day
    latest: Day | None
    place: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """One that reached a rung lately, not long after another who did.

    It got there between `earliest` and `latest`, and so many days (`behind`) after `first`,
    who surely was there before, and of those the soonest of whom that is sure.
    """

    entity: str
    name: str
    maker: str
    threshold: int
    earliest: Day
    latest: Day
    behind: Bounds
    first: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What comes next, the soonest first, as of the last day that was read; and what just missed.

    `watched` are those that were read on that day. `horizon` is how many days ahead the book's past
    can vouch for, 0 where too little was read. `scores` tell what became of forecasts that were
    made in the same way on earlier days.
    """

    claim: Claim
    day: Day
    next_up: tuple[Expectation, ...]
    missed: tuple[Missed, ...]
    watched: int
    horizon: int
    scores: Scores


def coming(
    prover: Prover, of: str, measure: str, *, platform: str = "spotify", within: int = 30
) -> Outlook:
    """What comes next by a measure in a cohort, each in the words of a claim; see `outlook`.

    NothingRead: the book holds no figures of the platform.
    """
    day = last_day(prover, platform)
    if day is None:
        raise NothingRead(f"this book holds no figures of {platform}", remedy="take some in first")
    return outlook(prover, viewed(of, measure, day, platform), within=within)


def outlook(prover: Prover, view: Claim, *, within: int = 30) -> Outlook:
    """Who of a view of everyone (`browsing.viewed`) is expected at a rung within so many days.

    NoForecast: the measure does not count up, or too few figures are known.
    """
    if view.measure.aggregate not in FORECAST or view.basis != "app":
        raise NoForecast(f"{view.measure.aggregate.value} does not count up from day to day")
    board = Board(prover, view)
    series, wholes = _series(prover, board)
    if series.last < day_number(view.as_of):  # later rows would count some as there, before all
        return outlook(prover, replace(view, as_of=day_from(series.last)), within=within)
    bridged = series.bridged()
    calibration = Calibration.of(bridged, LEVEL)
    goals, told, now = wholes.forecast(bridged, calibration)
    soon = np.flatnonzero((told.expected <= series.last + within) & (told.expected < BEYOND))
    soon = soon[np.lexsort((soon, told.earliest[soon], told.expected[soon]))]
    counts = dict(zip(goals[soon].tolist(), board.census(goals[soon].tolist()), strict=True))
    at_all: list[int] = soon.tolist()
    names = named(prover, (wholes.entities[at] for at in at_all))
    return Outlook(
        claim=view,
        day=day_from(series.last),
        next_up=tuple(
            Expectation(
                entity=wholes.entities[at],
                name=names[wholes.entities[at]][0],
                maker=names[wholes.entities[at]][1],
                now=int(now[at]),
                threshold=int(goals[at]),
                earliest=day_from(int(told.earliest[at])),
                expected=day_from(int(told.expected[at])),
                latest=None if told.latest[at] == BEYOND else day_from(int(told.latest[at])),
                place=_next(counts[int(goals[at])].bounds),
            )
            for at in at_all
        ),
        missed=_missed(prover, board, within),
        watched=int(np.count_nonzero(~np.isnan(now))),
        horizon=calibration.horizon,
        scores=scored(bridged, _rungs, LEVEL),
    )


def _missed(prover: Prover, board: Board, within: int) -> tuple[Missed, ...]:
    """Sure members that reached a rung in the last days, surely after another, and soon after."""
    as_of, field = day_number(board.claim.as_of), board.field
    sure = field.member == Truth.TRUE
    found: list[tuple[int, str, str, Bounds, Bounds]] = []
    for rung, (earliest, latest) in Firsts(board).days(board.ladder()):
        there = int(latest[sure].min(initial=as_of + 1))
        lately = sure & (latest > as_of - within) & (latest <= as_of)
        lately &= (earliest > there) & (latest - there <= within)
        for one in np.flatnonzero(lately).tolist():
            first = int(np.flatnonzero(sure & (latest == there))[0])
            mine, theirs = (str(field.entities[at].as_py()) for at in (one, first))
            days = Bounds(int(earliest[one]), int(latest[one]))
            began = int(earliest[first])
            behind = Bounds(
                days.low - there, None if began <= -ALWAYS else int(latest[one]) - began
            )
            found.append((rung, mine, theirs, days, behind))
    names = named(prover, (key for _, mine, theirs, _, _ in found for key in (mine, theirs)))
    return tuple(
        Missed(
            entity=mine,
            name=names[mine][0],
            maker=names[mine][1],
            threshold=rung,
            earliest=day_from(days.low),
            latest=day_from(days.high or days.low),
            behind=behind,
            first=names[theirs],
        )
        for rung, mine, theirs, days, behind in sorted(found, key=lambda one: (-one[0], one[1]))
    )


def _next(there: Bounds) -> Bounds:
    """The place of one more than are there."""
    return Bounds(there.low + 1, None if there.high is None else there.high + 1)


def _rungs(counts: Floats) -> Ints:
    """The next rung above each count."""
    return np.array([next_rung(max(int(count), 0)) for count in np.nan_to_num(counts)], np.int64)


@dataclass(frozen=True, slots=True)
class _Wholes:
    """What is forecast: each is as far as the least of its counters (rows of a series)."""

    entities: list[str]
    counters: list[Ints]

    def forecast(self, series: Series, calibration: Calibration) -> tuple[Ints, Forecast, Floats]:
        """By whole: its next rung, when the last of its counters is there, and what it has."""
        now = np.array([series.counts[rows, -1].min() for rows in self.counters])
        goals = _rungs(now)
        rows = np.concatenate([np.zeros(0, np.int64), *self.counters])
        ends = np.cumsum([0, *map(len, self.counters)])
        each = np.repeat(goals, np.diff(ends))
        told = forecast(series.rows(rows), each, calibration)
        last = (np.maximum.reduceat(of, ends[:-1]) if len(goals) else of for of in _days(told))
        return goals, Forecast(*last), now


def _days(told: Forecast) -> tuple[Ints, Ints, Ints]:
    return told.earliest, told.expected, told.latest


def _series(prover: Prover, board: Board) -> tuple[Series, _Wholes]:
    """The exact figures of the counters that were read on the last day, and whom they make up."""
    aggregate, question = question_of(board.claim, kind_of(board.claim))
    evidence = prover.evidence(board.claim.platform)
    members = set(texts(taken(board.field.entities, board.order)))
    if aggregate == Aggregate.EVERY_TRACK.value:
        made_of = _parts(prover, question, aggregate, members)
        aggregate = Aggregate.TOTAL.value
    else:
        made_of = {entity: [entity] for entity in members}
    rows = counter_history(evidence, question, aggregate)
    low, high = column(rows, "low"), column(rows, "high")
    day = integers(column(rows, "day"))
    exact = bools(compute.fill_null(compute.equal(low, high), fill_value=False))
    exact &= day <= question.as_of
    theirs = strings({one for of in made_of.values() for one in of})
    kept = exact & bools(compute.is_in(column(rows, "entity"), value_set=theirs))
    if not kept.any():
        raise NoForecast("nothing of it was ever read exactly")
    last = int(day[kept].max())
    counters = compute.unique(column(filtered(rows, kept & (day == last)), "entity"))
    row = integers(compute.fill_null(compute.index_in(column(rows, "entity"), counters), -1))
    kept &= row >= 0
    first = max(int(day[kept].min()), last - _LONGEST)
    kept &= day >= first
    counts = np.full((len(counters), last - first + 1), np.nan)
    counts[row[kept], day[kept] - first] = integers(low)[kept]
    place = {counter: at for at, counter in enumerate(texts(counters))}
    wholes = sorted(whole for whole, of in made_of.items() if place.keys() >= set(of))
    of = [np.array([place[one] for one in made_of[whole]], dtype=np.int64) for whole in wholes]
    return Series.of(first, counts), _Wholes(wholes, of)


def _parts(
    prover: Prover, question: Question, aggregate: str, members: set[str]
) -> dict[str, list[str]]:
    """The tracks of every album whose track list is known to be whole."""
    listed = prover.engine.rows(parts(question, aggregate))
    found: dict[str, list[str]] = {}
    short = set[str]()
    for whole, part, complete, sure in zip(
        texts(column(listed, "entity")),
        texts(column(listed, "part")),
        bools(column(listed, "whole")),
        bools(column(listed, "sure")),
        strict=True,
    ):
        found.setdefault(whole, []).append(part)
        if not (complete and sure):
            short.add(whole)
    return {whole: of for whole, of in found.items() if whole in members - short}
