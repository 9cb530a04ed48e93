"""Who reached a rung on a day, and among whom as the first, the only, the Nth, the fastest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from recordbook.claims import Family
from recordbook.mining.rivals import NOBODY, Closest
from recordbook.units import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recordbook.mining.cohorts import CohortsOf
    from recordbook.mining.crowd import Crowd, Flags, Ints


@dataclass(frozen=True, kw_only=True)
class Rung:
    """A rung on a day: everyone's bounds on the day, and when they reached it.

    `released_from` and `released_to` bound the day everyone came out.
    """

    crowd: Crowd
    cohorts: CohortsOf
    day: int
    threshold: int
    low: Ints
    high: Ints
    earliest: Ints
    latest: Ints
    released_from: Ints
    released_to: Ints

    @cached_property
    def possible(self) -> Flags:
        """Who may count at all."""
        return self.crowd.member > Truth.FALSE

    @cached_property
    def crossed(self) -> Flags:
        """Who may have reached the rung by the day."""
        return self.possible & (self.earliest <= self.day)

    @cached_property
    def fewest(self) -> Ints:
        """The fewest days from release to the rung."""
        return np.maximum(self.earliest - self.released_to, 0)

    @cached_property
    def most(self) -> Ints:
        """The most days from release to the rung, of those there by the day."""
        return np.maximum(np.minimum(self.latest, self.day) - self.released_from, 0)


MANY = 500
"""So many subjects are worth a quick look at all of them first."""

Families: TypeAlias = "dict[tuple[Family, int | None], Flags]"
"""By family and number: in which of a subject's sets it is true."""


def judged(rungs: Sequence[tuple[Rung, Ints]], most: int) -> Iterator[tuple[Rung, int, Families]]:
    """Each subject of which something is true at a rung of the day in some cohort.

    Rungs ascend; places up to `most` are looked at.
    """
    here = [(rung, subjects[rung.crowd.member[subjects] == Truth.TRUE]) for rung, subjects in rungs]
    there = [(rung, subjects[rung.low[subjects] >= rung.threshold]) for rung, subjects in here]
    found: dict[tuple[int, int], Families] = defaultdict(dict)
    for at, place, holds in _lone(here, [rung.crossed for rung, _ in here]):
        found[place, at][Family.FIRST, None] = holds
    standing = [rung.possible & (rung.high >= rung.threshold) for rung, _ in here]
    for at, place, holds in _lone(there, standing):
        found[place, at][Family.ONLY, None] = holds
    for at, (rung, subjects) in enumerate(here):
        for place, holds in _fastest(rung, subjects):
            found[place, at][Family.FASTEST, None] = holds
        for place, n, holds in _nth(rung, subjects, most):
            found[place, at][Family.NTH, n] = holds
    for (place, at), families in found.items():
        first, only = (families.get((family, None)) for family in (Family.FIRST, Family.ONLY))
        if first is not None and only is not None and (first & only).any():
            families[Family.FIRST_AND_ONLY, None] = first & only
        yield here[at][0], place, families


def _lone(
    rungs: Sequence[tuple[Rung, Ints]], contested: Sequence[Flags]
) -> Iterator[tuple[int, int, Flags]]:
    """Of which rung (by number) each subject has which sets to itself: nobody else contests it.

    Rungs are judged together as long as whoever contests one contests those below.
    """
    start = 0
    for end in range(1, len(rungs) + 1):
        if end < len(rungs) and not (contested[end] & ~contested[end - 1]).any():
            continue
        yield from _lone_among(rungs[start:end], contested[start:end], start)
        start = end


def _lone_among(
    rungs: Sequence[tuple[Rung, Ints]], contested: Sequence[Flags], start: int
) -> Iterator[tuple[int, int, Flags]]:
    """The same of rungs of which everyone contests the lowest few."""
    crowd, cohorts = rungs[0][0].crowd, rungs[0][0].cohorts
    profiles = crowd.profiles
    many = np.sum(contested, axis=0, dtype=np.int64)
    score = np.where(many > 0, many, NOBODY)
    closest = Closest.of(score, profiles.of_place, len(profiles))
    place = np.concatenate([subjects for _, subjects in rungs])
    at = np.repeat(np.arange(len(rungs)), [len(subjects) for _, subjects in rungs])
    left = closest.own(place, profiles.of_place) <= at
    place, at = place[left], at[left]
    order = np.lexsort((at, place))
    for one in np.split(order, np.flatnonzero(np.diff(place[order])) + 1) if len(order) else []:
        who = int(place[one[0]])
        sets = cohorts.of(crowd, who)
        rivals = closest.against(who, int(profiles.of_place[who]), profiles)
        highest, sure = sets.highest(crowd, rivals), sets.sure(crowd, who)
        for number in at[one].tolist():
            holds = sure & (highest <= number)
            if holds.any():
                yield start + number, who, holds


def _fastest(rung: Rung, subjects: Ints) -> Iterator[tuple[int, Flags]]:
    """Of those that may have reached it, nobody else may have taken as few days from release.

    Who surely is faster than nobody is so only where it is the first, too: that is not told.
    """
    slowest = np.max(rung.fewest, where=rung.crossed, initial=-1)
    subjects = subjects[rung.most[subjects] < slowest]
    if not len(subjects):
        return
    crowd, profiles = rung.crowd, rung.crowd.profiles
    score = np.where(rung.crossed, -rung.fewest, NOBODY)
    closest = Closest.of(score, profiles.of_place, len(profiles))
    bars = -rung.most[subjects]
    left = closest.own(subjects, profiles.of_place) < bars
    if left.sum() > MANY and (groups := rung.cohorts.groups(crowd)) is not None:
        left[left] = groups.unrivalled(score, subjects[left], bars[left])
    for place, bar in zip(subjects[left].tolist(), bars[left].tolist(), strict=True):
        sets = rung.cohorts.of(crowd, place)
        rivals = closest.against(place, int(profiles.of_place[place]), profiles)
        holds = sets.sure(crowd, place) & (sets.highest(crowd, rivals) < bar)
        if holds.any():
            yield place, holds


def _nth(rung: Rung, subjects: Ints, most: int) -> Iterator[tuple[int, int, Flags]]:
    """Exactly n - 1 others came before, wherever in its bounds the subject's own day lies."""
    profiles = rung.crowd.profiles
    soonest = rung.latest[rung.crowd.member == Truth.TRUE].min(initial=rung.day)
    begun = rung.earliest[subjects]
    for begins in np.unique(begun[begun > soonest]).tolist():  # else nobody surely came before
        ends = begins, max(begins, rung.day)
        sure = [(rung.crowd.member == Truth.TRUE) & (rung.latest < end) for end in ends]
        may = [rung.possible & (rung.earliest < end) for end in ends]
        tallies = [
            np.array(
                [np.bincount(profiles.of_place[flags], minlength=len(profiles)) for flags in pair]
            )
            for pair in (sure, may)
        ]
        here = subjects[rung.earliest[subjects] == begins]
        here = here[sure[0].sum() > sure[0][here]]  # somebody else came before
        here = here[tallies[0][0][profiles.of_place[here]] < most]
        if len(here) > MANY and (groups := rung.cohorts.groups(rung.crowd)) is not None:
            here = here[groups.fewer(sure[0], here, most)]
        alike: dict[tuple[int, ...], list[tuple[int, Flags]]] = {}
        for place in here.tolist():
            mine = tuple(int(flags[place]) for flags in (*sure, *may))
            like = (int(profiles.of_place[place]), *mine)
            if like not in alike:
                alike[like] = list(
                    _placed(rung, place, np.array(mine).reshape(2, 2), tallies, most)
                )
            yield from ((place, n, holds) for n, holds in alike[like])


def _placed(
    rung: Rung, place: int, mine: Ints, tallies: list[Ints], most: int
) -> Iterator[tuple[int, Flags]]:
    """The places that one subject surely took, and among whom; `mine` is its own part in both."""
    crowd, sets = rung.crowd, rung.cohorts.of(rung.crowd, place)
    kind = crowd.profiles.of_place[place]
    others = [tally.copy() for tally in tallies]
    for tally, pair in zip(others, mine, strict=True):
        tally[:, kind] -= pair
    member = sets.sure(crowd, place)
    sure, may = sets.counts(crowd, others[0], others[1])
    for n in range(2, most + 1):
        holds = member & (sure == n - 1).all(axis=1) & (may == n - 1).all(axis=1)
        if holds.any():
            yield n, holds
