"""The oracle's bounds are those of the measures, also where readings clash and counters fall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from oracle_bounds import Oracle as Enumerated
from planted_books import Shown
from planted_spoils import BASE, DAYS
from planted_worlds import Planted, planted
from strategies_worlds import BASES, SEEDS, World

from recordbook.catalogue.hierarchy import POPULATIONS
from recordbook.engine import DuckDB
from recordbook.measures import ALWAYS, Evidence, Question, standings
from recordbook.measures.attach import attach
from recordbook.mining.oracle import Book
from recordbook.mining.oracle.runs import NEVER, OPEN, high_on, low_on, not_before, reached
from recordbook.mining.oracle.standings import Measure, Standings
from recordbook.mining.oracle.wholes import Counters

if TYPE_CHECKING:
    from recordbook.ledger import Snapshot

ENGINE = DuckDB(threads=1)
MEASURES = [
    Measure("total"),
    Measure("every track"),
    Measure("album total"),
    Measure("tracks past", 3),
    Measure("albums past", 5),
]


def said(row: dict[str, Any]) -> tuple[int, int, int, int]:
    """What the measures say of an entity, open ends as the oracle has them."""
    ends = (row["high"], OPEN), (row["earliest"], -NEVER), (row["latest"], NEVER)
    high, earliest, latest = (open_ if end is None else end for end, open_ in ends)
    assert ALWAYS == NEVER
    return row["low"], high, earliest, latest


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.aggregate)
def test_both_know_the_same_of_everybody(measure: Measure) -> None:
    """Bounds on a day and days of crossing, of every entity that the measures speak of."""

    @settings(
        max_examples=10,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
    )
    @given(world=planted())
    def law(world: Planted) -> None:
        attach(ENGINE, cast("Snapshot", Shown(world.rows)))
        evidence = Evidence(ENGINE, "spotify")
        own = Standings(Book.of(world.rows), "spotify")
        for day, number in ((BASE + 1, 1), (BASE + 3, 6), (BASE + DAYS, 2)):
            question = Question(
                platform="spotify",
                as_of=day,
                threshold=measure.past or number,
                wanted=number if measure.past else 1,
                albums=POPULATIONS["album"],
            )
            told = standings(evidence, question, measure.aggregate).to_pylist()
            for row in told:
                known = own.of(row["entity"], measure, day, number)
                if row["entity"] in own.book.kinds.get(measure.kind, ()):
                    assert tuple(known) == said(row), (row["entity"], day, number, world.spoilt)

    law()


@settings(max_examples=2, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(seeds=SEEDS, base=BASES)
def test_the_bounds_are_those_that_enumeration_bears_out(seeds: list[int], base: int) -> None:
    """Where nothing clashes both oracles agree, and the other is checked by listing all worlds.

    On a day between two runs of a total, the sum of its tracks may say more; that is left out.
    """
    for seed in seeds:
        world = World(seed, base, falls=bool(seed % 2))
        counters, other = Counters(Book.of(world.rows), "spotify"), Enumerated(world)
        for entity in (*world.counters, *world.totals):
            held = counters.total.get(entity, [])
            between = {day for day in world.days if not any(p.start <= day <= p.end for p in held)}
            for day in world.days:
                low, high = other.low(entity, day), other.high(entity, day)
                said = low_on(held, day), high_on(held, day)
                if held and day in between:
                    assert said == (0, OPEN), (seed, entity, day)
                else:
                    assert said == (low, OPEN if high is None else high), (seed, entity, day)
            for threshold in (1, 4, 9):
                earliest, latest = not_before(held, threshold), reached(held, threshold)
                ends = None if earliest == -NEVER else earliest, None if latest == NEVER else latest
                assert ends == other.crossing(entity, threshold), (seed, entity, threshold)
