"""What shows a flow by lists: the rows of whoever is in them, and all lists of everybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.intake.arrow import column, columns, compute, ordered
from recordbook.measures import ALWAYS, standings
from recordbook.measures.evidence import pooled
from recordbook.measures.flows.listed import CADENCES, cells_of
from recordbook.measures.lists.known import DAY
from recordbook.proof.flows import Flowing
from recordbook.proof.members import step
from recordbook.proof.missing import listed, subject_and
from recordbook.proof.proof import Missing
from recordbook.proof.question import question_of
from recordbook.units import Truth, day_from

if TYPE_CHECKING:
    import pyarrow as pa


class Filtered(Flowing):
    """Looks up the rows of lists behind the flows of a trial."""

    def rows(self, counters: pa.Table) -> pa.Table:
        """The rows with which an entity had the most, and first reached the threshold."""
        flow, question = question_of(self.trial.claim, self.trial.members.kind)
        evidence = self.trial.evidence
        found = standings(evidence, question, flow)
        shown = {name: column(found, name) for name in ("entity", "low", "latest")}
        evidence.engine.attach("shown", columns(**shown))
        evidence.engine.attach("wanted", counters.rename_columns({"part": "entity"}))
        cells, _ = cells_of(evidence, question, flow)
        query = step(
            "cited_listed",
            pooled(evidence.platform),
            cells,
            as_of=question.as_of,
            threshold=question.threshold,
            since=-ALWAYS if question.since is None else question.since,
            until=ALWAYS if question.until is None else question.until,
            metric="day" if CADENCES[flow] == DAY else "week",
            region=question.region,
        )
        return ordered(evidence.engine.rows(query), "entity", "side", "day")

    @property
    def grade(self) -> str:
        """The weaker grade if any list has it: who is not in them is bounded by all of them."""
        flow, question = question_of(self.trial.claim, self.trial.members.kind)
        cells, _ = cells_of(self.trial.evidence, question, flow)
        rows = self.trial.evidence.engine.rows(cells)
        return "reported" if compute.any(compute.equal(rows["level"], 2)).as_py() else "charted"

    def missing(self, contests: pa.Table) -> tuple[Missing, ...]:
        """Who may be a member, and what complete lists until the day would say of them."""
        return listed(
            Missing(
                entity=str(row["entity"]),
                name=str(row["name"]),
                metric=metric,
                day=day_from(self.trial.terms.as_of),
                decides=said,
            )
            for row in subject_and(self.trial, contests)
            for metric, said in (
                *([("membership", "who is meant")] if row["member"] == Truth.UNKNOWN else []),
                ("listed streams", f'complete lists until that day, for "{row["name"]}"'),
            )
        )
