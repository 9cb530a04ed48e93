"""The rows of evidence that a judgement rests on, and the parts that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.intake.arrow import column, columns, ordered
from recordbook.measures import labelled, parts
from recordbook.measures.standings import bounds
from recordbook.proof.members import step
from recordbook.proof.question import question_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from recordbook.engine import DuckDB
    from recordbook.intake.arrow import Column
    from recordbook.measures import Question
    from recordbook.proof.trial import Trial

GRADES = ("counted", "charted", "reported")
"""Grades from the strongest to the weakest."""


@dataclass(frozen=True, slots=True)
class Citations:
    """Looks up, for one trial, the parts and the rows behind its standings."""

    trial: Trial

    def parts(self, entities: Column) -> pa.Table:
        """entity, part, sure, place, low, high, earliest, latest: every part, in list order."""
        return ordered(self._answer(entities, "part_standings"), "entity", "place")

    def witnesses(self, entities: Column) -> pa.Table:
        """entity, part, low, high, earliest, latest: the part that keeps each entity lowest."""
        return self._answer(entities, "witnesses")

    def rows(self, counters: pa.Table) -> pa.Table:
        """The rows that give the bounds and crossings of counters (part, earliest).

        Columns: entity, side (low, high, reached, not yet), day, low, high, rule, grade, source,
        key, batch.
        """
        _, question = self._labelled()
        wanted = columns(entity=column(counters, "part"), earliest=column(counters, "earliest"))
        self._engine.attach("wanted", wanted)
        query = step("cited", as_of=question.as_of, threshold=question.threshold)
        return ordered(self._engine.rows(query), "entity", "side")

    @property
    def _engine(self) -> DuckDB:
        return self.trial.evidence.engine

    def _labelled(self) -> tuple[str, Question]:
        measure, question = question_of(self.trial.claim, self.trial.members.kind)
        labelled(self.trial.evidence, question, measure)
        return measure, question

    def _answer(self, entities: Column, name: str) -> pa.Table:
        measure, question = self._labelled()
        self._engine.attach("wanted", columns(entity=entities))
        query = step(name, bounds(question), parts(question, measure))
        return self._engine.rows(query)


def weakest(grades: Sequence[str]) -> str:
    """The weakest of some grades; counted of none.

    >>> weakest(["counted", "reported", "charted"])
    'reported'
    """
    return max(grades, key=GRADES.index, default=GRADES[0])
