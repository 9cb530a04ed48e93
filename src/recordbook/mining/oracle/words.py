"""A record in the oracle's words, as a claim, and how plainly it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recordbook import claims
from recordbook.mining.oracle.members import POPULATION
from recordbook.units import day_from

if TYPE_CHECKING:
    from recordbook.mining.oracle.members import Cohort
    from recordbook.mining.oracle.standings import Measure

_TENTHS = {
    **dict.fromkeys(("scene", "act type", "gender", "country"), 10),
    **dict.fromkeys(("genre", "language", "generation"), 9),
    **dict.fromkeys(("release type", "label"), 8),
    **dict.fromkeys(("released", "debut"), 7),
}
"""How plainly people speak of an attribute."""


class Record(NamedTuple):
    """A claim that became true: of whom, at what, in which family and place, among whom."""

    subject: str
    measure: Measure
    threshold: int  # 0: none, where levels are compared
    family: str
    n: int  # 1: none is said
    cohort: Cohort

    def claim(self, day: int, platform: str = "spotify") -> claims.Claim:
        """The same in the language of claims."""
        terms = (
            claims.Condition(attribute=one.attribute, values=(one.value,), of=one.of)
            for one in self.cohort
        )
        return claims.Claim(
            subject=claims.Subject(key=self.subject),
            superlative=claims.Superlative(
                family=claims.Family(self.family), n=self.n if self.n > 1 else None
            ),
            cohort=claims.Cohort(
                population=POPULATION[self.measure.kind], term=claims.AllOf(tuple(terms))
            ),
            measure=claims.Measure(
                aggregate=claims.Aggregate(self.measure.aggregate),
                past=self.measure.past or None,
                rank=self.measure.rank or None,
            ),
            threshold=self.threshold or None,
            as_of=day_from(day),
            platform=platform,
            basis="chart" if self.measure.listed else "app",
        )


def plainness(record: Record, day: int) -> tuple[int, int, str]:
    """What records are sorted by, the plainest first: few conditions that people speak of."""
    size = len(record.cohort)
    plain = (10, 8, 6, 4)[min(size, 3)] * 1000 // 10**size
    for one in record.cohort:
        plain *= _TENTHS.get(one.attribute, 5)
    return -plain, size, str(record.claim(day))
