"""Who has a counter that was seen to fall, so that what it reached is not where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recordbook.intake.arrow import bools, column, columns, compute, strings, texts
from recordbook.measures import SUMMED, parts
from recordbook.measures.standings import track_list
from recordbook.proof.members import step
from recordbook.proof.question import flows, question_of

if TYPE_CHECKING:
    from recordbook.proof.field import Flags
    from recordbook.proof.trial import Trial


def fallen(trial: Trial) -> Flags:
    """Which candidates are made of a counter that has more than one run.

    Of all others, levels and crossings say the same: they stand at a threshold from the day on
    which they reached it.
    """
    if flows(trial.claim):  # the greatest gain so far is never less later
        return np.zeros(len(trial.members.entities), dtype=bool)
    measure, question = question_of(trial.claim, trial.members.kind)
    evidence = trial.evidence
    runs = evidence.summed(track_list(question)) if measure in SUMMED else evidence.runs
    rows = runs.labelled
    broken = set(texts(compute.unique(rows.filter(compute.greater(rows["run"], 0))["entity"])))
    if measure in SUMMED:
        broken |= _made_of(trial, broken, "every track")
    found = strings(sorted(_made_of(trial, broken, measure)))
    return bools(compute.is_in(trial.members.entities, value_set=found))


def _made_of(trial: Trial, counters: set[str], measure: str) -> set[str]:
    """What has one of the counters among the parts that a measure looks at."""
    if not counters:
        return set()
    _, question = question_of(trial.claim, trial.members.kind)
    engine = trial.evidence.engine
    engine.attach("wanted", columns(entity=strings(sorted(counters))))
    return set(texts(column(engine.rows(step("fallen", parts(question, measure))), "entity")))
