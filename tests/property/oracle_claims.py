"""The oracle's records as claims, so that others can be asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.claims import (
    Aggregate,
    AllOf,
    Claim,
    Cohort,
    Condition,
    Family,
    Measure,
    Subject,
    Superlative,
)
from recordbook.units import day_from

if TYPE_CHECKING:
    from recordbook.mining.oracle import Record

POPULATIONS = {"recording": "track", "release": "album", "artist": "artist"}


def claim_of(record: Record, day: int) -> Claim:
    """The claim that a record of a day is."""
    terms = (
        Condition(attribute=one.attribute, values=(one.value,), of=one.of) for one in record.cohort
    )
    past = record.measure.past or None
    return Claim(
        subject=Subject(key=record.subject),
        superlative=Superlative(family=Family(record.family), n=record.n if record.n > 1 else None),
        cohort=Cohort(population=POPULATIONS[record.measure.kind], term=AllOf(tuple(terms))),
        measure=Measure(aggregate=Aggregate(record.measure.aggregate), past=past),
        threshold=record.threshold or None,
        as_of=day_from(day),
    )
