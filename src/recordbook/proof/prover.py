"""Judge claims on one snapshot of a book: from the claim to the family's judgement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from recordbook.claims import AllOf, AnyOf, Condition, Family
from recordbook.intake.arrow import column, compute, texts
from recordbook.measures import Evidence
from recordbook.measures.attach import attach
from recordbook.proof import special
from recordbook.proof.assembly import assemble
from recordbook.proof.errors import NothingToJudge
from recordbook.proof.members import Members, step
from recordbook.proof.names import NameBook
from recordbook.proof.question import check, kind_of
from recordbook.proof.trial import Trial
from recordbook.units import day_number

if TYPE_CHECKING:
    from recordbook.claims import Claim, Cohort, CohortTerm
    from recordbook.engine import DuckDB
    from recordbook.ledger import Snapshot
    from recordbook.proof.families import Judgement
    from recordbook.proof.proof import Proof


@dataclass(frozen=True)
class Prover:
    """Judges any number of claims on one snapshot; what they share is worked out once."""

    engine: DuckDB
    snapshot: Snapshot

    def __post_init__(self) -> None:
        """Let the engine read the snapshot."""
        attach(self.engine, self.snapshot)

    def prove(self, claim: Claim) -> Proof:
        """The verdict on a claim, with everything that shows it.

        NotProvableYet: the claim can be written but not proven. AmbiguousName, UnknownName: a name
        in it leads to nobody, or to several. NothingToJudge: nothing in this book is meant.
        """
        trial = self.trial(claim)
        return assemble(self, trial, self.judgement(trial))

    def trial(self, claim: Claim) -> Trial:
        """The claim, its subject found, before its evidence."""
        check(claim)
        kind = kind_of(claim)
        subject = self.names.entity(claim.subject, kind)
        cohort = claim.cohort and self._resolved(claim.cohort)
        excluded = tuple(self.names.entity(one, kind) for one in cohort.excluding) if cohort else ()
        members = Members(self.engine, kind, day_number(claim.as_of))
        if members.place(subject) < 0:
            raise NothingToJudge(f"{subject} is no {kind} of this book")
        evidence = self._evidence.setdefault(claim.platform, Evidence(self.engine, claim.platform))
        return Trial(replace(claim, cohort=cohort), subject, excluded, evidence, members)

    def judgement(self, trial: Trial) -> Judgement:
        """The truth of a claim, whatever its family."""
        superlative = trial.claim.superlative
        family = superlative.family if superlative else None
        if superlative is not None and superlative.other is not None:
            other = trial.members.place(self.names.entity(superlative.other, trial.members.kind))
            judge = special.ties if family is Family.TIES else special.overtakes
            return judge(trial, other)
        if family is Family.EXTENDS:
            return special.extends(trial)
        if family is Family.BREAKS_OWN:
            own = trial.members.term(self._own(trial), trial.claim.reading)
            return special.breaks_own(trial, own > 0)
        return trial.judgement

    @cached_property
    def names(self) -> NameBook:
        """Where names lead in this snapshot."""
        return NameBook(self.engine, self.snapshot)

    @cached_property
    def _evidence(self) -> dict[str, Evidence]:
        return {}

    def _resolved(self, cohort: Cohort) -> Cohort:
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

    def _own(self, trial: Trial) -> Condition:
        """What the subject's main artists are credited on."""
        rows = self.engine.rows(step("credited", featured=False))
        mine = texts(column(rows.filter(compute.equal(rows["item"], trial.subject)), "artist"))
        return Condition(attribute="artist", values=tuple(mine))
