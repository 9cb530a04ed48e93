"""Families that need more than one field: another party, or the day before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from recordbook.intake.arrow import dicts, strings
from recordbook.measures import ALWAYS, UNBOUNDED
from recordbook.proof.cited import Citations
from recordbook.proof.families import Judgement, Status, Terms, most, within
from recordbook.units import Truth, all_of, any_of

if TYPE_CHECKING:
    from recordbook.proof.field import Field, Ints
    from recordbook.proof.trial import Trial


def ties(trial: Trial, other: int) -> Judgement:
    """The subject and the other stand at the same number on the day."""
    field = trial.field
    mine = field.subject
    low, high = field.low[[mine, other]], field.high[[mine, other]]
    if low.max() > high.min():
        truth = Truth.FALSE
    else:
        truth = Truth.TRUE if low.min() == high.max() else Truth.UNKNOWN
    return Judgement(_members(trial, other, truth), _one(field, other, truth))


def each(trial: Trial) -> Judgement:
    """Every part of the subject has a value that the statement allows.

    Before the subject is out each part counts as 0; a part that may not belong can only leave the
    statement open, and so can a list that is known to be short.
    """
    goal, mine = trial.terms.goal, trial.field.subject
    rows = dicts(Citations(trial).parts(strings([trial.subject])))
    truths = [Truth.TRUE if all(row["whole"] for row in rows) else Truth.UNKNOWN]
    for row in rows:
        high = UNBOUNDED if row["high"] is None else row["high"]
        truth = within(row["low"], int(high), goal)
        truths.append(truth if row["sure"] else max(truth, Truth.UNKNOWN))
    found, before = all_of(truths), within(0, 0, goal)
    if trial.field.high[mine] == 0:
        found = before
    elif (
        trial.field.released_to[mine] > trial.terms.as_of and _dated(trial) and found is not before
    ):
        found = Truth.UNKNOWN
    return Judgement(found, np.zeros(len(trial.field.member), dtype=np.int64))


def _dated(trial: Trial) -> bool:
    """Whether any source says when the subject came out."""
    return bool(trial.field.released_to[trial.field.subject] < ALWAYS)


def overtakes(trial: Trial, other: int) -> Judgement:
    """The subject stands above the other on the day, and stood below it the day before.

    The day is the day of overtaking: to stand above since long ago is not to overtake. With a
    number the subject has also become the nth most.
    """
    truths = [_above(trial.field, other), _above(_day_before(trial).field, other, below=True)]
    if trial.claim.superlative is not None and trial.claim.superlative.n is not None:
        truths.append(_most(trial, trial.claim.superlative.n).truth)
    truth = _members(trial, other, all_of(truths))
    return Judgement(truth, _one(trial.field, other, truth))


def extends(trial: Trial) -> Judgement:
    """The subject stood alone at the top the day before, and still does, with more."""
    before, mine = _day_before(trial), trial.field.subject
    now, then = trial.field, before.field
    more = Truth.TRUE if now.low[mine] > then.high[mine] else Truth.UNKNOWN
    more = Truth.FALSE if now.high[mine] <= then.low[mine] else more
    judged = _most(trial)
    return Judgement(all_of([judged.truth, _most(before).truth, more]), judged.status)


def breaks_own(trial: Trial, own: Ints) -> Judgement:
    """The subject stands alone at the top; the day before, another item of the same artist did.

    `own` holds Kleene truth: which candidates are by an artist of the subject.
    """
    today, before = _most(trial), _day_before(trial).field
    top = before.low[before.sure].max(initial=0)
    could = (own > 0) & before.rivals & (before.high >= top)
    held = any_of(
        min(Truth(int(own[place])), most(replace(before, subject=int(place)), _alone(trial)).truth)
        for place in np.flatnonzero(could)
    )
    return Judgement(all_of([today.truth, held]), today.status)


def _members(trial: Trial, other: int, truth: Truth) -> Truth:
    """The truth, if both are members of the cohort."""
    member = trial.field.member
    return all_of([truth, Truth(int(member[trial.field.subject])), Truth(int(member[other]))])


def _most(trial: Trial, n: int = 1) -> Judgement:
    """Whether the subject stands nth from the top."""
    return most(trial.field, replace(trial.terms, n=n))


def _alone(trial: Trial) -> Terms:
    return replace(trial.terms, n=1)


def _day_before(trial: Trial) -> Trial:
    day = trial.claim.as_of - timedelta(days=1)
    claim = replace(trial.claim, as_of=day)
    return replace(
        trial, claim=claim, members=replace(trial.members, as_of=trial.members.as_of - 1)
    )


def _above(field: Field, other: int, *, below: bool = False) -> Truth:
    mine = field.subject
    one, two = (other, mine) if below else (mine, other)
    if field.low[one] > field.high[two]:
        return Truth.TRUE
    return Truth.FALSE if field.high[one] <= field.low[two] else Truth.UNKNOWN


def _one(field: Field, other: int, truth: Truth) -> Ints:
    status = np.zeros(len(field.member), dtype=np.int64)
    status[other] = {Truth.TRUE: Status.EXCLUDED, Truth.FALSE: Status.BEATS}.get(
        truth, Status.CONTESTS
    )
    return status
