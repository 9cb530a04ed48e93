"""Audit a search: its records beside those that trying everything finds, on the user's own data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.claims import Condition, Family
from recordbook.ledger.tables import STORED
from recordbook.mining import Settings, oracle
from recordbook.system.errors import TooLargeToAudit
from recordbook.units import day_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.claims import Claim
    from recordbook.ledger import Snapshot
    from recordbook.mining import Counted, Found
    from recordbook.mining.oracle import Audit, Measure, Row

MOST_ROWS = 1_000_000
"""So many rows the oracle reads at most: about a minute's work before the first comparison."""

_LEVELS = (Family.MOST.value, Family.LONGEST.value, Family.HIGHEST.value)
_POPULATIONS = {"recording": "track", "release": "album", "artist": "artist"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """What the oracle made of a search, and the measures that it does not know."""

    audit: Audit
    skipped: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """What was looked at, in a sentence or two."""
        audit = self.audit
        said = f"{audit.checked:,} of {audit.places:,} subjects on a day were tried against all"
        if audit.checked < audit.places:
            said += (
                ": all that were said to have a record, then who passed a round number and who"
                " stands highest; an audit of fewer days looks at more"
            )
        if self.skipped:
            said += f". Not tried: {', '.join(self.skipped)}"
        return said


def audited(
    snapshot: Snapshot, found: Found, settings: Settings, effort: int = oracle.EFFORT
) -> Audited:
    """Recall and precision of what was found, among all records of its days.

    `found` must be of a search without a cohort or a subject. TooLargeToAudit says how many rows a
    book may have; within that, subjects are left out where all would take more than the effort.
    """
    rows = sum(snapshot.rows(name) for name in STORED)
    if rows > MOST_ROWS:
        raise TooLargeToAudit(rows, MOST_ROWS)
    tables: dict[str, list[Row]] = {
        name: snapshot.table(name, standing=False).to_pylist() for name in STORED
    }
    book = oracle.Book.of(tables)
    known, skipped = _measures(settings.measures)
    wanted = oracle.Settings(
        platform=settings.platform,
        crossing=tuple(measure for counted, measure in known if counted.crossing),
        level=tuple(measure for counted, measure in known if counted.level and settings.levels),
        attributes=settings.attributes,
        families=(*(one.value for one in settings.families), *_LEVELS),
        lowest=settings.lowest,
        thresholds=settings.thresholds,
        nth=settings.nth,
        conditions=settings.conditions,
        minimum=settings.minimum,
    )
    names = [counted.measure for counted, _ in known]
    days = range(day_number(found.first), day_number(found.last) + 1)
    said = {
        day: frozenset(
            plainly(record.claim)
            for record in found.records
            if day_number(record.day) == day and record.claim.measure in names
        )
        for day in days
    }
    return Audited(audit=oracle.audit(book, said, wanted, effort), skipped=skipped)


def _measures(
    counted: Iterable[Counted],
) -> tuple[list[tuple[Counted, Measure]], tuple[str, ...]]:
    """The measures that the oracle knows, and the names of the others."""
    known: list[tuple[Counted, Measure]] = []
    skipped: list[str] = []
    for one in counted:
        measure = oracle.Measure(one.measure.aggregate.value, one.measure.past or 0)
        usual = (one.basis, one.region, one.measure.metric) == ("app", "global", "streams")
        if (
            usual
            and measure.aggregate in oracle.KINDS
            and _POPULATIONS[measure.kind] == one.population
        ):
            known.append((one, measure))
        else:
            skipped.append(one.measure.aggregate.value)
    return known, tuple(skipped)


def plainly(claim: Claim) -> oracle.Record:
    """A claim as the oracle has it."""
    superlative, measure = claim.superlative, claim.measure
    parts = claim.cohort.parts if claim.cohort else ()
    conditions = (one for one in parts if isinstance(one, Condition))
    return oracle.Record(
        subject=claim.subject.key or "",
        measure=oracle.Measure(measure.aggregate.value, measure.past or 0, measure.rank or 0),
        threshold=claim.threshold or 0,
        family=superlative.family.value if superlative else "",
        n=(superlative and superlative.n) or 1,
        cohort=frozenset(
            oracle.Condition(one.attribute, one.values[0], one.of) for one in conditions
        ),
    )
