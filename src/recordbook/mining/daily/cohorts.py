"""Cohorts: who may have set a record by reaching a rung, in every cohort of up to three conditions.

Of a cohort only the three highest levels of its members are kept (a level is how many rungs one has
reached): they tell whether fewer than three had reached a rung before, which is all that first,
second and third ask. What had reached a rung when it was first read may have taken any time for it:
that ends the question of the fastest. What is named here is for the prover to decide; what is not
named is no record, for others of the cohort were there before.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from recordbook.mining.daily.fastest import TIMES, Times
from recordbook.mining.daily.groups import Groups, firsts
from recordbook.mining.daily.layout import Layout
from recordbook.mining.daily.log import KINDS
from recordbook.mining.daily.pages import each
from recordbook.mining.daily.state import BEFORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from recordbook.mining.daily.state import State

PLACES = 3
"""First, second and third are looked for."""

_BEGAN = PLACES  # the column of the highest level that a member had when it was first read
_RIVALS = 2  # a cohort of fewer members has no records
_MANY = 1 << 16  # subjects that are taken into account all at once
_BLOCK = 1 << 16  # subjects at a time
_CLOSED = 0xFFFF  # the levels of cohorts that nobody can lead


@dataclass(frozen=True)
class Candidates:
    """Row by row: which crossing of the day, and what it may be in which cohort.

    `subset` is one of `Layout`, `cohort` a number of the state's; `place` is 1 to 3, or 0 where
    others were before or on that very day; `fastest`: nobody is known to have been as fast.
    """

    crossing: NDArray[np.int64]
    subset: NDArray[np.int64]
    cohort: NDArray[np.int64]
    place: NDArray[np.uint8]
    fastest: NDArray[np.bool_]


@dataclass(frozen=True)
class Jumps:
    """Subjects that rose today: from which level to which, and where their crossings begin."""

    subjects: NDArray[Any]
    old: NDArray[np.uint16]
    new: NDArray[np.uint16]
    first: NDArray[np.int64]

    @classmethod
    def of(cls, rows: NDArray[Any]) -> Jumps:
        """Those of crossings, which stand together subject by subject."""
        subjects = rows["subject"]
        first = firsts(subjects)
        last = np.append(first[1:], len(rows)) - 1 if len(rows) else first
        return cls(subjects[first], rows["rung"][first], rows["rung"][last] + 1, first)


class Cohorts:
    """The cohorts of one kind of subject in a state, changed in memory until `keep`."""

    def __init__(self, state: State, kind: str) -> None:
        """Those as they are in the state."""
        self.state, self.kind = state, kind
        self.layout = Layout(state["cards"])
        self.rungs = len(state.ladder)
        self.number = state["cohorts"]
        self.top: NDArray[np.uint16] = np.array(state[f"levels_{kind}"])
        self.times = Times(state, kind)

    def begin(self, subjects: NDArray[Any], levels: NDArray[Any]) -> None:
        """Take into account what subjects had reached when they were first read."""
        order = np.argsort(levels, kind="stable")[::-1]  # then most blocks change nothing
        order = order[: int((levels > 0).sum())]
        if len(order) > _MANY and self.state.day is None:
            self._first(subjects[order], levels[order])
            return
        for some in _blocks(order):
            values, _ = self._known(subjects[some])
            event, _, cohort = self._below(values, levels[some], _BEGAN)
            np.maximum.at(self.top[:, _BEGAN], cohort, levels[some][event])
            event, _, cohort = self._below(values, levels[some], PLACES - 1)
            self._raise(cohort, np.zeros(len(event), np.uint16), levels[some][event])

    def _first(self, subjects: NDArray[Any], levels: NDArray[Any]) -> None:
        """The same for very many, the highest first, where nobody was known before."""
        closed = self.top[:, 0] == _CLOSED
        if self.kind == "track":  # a fourth of one release leads nothing: all four are in it
            own = self._owners(subjects)
            best = _ranks(np.where(own < 0, len(self.state["released"]), own)) < PLACES
            subjects, levels = subjects[best], levels[best]
        columns = np.ascontiguousarray(self._known(subjects)[0].T)
        for subset in range(len(self.layout.subsets)):
            cohort = self.number[self.layout.numbers(columns, subset)]
            place = _ranks(cohort)
            best = place < PLACES
            self.top[cohort[best], place[best]] = levels[best]
        self.top[:, _BEGAN] = self.top[:, 0]
        self.top[closed] = _CLOSED

    def judge(self, rows: NDArray[Any]) -> Candidates:
        """What the day's crossings may be; they are taken into account from now on."""
        jumps = Jumps.of(rows)
        event, subset, cohort, released = self._open(jumps)
        sizes = (jumps.new - jumps.old).astype(np.int64)[event]
        pair = np.repeat(np.arange(len(event)), sizes)
        step = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        crossing = jumps.first[event][pair] + step
        numbers, rung = cohort[pair], rows["rung"][crossing]
        timed = (released[event][pair] != BEFORE) & (self.top[numbers, _BEGAN] <= rung)
        days = rows["latest"][crossing] - released[event][pair]
        least = rows["earliest"][crossing] - released[event][pair]
        same = Groups.by(numbers * self.rungs + rung)
        before = (self.top[numbers, :PLACES] > rung[:, None]).sum(axis=1)
        place = np.where((before < PLACES) & (same.sizes[same.of] == 1), before + 1, 0)
        fastest = self.times.beaten(same, least, timed)
        self.times.add(same.values[same.of[timed]], days[timed])
        self._raise(cohort, jumps.old[event], jumps.new[event])
        told = (place > 0) | fastest
        return Candidates(
            crossing[told],
            subset[pair][told],
            numbers[told],
            place[told].astype(np.uint8),
            fastest[told],
        )

    def keep(self) -> None:
        """Hand what changed to the state."""
        self.times.keep()
        self.state.hold(**{f"levels_{self.kind}": self.top})

    def _open(self, jumps: Jumps) -> tuple[NDArray[np.int64], ...]:
        """Which subject in which subset and cohort still has something to win; release days."""
        found = [(_NONE, _NONE, _NONE)]
        released = [_NONE]
        for some in _blocks(np.arange(len(jumps.subjects))):
            values, days = self._known(jumps.subjects[some])
            event, subset, cohort = self._below(values, jumps.new[some], PLACES - 1, _BEGAN)
            found.append((some[event], subset, cohort))
            released.append(days.astype(np.int64))
        event, subset, cohort = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return event, subset, cohort, np.concatenate(released)

    def _below(
        self, values: NDArray[np.int32], levels: NDArray[Any], *rows: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Subject, subset, cohort wherever one of some columns is below the level."""
        columns = np.ascontiguousarray(values.T)
        edge = reduce(np.minimum, (self.top[:, row] for row in rows))
        found: list[tuple[NDArray[np.int64], ...]] = []
        for subset in range(len(self.layout.subsets)):
            cohort = self.number[self.layout.numbers(columns, subset)]
            event = np.flatnonzero(edge[cohort] < levels)
            found.append((event, np.full(len(event), subset), cohort[event].astype(np.int64)))
        event, subsets, cohorts = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return event, subsets, cohorts

    def _known(self, subjects: NDArray[Any]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Attributes and release days; a counter has those of its first release."""
        state, own = self.state, subjects.astype(np.int64)
        if self.kind == "track":
            own = self._owners(subjects)
        values, days = state["attributes"][own], state["released"][own]
        values[own < 0], days[own < 0] = -1, BEFORE
        return values, days

    def _owners(self, counters: NDArray[Any]) -> NDArray[np.int64]:
        """The first release of each counter, -1 for none."""
        owned = self.state["owned"]
        wanted = counters.astype(owned.dtype)
        place = np.minimum(np.searchsorted(owned, wanted), len(owned) - 1)
        owner = self.state["owners"][place].astype(np.int64)
        return np.where(owned[place] == wanted, owner, -1)

    def _raise(self, cohorts: NDArray[np.int64], old: NDArray[Any], new: NDArray[Any]) -> None:
        """Let members of cohorts rise from one level to another."""
        higher = new > self.top[cohorts, PLACES - 1]
        cohorts, old, new = cohorts[higher], old[higher], new[higher]
        risers = Groups.by(cohorts)
        alone = risers.sizes[risers.of] == 1
        one = cohorts[alone]
        were = np.append(self.top[one, :PLACES], new[alone][:, None], axis=1)
        gone = (were[:, :PLACES] == old[alone][:, None]) & (old[alone] > 0)[:, None]
        which = np.flatnonzero(gone.any(axis=1))
        were[which, gone[which].argmax(axis=1)] = 0
        were.sort(axis=1)
        self.top[one, :PLACES] = were[:, :0:-1]
        if not alone.all():
            self._raise_many(cohorts[~alone], old[~alone], new[~alone])

    def _raise_many(self, cohorts: NDArray[np.int64], old: NDArray[Any], new: NDArray[Any]) -> None:
        """The same where several members of a cohort rise."""
        risers = Groups.by(cohorts)
        changed, at = risers.values, risers.of
        were = self.top[changed, :PLACES]
        gone = (old > 0) & (old >= were[at, PLACES - 1])
        every = np.repeat(np.arange(len(changed)), PLACES)
        risen = [every << 16 | were.ravel(), at << 16 | new]
        levels = Groups.by(np.concatenate([*risen, at[gone] << 16 | old[gone]]))
        weight = np.ones(len(levels.of))
        weight[len(weight) - int(gone.sum()) :] = -1
        times = np.clip(np.bincount(levels.of, weight), 0, PLACES).astype(np.int64)
        ranked = np.repeat(levels.values, times)[::-1]
        cohort = ranked >> 16
        place = np.arange(len(ranked)) - np.searchsorted(-cohort, -cohort)
        best = place < PLACES
        self.top[changed[cohort[best]], place[best]] = ranked[best] & 0xFFFF


_NONE = np.zeros(0, dtype=np.int64)


def _blocks(order: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    return (order[at : at + _BLOCK] for at in range(0, len(order), _BLOCK))


def _ranks(groups: NDArray[Any]) -> NDArray[np.int64]:
    """Which of its group each row is, in their order, from 0; PLACES from the fourth on."""
    ranks = np.full(len(groups), PLACES)
    rows = np.arange(len(groups))
    first = np.zeros(int(groups.max(initial=0)) + 1, dtype=np.int64)
    for place in range(PLACES):
        here = groups[rows]
        first[here[::-1]] = rows[::-1]  # of many of one group, the last written stays
        best = first[here] == rows
        ranks[rows[best]] = place
        rows = rows[~best]
    return ranks


def risen(
    state: State,
    crossings: dict[str, NDArray[Any]],
    begun: dict[str, tuple[NDArray[Any], NDArray[Any]]],
) -> dict[str, Candidates]:
    """The day's candidates of each kind; the cohorts are brought forward."""
    if "cohorts" not in state:
        return {}

    def judged(kind: str) -> tuple[Cohorts, Candidates]:
        cohorts = Cohorts(state, kind)
        cohorts.begin(*begun[kind])
        return cohorts, cohorts.judge(crossings[kind])

    found = dict(zip(KINDS, each(judged, KINDS), strict=True))
    for cohorts, _ in found.values():
        cohorts.keep()
    return {kind: candidates for kind, (_, candidates) in found.items()}


def lay_out(state: State) -> None:
    """Make the cohorts anew from what is known of counters, releases and their logs."""
    if not state["attributes"].size:
        return
    state.hold(cards=state["attributes"].max(axis=0).astype(np.int64) + 1)
    single = _numbered(state)
    for kind, first in zip(KINDS, ("first_rung", "first_every", "first_total"), strict=True):
        levels = np.zeros((len(single), PLACES + 1), dtype=np.uint16)
        levels[np.arange(len(single)) == 0 if kind == "track" else single] = _CLOSED
        state.hold(**{f"levels_{kind}": levels})
        state.hold(**{f"{name}_{kind}": np.zeros(0, dtype=TIMES) for name in ("times", "recent")})
        cohorts = Cohorts(state, kind)
        cohorts.begin(np.arange(len(state[first])), state[first])
        log = state.logs[kind].rows()
        log = log[np.lexsort((log["rung"], log["subject"]))]
        edges = Jumps.of(log).first
        for start, end in pairwise([*edges[::_BLOCK], len(log)]):
            cohorts.judge(log[start:end])
        cohorts.keep()


def _numbered(state: State) -> NDArray[np.bool_]:
    """Number the cohorts that releases are of, from 1 on; which of them have a single one.

    0 is no cohort: whatever asks for what is not known of a subject.
    """
    layout, columns = Layout(state["cards"]), np.ascontiguousarray(state["attributes"].T)
    number = np.zeros(layout.cohorts + 1, dtype=np.uint32)
    single = [np.ones(1, dtype=bool)]
    for subset in range(len(layout.subsets)):
        at = layout.offsets[subset]
        codes = layout.numbers(columns, subset) - at
        known = codes >= 0
        releases = np.bincount(codes[known], minlength=layout.sizes[subset])
        some = np.flatnonzero(releases)
        number[at + some] = sum(map(len, single)) + np.arange(len(some))
        single.append(releases[some] + (not known.all()) < _RIVALS)  # unknown: may be of any
    state.hold(cohorts=number)
    return np.concatenate(single)
