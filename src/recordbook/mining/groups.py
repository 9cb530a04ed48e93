"""Who surely shares which condition sets: a quick look that leaves few subjects to judge.

A subject of which every set has somebody who surely is in it and contests is out at once. What is
left is judged with all that may be true; nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from recordbook.mining.rivals import NOBODY
from recordbook.units import Truth

if TYPE_CHECKING:
    from recordbook.mining.crowd import Crowd, Flags, Ints

_ENTRIES = 20_000_000
"""More entries than this are not worth their memory."""


@dataclass(frozen=True)
class Groups:
    """Every condition set that a row of the crowd surely meets, as numbers.

    `group` holds them row by row, `row` says whose row each entry is of; `begins` where those of
    each place begin (and end).
    """

    group: Ints
    place: Ints
    begins: Ints
    groups: int

    @classmethod
    def of(cls, crowd: Crowd, most: int) -> Groups | None:
        """The groups of a crowd; None where there would be too many to hold."""
        meets = (crowd.truth == Truth.TRUE).T
        many = meets.sum(axis=1)
        sizes = {int(count): len(_sets(int(count), most)) for count in np.unique(many)}
        if sum(sizes[int(count)] for count in many) > _ENTRIES:
            return None
        keys, owners = list[np.ndarray](), list[np.ndarray]()
        for count in sizes:
            rows = np.flatnonzero(many == count)
            chosen = _sets(count, most)
            own = np.nonzero(meets[rows])[1].reshape(len(rows), count) + 1
            padded = np.hstack([own, np.zeros((len(rows), 1), dtype=np.int64)])
            key = np.zeros((len(rows), len(chosen)), dtype=np.int64)
            for column in chosen.T:
                key = key * (len(crowd.conditions) + 1) + padded[:, column]
            keys.append(key.ravel())
            owners.append(np.repeat(crowd.owner[rows], len(chosen)))
        _, group = np.unique(np.concatenate(keys), return_inverse=True)
        place = np.concatenate(owners)
        order = np.argsort(place, kind="stable")
        place, group = place[order], group.reshape(-1)[order].astype(np.int64)
        if len(crowd.owner) > len(crowd.entities):  # somebody with several rows counts once
            once = np.unique(place * (len(group) + 1) + group)
            place, group = np.divmod(once, len(group) + 1)
        begins = np.searchsorted(place, np.arange(len(crowd.entities) + 1))
        return cls(group, place, begins, int(group.max(initial=-1)) + 1)

    def unrivalled(self, score: Ints, subjects: Ints, bars: Ints) -> Flags:
        """Which subjects have a set in which nobody else surely is with a score up to their bar."""
        best = np.full(self.groups, NOBODY)
        mine = score[self.place]
        np.maximum.at(best, self.group, mine)
        holder = np.full(self.groups, -1, dtype=np.int64)
        tops = mine == best[self.group]
        holder[self.group[tops]] = self.place[tops]
        second = np.full(self.groups, NOBODY)
        others = self.place != holder[self.group]
        np.maximum.at(second, self.group[others], mine[others])
        at, entry = self._entries(subjects)
        groups = self.group[entry]
        against = np.where(holder[groups] == subjects[at], second[groups], best[groups])
        return self._any(at, against < bars[at], len(subjects))

    def fewer(self, counted: Flags, subjects: Ints, most: int) -> Flags:
        """Which subjects have a set with fewer than so many others that are surely counted."""
        tally = np.bincount(self.group[counted[self.place]], minlength=self.groups)
        at, entry = self._entries(subjects)
        others = tally[self.group[entry]] - counted[subjects[at]]
        return self._any(at, others < most, len(subjects))

    def _entries(self, subjects: Ints) -> tuple[Ints, Ints]:
        """The entries of some places: which of the subjects each is of, and where it is."""
        begins = self.begins[subjects]
        lengths = self.begins[subjects + 1] - begins
        at = np.repeat(np.arange(len(subjects)), lengths)
        starts = np.cumsum(lengths) - lengths
        return at, np.arange(len(at)) - starts[at] + begins[at]

    @staticmethod
    def _any(at: Ints, holds: Flags, subjects: int) -> Flags:
        found = np.zeros(subjects, dtype=bool)
        found[at[holds]] = True
        return found


def _sets(count: int, most: int) -> Ints:
    """The sets of up to `most` of some things, padded with their number."""
    rows = [
        (*chosen, *[count] * (most - size))
        for size in range(most + 1)
        for chosen in combinations(range(count), size)
    ]
    return np.array(rows, dtype=np.int64).reshape(len(rows), most)
