"""One claim on one reading: the field it ranges over, and the family's judgement of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.claims import Comparator, Family
from recordbook.claims.families import FACTS, RANKS
from recordbook.intake.arrow import bools, column, compute
from recordbook.measures import ALWAYS, EVERY, UNBOUNDED, standings
from recordbook.measures.flows import flow_days
from recordbook.measures.standings import weighed
from recordbook.proof.ages import births, of_age
from recordbook.proof.asked import on_lists
from recordbook.proof.charted import Charted
from recordbook.proof.cited import Citations
from recordbook.proof.errors import NothingToJudge
from recordbook.proof.families import FAMILIES, Judgement, Terms, plain
from recordbook.proof.field import Field
from recordbook.proof.filtered import Filtered
from recordbook.proof.flows import Flowing
from recordbook.proof.listened import Listened
from recordbook.proof.question import (
    charted_flow,
    flows,
    goal_of,
    least_count,
    listened,
    question_of,
    rate,
)
from recordbook.proof.rated import Rated
from recordbook.proof.reaching import Steps
from recordbook.proof.stated import Stated
from recordbook.proof.windows import crossed_within, unread_within, windowed
from recordbook.units import Truth, day_from, day_number

if TYPE_CHECKING:
    from recordbook.claims import Claim, Cohort
    from recordbook.intake.arrow import Column
    from recordbook.measures import Evidence
    from recordbook.proof.field import Ints
    from recordbook.proof.members import Members
    from recordbook.proof.shows import Shows


@dataclass(frozen=True)
class Trial:
    """A claim before the evidence; `subject` is its entity, `excluded` those it leaves out.

    `among` holds Kleene truth: who counts at all, where that is not everyone. `asked` is the claim
    as it was put, before the names in its cohort became entities.
    """

    claim: Claim
    subject: str
    excluded: tuple[str, ...]
    evidence: Evidence
    members: Members
    among: Ints | None = None
    asked: Claim | None = None

    @cached_property
    def terms(self) -> Terms:
        """The threshold, the day and the number the family needs."""
        n = self.claim.superlative.n if self.claim.superlative else None
        day = day_number(self.claim.as_of)
        low, high = goal_of(self.claim)
        if self.stated is not None and self.claim.comparator in _ROUNDED:
            low, high = low - self.stated.slack, high + self.stated.slack
        goal = low, high
        threshold = least_count(self.claim)
        places = self.claim.measure.aggregate in RANKS
        return Terms(
            threshold=threshold, as_of=day, n=1 if n is None else n, goal=goal, places=places
        )

    @cached_property
    def stated(self) -> Stated | None:
        """What sources state of the subject, where the claim is about a fact."""
        return Stated(self) if self.claim.measure.aggregate in FACTS else None

    @cached_property
    def charted(self) -> Charted | None:
        """What lists say, where the claim is about places in lists."""
        return Charted(self) if on_lists(self.claim) else None

    @cached_property
    def shown(self) -> Shows:
        """What shows where everyone stands: facts, lists, gains, listeners, or counters."""
        if found := self.stated or self.charted:
            return found
        kinds = {charted_flow: Filtered, listened: Listened, flows: Flowing, rate: Rated}
        fits = (kind for asked, kind in kinds.items() if asked(self.claim))
        return next(fits, Citations)(self)

    @property
    def part_threshold(self) -> int:
        """What each part must reach; of the parts of a rate nothing."""
        if rate(self.claim):
            return EVERY
        return question_of(self.claim, self.members.kind)[1].threshold

    @cached_property
    def field(self) -> Field:
        """Everyone the claim ranges over."""
        return self.field_at()

    def field_at(self, *, day: int | None = None, threshold: int | None = None) -> Field:
        """The same candidates and cohort on another day, or at another threshold.

        A threshold is the least that meets it: the least count where parts are counted.
        """
        claim = self.claim
        if threshold is not None:
            claim = replace(claim, comparator=Comparator.AT_LEAST, threshold=threshold)
        if day is not None:
            claim = replace(claim, as_of=day_from(day))
        candidates = self.members.candidates
        found = self._numbers(claim)
        since = (
            _filled(column(candidates, "released_from"), -ALWAYS),
            _filled(column(candidates, "released_to"), ALWAYS),
        )
        if of_age(claim):
            since = births(self.members)
        return Field(
            entities=self.members.entities,
            subject=self.members.place(self.subject),
            member=self.membership,
            low=found["low"],
            high=found["high"],
            earliest=found["earliest"],
            latest=found["latest"],
            released_from=since[0],
            released_to=since[1],
            read=found["parts_read"],
        )

    def reached(self, threshold: int) -> int:
        """The day on which the subject is known to have reached a threshold; ALWAYS if on none."""
        if self._steps is None:
            field = self.field_at(threshold=threshold)
            return int(field.latest[field.subject])
        day = self._steps.reached(threshold)
        released = int(self.field.released_to[self.field.subject])
        out = -ALWAYS if self.members.kind == "recording" or released == ALWAYS else released
        return max(day, out)

    @cached_property
    def _steps(self) -> Steps | None:
        measure, question = question_of(self.claim, self.members.kind)
        return Steps.of(self.evidence, question, measure, self.subject)

    def check_parts(self) -> None:
        """NothingToJudge where every part of the subject is meant and none is known."""
        if self.charted is not None:
            self.charted.check()
            return
        measure, question = question_of(self.claim, self.members.kind)
        if measure not in _OF_PARTS:
            return
        rows = standings(self.evidence, question, measure)
        if compute.index(rows["entity"], self.subject).as_py() < 0:
            raise NothingToJudge(
                f"this book lists no {_OF_PARTS[measure]} of {self.subject}",
                remedy="take in a catalogue that lists them",
            )

    def _numbers(self, claim: Claim) -> dict[str, Ints]:
        """The measure's answer, by candidate; where there is none, nothing before it is out."""
        measure, question = question_of(claim, self.members.kind)
        if self.stated is not None:
            return self._of_facts(*self.stated.bounds)
        rows = standings(self.evidence, question, measure)
        at = compute.index_in(self.members.entities, column(rows, "entity"))
        found = {name: _taken(column(rows, name), at, default) for name, default in _UNREAD.items()}
        silent = _filled(column(self.members.candidates, "silent_until"), -ALWAYS - 1)
        said = column(weighed(self.evidence, question, measure), "entity")
        told = bools(compute.is_in(self.members.entities, value_set=said))
        silent = np.where(told, -ALWAYS - 1, silent)
        found["earliest"] = np.maximum(found["earliest"], silent + 1)
        if flows(claim):
            unread_within(found, question, flow_days(measure), told)
        if windowed(claim):
            days = crossed_within(claim, found["earliest"], found["latest"])
            found["earliest"], found["latest"] = days
        for name in ("low", "high"):
            found[name] = np.where(silent >= question.as_of, 0, found[name])
        return found

    def _of_facts(self, low: int, high: int) -> dict[str, Ints]:
        """The same of a fact, which is known of the subject alone."""
        everyone = len(self.members.entities)
        found = {name: np.full(everyone, default) for name, default in _UNREAD.items()}
        mine = self.members.place(self.subject)
        for name, value in (("low", low), ("high", high), ("parts_read", 1)):
            found[name][mine] = value
        return found

    @cached_property
    def membership(self) -> Ints:
        """Kleene truth of membership, by candidate."""
        return self.membership_in(self.claim.cohort)

    def membership_in(self, cohort: Cohort | None, excluded: tuple[str, ...] | None = None) -> Ints:
        """The same in another cohort, whose names are entities."""
        left_out = self.excluded if excluded is None else excluded
        truth = self.members.truth(cohort, self.claim.reading, list(left_out))
        if self.claim.superlative and self.claim.superlative.family is Family.LEAST:
            truth = np.minimum(truth, self._out)
        return truth if self.among is None else np.minimum(truth, self.among)

    @cached_property
    def _out(self) -> Ints:
        """Kleene truth of being out: what is not has the least of all, and is no record."""
        day, candidates = self.terms.as_of, self.members.candidates
        if self.members.kind == "artist":
            return np.full(len(self.members.entities), Truth.TRUE, dtype=np.int64)
        surely = _filled(column(candidates, "released_to"), ALWAYS) <= day
        surely |= self._numbers(self.claim)["low"] > 0
        silent = _filled(column(candidates, "silent_until"), -ALWAYS) >= day
        return np.where(silent, Truth.FALSE, np.where(surely, Truth.TRUE, Truth.UNKNOWN))

    @cached_property
    def judgement(self) -> Judgement:
        """The family's truth, and the status of everyone."""
        return self.judged(self.field)

    def judged(self, field: Field) -> Judgement:
        """What the family says of a field."""
        if self.claim.superlative is None:
            return plain(field, self.terms)
        return FAMILIES[self.claim.superlative.family](field, self.terms)

    def at(self, claim: Claim) -> Trial:
        """The same subject on another reading, day or threshold."""
        return replace(self, claim=claim)


_ROUNDED = frozenset({Comparator.EQUAL, Comparator.ABOUT})
"""Comparators under which a stated duration may be off by the rounding of its tracks."""

_OF_PARTS = {"every track": "tracks", "every album": "albums"}
"""The measures that are nothing without parts, and what those are called."""

_UNREAD = {
    "low": 0,
    "high": int(UNBOUNDED),
    "earliest": -ALWAYS,
    "latest": ALWAYS,
    "parts_read": 0,
}
"""What is known of a candidate that no row speaks of."""


def _taken(values_: Column, at: Column, default: int) -> Ints:
    values = np.append(_filled(values_, default), default)
    return values[compute.fill_null(at, -1).to_numpy()]


def _filled(values: Column, default: int) -> Ints:
    return compute.fill_null(compute.cast(values, pa.int64()), int(default)).to_numpy()
