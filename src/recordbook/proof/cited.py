"""The rows of evidence that a judgement rests on, and the parts that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.intake.arrow import column, columns, compute, ordered
from recordbook.measures import SUMMED, parts, ready
from recordbook.proof.members import step
from recordbook.proof.question import REACHING, question_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.engine import Engine
    from recordbook.intake.arrow import Column
    from recordbook.measures import Question
    from recordbook.proof.proof import Missing
    from recordbook.proof.trial import Trial

GRADES = ("counted", "charted", "reported")
"""Grades from the strongest to the weakest."""


@dataclass(frozen=True, slots=True)
class Citations:
    """Looks up, for one trial, the parts and the rows behind its standings."""

    trial: Trial

    @property
    def grade(self) -> str | None:
        """None: a verdict is as good as the rows that are cited."""
        return None

    def missing(self, _contests: pa.Table, /) -> tuple[Missing, ...] | None:
        """None: the counters of the parts are."""
        return None

    def parts(self, entities: Column) -> pa.Table:
        """entity, part, sure, place, low, high, earliest, latest: every part, in list order."""
        return ordered(self._answer(entities, "part_standings"), "entity", "place")

    def witnesses(self, entities: Column) -> pa.Table:
        """entity, part, low, high, earliest, latest: the part that keeps each entity lowest."""
        superlative = self.trial.claim.superlative
        by_day = superlative is not None and superlative.family in REACHING
        return self._answer(entities, "witnesses", by_day=by_day)

    def rows(self, counters: pa.Table) -> pa.Table:
        """The rows that give the bounds and crossings of counters; see `Shows`."""
        measure, question = self._ready()
        self._engine.attach("wanted", counters.rename_columns({"part": "entity"}))
        if self.trial.evidence.plain is not None and measure not in SUMMED:
            self._with_steady(counters, question)
        query = step("cited", as_of=question.as_of, threshold=question.threshold)
        return ordered(self._engine.rows(query), "entity", "side")

    def _with_steady(self, counters: pa.Table, question: Question) -> None:
        """Let `labelled` also show the readings of steady counters that may be cited."""
        evidence, parts_ = self.trial.evidence, column(counters, "part")
        if evidence.plain is None:
            return
        last = compute.subtract(column(counters, "earliest"), 1)
        days = [compute.cast(day, pa.int64()) for day in (last, column(counters, "latest"))]
        wanted = pa.concat_tables([columns(entity=parts_, day=day) for day in days])
        readings = evidence.plain.readings(wanted, question.as_of)
        labelled = evidence.runs.labelled
        both = pa.concat_tables(
            [labelled, readings.select(labelled.column_names).cast(labelled.schema)]
        )
        self._engine.attach("labelled", both)

    @property
    def _engine(self) -> Engine:
        return self.trial.evidence.engine

    def _ready(self) -> tuple[str, Question]:
        measure, question = question_of(self.trial.claim, self.trial.members.kind)
        ready(self.trial.evidence, question, measure)
        return measure, question

    def _answer(self, entities: Column, name: str, **values: bool) -> pa.Table:
        measure, question = self._ready()
        self._engine.attach("wanted", columns(entity=entities))
        query = step(name, parts(question, measure), **values)
        return self._engine.rows(query)


def weakest(grades: Sequence[str]) -> str:
    """The weakest of some grades; counted of none.

    >>> weakest(["counted", "reported", "charted"])
    'reported'
    """
    return max(grades, key=GRADES.index, default=GRADES[0])
