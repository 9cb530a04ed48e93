"""The course of one thing by one measure: its bounds day by day, and the figures that clash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.claims import Claim, Subject
from recordbook.intake.arrow import compute, dicts, strings, texts
from recordbook.measures import ALWAYS, SUMMED, parts
from recordbook.measures.history import course
from recordbook.measures.standings import on_lists, track_list
from recordbook.proof.question import question_of
from recordbook.units import Bounds, day_from, day_number

if TYPE_CHECKING:
    import pyarrow as pa

    from recordbook.claims import Measure
    from recordbook.proof import Prover
    from recordbook.units import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """From a day on these bounds hold, until the next point."""

    day: Day
    bounds: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A figure that was set aside, and the one that it clashed with (its day, its source)."""

    entity: str
    day: Day
    bounds: Bounds
    grade: str
    source: str
    against: int
    against_day: Day | None
    against_grade: str
    against_source: str


def about(entity: str, measure: Measure, day: Day, platform: str = "spotify") -> Claim:
    """The plain claim that looks at a measure of an entity on a day."""
    return Claim(
        subject=Subject(key=entity), measure=measure, threshold=1, as_of=day, platform=platform
    )


def points(prover: Prover, claim: Claim) -> tuple[Point, ...]:
    """What is known of the subject of a claim by its measure, until the claim's day.

    The first point is of the first day from which anything is known of it; nothing is known before.
    NotProvableYet: it cannot be said of such a measure.
    """
    trial = prover.trial(claim)
    measure, question = question_of(claim, trial.members.kind)
    rows = dicts(course(trial.evidence, question, measure, trial.subject))
    last = day_number(claim.as_of)
    found: list[Point] = []
    for row in rows:
        day, bounds = int(row["day"]), Bounds(int(row["low"]), row["high"])
        if -ALWAYS < day <= last and (not found or found[-1].bounds != bounds):
            found.append(Point(day=day_from(day), bounds=bounds))
    return tuple(found)


def clashes(prover: Prover, claim: Claim) -> tuple[Clash, ...]:
    """The figures of the subject, and of what is counted of it, that were set aside, by day."""
    trial = prover.trial(claim)
    measure, question = question_of(claim, trial.members.kind)
    if on_lists(question, measure) or question.basis != "app":
        return ()
    evidence, mine = trial.evidence, {trial.subject}
    runs = evidence.summed(track_list(question)) if measure in SUMMED else evidence.runs
    if measure in _OF_PARTS:
        listed = prover.engine.rows(parts(question, _OF_PARTS[measure]))
        own = listed.filter(compute.equal(listed["entity"], trial.subject))
        mine |= set(texts(own["part"].combine_chunks()))
    aside = runs.conflicts
    theirs = aside.filter(compute.is_in(aside["entity"], value_set=strings(mine)))
    return tuple(dict.fromkeys(_clashes(theirs)))


def set_aside(prover: Prover, platform: str) -> tuple[Clash, ...]:
    """Every figure of a platform's counters that was set aside, by day."""
    return tuple(dict.fromkeys(_clashes(prover.evidence(platform).runs.conflicts)))


_OF_PARTS = {"every track": "every track", "album total": "every track"}
"""Measures that look at the tracks of a release, and the one that lists them."""


def _clashes(rows: pa.Table) -> list[Clash]:
    found = [
        Clash(
            entity=str(row["entity"]),
            day=day_from(int(row["day"])),
            bounds=Bounds(int(row["low"]), row["high"]),
            grade=str(row["grade"]),
            source=str(row["source"]),
            against=int(row["against"]),
            against_day=None if row["against_day"] is None else day_from(int(row["against_day"])),
            against_grade=str(row["against_grade"] or ""),
            against_source=str(row["against_source"] or ""),
        )
        for row in dicts(rows)
    ]
    return sorted(found, key=lambda one: (one.day, one.entity, one.source, one.bounds.low))
