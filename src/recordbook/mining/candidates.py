"""What is true of a subject in one cohort, before it is known whether it is worth telling."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from recordbook.claims import AllOf, Claim, Family, Subject, Superlative
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from recordbook.claims import Cohort, Condition
    from recordbook.mining.crossings import Rung
    from recordbook.mining.crowd import Ints
    from recordbook.mining.levels import Level
    from recordbook.mining.settings import Counted

    Among: TypeAlias = "tuple[int, Ints]"
    """How many may be in a cohort, and the numbers of its conditions."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a candidate stands among the members of its cohort.

    `field` is how many could have done the same, `margin` how far the next one is behind (1:
    level), `since` how many days ago a member last did the same (None: none ever did).
    """

    field: int
    margin: float
    since: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A family that became true of somebody on a day in a widest cohort.

    `value` is the subject's least level, `members` the possible members of the cohort, `n` the
    place; `outlook` looks at those members, which few candidates are worth.
    """

    counted: Counted
    place: int
    entity: str
    day: int
    family: Family
    threshold: int | None
    n: int | None
    cohort: Cohort
    conditions: tuple[Condition, ...]
    value: int
    members: int
    outlook: Callable[[], Outlook]
    dated: bool  # is the day known to be the very one?
    also: tuple[int, ...] = ()

    @property
    def like(self) -> tuple[object, ...]:
        """What lower rungs of the same day share with it."""
        return (self.counted, self.entity, self.family, self.n, self.conditions)

    @property
    def shape(self) -> tuple[object, ...]:
        """What makes two records of one day much alike to a reader."""
        return (self.counted, self.family, self.n)

    @property
    def among(self) -> Cohort:
        """The cohort with its conditions."""
        return replace(self.cohort, term=AllOf((self.cohort.term, *self.conditions)))

    def claim(self, platform: str) -> Claim:
        """The candidate as a claim, its subject named by key."""
        counted = self.counted
        return Claim(
            subject=Subject(key=self.entity),
            superlative=Superlative(family=self.family, n=self.n),
            cohort=self.among,
            measure=counted.measure,
            threshold=self.threshold,
            as_of=day_from(self.day),
            platform=platform,
            basis=counted.basis,
            region=counted.region,
        )


def reached(
    counted: Counted, rung: Rung, place: int, said: tuple[Family, int | None], among: Among
) -> Candidate:
    """What is true of one who reached a rung."""
    (family, n), (members, conditions) = said, among
    return Candidate(
        counted=counted,
        place=place,
        entity=rung.crowd.entities[place],
        day=rung.day,
        family=family,
        threshold=rung.threshold,
        n=n,
        cohort=rung.crowd.cohort,
        conditions=tuple(rung.crowd.conditions[int(number)] for number in conditions),
        value=int(rung.low[place]),
        members=members,
        outlook=lambda: _outlook(rung, place, family, conditions),
        dated=bool(rung.earliest[place] == rung.day),
    )


def _outlook(rung: Rung, place: int, family: Family, conditions: Ints) -> Outlook:
    """How one who reached a rung stands among those who meet some conditions."""
    others = rung.crowd.possible(conditions)
    members = int(others.sum())
    others[place] = False
    before = rung.latest[others & (rung.latest < rung.day)]
    crossed = others & rung.crossed
    margin, runners = 1.0, members
    if family is Family.FASTEST:
        runners, mine = int(crossed.sum()) + 1, int(rung.most[place])
        margin = (int(rung.fewest[crossed].min(initial=mine)) + 1) / (mine + 1)
    elif family is not Family.NTH:
        peak = int(rung.high[others].max(initial=1))
        margin = rung.threshold / min(max(peak, 1), rung.threshold)
    return Outlook(runners, margin, rung.day - int(before.max()) if len(before) else None)


def leading(
    counted: Counted,
    levels: tuple[Level, Level],
    place: int,
    said: tuple[int, Family],
    among: Among,
) -> Candidate:
    """What is true of one who came to lead, by the levels of the day and of the day before."""
    (level, before), (day, family), (members, named) = levels, said, among
    beaten = before.crowd.surely(named) & (before.bar >= before.score[place])
    beaten[place] = False
    others = level.crowd.possible(named)
    others[place] = False
    mine, peak = int(level.low[place]), int(level.high[others].max(initial=1))
    margin = 1.0 if level.least else mine / min(max(peak, 1), mine)
    return Candidate(
        counted=counted,
        place=place,
        entity=level.crowd.entities[place],
        day=day,
        family=family,
        threshold=None,
        n=None,
        cohort=level.crowd.cohort,
        conditions=tuple(level.crowd.conditions[int(number)] for number in named),
        value=mine,
        members=members,
        outlook=lambda: Outlook(members, margin, 0),
        dated=bool(beaten.any()),
    )
