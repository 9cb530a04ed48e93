"""Monthly listeners: a number that is read, and that says nothing of the day before or after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.intake.arrow import ordered
from recordbook.measures.evidence import pooled
from recordbook.measures.runs import ALWAYS
from recordbook.measures.steps import rule

if TYPE_CHECKING:
    from recordbook.engine import Query
    from recordbook.measures.evidence import Evidence
    from recordbook.measures.question import Question

LISTENERS = "monthly listeners"

_NO_KEYS = pa.schema([("key", pa.string()), ("entity", pa.string())]).empty_table()


def listeners(evidence: Evidence) -> Query:
    """The step `listeners`: entity, day, low, high (null: none), grade, of each day read."""
    evidence.engine.attach("mixed", _NO_KEYS)
    return rule("listeners", pooled(evidence.platform))


def listener_standings(evidence: Evidence, question: Question) -> pa.Table:
    """Everyone's listeners on the day, and the first day on which the threshold was read."""
    said = {"as_of": question.as_of, "threshold": question.threshold}
    return evidence.engine.rows(rule("standing_listeners", listeners(evidence), **said))


def listener_history(evidence: Evidence) -> pa.Table:
    """entity, day, low, high (null: none), by day and entity: a row holds until the next."""
    step = rule("history_listeners", listeners(evidence), never=ALWAYS)
    return ordered(evidence.engine.rows(step), "day", "entity")
