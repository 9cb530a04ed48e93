"""Who came to lead on a day, and among whom: in a cohort in which they did not the day before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recordbook.mining.crossings import MANY
from recordbook.mining.rivals import NOBODY, Closest
from recordbook.units import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.mining.cohorts import CohortsOf
    from recordbook.mining.crowd import Crowd, Flags, Ints


@dataclass(frozen=True, kw_only=True)
class Level:
    """Everyone's bounds on a day; with `least`, the smallest leads (a rank), else the greatest."""

    crowd: Crowd
    low: Ints
    high: Ints
    least: bool = False

    @property
    def score(self) -> Ints:
        """What everyone may come to; NOBODY where they do not count."""
        reach = -self.low if self.least else self.high
        return np.where(self.crowd.member > Truth.FALSE, reach, NOBODY)

    @property
    def bar(self) -> Ints:
        """What everyone surely has; who may reach it contests."""
        return -self.high if self.least else self.low


def new_leads(now: Level, before: Level, cohorts: CohortsOf) -> Iterator[tuple[int, Flags, Flags]]:
    """Each that leads in a set in which it did not before: all it leads in, and the new ones."""
    crowd, was = now.crowd, before.crowd
    same = was is crowd
    kinds, old_kinds = crowd.profiles.of_place, was.profiles.of_place
    closest = Closest.of(now.score, kinds, len(crowd.profiles))
    older = Closest.of(before.score, old_kinds, len(was.profiles))
    places = np.flatnonzero((crowd.member == Truth.TRUE) & (now.low > 0))
    places = places[closest.own(places, kinds) < now.bar[places]]
    if same:
        places = places[_passed_somebody(now, before, closest, older, places)]
    if len(places) > MANY and (groups := cohorts.groups(crowd)) is not None:
        places = places[groups.unrivalled(now.score, places, now.bar[places])]
    for place in places.tolist():
        sets = cohorts.of(crowd, place)
        leads = sets.sure(crowd, place)
        rivals = closest.against(place, int(kinds[place]), crowd.profiles)
        leads &= sets.highest(crowd, rivals) < now.bar[place]
        if not leads.any():
            continue
        rivals = older.against(place, int(old_kinds[place]), was.profiles)
        led = sets.sure(was, place) & (sets.highest(was, rivals) < before.bar[place])
        new = leads & ~led
        if new.any():
            yield place, leads, new


def _passed_somebody(
    now: Level, before: Level, closest: Closest, older: Closest, places: Ints
) -> Flags:
    """Of whom some profile contests no more that did before, or who had nothing before."""
    kinds = now.crowd.profiles.of_place
    order = np.argsort(-older.best, kind="stable")
    least = np.minimum.accumulate(closest.best[order])
    bars, was = now.bar[places], before.bar[places]
    contested = np.searchsorted(-older.best[order], -was, side="right")
    passed = (contested > 0) & (least[np.maximum(contested - 1, 0)] < bars)
    own = (older.own(places, kinds) >= was) & (closest.own(places, kinds) < bars)
    return passed | own | (before.low[places] <= 0)
