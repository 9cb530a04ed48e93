"""All rungs at once: when everyone reached each of them, from one pass over the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.engine import Query
from recordbook.intake.arrow import column, columns, compute, integers
from recordbook.measures.runs import ALWAYS, UNBOUNDED
from recordbook.measures.standings import SUMMED, parts, track_list
from recordbook.measures.steps import rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.intake.arrow import Column
    from recordbook.measures.evidence import Evidence
    from recordbook.measures.question import Question

LADDERED = frozenset({"total", "album total", "every track"})
"""The measures of which all rungs can be asked at once."""


def crossings(
    evidence: Evidence, question: Question, aggregate: str, ladder: Iterable[int]
) -> pa.Table:
    """entity, threshold, earliest, latest: what `standings` says of each rung of a ladder.

    Rungs of an entity of which nothing is known may be left out. The threshold of the question is
    not looked at.
    """
    thresholds = np.fromiter(ladder, dtype=np.int64)
    evidence.engine.attach("ladder", columns(threshold=pa.array(thresholds)))
    climbed = rule("climbed", climbing(evidence, question, aggregate), **_LIMITS)
    if aggregate != "every track":
        return evidence.engine.rows(climbed)
    every = rule("climbed_every", climbed, parts(question, aggregate), rule("released"))
    return evidence.engine.rows(every)


def highest(evidence: Evidence, question: Question, aggregate: str) -> int:
    """The highest count that anything surely had on any day, of what a measure is made of."""
    sql = "SELECT COALESCE(MAX(low), 0) AS low FROM climbing"
    query = Query("highest", sql, (climbing(evidence, question, aggregate),))
    return int(integers(column(evidence.engine.rows(query), "low"))[0])


def climbing(
    evidence: Evidence, question: Question, aggregate: str, only: Column | None = None
) -> Query:
    """The step `climbing`: the evidence of all counters that a measure rests on, by day.

    With `only`, a column of entities, that of some of them.
    """
    summed = aggregate in SUMMED
    runs = evidence.summed(track_list(question)) if summed else evidence.runs
    evidence.engine.attach("labelled", _of(runs.labelled, only))
    if summed or evidence.plain is None:
        nobody = pa.schema([("key", pa.string()), ("entity", pa.string())]).empty_table()
        evidence.engine.attach("plain", nobody)
    else:
        evidence.plain.attach()
        evidence.engine.attach("plain", _of(evidence.plain.counters, only))
    return rule("climbing", rule("released"), platform=question.platform, never=ALWAYS)


def _of(rows: pa.Table, only: Column | None) -> pa.Table:
    return rows if only is None else rows.filter(compute.is_in(rows["entity"], value_set=only))


_LIMITS = {"never": ALWAYS, "unbounded": int(UNBOUNDED)}
