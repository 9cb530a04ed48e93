"""Who may share which condition sets: a quick look that leaves few subjects to judge.

A subject of which every set has somebody else in it who contests is out at once. Somebody is looked
for in a set if it surely meets each condition, or if nothing at all is said of the attribute; so
whoever is found may be in the set. What is left is judged with all that may be true: nothing is
decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np

from recordbook.mining.rivals import NOBODY
from recordbook.units import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.mining.crowd import Crowd, Flags, Ints

_ENTRIES = 20_000_000
"""More entries than this are not worth their memory."""

_AT_ONCE = 4_000
"""How many subjects are looked up together."""


@dataclass(frozen=True)
class Groups:
    """The sets that the rows of a crowd may be in, as numbers: `keys` in order, one entry a row.

    Entries lie by place; `begins` says where those of each place begin (and end). What a set asks
    is said by `wild`: of each condition, the number that stands for nothing being said.
    """

    crowd: Crowd
    most: int
    wild: Ints
    keys: Ints
    group: Ints
    place: Ints

    @classmethod
    def of(cls, crowd: Crowd, most: int) -> Groups | None:
        """The groups of a crowd; None where there would be too many to hold."""
        wild, unsaid = _unsaid(crowd)
        held = np.vstack([crowd.truth == Truth.TRUE, unsaid]).T
        sizes = np.unique(held.sum(axis=1), return_counts=True)
        if sum(len(_sets(int(n), most)) * int(rows) for n, rows in zip(*sizes, strict=True)) > (
            _ENTRIES
        ):
            return None
        found = [
            (rows, keys[:, :, 0]) for rows, keys in _keyed(held, most, held.shape[1], wild[:0])
        ]
        key = np.concatenate([keys.ravel() for _, keys in found])
        owner = np.concatenate([np.repeat(crowd.owner[rows], k.shape[1]) for rows, k in found])
        keys, group = np.unique(key, return_inverse=True)
        once = np.unique(owner * len(keys) + group.reshape(-1))  # somebody with several rows: once
        place, group = np.divmod(once, max(len(keys), 1))
        return cls(crowd, most, wild, keys, group, place)

    def unrivalled(self, score: Ints, subjects: Ints, bars: Ints) -> Flags:
        """Which subjects have a set in which nobody is found with a score up to their bar."""
        mine = score[self.place]
        best = np.full(len(self.keys) + 1, NOBODY)
        np.maximum.at(best, self.group, mine)
        holder = np.full(len(self.keys) + 1, -1, dtype=np.int64)
        tops = mine == best[self.group]
        holder[self.group[tops]] = self.place[tops]
        second = np.full(len(self.keys) + 1, NOBODY)
        others = self.place != holder[self.group]
        np.maximum.at(second, self.group[others], mine[others])
        found = np.zeros(len(subjects), dtype=bool)
        for at, groups in self._looked_up(subjects):
            own = holder[groups] == subjects[at][:, None, None]
            against = np.where(own, second[groups], best[groups])
            alone = np.min(against < bars[at][:, None, None], axis=-1)
            found[at[alone.any(axis=1)]] = True
        return found

    def fewer(self, counted: Flags, subjects: Ints, most: int) -> Flags:
        """Which subjects have a set with fewer than so many others that surely are in it."""
        tally = np.append(np.bincount(self.group[counted[self.place]], minlength=len(self.keys)), 0)
        found = np.zeros(len(subjects), dtype=bool)
        for at, groups in self._looked_up(subjects):
            others = tally[groups[:, :, 0]] - counted[subjects[at]][:, None]
            found[at[(others < most).any(axis=1)]] = True
        return found

    def _looked_up(self, subjects: Ints) -> Iterator[tuple[Ints, Ints]]:
        """Some of the subjects, and the groups of each set of each, in every way to say it."""
        wanted = np.full(len(self.crowd.entities), -1)
        wanted[subjects] = np.arange(len(subjects))
        rows = np.flatnonzero(wanted[self.crowd.owner] >= 0)
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            held = (self.crowd.truth[:, some] == Truth.TRUE).T
            things = len(self.wild) + len(np.unique(self.wild))
            for chosen, keys in _keyed(held, self.most, things, self.wild):
                at = wanted[self.crowd.owner[some[chosen]]]
                places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
                yield at, np.where(self.keys[places] == keys, places, len(self.keys))


def _unsaid(crowd: Crowd) -> tuple[Ints, Flags]:
    """For each condition the number of its attribute, and of whom nothing is said of each."""
    kinds: dict[tuple[str, str], int] = {}
    first = len(crowd.conditions)
    wild = np.array(
        [first + kinds.setdefault((one.attribute, one.of), len(kinds)) for one in crowd.conditions],
        dtype=np.int64,
    )
    unsaid = [
        (crowd.truth[wild == first + kind] == Truth.UNKNOWN).all(axis=0) for kind in kinds.values()
    ]
    return wild, np.array(unsaid, dtype=bool).reshape(len(kinds), len(crowd.owner))


def _keyed(held: Flags, most: int, things: int, wild: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Rows that hold equally many of some things, and a key for each set of up to `most` of them.

    The keys have one more side: every way to say some of a set's things by their wild number.
    """
    many = held.sum(axis=1)
    for count in np.unique(many).tolist():
        rows = np.flatnonzero(many == count)
        own = np.nonzero(held[rows])[1].reshape(len(rows), count)
        ways = [own, wild[own]] if len(wild) else [own]
        yield rows, _keys(np.stack(ways), _sets(count, most), things + 2)


def _keys(ways: Ints, chosen: Ints, base: int) -> Ints:
    """One number for each set of each row in each way; equal sets have equal keys."""
    none = np.full((*ways.shape[:2], 1), -1)
    padded = np.concatenate([ways, none], axis=2)
    picks = list(product(range(len(ways)), repeat=chosen.shape[1]))
    keys = np.zeros((ways.shape[1], len(chosen), len(picks)), dtype=np.int64)
    for way, pick in enumerate(picks):
        parts = [padded[kind][:, column] for kind, column in zip(pick, chosen.T, strict=True)]
        for part in np.sort(np.array(parts), axis=0):
            keys[:, :, way] = keys[:, :, way] * base + part + 1
    return keys


def _sets(count: int, most: int) -> Ints:
    """The sets of up to `most` of some things, padded with their number."""
    rows = [
        (*chosen, *[count] * (most - size))
        for size in range(most + 1)
        for chosen in combinations(range(count), size)
    ]
    return np.array(rows, dtype=np.int64).reshape(len(rows), most)
