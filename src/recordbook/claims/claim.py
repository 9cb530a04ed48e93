"""A claim as data: who is said to be first, only or fastest at what, among whom, as of when."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from recordbook.claims import families
from recordbook.claims.errors import BadClaim
from recordbook.claims.families import Aggregate, Comparator, Family
from recordbook.units import day_number

if TYPE_CHECKING:
    from recordbook.claims.cohort import Cohort, Subject
    from recordbook.units import Day

_MOMENT = re.compile(r"[0-9][0-9A-Za-z:.+-]*")
_YEARS = range(1000, 10_000)
_DAYS = (day_number(date.min), day_number(date.max))
LARGEST = 2**63 - 1
"""The largest number a claim can hold: what a table can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is counted: an aggregate of a metric.

    `past` and `rank` belong to the aggregates that say so.
    """

    aggregate: Aggregate
    metric: str = "streams"
    past: int | None = None
    rank: int | None = None

    def __post_init__(self) -> None:
        """Refuse a number too many or too few; fix the metric where only one fits."""
        given = (self.past is not None, self.rank is not None)
        if self.aggregate in families.NEEDS_PAST:
            wanted = [(True, False)]
        elif self.aggregate in families.NEEDS_RANK:
            wanted = [(False, True)]
        elif self.aggregate in families.NEEDS_PLACE:
            wanted = [(True, False), (False, True)]
        else:
            wanted = [(False, False)]
        if given not in wanted:
            raise BadClaim(f"{self.aggregate.value!r} was given the wrong one of past and rank")
        if any(number is not None and number < 1 for number in (self.past, self.rank)):
            raise BadClaim("what is counted past must be above zero")
        if not self.metric:
            raise BadClaim("a measure needs a metric")
        listed = self.rank is not None or self.aggregate in families.RANK_OR_WEEKLY
        fixed = "rank" if listed else self.metric
        if self.aggregate in families.RANK_OR_WEEKLY and self.metric == families.WEEKLY:
            fixed = families.WEEKLY
        object.__setattr__(self, "metric", families.FIXED_METRIC.get(self.aggregate, fixed))


@dataclass(frozen=True, slots=True, kw_only=True)
class Superlative:
    """A family and its number or its other party, where it has one."""

    family: Family
    n: int | None = None
    other: Subject | None = None

    def __post_init__(self) -> None:
        """Refuse a number or another party that does not belong to the family."""
        low = 1 if self.family is Family.OVERTAKES else 2
        may = families.RANKED | {Family.NTH, Family.ONE_OF, Family.OVERTAKES}
        if self.n is None and self.family in {Family.NTH, Family.ONE_OF}:
            raise BadClaim(f"{self.family.value!r} needs its number")
        if self.n is not None and (self.family not in may or self.n < low):
            raise BadClaim(f"{self.family.value!r} cannot take the number {self.n}")
        if (self.other is not None) != (self.family in {Family.OVERTAKES, Family.TIES}):
            raise BadClaim("'overtakes' and 'ties' need the other party, and only they")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When the thing must have happened; the default is ever."""

    kind: str = "ever"  # ever | since | in | so far in | decade | outside christmas | list began
    year: int | None = None

    def __post_init__(self) -> None:
        """Refuse an unknown kind, and a year where none belongs."""
        dated = {"since", "in", "so far in"}
        if self.kind not in dated | {"ever", "decade", "outside christmas", "list began"}:
            raise BadClaim(f"no window is called {self.kind!r}")
        if (self.year in _YEARS) != (self.kind in dated):
            raise BadClaim(f"the window {self.kind!r} and the year {self.year} do not go together")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One set of answers to what the words leave open; the defaults are those of the language.

    `credit`: main, any main credit; exact, the only main credit; any, featured too; any solo, solo
    songs on the group's releases too. `edition`: whose track list; "" is the one that the bare
    title means.
    """

    single_albums: bool = False  # does a single album count as an album?
    versions: bool = True  # do instrumentals and other versions count as tracks?
    inclusive_days: bool = False  # is the release day day 1?
    credit: str = "main"
    edition: str = ""

    def __post_init__(self) -> None:
        """Refuse an unknown credit rule."""
        if self.credit not in {"main", "exact", "any", "any solo"}:
            raise BadClaim(f"no credit rule is called {self.credit!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim, complete: `parse(str(claim)) == claim`.

    Without superlative and cohort it is a plain statement about the subject. `threshold` is what
    the measure is compared with (streams, cumulative, by the end of `as_of`); families that compare
    levels may have none. It is a day number for `RELEASED` and seconds for `DURATION`.
    """

    subject: Subject
    measure: Measure
    as_of: Day
    superlative: Superlative | None = None
    cohort: Cohort | None = None
    threshold: int | None = None
    comparator: Comparator = Comparator.AT_LEAST
    platform: str = "spotify"
    basis: str = "app"  # app | chart
    region: str = "global"
    window: Window = field(default_factory=Window)
    known_at: str | None = None  # a moment (ISO 8601) or a ledger version
    reading: Reading = field(default_factory=Reading)

    def __post_init__(self) -> None:
        """Refuse parts that do not go together."""
        if problem := _problem(self):
            raise BadClaim(problem)

    def __str__(self) -> str:
        """The one canonical text."""
        from recordbook.claims.text import text_of  # noqa: PLC0415 - the printer needs this module

        return text_of(self)


def _problem(claim: Claim) -> str:
    """What is wrong with the parts taken together; empty where nothing is."""
    family = claim.superlative.family if claim.superlative else None
    dated = claim.measure.aggregate is Aggregate.RELEASED
    said = "a plain statement" if family is None else repr(family.value)
    alone = family is None or family in families.COHORTLESS
    low, high = _DAYS if dated else (1, LARGEST)
    problems = {
        "a comparator without a threshold": claim.threshold is None
        and claim.comparator is not Comparator.AT_LEAST,
        "a threshold must be above zero, and no larger than a table holds": claim.threshold
        is not None
        and not low <= claim.threshold <= high,
        "a cohort without a superlative": family is None and claim.cohort is not None,
        f"{said} needs a threshold": claim.threshold is None
        and (family is None or family in families.CROSSING),
        f"{said} needs a cohort": claim.cohort is None and not alone,
        f"the basis is app or chart, not {claim.basis!r}": claim.basis not in {"app", "chart"},
        "an empty platform or region": not claim.platform or not claim.region,
        f"{claim.known_at!r} is no moment and no ledger version": claim.known_at is not None
        and not is_moment(claim.known_at),
    }
    return next((problem for problem, there in problems.items() if there), "")


def is_moment(text: str) -> bool:
    """Whether the text is a ledger version or a moment as ISO 8601 writes it."""
    if not _MOMENT.fullmatch(text):
        return False
    try:
        return text.isdigit() or bool(datetime.fromisoformat(text))
    except ValueError:
        return False
