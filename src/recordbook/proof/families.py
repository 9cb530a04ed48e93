"""What each family says of a field: true, false or open, and where every rival stands.

Every function here is a plain reading of the family's definition over intervals. It answers TRUE
only if the family holds however the open numbers come out, FALSE only if it fails however they do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np

from recordbook.claims import Family
from recordbook.measures import ALWAYS, UNBOUNDED
from recordbook.proof.field import Field, Flags, Ints
from recordbook.units import Truth, all_of


class Status(IntEnum):
    """How a rival stands to the claim."""

    EXCLUDED = 0
    CONTESTS = 1
    BEATS = 2


@dataclass(frozen=True, slots=True)
class Judgement:
    """The family's truth in a field, and every candidate's status (the subject's own is void)."""

    truth: Truth
    status: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a family needs besides the field: the threshold, the day, its number n.

    `goal` is the least and the greatest value that a plain statement allows; with `places` the
    smaller number is the higher.
    """

    threshold: int
    as_of: int
    n: int = 1
    goal: tuple[int, int] = (0, int(UNBOUNDED))
    places: bool = False


NEVER = 2 * ALWAYS
"""More days than lie between any two."""

Judge: TypeAlias = Callable[[Field, Terms], Judgement]


def plain(field: Field, terms: Terms) -> Judgement:
    """The subject's value is one that the statement allows."""
    low, high = int(field.low[field.subject]), int(field.high[field.subject])
    truth = within(low, high, terms.goal)
    return Judgement(truth, np.zeros(len(field.member), dtype=np.int64))


def within(low: int, high: int, goal: tuple[int, int]) -> Truth:
    """Whether a value known to lie between two numbers lies between two others.

    >>> within(5, 7, (5, 9)), within(5, 7, (6, 9)), within(5, 7, (8, 9))
    (<Truth.TRUE: 2>, <Truth.UNKNOWN: 1>, <Truth.FALSE: 0>)
    """
    if low >= goal[0] and high <= goal[1]:
        return Truth.TRUE
    return Truth.FALSE if high < goal[0] or low > goal[1] else Truth.UNKNOWN


def first(field: Field, terms: Terms) -> Judgement:
    """The subject reached the threshold by the day, before everyone else; a tie is not before."""
    before_all = field.earliest > _by(field, terms)
    not_after = field.latest <= field.earliest[field.subject]
    return _exclusive(field, _reached(field, terms), excluded=before_all, beats=not_after)


def only(field: Field, terms: Terms) -> Judgement:
    """The subject stands at or above the threshold on the day, and nobody else does."""
    below, above = field.high < terms.threshold, field.low >= terms.threshold
    return _exclusive(field, _stands(field, terms), excluded=below, beats=above)


def first_and_only(field: Field, terms: Terms) -> Judgement:
    """Both, on the same reading."""
    both = first(field, terms), only(field, terms)
    status = np.maximum(both[0].status, both[1].status)
    return Judgement(all_of(judgement.truth for judgement in both), status)


def nth(field: Field, terms: Terms) -> Judgement:
    """Exactly n - 1 reached the threshold before the subject did, which it has."""
    mine = int(field.earliest[field.subject]), _by(field, terms)
    return _placed(
        field, _reached(field, terms), field.latest, field.earliest, mine, wanted=terms.n - 1
    )


def one_of(field: Field, terms: Terms) -> Judgement:
    """Exactly n stand at or above the threshold on the day, the subject among them."""
    surely, maybe = field.low >= terms.threshold, field.high >= terms.threshold
    return _counted(field, _stands(field, terms), surely, maybe, wanted=terms.n - 1)


def joins(field: Field, terms: Terms) -> Judgement:
    """The subject has reached the threshold, and somebody had before it."""
    surely = field.sure & (field.latest < field.earliest[field.subject])
    maybe = field.rivals & (field.earliest < _by(field, terms))
    company = Truth.TRUE if surely.any() else Truth.UNKNOWN if maybe.any() else Truth.FALSE
    truth = all_of([_membership(field), _reached(field, terms), company])
    return Judgement(truth, _statuses(surely, maybe))


def fastest(field: Field, terms: Terms) -> Judgement:
    """Of all that reached the threshold by the day, exactly n - 1 took fewer days from release.

    The release day is day 0, and so is a play day before it that belongs to it further east. The
    fastest (n = 1) took fewer than anyone: a tie is not fastest.
    """
    least, most = days_taken(field, terms.as_of)
    mine = int(least[field.subject]), int(most[field.subject])
    crossed, may_cross = field.latest <= terms.as_of, field.earliest <= terms.as_of
    if terms.n == 1:
        excluded, beats = ~may_cross | (least > mine[1]), crossed & (most <= mine[0])
        return _exclusive(field, _reached(field, terms), excluded=excluded, beats=beats)
    surely, maybe = np.where(crossed, most, NEVER), np.where(may_cross, least, NEVER)
    return _placed(field, _reached(field, terms), surely, maybe, mine, wanted=terms.n - 1)


def oldest(field: Field, terms: Terms) -> Judgement:
    """Of all that reached the threshold by the day, exactly n - 1 were older than the subject.

    The oldest (n = 1) was older than anyone. Days are counted from birth.
    """
    least, most = days_taken(field, terms.as_of)
    mine = int(least[field.subject]), int(most[field.subject])
    crossed, may_cross = field.latest <= terms.as_of, field.earliest <= terms.as_of
    if terms.n == 1:
        excluded, beats = ~may_cross | (most < mine[0]), crossed & (least >= mine[1])
        return _exclusive(field, _reached(field, terms), excluded=excluded, beats=beats)
    surely, maybe = np.where(crossed, -least, NEVER), np.where(may_cross, -most, NEVER)
    turned = -mine[1], -mine[0]
    return _placed(field, _reached(field, terms), surely, maybe, turned, wanted=terms.n - 1)


def days_taken(field: Field, as_of: int) -> tuple[Ints, Ints]:
    """The fewest and the most days from release to the threshold, of those there by the day."""
    fewest = np.maximum(field.earliest - field.released_to, 0)
    return fewest, np.maximum(np.minimum(field.latest, as_of) - field.released_from, 0)


def most(field: Field, terms: Terms) -> Judgement:
    """Exactly n - 1 stand above the subject; the most of all (n = 1) is alone at the top."""
    low, high = int(field.low[field.subject]), int(field.high[field.subject])
    if terms.n == 1:
        return _exclusive(field, Truth.TRUE, excluded=field.high < low, beats=field.low >= high)
    return _placed(field, Truth.TRUE, -field.low, -field.high, (-high, -low), wanted=terms.n - 1)


def least(field: Field, terms: Terms) -> Judgement:
    """Exactly n - 1 stand below the subject; the least of all (n = 1) is alone at the bottom."""
    low, high = int(field.low[field.subject]), int(field.high[field.subject])
    if terms.n == 1:
        return _exclusive(field, Truth.TRUE, excluded=field.low > high, beats=field.high <= low)
    return _placed(field, Truth.TRUE, field.high, field.low, (low, high), wanted=terms.n - 1)


def highest(field: Field, terms: Terms) -> Judgement:
    """Exactly n - 1 stand higher than the subject: the most, or of places the least."""
    return least(field, terms) if terms.places else most(field, terms)


FAMILIES: dict[Family, Judge] = {
    Family.FIRST: first,
    Family.ONLY: only,
    Family.FIRST_AND_ONLY: first_and_only,
    Family.NTH: nth,
    Family.ONE_OF: one_of,
    Family.JOINS: joins,
    Family.FASTEST: fastest,
    Family.MOST: most,
    Family.LEAST: least,
    Family.PERSONAL_BEST: most,
    Family.LONGEST: most,
    Family.HIGHEST: highest,
    Family.YOUNGEST: fastest,
    Family.OLDEST: oldest,
}
"""The families that one field decides."""


def _membership(field: Field) -> Truth:
    return Truth(int(field.member[field.subject]))


def _by(field: Field, terms: Terms) -> int:
    """The last day on which the subject can have reached the threshold, if it did by the day."""
    return min(int(field.latest[field.subject]), terms.as_of)


def _stands(field: Field, terms: Terms) -> Truth:
    mine = field.subject
    if field.low[mine] >= terms.threshold:
        return Truth.TRUE
    return Truth.FALSE if field.high[mine] < terms.threshold else Truth.UNKNOWN


def _reached(field: Field, terms: Terms) -> Truth:
    mine = field.subject
    if field.latest[mine] <= terms.as_of:
        return Truth.TRUE
    return Truth.FALSE if field.earliest[mine] > terms.as_of else Truth.UNKNOWN


def _exclusive(field: Field, subject: Truth, *, excluded: Flags, beats: Flags) -> Judgement:
    """True if the subject does and nobody else can; false if somebody else surely does."""
    contest, beaten = field.rivals & ~excluded, field.sure & beats
    alone = Truth.FALSE if beaten.any() else Truth.UNKNOWN if contest.any() else Truth.TRUE
    truth = all_of([_membership(field), subject, alone])
    return Judgement(truth, _statuses(beaten, contest))


def _counted(field: Field, subject: Truth, surely: Flags, maybe: Flags, wanted: int) -> Judgement:
    """True if exactly `wanted` others do, however the open ones come out."""
    does, may = field.sure & surely, field.rivals & maybe
    truth = all_of([_membership(field), subject, _exactly(does.sum(), may.sum(), wanted)])
    return Judgement(truth, _statuses(does, may))


def _placed(
    field: Field, subject: Truth, surely: Ints, maybe: Ints, mine: tuple[int, int], *, wanted: int
) -> Judgement:
    """True if exactly `wanted` others come before the subject, wherever between `mine` it comes.

    Another comes before some point surely if `surely` is less than it, and may if `maybe` is. How
    many do changes only past one of those numbers, so that it is enough to ask there.
    """
    sure, may = np.sort(surely[field.sure]), np.sort(maybe[field.rivals])
    ends = mine[0], max(mine)
    points = np.unique(np.clip(np.concatenate([np.array(ends), sure + 1, may + 1]), *ends))
    place = _exactly(np.searchsorted(sure, points), np.searchsorted(may, points), wanted)
    status = _statuses(field.sure & (surely < ends[0]), field.rivals & (maybe < ends[1]))
    return Judgement(all_of([_membership(field), subject, place]), status)


def _exactly(fewest: Ints, most_: Ints, wanted: int) -> Truth:
    """Whether a number is the wanted one, wherever between each pair of bounds it may lie."""
    if np.all((fewest == wanted) & (most_ == wanted)):
        return Truth.TRUE
    return Truth.UNKNOWN if np.any((fewest <= wanted) & (wanted <= most_)) else Truth.FALSE


def _statuses(beats: Flags, contests: Flags) -> Ints:
    status = np.where(contests, Status.CONTESTS, Status.EXCLUDED)
    return np.where(beats, Status.BEATS, status).astype(np.int64)
