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
    """What a family needs besides the field: the threshold, the day, and its number n."""

    threshold: int
    as_of: int
    n: int = 1


Judge: TypeAlias = Callable[[Field, Terms], Judgement]


def plain(field: Field, terms: Terms) -> Judgement:
    """The subject stands at or above the threshold."""
    return Judgement(_stands(field, terms), np.zeros(len(field.member), dtype=np.int64))


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
    surely = field.latest < field.earliest[field.subject]
    maybe = field.earliest < _by(field, terms)
    return _counted(field, _reached(field, terms), surely, maybe, terms.n - 1)


def one_of(field: Field, terms: Terms) -> Judgement:
    """Exactly n stand at or above the threshold on the day, the subject among them."""
    surely, maybe = field.low >= terms.threshold, field.high >= terms.threshold
    return _counted(field, _stands(field, terms), surely, maybe, terms.n - 1)


def joins(field: Field, terms: Terms) -> Judgement:
    """The subject has reached the threshold, and somebody had before it."""
    surely = field.sure & (field.latest < field.earliest[field.subject])
    maybe = field.rivals & (field.earliest < _by(field, terms))
    company = Truth.TRUE if surely.any() else Truth.UNKNOWN if maybe.any() else Truth.FALSE
    truth = all_of([_membership(field), _reached(field, terms), company])
    return Judgement(truth, _statuses(surely, maybe))


def fastest(field: Field, terms: Terms) -> Judgement:
    """Of all that reached the threshold by the day, exactly n - 1 took fewer days from release.

    The fastest (n = 1) took fewer than anyone: a tie is not fastest.
    """
    least = np.maximum(field.earliest - field.released_to, 0)
    by = np.minimum(field.latest, terms.as_of)  # who reached it at all, did by then
    most = by - field.released_from
    mine = field.subject
    crossed, may_cross = field.latest <= terms.as_of, field.earliest <= terms.as_of
    if terms.n == 1:
        excluded = ~may_cross | (least > most[mine])
        beats = crossed & (most <= least[mine])
        return _exclusive(field, _reached(field, terms), excluded=excluded, beats=beats)
    surely, maybe = crossed & (most < least[mine]), may_cross & (least < most[mine])
    return _counted(field, _reached(field, terms), surely, maybe, terms.n - 1)


def most(field: Field, terms: Terms) -> Judgement:
    """Exactly n - 1 stand above the subject; the most of all (n = 1) is alone at the top."""
    mine = field.subject
    if terms.n == 1:
        excluded, beats = field.high < field.low[mine], field.low >= field.high[mine]
        return _exclusive(field, Truth.TRUE, excluded=excluded, beats=beats)
    surely, maybe = field.low > field.high[mine], field.high > field.low[mine]
    return _counted(field, Truth.TRUE, surely, maybe, terms.n - 1)


def least(field: Field, terms: Terms) -> Judgement:
    """Exactly n - 1 stand below the subject; the least of all (n = 1) is alone at the bottom."""
    mine = field.subject
    if terms.n == 1:
        excluded, beats = field.low > field.high[mine], field.high <= field.low[mine]
        return _exclusive(field, Truth.TRUE, excluded=excluded, beats=beats)
    surely, maybe = field.high < field.low[mine], field.low < field.high[mine]
    return _counted(field, Truth.TRUE, surely, maybe, terms.n - 1)


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
    least_, most_ = int(does.sum()), int(may.sum())
    exact = Truth.TRUE if least_ == most_ == wanted else Truth.UNKNOWN
    if not least_ <= wanted <= most_:
        exact = Truth.FALSE
    truth = all_of([_membership(field), subject, exact])
    return Judgement(truth, _statuses(does, may))


def _statuses(beats: Flags, contests: Flags) -> Ints:
    status = np.where(contests, Status.CONTESTS, Status.EXCLUDED)
    return np.where(beats, Status.BEATS, status).astype(np.int64)
