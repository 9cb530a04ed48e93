"""How the cohorts of one subject are told: the widest, each crowd by its plainest name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from recordbook.claims import AllOf
from recordbook.claims.cohort_text import cohort_text
from recordbook.mining.prominence import plainness
from recordbook.units import Truth

if TYPE_CHECKING:
    from recordbook.claims import Condition
    from recordbook.mining.cohorts import Cohorts
    from recordbook.mining.crowd import Crowd, Flags


@dataclass(frozen=True)
class Naming:
    """The condition sets of one subject by number; what was asked once is known."""

    crowd: Crowd
    sets: Cohorts
    _told: dict[bytes, list[int]] = field(default_factory=dict[bytes, list[int]])
    _members: dict[int, tuple[int, bytes]] = field(default_factory=dict[int, tuple[int, bytes]])

    def told(self, widest: Flags) -> list[int]:
        """Of some sets, none wider than another: of those with the very same members, one each."""
        key = widest.tobytes()
        if key not in self._told:
            same: dict[bytes, list[int]] = defaultdict(list)
            for number in widest.nonzero()[0].tolist():
                same[self._meant(number)[1]].append(number)
            self._told[key] = [
                min(group, key=self._plainly) if len(group) > 1 else group[0]
                for group in same.values()
            ]
        return self._told[key]

    def members(self, number: int) -> int:
        """How many may be in a set."""
        return self._meant(number)[0]

    def conditions(self, number: int) -> tuple[Condition, ...]:
        """What a set asks."""
        return tuple(self.crowd.conditions[int(one)] for one in self.sets.named(number))

    def _meant(self, number: int) -> tuple[int, bytes]:
        """How many may be in a set, and a digest of who is, and how surely."""
        if number not in self._members:
            truth = self.crowd.truths(self.sets.named(number))
            members = int((truth > Truth.FALSE).sum())
            self._members[number] = members, blake2b(truth.tobytes(), digest_size=16).digest()
        return self._members[number]

    def _plainly(self, number: int) -> tuple[float, int, str]:
        conditions, cohort = self.conditions(number), self.crowd.cohort
        among = replace(cohort, term=AllOf((cohort.term, *conditions)))
        return -plainness(conditions), len(conditions), cohort_text(among, plural=False)
