"""What shows how many people listened: the readings of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.intake.arrow import ordered
from recordbook.measures.evidence import pooled
from recordbook.measures.listeners import listeners
from recordbook.proof.flows import Flowing
from recordbook.proof.members import step
from recordbook.proof.missing import listed, subject_and
from recordbook.proof.proof import Missing
from recordbook.proof.question import REACHING, question_of
from recordbook.units import Truth, day_from

if TYPE_CHECKING:
    import pyarrow as pa


class Listened(Flowing):
    """Looks up the readings behind the listeners of a trial; everyone is shown by themselves."""

    def rows(self, counters: pa.Table) -> pa.Table:
        """The readings of the day, and the first that reached the threshold."""
        _, question = question_of(self.trial.claim, self.trial.members.kind)
        evidence = self.trial.evidence
        evidence.engine.attach("wanted", counters.rename_columns({"part": "entity"}))
        reads = pooled(evidence.platform), listeners(evidence)
        said = {"as_of": question.as_of, "threshold": question.threshold}
        query = step("cited_listeners", *reads, **said)
        return ordered(evidence.engine.rows(query), "entity", "side", "day")

    def missing(self, contests: pa.Table) -> tuple[Missing, ...]:
        """Who may be a member, and how many listened to the subject and to every open rival.

        Where it is asked who was first: until the day on which the subject surely was there.
        """
        trial = self.trial
        superlative = trial.claim.superlative
        day = trial.terms.as_of
        if superlative is not None and superlative.family in REACHING:
            day = min(day, int(trial.field.latest[trial.field.subject]))
        return listed(
            Missing(
                entity=str(row["entity"]),
                name=str(row["name"]),
                metric=metric,
                day=day_from(day),
                decides=f'the {metric} of "{row["name"]}" until that day'
                if day < trial.terms.as_of
                else f'the {metric} of "{row["name"]}"',
            )
            for row in subject_and(trial, contests)
            for metric in (
                *(["membership"] if row["member"] == Truth.UNKNOWN else []),
                "listeners",
            )
        )
