"""Everyone of a cohort by one measure on a day: who stands where, and how many stand how high.

A leaderboard is an interval for everyone, and so is a place in it: nobody is put before somebody
else unless that holds however the open figures come out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from recordbook.claims import Claim, Cohort, Family, Superlative, parse
from recordbook.claims.families import RANKS
from recordbook.intake.arrow import columns, compute, dicts, strings, taken
from recordbook.measures import UNBOUNDED
from recordbook.mining.ladder import rungs
from recordbook.proof.question import check, kind_of
from recordbook.proof.trial import Trial
from recordbook.system.errors import NoCohort
from recordbook.units import Bounds, Truth, day_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.proof import Prover
    from recordbook.proof.field import Field, Flags, Ints
    from recordbook.units import Day

ANYBODY = "anybody"
"""The key that stands where a claim has its subject and a view of everyone has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One of a leaderboard: its bounds, and the best and the worst place it may have.

    Who stands level shares a place. `place` is among all who may be members; `among_read` among
    those of which anything was read, as if nobody else were there.
    """

    entity: str
    name: str
    maker: str
    bounds: Bounds
    place: Bounds
    among_read: Bounds
    member: Truth
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many members stand at a threshold or above it (of places: at it or before it).

    At least `bounds.low` and at most `bounds.high`; `unread` of those that only may were never
    read.
    """

    threshold: int
    bounds: Bounds
    unread: int


def viewed(of: str, measure: str, day: Day, platform: str = "spotify") -> Claim:
    """What is looked at, in the words of a claim: `albums by K-pop soloists`, `album total`.

    ClaimError points at the word that cannot be read; NoCohort: the words name nobody.

    >>> from datetime import date
    >>> view = viewed("tracks by soloists", "7-day streams", date(2025, 2, 19))
    >>> view.cohort.population, view.measure.aggregate.value
    ('track', '7-day')
    """
    quoted = platform.replace("\\", "\\\\").replace('"', '\\"')
    text = f'key "{ANYBODY}": most {measure} among {of} on "{quoted}" as of {day.isoformat()}'
    claim = parse(text)
    if claim.cohort is None or claim.superlative is None or claim.as_of != day:
        raise NoCohort(of)
    return view(claim, claim.cohort)


def view(claim: Claim, cohort: Cohort) -> Claim:
    """The view of everyone that a claim about somebody is part of: its measure, in a cohort."""
    places = claim.measure.aggregate in RANKS
    family = Family.HIGHEST if places else Family.MOST
    return replace(claim, superlative=Superlative(family=family), cohort=cohort, threshold=None)


@dataclass(frozen=True)
class Board:
    """A leaderboard: everyone of a cohort who may stand somewhere, by what they surely have.

    `order` are the places of those listed in the field's arrays; of whom nothing at all is known
    they are listed only with `everyone`. NotProvableYet, where it is asked: the measure cannot be
    proven, so that it cannot be listed either.
    """

    prover: Prover
    claim: Claim
    everyone: bool = False

    @cached_property
    def field(self) -> Field:
        """The standings and the membership of everyone of the kind."""
        return trial(self.prover, self.claim).field

    @property
    def places(self) -> bool:
        """Whether the smaller number is the better one."""
        return self.claim.measure.aggregate in RANKS

    @cached_property
    def _ends(self) -> tuple[Ints, Ints]:
        """The bounds, turned so that more is better."""
        field = self.field
        return (-field.high, -field.low) if self.places else (field.low, field.high)

    @cached_property
    def _possible(self) -> Flags:
        return self.field.member > Truth.FALSE

    @cached_property
    def _sure(self) -> Flags:
        return self.field.member == Truth.TRUE

    @cached_property
    def order(self) -> Ints:
        """Whom the board lists, best first by what each surely has."""
        low, high = self._ends
        read = self.field.read > 0
        there = read if self.places else self.field.high > 0
        if not self.everyone:
            there &= read | (self.field.low > 0) | (self.field.high < UNBOUNDED)
        listed = np.flatnonzero(self._possible & there)
        return listed[np.lexsort((listed, -high[listed], -low[listed]))]

    @cached_property
    def unread(self) -> int:
        """How many who may be members were never read."""
        return int(np.count_nonzero(self._possible & (self.field.read == 0)))

    @cached_property
    def members(self) -> Bounds:
        """How many members the cohort has."""
        return Bounds(int(np.count_nonzero(self._sure)), int(np.count_nonzero(self._possible)))

    def rows(self, at: Ints) -> tuple[Row, ...]:
        """The rows of some of the field, in their order."""
        field = self.field
        best, worst = self.standing(at)
        _, worst_read = self.standing(at, read=True)
        named = self.prover.names.shown(
            columns(entity=taken(field.entities, at)), {"entity": "name"}
        )
        found = zip(at.tolist(), best, worst, worst_read, dicts(named), strict=True)
        return tuple(
            Row(
                entity=str(name["entity"]),
                name=str(name["name"]),
                maker=str(name["maker"]),
                bounds=_bounds(int(field.low[one]), int(field.high[one])),
                place=Bounds(int(first), int(last)),
                among_read=Bounds(int(first), max(int(first), int(last_read))),
                member=Truth(int(field.member[one])),
                read=bool(field.read[one] > 0),
            )
            for one, first, last, last_read, name in found
        )

    def page(self, start: int = 0, count: int = 50, *, sort: str = "low") -> tuple[Row, ...]:
        """Some rows of the board, by `low`, by `high`, or upside down with a minus before it.

        A row that is level in what is sorted by stands as the board has it.
        """
        order = self.order
        if sort.lstrip("-") == "high":
            order = order[np.argsort(-self._ends[1][order], kind="stable")]
        if sort.startswith("-"):
            order = order[::-1]
        return self.rows(order[start : start + count])

    def around(self, entity: str, near: int = 2) -> tuple[Row, ...]:
        """Somebody's row, with those listed next before and after; nothing where it is not."""
        place = compute.index(self.field.entities, entity).as_py()
        at = np.flatnonzero(self.order == place)
        if not len(at):
            return ()
        middle = int(at[0])
        return self.rows(self.order[max(middle - near, 0) : middle + near + 1])

    def census(self, thresholds: Iterable[int]) -> tuple[Count, ...]:
        """How many stand at each threshold or above; of places, at each or before."""
        low, high = self._ends
        sure, may = np.sort(low[self._sure]), np.sort(high[self._possible])
        never = np.sort(high[self._possible & (self.field.read == 0)])
        return tuple(
            Count(
                threshold=threshold,
                bounds=Bounds(_from(sure, goal), _from(may, goal)),
                unread=_from(never, goal),
            )
            for threshold in thresholds
            for goal in [-threshold if self.places else threshold]
        )

    def ladder(self, lowest: int = 1) -> tuple[int, ...]:
        """The rungs at which anyone who may be a member surely stands, from the lowest up."""
        highest = 0 if self.places else int(self.field.low[self._possible].max(initial=0))
        return tuple(int(rung) for rung in rungs(lowest, highest))

    def standing(self, at: Ints, *, read: bool = False) -> tuple[Ints, Ints]:
        """The best and the worst place of some of the field, each given that it is a member.

        With `read` as if nobody were there of whom nothing was ever read.
        """
        low, high = self._ends
        possible = self._possible & (self.field.read > 0) if read else self._possible
        above = np.sort(low[self._sure])
        best = 1 + len(above) - np.searchsorted(above, high[at], side="right")
        may = np.sort(high[possible])
        before = len(may) - np.searchsorted(may, low[at], side="right")
        return best, 1 + before - (possible[at] & (high[at] > low[at]))


def trial(prover: Prover, claim: Claim) -> Trial:
    """A claim about nobody in particular, before its evidence.

    NotProvableYet: such a claim cannot be proven. AmbiguousName, UnknownName: a name in the cohort
    leads to several, or to nobody.
    """
    check(claim)
    kind = kind_of(claim)
    cohort = claim.cohort and prover.resolved(claim.cohort)
    excluded = tuple(prover.names.entity(one, kind) for one in cohort.excluding) if cohort else ()
    members = prover.members(kind, day_number(claim.as_of))
    evidence = prover.evidence(claim.platform)
    return Trial(replace(claim, cohort=cohort), ANYBODY, excluded, evidence, members, asked=claim)


def named(prover: Prover, entities: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The shown name of each entity, and whom it is credited to ("" for nobody)."""
    wanted = sorted(set(entities))
    if not wanted:
        return {}
    rows = prover.names.shown(columns(entity=strings(wanted)), {"entity": "name"})
    return {str(row["entity"]): (str(row["name"]), str(row["maker"])) for row in dicts(rows)}


def _bounds(low: int, high: int) -> Bounds:
    return Bounds(low, None if high == UNBOUNDED else high)


def _from(ascending: Ints, goal: int) -> int:
    """How many numbers are at a goal or above it."""
    return len(ascending) - int(np.searchsorted(ascending, goal))
