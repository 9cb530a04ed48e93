"""A crowd: everyone of a population, and which conditions each of them meets.

What one cohort asks of the artist it asks of one and the same artist. So whoever has several main
artists stands in the crowd once with each of them, in a row of its own, and is in a cohort if one
of its rows is.

Rivals with the same rows are alike for every cohort: they share a profile, and there are few.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from recordbook.catalogue.attributes import canonical
from recordbook.catalogue.hierarchy import parents
from recordbook.units import Truth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.claims import Cohort, Condition

Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Truths: TypeAlias = NDArray[np.uint8]
"""Kleene truth: 0 false, 1 unknown, 2 true."""


@dataclass(frozen=True)
class Crowd:
    """Everyone who may count on a day, by place; `cohort` is the one that all others are part of.

    `member` is the truth of being in it at all, by place. `truth` has a row per condition and a
    column per row of the crowd; `owner` is the place that each row belongs to, ascending, none left
    out.
    """

    cohort: Cohort
    entities: Sequence[str]
    member: Truths
    conditions: tuple[Condition, ...]
    owner: Ints
    truth: Truths

    @cached_property
    def profiles(self) -> Profiles:
        """Who is like whom."""
        return Profiles.of(self)

    def true_of(self, place: int) -> Ints:
        """The conditions that somebody surely meets, each with some artist.

        A wider value is left out where it says nothing else: where everyone who meets it meets the
        narrower one as surely.
        """
        rows = np.searchsorted(self.owner, [place, place + 1])
        true = (self.truth[:, rows[0] : rows[1]] == Truth.TRUE).any(axis=1)
        same = self._same_as_narrower
        true[same[1, true[same[0]]]] = False
        return np.flatnonzero(true)

    @cached_property
    def _same_as_narrower(self) -> Ints:
        """Pairs of conditions, a narrower and a wider value, that are alike true of everyone."""
        profiles = self.profiles
        truth = np.maximum.reduceat(profiles.truth, profiles.begins, axis=1)
        numbers = {
            (one.attribute, one.of, canonical(one.attribute, one.values[0])): number
            for number, one in enumerate(self.conditions)
        }
        pairs = [
            (number, numbers[wider])
            for number, one in enumerate(self.conditions)
            for parent in parents(one.attribute, one.values[0])
            if (wider := (one.attribute, one.of, parent)) in numbers
        ]
        alike = [pair for pair in pairs if np.array_equal(truth[pair[0]], truth[pair[1]])]
        return np.array(alike, dtype=np.int64).reshape(-1, 2).T

    def truths(self, conditions: Ints) -> Truths:
        """Kleene truth of meeting all of some conditions, by place."""
        profiles = self.profiles
        rows = profiles.truth[conditions].min(axis=0, initial=Truth.TRUE)
        truth = rows if profiles.simple else np.maximum.reduceat(rows, profiles.begins)
        return np.minimum(truth[profiles.of_place], self.member)

    def possible(self, conditions: Ints) -> Flags:
        """Who may meet all of some conditions, by place."""
        may = self.profiles.meeting(conditions, Truth.UNKNOWN)
        return may[self.profiles.of_place] & (self.member > Truth.FALSE)

    def surely(self, conditions: Ints) -> Flags:
        """Who surely meets all of some conditions, by place."""
        sure = self.profiles.meeting(conditions, Truth.TRUE)
        return sure[self.profiles.of_place] & (self.member == Truth.TRUE)


@dataclass(frozen=True)
class Profiles:
    """The profiles of a crowd: `of_place` says whose each is, `begins` where the rows of each lie.

    `truth` has a row per condition and a column per row of a profile.
    """

    of_place: Ints
    begins: Ints
    truth: Truths

    @classmethod
    def of(cls, crowd: Crowd) -> Profiles:
        """The profiles of a crowd."""
        kinds, first = distinct(crowd.truth)
        starts = np.searchsorted(crowd.owner, np.arange(len(crowd.entities) + 1))
        of_place = kinds[starts[:-1]]
        several: dict[tuple[int, ...], int] = {}
        for place in np.flatnonzero(np.diff(starts) > 1):
            own = tuple(np.unique(kinds[starts[place] : starts[place + 1]]).tolist())
            number = several.setdefault(own, len(first) + len(several))
            of_place[place] = own[0] if len(own) == 1 else number
        rows = [*((kind,) for kind in range(len(first))), *several]
        begins = np.cumsum([0, *map(len, rows)])[:-1]
        columns = first[np.array([row for own in rows for row in own], dtype=np.int64)]
        return cls(
            of_place, begins, np.take(crowd.truth, columns, axis=1)
        )  # a condition lies as one

    def __len__(self) -> int:
        """How many there are."""
        return len(self.begins)

    @cached_property
    def of_row(self) -> Ints:
        """The profile of each row."""
        lengths = np.diff(np.append(self.begins, self.truth.shape[1]))
        return np.repeat(np.arange(len(self.begins)), lengths)

    @cached_property
    def may(self) -> Flags:
        """Which conditions each row may meet."""
        return self.truth > Truth.FALSE

    @cached_property
    def simple(self) -> bool:
        """Whether every profile has one row."""
        return len(self.begins) == self.truth.shape[1]

    def meeting(self, conditions: Ints, least: Truth) -> Flags:
        """Which profiles meet all of some conditions, as surely as is asked at least."""
        rows = (self.truth[conditions] >= least).all(axis=0)
        return np.asarray(rows if self.simple else np.logical_or.reduceat(rows, self.begins))


def distinct(columns: Truths) -> tuple[Ints, Ints]:
    """For each column the number of its kind, and for each kind the first column of it."""
    if not columns.shape[0]:
        none = np.zeros(columns.shape[1], dtype=np.int64)
        return none, none[:1]
    rows = np.ascontiguousarray(columns.T)
    whole = rows.view(np.dtype((np.void, rows.shape[1]))).ravel()
    _, first, kinds = np.unique(whole, return_index=True, return_inverse=True)
    return kinds.reshape(-1).astype(np.int64), first.astype(np.int64)
