"""What shows a rate: the totals that it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.intake.arrow import dicts, strings
from recordbook.measures import ready
from recordbook.measures.flows.rates import base
from recordbook.proof.cited import Citations
from recordbook.proof.missing import listed, subject_and
from recordbook.proof.proof import Missing
from recordbook.proof.question import question_of
from recordbook.units import Truth, day_from

if TYPE_CHECKING:
    import pyarrow as pa

    from recordbook.measures import Question


class Rated(Citations):
    """Looks up the totals behind the rates of a trial; see `Shows`."""

    def _ready(self) -> tuple[str, Question]:
        rate, question = question_of(self.trial.claim, self.trial.members.kind)
        measure, asked = base(rate, question)
        ready(self.trial.evidence, asked, measure)
        return measure, asked

    def missing(self, contests: pa.Table, /) -> tuple[Missing, ...]:
        """The total of the subject and of every open rival on the day."""
        rivals = subject_and(self.trial, contests)
        parts = dicts(self.parts(strings([str(row["entity"]) for row in rivals])))
        known = {str(row["entity"]) for row in parts if row["low"] == row["high"]}
        return listed(
            self._cell(str(row["entity"]), str(row["name"]), metric)
            for row in rivals
            for metric in (
                *(["membership"] if row["member"] == Truth.UNKNOWN else []),
                "release day" if row["entity"] in known else "total",
            )
        )

    def _cell(self, entity: str, name: str, metric: str) -> Missing:
        day = day_from(self.trial.terms.as_of)
        said = f'the {metric} of "{name}"'
        return Missing(entity=entity, name=name, metric=metric, day=day, decides=said)
