"""Judge claims on one snapshot of a book: from the claim to the family's judgement."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from recordbook.catalogue.errors import UnknownKey, UnknownName
from recordbook.claims import Aggregate, AllOf, AnyOf, Condition, Family
from recordbook.intake.arrow import column, compute, texts
from recordbook.measures import Evidence, Plain
from recordbook.measures.attach import attach
from recordbook.proof import special
from recordbook.proof.assembly import assemble
from recordbook.proof.day_span import one_number
from recordbook.proof.errors import EmptyCohort, NoRival, NothingToJudge, NotProvableYet
from recordbook.proof.members import Members, step
from recordbook.proof.names import NameBook
from recordbook.proof.question import check, flows, kind_of, rate
from recordbook.proof.trial import Trial
from recordbook.units import Truth, day_number

if TYPE_CHECKING:
    import pyarrow as pa

    from recordbook.claims import Claim, Cohort, CohortTerm, Subject
    from recordbook.engine import Engine
    from recordbook.ledger import Snapshot
    from recordbook.measures import Heads
    from recordbook.proof.families import Judgement
    from recordbook.proof.field import Ints
    from recordbook.proof.proof import Proof


@dataclass(frozen=True)
class Prover:
    """Judges any number of claims on one snapshot; what they share is worked out once."""

    engine: Engine
    snapshot: Snapshot
    heads: Heads | None = None  # given for a large book, where steady counters are set apart

    def __post_init__(self) -> None:
        """Let the engine read the snapshot."""
        attach(self.engine, self.snapshot)

    def prove(self, claim: Claim) -> Proof:
        """The verdict on a claim, with everything that shows it.

        NotProvableYet: the claim can be written but not proven. AmbiguousName, UnknownName: a name
        in it leads to nobody, or to several. NothingToJudge: nothing in this book is meant.
        EmptyCohort: nobody in this book may be a member. NoRival: nobody to compare with.
        """
        if claim not in self._proofs:
            trial = self.trial(claim)
            if not trial.membership.any():
                raise EmptyCohort(remedy="widen the cohort, or take in a catalogue that fills it")
            trial.check_parts()
            self._proofs[claim] = assemble(self, trial, self.judgement(trial))
        return self._proofs[claim]

    def trial(self, claim: Claim) -> Trial:
        """The claim, its subject found, before its evidence."""
        check(claim)
        kind, subject = self._subject(claim)
        cohort = claim.cohort and self.resolved(claim.cohort)
        excluded = tuple(self.names.entity(one, kind) for one in cohort.excluding) if cohort else ()
        members = self.members(kind, day_number(claim.as_of))
        if members.place(subject) < 0:
            raise NothingToJudge(f"{subject} is no {kind} of this book")
        return Trial(
            replace(claim, cohort=cohort),
            subject,
            excluded,
            self.evidence(claim.platform),
            members,
            among=self._among(claim, members, subject),
            asked=claim,
        )

    def judgement(self, trial: Trial) -> Judgement:
        """The truth of a claim, whatever its family."""
        superlative = trial.claim.superlative
        family = superlative.family if superlative else None
        if superlative is None and not one_number(trial):
            return special.each(trial)
        if superlative is not None and superlative.other is not None:
            other = self._other(superlative.other, trial.members, trial.subject)
            judge = special.ties if family is Family.TIES else special.overtakes
            return judge(trial, other)
        if family is Family.EXTENDS:
            return special.extends(trial)
        if family is Family.BREAKS_OWN:
            return special.breaks_own(trial, self._own(trial.claim, trial.members, trial.subject))
        return trial.judgement

    def evidence(self, platform: str) -> Evidence:
        """What the snapshot knows of a platform's counters."""
        if platform not in self._evidence:
            plain = self.heads and Plain.of(self.engine, self.snapshot, platform, self.heads)
            self._evidence[platform] = Evidence(self.engine, platform, plain)
        return self._evidence[platform]

    @cached_property
    def names(self) -> NameBook:
        """Where names lead in this snapshot."""
        return NameBook(self.engine, self.snapshot)

    def _subject(self, claim: Claim) -> tuple[str, str]:
        """The kind of the subject and its entity; a plain fact may be one of a recording too."""
        kind = kind_of(claim)
        other = {Aggregate.RELEASED: "recording", Aggregate.DURATION: "recording"}
        if claim.cohort is None and (flows(claim) or rate(claim)):
            other = {claim.measure.aggregate: "release"}
        if claim.measure.aggregate in other:
            with suppress(UnknownName, UnknownKey):
                return kind, self.names.entity(claim.subject, kind)
            kind = other[claim.measure.aggregate]
        return kind, self.names.entity(claim.subject, kind)

    def members(self, kind: str, as_of: int) -> Members:
        """The candidates of one kind on a day, each worked out once."""
        if (kind, as_of) not in self._of_day:
            self._of_day[kind, as_of] = Members(self.engine, kind, as_of, self._shared)
        return self._of_day[kind, as_of]

    @cached_property
    def _of_day(self) -> dict[tuple[str, int], Members]:
        return {}

    @cached_property
    def _shared(self) -> dict[str, pa.Table]:
        return {}

    @cached_property
    def _proofs(self) -> dict[Claim, Proof]:
        return {}

    @cached_property
    def _evidence(self) -> dict[str, Evidence]:
        return {}

    def resolved(self, cohort: Cohort) -> Cohort:
        """The cohort with artists as entities where it names them."""

        def resolved(term: CohortTerm) -> CohortTerm:
            if isinstance(term, (AllOf, AnyOf)):
                return type(term)(tuple(map(resolved, term.parts)))
            if term.attribute == "artist":
                return replace(term, values=tuple(map(self.names.artist, term.values)))
            if term.attribute == "member of":  # facts give a group by its id or by its name
                groups = self.names.artists(term.values)
                return replace(term, values=(*term.values, *groups))
            return term

        return replace(cohort, term=resolved(cohort.term))

    def _among(self, claim: Claim, members: Members, subject: str) -> Ints | None:
        """Kleene truth of counting at all, by candidate; None where everyone does."""
        superlative = claim.superlative
        if superlative is not None and superlative.family is Family.PERSONAL_BEST:
            return self._own(claim, members, subject)
        if superlative is not None and (superlative.other is None or superlative.n is not None):
            return None
        named = np.zeros(len(members.entities), dtype=np.int64)
        named[members.place(subject)] = Truth.TRUE
        if superlative is not None and superlative.other is not None:
            named[self._other(superlative.other, members, subject)] = Truth.TRUE
        return named

    def _other(self, other: Subject, members: Members, subject: str) -> int:
        """The place of the other party; NoRival if it is nobody to compare the subject with."""
        entity = self.names.entity(other, members.kind)
        place = members.place(entity)
        if place < 0 or entity == subject:
            raise NoRival(f"{entity} is no other {members.kind} of this book")
        return place

    def _own(self, claim: Claim, members: Members, subject: str) -> Ints:
        """Kleene truth of being by a main artist of the subject; unknown where it has none."""
        if members.kind == "artist":
            raise NotProvableYet("an artist's own record cannot be proven yet")
        rows = self.engine.rows(step("credited", featured=False))
        mine = texts(column(rows.filter(compute.equal(rows["item"], subject)), "artist"))
        own = np.full(len(members.entities), Truth.UNKNOWN, dtype=np.int64)
        if mine:
            condition = Condition(attribute="artist", values=tuple(mine))
            own = members.term(condition, replace(claim.reading, credit="main")).copy()
        own[members.place(subject)] = Truth.TRUE
        return own
