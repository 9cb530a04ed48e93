"""As of which days a proven claim would be proven too: exact, or not said.

Crossings do not depend on the day a claim is made for; membership may, where facts have periods. So
the days are found for one membership at a time, and followed from the claimed day to both sides
for as long as they reach the day on which some fact begins or ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from recordbook.claims import Aggregate, Family
from recordbook.measures import ALWAYS, UNBOUNDED
from recordbook.proof.families import FAMILIES, days_taken
from recordbook.proof.question import UPWARDS
from recordbook.units import Truth, day_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from recordbook.proof.field import Field, Flags, Ints
    from recordbook.proof.trial import Trial
    from recordbook.units import Day

Span: TypeAlias = "tuple[int, int]"
"""The first and the last day, as day numbers; ALWAYS and its negative where there is none."""

_NO_DAY: Span = (ALWAYS, -ALWAYS)
_STEADY = frozenset(
    {Aggregate.TOTAL, Aggregate.ALBUM_TOTAL, Aggregate.EVERY_TRACK, Aggregate.TRACKS_PAST}
)
"""Measures whose parts are the same on every day: an artist's albums come out one by one."""
_CHANGES = 64
"""How many days of changing membership are looked at before the question is given up."""


class _NotSaid(Exception):
    """No closed form is known."""


@dataclass(frozen=True, slots=True)
class _Days:
    """One membership, and the claim whose days are wanted; `near` is the day they must reach."""

    trial: Trial
    field: Field
    fallen: Flags
    near: int

    @property
    def latest(self) -> int:
        """The day by which the subject had surely reached the threshold."""
        return int(self.field.latest[self.field.subject])

    @property
    def member(self) -> bool:
        """Whether the subject surely is a member."""
        return bool(self.field.member[self.field.subject] == Truth.TRUE)


def steady(trial: Trial) -> bool:
    """Whether the measure is made of the same parts on every day."""
    return trial.claim.measure.aggregate in _STEADY


def one_number(trial: Trial) -> bool:
    """Whether one number decides: not where each part must be below a limit."""
    each = trial.claim.measure.aggregate in {Aggregate.EVERY_TRACK, Aggregate.EVERY_ALBUM}
    return not each or trial.claim.comparator in UPWARDS


def day_span(trial: Trial, fallen: Flags) -> tuple[Day | None, Day | None] | None:
    """The greatest interval of as-of days around the claimed one in which a claim stays proven.

    Its first and its last day; None for an end that nothing known limits. None altogether where the
    family compares levels, or no closed form is known.
    """
    family = trial.claim.superlative.family if trial.claim.superlative else None
    if not steady(trial) or not one_number(trial) or family not in _SPANS:
        return None
    try:
        first, last = _followed(trial, fallen, _SPANS[family])
    except _NotSaid:
        return None
    return _day(first), _day(last)


def _day(number: int) -> Day | None:
    return None if abs(number) >= ALWAYS else day_from(number)


def _followed(trial: Trial, fallen: Flags, span: Callable[[_Days], Span]) -> Span:
    """The days around the claimed one, over all memberships that come with them."""
    as_of = trial.terms.as_of
    starts = [-ALWAYS, *trial.members.changes(trial.claim.cohort), ALWAYS + 1]
    place = int(np.searchsorted(starts, as_of, side="right")) - 1

    def days(at: int, near: int) -> Span:
        begins, ends = starts[at], starts[at + 1] - 1
        member = trial.membership
        if at != place:
            member = replace(trial, members=replace(trial.members, as_of=near)).membership
        found = span(_Days(trial, trial.field.among(member), fallen, near))
        inside = max(found[0], begins), min(found[1], ends)
        return inside if inside[0] <= inside[1] else _NO_DAY

    first, last = days(place, as_of)
    for at in range(place + 1, len(starts) - 1):
        more = days(at, starts[at]) if last == starts[at] - 1 else _NO_DAY
        if more[0] != starts[at]:
            break
        last = _unless_long(more[1], at - place)
    for at in range(place - 1, -1, -1):
        more = days(at, starts[at + 1] - 1) if first == starts[at + 1] else _NO_DAY
        if more[1] != starts[at + 1] - 1:
            break
        first = _unless_long(more[0], place - at)
    return first, last


def _unless_long(day: int, changes: int) -> int:
    if changes > _CHANGES:
        raise _NotSaid
    return day


def _plain(days: _Days) -> Span:
    """From the day the least was reached until the day before too much may be reached."""
    low, high = days.trial.terms.goal
    mine = days.field.subject
    if days.fallen[mine]:
        raise _NotSaid
    first = int(days.trial.field_at(threshold=low).latest[mine]) if low else -ALWAYS
    too_much = ALWAYS
    if high < UNBOUNDED:
        too_much = int(days.trial.field_at(threshold=high + 1).earliest[mine])
    return first, _before(too_much)


def _before(day: int) -> int:
    """The day before; never before never."""
    return day - 1 if day < ALWAYS else ALWAYS


def _reached(days: _Days) -> Span:
    """First, Nth and joining a club: from the day on which it is known for ever."""
    superlative = days.trial.claim.superlative
    if superlative is None or days.latest >= ALWAYS:
        return _NO_DAY
    terms = replace(days.trial.terms, as_of=days.latest)
    truth = FAMILIES[superlative.family](days.field, terms).truth
    return (days.latest, ALWAYS) if truth is Truth.TRUE else _NO_DAY


def _only(days: _Days) -> Span:
    """From the subject's crossing until the day before any rival may have crossed.

    A rival that fell may be below again on some later days; which, is not said.
    """
    if days.fallen[days.field.subject]:
        raise _NotSaid
    rivals = days.field.rivals
    steady_ = int(days.field.earliest[rivals & ~days.fallen].min(initial=ALWAYS))
    falling = int(days.field.earliest[rivals & days.fallen].min(initial=ALWAYS))
    if falling <= days.near and falling < steady_:
        raise _NotSaid
    return (days.latest, _before(min(steady_, falling))) if days.member else _NO_DAY


def _first_and_only(days: _Days) -> Span:
    trial = days.trial
    claims = [
        replace(trial.claim, superlative=replace(trial.claim.superlative, family=family))
        for family in (Family.FIRST, Family.ONLY)
        if trial.claim.superlative
    ]
    spans = _reached(replace(days, trial=trial.at(claims[0]))), _only(days)
    return max(spans[0][0], spans[1][0]), min(spans[0][1], spans[1][1])


def _one_of(days: _Days) -> Span:
    """From the day all of the n surely stand there until the day before another may."""
    field, n = days.field, days.trial.terms.n
    until = _before(_nth(field.earliest[field.rivals], n))
    if days.fallen[field.subject] or np.any(field.earliest[field.rivals & days.fallen] <= until):
        raise _NotSaid
    others = _nth(field.latest[field.sure], n - 1)
    return (max(days.latest, others), until) if days.member else _NO_DAY


def _fastest(days: _Days) -> Span:
    """From the day all who were faster were there until the day another may be that is as fast."""
    field, n = days.field, days.trial.terms.n
    fewest, most = days_taken(field, ALWAYS)
    mine = int(fewest[field.subject]), int(most[field.subject])
    limit = mine[1] + (n == 1)  # a tie spoils the fastest, not the second fastest
    until = _before(_nth(field.earliest[field.rivals & (fewest < limit)], n))
    others = _nth(field.latest[field.sure & (most < mine[0])], n - 1)
    return (max(days.latest, others), until) if days.member else _NO_DAY


def _nth(days: Ints, n: int) -> int:
    """The nth of some days, from 1; the 0th was always, and one there is not never comes."""
    if n < 1:
        return -ALWAYS
    return int(np.sort(days)[n - 1]) if len(days) >= n else ALWAYS


_SPANS: dict[Family | None, Callable[[_Days], Span]] = {
    None: _plain,
    Family.FIRST: _reached,
    Family.NTH: _reached,
    Family.JOINS: _reached,
    Family.ONLY: _only,
    Family.FIRST_AND_ONLY: _first_and_only,
    Family.ONE_OF: _one_of,
    Family.FASTEST: _fastest,
}
