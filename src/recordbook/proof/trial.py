"""One claim on one reading: the field it ranges over, and the family's judgement of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import column, compute
from recordbook.measures import ALWAYS, UNBOUNDED, standings
from recordbook.proof.families import FAMILIES, Judgement, Terms, plain
from recordbook.proof.field import Field
from recordbook.proof.question import goal_of, least_count, question_of
from recordbook.units import day_number

if TYPE_CHECKING:
    from recordbook.claims import Claim
    from recordbook.intake.arrow import Column
    from recordbook.measures import Evidence
    from recordbook.proof.field import Ints
    from recordbook.proof.members import Members


@dataclass(frozen=True)
class Trial:
    """A claim before the evidence; `subject` is its entity, `excluded` those it leaves out."""

    claim: Claim
    subject: str
    excluded: tuple[str, ...]
    evidence: Evidence
    members: Members

    @cached_property
    def terms(self) -> Terms:
        """The threshold, the day and the number the family needs."""
        n = self.claim.superlative.n if self.claim.superlative else None
        day = day_number(self.claim.as_of)
        goal = goal_of(self.claim)
        threshold = least_count(self.claim)
        return Terms(threshold=threshold, as_of=day, n=1 if n is None else n, goal=goal)

    @property
    def part_threshold(self) -> int:
        """What each part must reach."""
        return question_of(self.claim, self.members.kind)[1].threshold

    @cached_property
    def standings(self) -> pa.Table:
        """The measure's answer for everyone."""
        measure, question = question_of(self.claim, self.members.kind)
        return standings(self.evidence, question, measure)

    @cached_property
    def field(self) -> Field:
        """Everyone the claim ranges over."""
        candidates, rows = self.members.candidates, self.standings
        at = compute.index_in(self.members.entities, column(rows, "entity"))
        unread = {
            "low": 0,
            "high": UNBOUNDED,
            "earliest": -ALWAYS,
            "latest": ALWAYS,
            "parts_read": 0,
        }
        found = {name: _taken(column(rows, name), at, default) for name, default in unread.items()}
        silent = _filled(column(candidates, "silent_until"), -ALWAYS - 1)
        found["earliest"] = np.maximum(found["earliest"], silent + 1)
        found["high"] = np.where(silent >= self.terms.as_of, 0, found["high"])
        return Field(
            entities=self.members.entities,
            subject=self.members.place(self.subject),
            member=self.membership,
            low=found["low"],
            high=found["high"],
            earliest=found["earliest"],
            latest=found["latest"],
            released_from=_filled(column(candidates, "released_from"), 0),
            released_to=_filled(column(candidates, "released_to"), ALWAYS),
            read=found["parts_read"],
        )

    @cached_property
    def membership(self) -> Ints:
        """Kleene truth of membership, by candidate."""
        claim = self.claim
        return self.members.truth(claim.cohort, claim.reading, list(self.excluded))

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


def _taken(values_: Column, at: Column, default: int) -> Ints:
    values = np.append(_filled(values_, default), default)
    return values[compute.fill_null(at, -1).to_numpy()]


def _filled(values: Column, default: int) -> Ints:
    return compute.fill_null(compute.cast(values, pa.int64()), int(default)).to_numpy()
