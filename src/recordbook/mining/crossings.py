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


MANY = 32
"""So many subjects are worth a quick look at all of them first."""

Families: TypeAlias = "dict[tuple[Family, int | None], Flags]"
"""By family and number: in which of a subject's sets it is true."""


def judged(rungs: Sequence[tuple[Rung, Ints]], most: int) -> Iterator[tuple[Rung, int, Families]]:
    """Each subject of which something is true at a rung of the day in some cohort."""
    for rung, subjects in rungs:
        yield from ((rung, place, families) for place, families in _at(rung, subjects, most))


def _at(rung: Rung, subjects: Ints, most: int) -> Iterator[tuple[int, Families]]:
    """Each subject of which something is true in some cohort; places up to `most` are looked at."""
    subjects = subjects[rung.crowd.member[subjects] == Truth.TRUE]
    found: dict[int, Families] = defaultdict(dict)
    for family, held in (
        (Family.FIRST, _first(rung, subjects)),
        (Family.ONLY, _only(rung, subjects)),
        (Family.FASTEST, _fastest(rung, subjects)),
    ):
        for place, holds in held:
            found[place][family, None] = holds
    for place, n, holds in _nth(rung, subjects, most):
        found[place][Family.NTH, n] = holds
    for families in found.values():
        first, only = (families.get((family, None)) for family in (Family.FIRST, Family.ONLY))
        if first is not None and only is not None and (first & only).any():
            families[Family.FIRST_AND_ONLY, None] = first & only
    yield from found.items()


def unrivalled(
    crowd: Crowd,
    cohorts: CohortsOf,
    score: Ints,
    subjects: Ints,
    bars: Ints,
) -> Iterator[tuple[int, Flags]]:
    """Each subject that is alone in some cohort: nobody else in it has a score up to its bar."""
    profiles = crowd.profiles
    closest = Closest.of(score, profiles.of_place, len(profiles))
    left = closest.own(subjects, profiles.of_place) < bars
    if left.sum() > MANY and (groups := cohorts.groups(crowd)) is not None:
        left[left] = groups.unrivalled(score, subjects[left], bars[left])
    for place, bar in zip(subjects[left].tolist(), bars[left].tolist(), strict=True):
        contesting = closest.contesting(place, int(profiles.of_place[place]), bar)
        sets = cohorts.of(crowd, place)
        holds = sets.sure(crowd, place)
        holds &= sets.free(crowd, contesting)
        if holds.any():
            yield place, holds


def _first(rung: Rung, subjects: Ints) -> Iterator[tuple[int, Flags]]:
    """Nobody else may have reached it by the day on which the subject is known to have."""
    score = np.where(rung.possible, -rung.earliest, NOBODY)
    return unrivalled(rung.crowd, rung.cohorts, score, subjects, np.full(len(subjects), -rung.day))


def _only(rung: Rung, subjects: Ints) -> Iterator[tuple[int, Flags]]:
    """The subject stands there, and nobody else may."""
    subjects = subjects[rung.low[subjects] >= rung.threshold]
    score = np.where(rung.possible, rung.high, NOBODY)
    return unrivalled(
        rung.crowd, rung.cohorts, score, subjects, np.full(len(subjects), rung.threshold)
    )


def _fastest(rung: Rung, subjects: Ints) -> Iterator[tuple[int, Flags]]:
    """Of those that may have reached it, nobody else may have taken as few days from release."""
    score = np.where(rung.crossed, -rung.fewest, NOBODY)
    return unrivalled(rung.crowd, rung.cohorts, score, subjects, -rung.most[subjects])


def _nth(rung: Rung, subjects: Ints, most: int) -> Iterator[tuple[int, int, Flags]]:
    """Exactly n - 1 others came before, wherever in its bounds the subject's own day lies."""
    profiles = rung.crowd.profiles
    for begins in np.unique(rung.earliest[subjects]).tolist():
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
