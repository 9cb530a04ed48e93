"""How far a proven claim can be stretched while it stays proven: exact, or silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.proof.day_span import day_span
from recordbook.proof.fallen import fallen
from recordbook.proof.proof import Holds
from recordbook.proof.question import charted_flow, listened, rate
from recordbook.proof.thresholds import thresholds
from recordbook.proof.widest import widest
from recordbook.proof.windows import windowed

if TYPE_CHECKING:
    from collections.abc import Callable

    from recordbook.claims import Cohort
    from recordbook.proof.trial import Trial


def holds(trial: Trial, resolved: Callable[[Cohort], Cohort]) -> Holds:
    """The thresholds, the days and the widest cohorts of a proven claim.

    `resolved` makes entities of the names in a cohort. Nothing is sampled: where no closed form is
    known, nothing is said.
    """
    if trial.stated is not None:
        return Holds()
    level = rate(trial.claim) or listened(trial.claim)  # which may fall again
    level |= charted_flow(trial.claim)
    if trial.charted is not None or windowed(trial.claim) or level:
        return Holds(widest=widest(trial, resolved))
    broken = fallen(trial)
    return Holds(
        threshold=thresholds(trial, broken),
        days=day_span(trial, broken),
        widest=widest(trial, resolved),
    )
