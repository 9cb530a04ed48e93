"""Which of all cohorts of one subject a claim holds in: sets of up to three conditions, at once.

A rival is out of a cohort if it surely fails one of its conditions. So a claim that nobody else may
contest holds in exactly the sets that hit every contesting row: the widest of those are told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from recordbook.catalogue.hierarchy import below
from recordbook.claims import entails
from recordbook.mining.crowd import distinct
from recordbook.mining.groups import Groups
from recordbook.mining.rivals import NOBODY
from recordbook.units import Truth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.claims import Condition
    from recordbook.mining.crowd import Crowd, Flags, Ints

_DENSE = 12
"""Of so few conditions every combination has a number of its own."""


@dataclass(frozen=True)
class Cohorts:
    """All condition sets of a subject.

    `conditions` are numbers of a crowd's; `sets` holds places in them, one set a row, padded with
    the number of conditions; `entailed` says of two conditions (row, column) whether the second
    entails the first.
    """

    conditions: Ints
    sets: Ints
    entailed: Flags

    @classmethod
    def of(cls, conditions: Ints, meaning: Sequence[Condition], most: int) -> Cohorts:
        """The sets of up to `most` conditions, no two of which entail one another."""
        asked = [meaning[int(number)] for number in conditions]
        count = len(asked)
        entailed = np.eye(count, dtype=bool)
        for one, other in combinations(range(count), 2):
            if (asked[one].attribute, asked[one].of) == (asked[other].attribute, asked[other].of):
                entailed[one, other] = entails(asked[other], asked[one], below)
                entailed[other, one] = entails(asked[one], asked[other], below)
        apart = ~(entailed | entailed.T)
        rows = [
            (*chosen, *[count] * (most - size))
            for size in range(most + 1)
            for chosen in combinations(range(count), size)
            if all(apart[pair] for pair in combinations(chosen, 2))
        ]
        sets = np.array(rows, dtype=np.int64).reshape(len(rows), most)
        return cls(conditions, sets, entailed)

    def named(self, number: int) -> Ints:
        """The numbers of the conditions of one set."""
        chosen = self.sets[number]
        return self.conditions[chosen[chosen < len(self.conditions)]]

    def sure(self, crowd: Crowd, place: int) -> Flags:
        """Of each set, whether somebody surely meets all of it, as one and the same."""
        if crowd.member[place] != Truth.TRUE:
            return np.zeros(len(self.sets), dtype=bool)
        ends = np.searchsorted(crowd.owner, [place, place + 1])
        meets = crowd.truth[self.conditions, ends[0] : ends[1]] == Truth.TRUE
        return np.asarray(self._all(meets).any(axis=1))

    def highest(self, crowd: Crowd, score: Ints) -> Ints:
        """Of each set, the highest score of whoever may be in it; by row of a profile."""
        kinds, met = self._kinds(crowd)
        best = np.full(met.shape[1], NOBODY)
        np.maximum.at(best, kinds, score)
        there = np.flatnonzero(best > NOBODY)
        held = self._all(met[:, there])
        return np.where(held, best[there], NOBODY).max(axis=1, initial=NOBODY)

    def _kinds(self, crowd: Crowd) -> tuple[Ints, Flags]:
        """Of each row the kind by which conditions it may meet, and of each kind which it meets."""
        may, count = crowd.profiles.may, len(self.conditions)
        if count > _DENSE:
            kinds, first = distinct(may[self.conditions].view(np.uint8))
            return kinds, may[np.ix_(self.conditions, first)]
        kinds = np.zeros(may.shape[1], dtype=np.uint16)
        for at, condition in enumerate(self.conditions.tolist()):
            kinds |= may[condition].astype(np.uint16) << np.uint16(at)
        return kinds.astype(np.int64), (np.arange(1 << count) >> np.arange(count)[:, None]) & 1 > 0

    def counts(self, crowd: Crowd, sure: Ints, may: Ints) -> tuple[Ints, Ints]:
        """Of each set, how many are surely in it and how many may be.

        `sure` and `may` say how many to count of each profile; a row of either is one count.
        """
        profiles = crowd.profiles
        chosen = np.flatnonzero(sure.any(axis=0) | may.any(axis=0))
        if not profiles.simple:
            return self._counts_of_many(crowd, chosen, sure, may)
        truth = profiles.truth[np.ix_(self.conditions, chosen)]
        of, first = distinct(truth)
        kinds = truth[:, first]
        weights = [_summed(weight[:, chosen], of, len(first)) for weight in (sure, may)]
        return (
            self._all(kinds == Truth.TRUE).astype(np.int64) @ weights[0].T,
            self._all(kinds > Truth.FALSE).astype(np.int64) @ weights[1].T,
        )

    def _counts_of_many(
        self, crowd: Crowd, chosen: Ints, sure: Ints, may: Ints
    ) -> tuple[Ints, Ints]:
        """The same where some profiles have several rows: each counts once."""
        profiles = crowd.profiles
        wanted = np.zeros(len(profiles), dtype=bool)
        wanted[chosen] = True
        rows = np.flatnonzero(wanted[profiles.of_row])
        begins = np.searchsorted(profiles.of_row[rows], chosen)
        if not len(rows):
            none = np.zeros((len(self.sets), len(sure)), dtype=np.int64)
            return none, none
        truth = profiles.truth[np.ix_(self.conditions, rows)]
        found = [
            np.logical_or.reduceat(self._all(held), begins, axis=1).astype(np.int64)
            for held in (truth == Truth.TRUE, truth > Truth.FALSE)
        ]
        return found[0] @ sure[:, chosen].T, found[1] @ may[:, chosen].T

    def widest(self, holds: Flags) -> Flags:
        """Of the sets in which something holds, those that none of the others is wider than."""
        key = holds.tobytes()
        if key not in self._widest:
            left, found = holds.copy(), np.zeros(len(holds), dtype=bool)
            for number in self._narrowing[holds[self._narrowing]].tolist():
                if left[number]:
                    found[number] = True
                    left &= ~self._narrower(number)
            self._widest[key] = found
        return self._widest[key].copy()

    @cached_property
    def _widest(self) -> dict[bytes, Flags]:
        return {}

    def _narrower(self, number: int) -> Flags:
        """Which sets are narrower than one: each of its conditions is entailed by one of theirs."""
        chosen = self.sets[number]
        padded = np.zeros((len(self.conditions), len(self.conditions) + 1), dtype=bool)
        padded[:, :-1] = self.entailed
        wide = np.ones(len(self.sets), dtype=bool)
        for condition in chosen[chosen < len(self.conditions)]:
            wide &= padded[condition][self.sets].any(axis=1)
        return wide

    @cached_property
    def _narrowing(self) -> Ints:
        """The sets, each after all that are wider."""
        depth = np.append(self.entailed.sum(axis=0), 0)
        return np.argsort(depth[self.sets].sum(axis=1), kind="stable")

    def _all(self, held: Flags) -> Flags:
        """For each set (row) and each column, whether all of its conditions are held."""
        padded = np.vstack([held, np.ones((1, held.shape[1]), dtype=bool)])
        found = np.ones((len(self.sets), held.shape[1]), dtype=bool)
        for chosen in self.sets.T:
            found &= padded[chosen]
        return found


@dataclass
class CohortsOf:
    """The condition sets of everybody, of up to `most` conditions; what is shared is made once."""

    most: int
    _sets: dict[tuple[int, ...], Cohorts] = field(default_factory=dict[tuple[int, ...], Cohorts])
    _groups: dict[int, tuple[Crowd, Groups | None]] = field(
        default_factory=dict[int, "tuple[Crowd, Groups | None]"]
    )

    def of(self, crowd: Crowd, place: int) -> Cohorts:
        """The condition sets of somebody."""
        conditions = crowd.true_of(place)
        key = tuple(conditions.tolist())
        if key not in self._sets:
            self._sets[key] = Cohorts.of(conditions, crowd.conditions, self.most)
        return self._sets[key]

    def groups(self, crowd: Crowd) -> Groups | None:
        """Who surely shares which sets, where there are not too many."""
        if id(crowd) not in self._groups:
            self._groups[id(crowd)] = crowd, Groups.of(crowd, self.most)
        return self._groups[id(crowd)][1]


def _summed(weights: Ints, of: Ints, kinds: int) -> Ints:
    """For each row of weights, their sums by kind."""
    return np.array([np.bincount(of, row, kinds) for row in weights]).astype(np.int64)
