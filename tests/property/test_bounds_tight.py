"""The bounds are the tightest that the named rules allow: a naive fixpoint finds the same.

Rules: read, rounded, monotone, unreleased, charted-sum, part-of-whole and every.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from oracle_bounds import Oracle
from strategies_worlds import BASES, DAYS, FEW, SEEDS, World, attached

from recordbook.engine import DuckDB
from recordbook.measures import Evidence, Question, standings

ENGINE = DuckDB(threads=1)


@pytest.mark.parametrize("falls", [False, True], ids=["steady", "falls"])
@given(seeds=SEEDS, base=BASES)
@FEW
def test_bounds_are_the_tightest_of_the_rules(falls: bool, seeds: list[int], base: int) -> None:  # noqa: FBT001 - a parameter of pytest
    """Bounds on every day, and first possible and first certain days, are those of the fixpoint."""
    oracles = [Oracle(World(seed, base, falls=falls)) for seed in seeds]
    attached(ENGINE, *(oracle.world for oracle in oracles))
    evidence = Evidence(ENGINE, "spotify")
    for day in range(base - 3, base + DAYS + 2):
        rows = standings(evidence, Question(platform="spotify", as_of=day), "album total")
        found = {row["entity"]: (row["low"], row["high"]) for row in rows.to_pylist()}
        for oracle in oracles:
            for entity in {**oracle.world.counters, **oracle.world.totals}:
                expected = (oracle.low(entity, day), oracle.high(entity, day))
                assert found.get(entity, (0, None)) == expected, (entity, day - base)
    for threshold in (1, 4, 9):
        question = Question(platform="spotify", as_of=0, threshold=threshold)
        rows = standings(evidence, question, "album total").to_pylist()
        crossed = {row["entity"]: (row["earliest"], row["latest"]) for row in rows}
        for oracle in oracles:
            for entity in {**oracle.world.counters, **oracle.world.totals}:
                expected = oracle.crossing(entity, threshold)
                assert crossed.get(entity, (None, None)) == expected, (entity, threshold)
    assert not evidence.runs.conflicts.num_rows
