"""Who comes closest of each profile, the subject itself aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from recordbook.mining.crowd import Ints, Profiles

NOBODY = np.iinfo(np.int64).min
"""The score of a profile without rivals."""


@dataclass(frozen=True)
class Closest:
    """The highest score of each profile, who has it, and the second highest.

    A family is contested by those whose score is no lower than the subject's bar.
    """

    best: Ints
    holder: Ints
    second: Ints

    @classmethod
    def of(cls, score: Ints, profile: Ints, profiles: int) -> Closest:
        """The closest of some, by place; NOBODY is no rival."""
        there = np.flatnonzero(score > NOBODY)
        order = there[np.lexsort((-score[there], profile[there]))]
        kinds = profile[order]
        first = np.flatnonzero(np.append(True, kinds[1:] != kinds[:-1])[: len(kinds)])
        best, second = np.full(profiles, NOBODY), np.full(profiles, NOBODY)
        holder = np.full(profiles, -1, dtype=np.int64)
        best[kinds[first]], holder[kinds[first]] = score[order[first]], order[first]
        after = first + 1
        after = after[after < len(kinds)]
        after = after[kinds[after] == kinds[after - 1]]
        second[kinds[after]] = score[order[after]]
        return cls(best, holder, second)

    def own(self, places: Ints, profile: Ints) -> Ints:
        """For each place the highest score of another of its own profile."""
        kinds = profile[places]
        return np.where(self.holder[kinds] == places, self.second[kinds], self.best[kinds])

    def against(self, place: int, kind: int, profiles: Profiles) -> Ints:
        """The highest score of another than the one at a place, by row of a profile."""
        if self.holder[kind] != place:
            return self.best[profiles.of_row]
        best = self.best.copy()
        best[kind] = self.second[kind]
        return best[profiles.of_row]
