"""What the finder and the oracle each make of a world."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from planted_books import Filed, Shown

from recordbook.claims import Aggregate, Family, Measure
from recordbook.measures import Heads
from recordbook.mining import DEFAULT_MEASURES, Counted, Settings
from recordbook.mining import oracle as plain
from recordbook.mining.oracle.runs import NEVER
from recordbook.mining.oracle.wholes import Counters
from recordbook.proof import Prover
from recordbook.system.auditing import plainly
from recordbook.system.finding import Wanted, found
from recordbook.units import day_from, day_number

if TYPE_CHECKING:
    from planted_worlds import Planted

    from recordbook.engine import Engine
    from recordbook.ledger import Snapshot


def _listed(aggregate: Aggregate, level: Family, rank: int | None) -> Counted:
    measure = Measure(aggregate=aggregate, rank=rank)
    return Counted(measure=measure, population="track", crossing=False, level=level, basis="chart")


OF_LISTS = (
    _listed(Aggregate.DAYS_AT, Family.MOST, 1),
    _listed(Aggregate.DAYS_AT, Family.MOST, 3),
    _listed(Aggregate.CONSECUTIVE_AT, Family.LONGEST, 2),
    _listed(Aggregate.PEAK_RANK, Family.HIGHEST, None),
)
"""Measures of the daily list."""

OF_DAYS = (
    Counted(
        measure=Measure(aggregate=Aggregate.DAY),
        population="track",
        crossing=False,
        level=Family.MOST,
    ),
)
"""The most streams in a day."""


@dataclass(frozen=True)
class Taste:
    """Settings that both understand."""

    thresholds: tuple[int, ...] = (1, 3, 6, 10, 20)
    lowest: int = 1
    attributes: tuple[str, ...] = Settings().attributes
    conditions: int = 3
    nth: int = 3
    minimum: int = 2
    others: tuple[Counted, ...] = ()  # measures by who leads, in place of the usual ones

    @property
    def finders(self) -> Settings:
        """As the finder has them."""
        measures = self.others or tuple(DEFAULT_MEASURES.values())
        return Settings(measures=measures, **self._shared)

    @property
    def oracles(self) -> plain.Settings:
        """As the oracle has them."""
        if not self.others:
            return plain.Settings(**self._shared)
        told = ((one.measure.aggregate.value, one.measure.rank or 0) for one in self.others)
        level = tuple(plain.Measure(aggregate, rank=rank) for aggregate, rank in told)
        return plain.Settings(crossing=(), level=level, **self._shared)

    @property
    def _shared(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "others"}


Records = dict[int, dict[plain.Record, tuple[int, ...]]]
"""By day the records, each with the lower rungs of the same."""


def by_finder(
    engine: Engine, world: Planted, taste: Taste, days: tuple[int, int], *, steady: bool = False
) -> Records:
    """The records of some days, both ends included; `steady`: as of a large book, by its heads."""
    with TemporaryDirectory() as folder:
        shown = Filed(world.rows, Path(folder)) if steady else Shown(world.rows)
        snapshot = cast("Snapshot", shown)
        heads = Heads.empty().brought_to(engine, snapshot) if steady else None
        first, last = (day_from(day) for day in days)
        wanted = Wanted(first=first, last=last, settings=taste.finders)
        answer = found(Prover(engine, snapshot, heads), wanted)
    told: Records = {day: {} for day in range(days[0], days[1] + 1)}
    for record in answer.records:
        of_day = told[day_number(record.day)]
        assert plainly(record.claim) not in of_day
        of_day[plainly(record.claim)] = tuple(sorted(record.also))
    return told


def by_oracle(world: Planted, taste: Taste, days: tuple[int, int]) -> Records:
    """The same by trying everything."""
    book = plain.Book.of(world.rows)
    return {
        day: {
            record: tuple(sorted(lower.threshold for lower in also))
            for record, also in plain.records(book, day, taste.oracles).items()
        }
        for day in range(days[0], days[1] + 1)
    }


def never_fell(world: Planted) -> bool:
    """Whether every counter is known to be of one unbroken run."""
    counters = Counters(plain.Book.of(world.rows), "spotify").settled
    return all(p.start == -NEVER and p.end == NEVER for held in counters.values() for p in held)
