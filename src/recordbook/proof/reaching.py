"""When a subject made of steady counters reached a threshold, from its own readings alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.engine import Query
from recordbook.intake.arrow import bools, column, compute, integers, ordered
from recordbook.measures import ALWAYS, parts

if TYPE_CHECKING:
    from recordbook.measures import Evidence, Question
    from recordbook.proof.field import Ints

_OF_LEAST = frozenset({"total", "every track"})
"""Measures that have reached a threshold when each of their parts has."""


@dataclass(frozen=True, slots=True)
class Steps:
    """The readings of each part, by day; what they rise to is reached on the day it is read."""

    histories: tuple[tuple[Ints, Ints], ...]  # days and lows, both ascending

    @classmethod
    def of(cls, evidence: Evidence, question: Question, measure: str, subject: str) -> Steps | None:
        """The steps of a subject; None where not all of its parts are steady counters."""
        if evidence.plain is None or measure not in _OF_LEAST:
            return None
        sql = "SELECT part, whole AND sure AS certain FROM part_list WHERE entity = $entity"
        own = Query("own", sql, (parts(question, measure),), {"entity": subject})
        listed = evidence.engine.rows(own)
        known = compute.is_in(column(listed, "part"), value_set=evidence.plain.counters["entity"])
        if not listed.num_rows or not (bools(known) & bools(column(listed, "certain"))).all():
            return None
        rows = ordered(evidence.plain.history(column(listed, "part")), "entity", "day")
        histories = (
            rows.filter(compute.equal(rows["entity"], part)) for part in listed["part"].to_pylist()
        )
        days_and_lows = (
            (integers(column(one, "day")), integers(column(one, "low"))) for one in histories
        )
        return cls(tuple(days_and_lows))

    def reached(self, threshold: int) -> int:
        """The first day on which every part was read at or above the threshold; ALWAYS if none."""
        latest = -ALWAYS
        for days, lows in self.histories:
            at = int(lows.searchsorted(threshold))
            latest = max(latest, int(days[at]) if at < len(days) else ALWAYS)
        return latest
