"""Law: all rungs, and all days, asked at once say what standings say of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies_worlds import BASES, DAYS, FEW, SEEDS, World, attached

from recordbook.engine import DuckDB
from recordbook.intake.arrow import dicts
from recordbook.measures import Evidence, Question, standings
from recordbook.measures.history import counter_history, course
from recordbook.measures.ladder import LADDERED, crossings

if TYPE_CHECKING:
    import pyarrow as pa

ENGINE = DuckDB(threads=1)
RUNGS = (1, 2, 4, 9, 16)
MEASURES = pytest.mark.parametrize("aggregate", sorted(LADDERED))
FALLS = pytest.mark.parametrize("falls", [False, True], ids=["steady", "falls"])


def told(rows: pa.Table, *names: str) -> dict[str, tuple[int | None, ...]]:
    """Some columns by entity, of those of whom they say anything."""
    found = {row["entity"]: tuple(row[name] for name in names) for row in dicts(rows)}
    return {entity: said for entity, said in found.items() if said != (None, None)}


@MEASURES
@FALLS
@FEW
@given(seeds=SEEDS, base=BASES)
def test_all_rungs_at_once_are_each_rung(
    aggregate: str, *, falls: bool, seeds: list[int], base: int
) -> None:
    """The crossings of a ladder are those that standings give of each of its rungs."""
    attached(ENGINE, *(World(seed, base, falls=falls) for seed in seeds))
    evidence = Evidence(ENGINE, "spotify")
    climbed = dicts(crossings(evidence, Question(platform="spotify", as_of=0), aggregate, RUNGS))
    for rung in RUNGS:
        one = Question(platform="spotify", as_of=base, threshold=rung)
        asked = told(standings(evidence, one, aggregate), "earliest", "latest")
        at_once = {
            row["entity"]: (row["earliest"], row["latest"])
            for row in climbed
            if row["threshold"] == rung and (row["earliest"], row["latest"]) != (None, None)
        }
        assert at_once == asked


@MEASURES
@FALLS
@FEW
@given(seeds=SEEDS, base=BASES, data=st.data())
def test_all_days_at_once_are_each_day(
    aggregate: str, *, falls: bool, seeds: list[int], base: int, data: st.DataObject
) -> None:
    """The last row of a history by a day has the bounds that standings give of that day."""
    attached(ENGINE, *(World(seed, base, falls=falls) for seed in seeds))
    evidence = Evidence(ENGINE, "spotify")
    day = data.draw(st.integers(base - 4, base + DAYS + 3))
    history = counter_history(evidence, Question(platform="spotify", as_of=0), aggregate)
    last: dict[str, tuple[int, int | None]] = {}
    for row in dicts(history):
        if row["day"] <= day:
            last[row["entity"]] = (row["low"], row["high"])
    one = Question(platform="spotify", as_of=day)
    asked = {
        row["entity"]: (row["low"], row["high"])
        for row in dicts(standings(evidence, one, aggregate))
    }
    nothing = (0, None)
    assert {e: last.get(e, nothing) for e in {*last, *asked}} == {
        e: asked.get(e, nothing) for e in {*last, *asked}
    }


@MEASURES
@FALLS
@FEW
@given(seeds=SEEDS, base=BASES)
def test_one_course_is_the_same_alone(
    aggregate: str, *, falls: bool, seeds: list[int], base: int
) -> None:
    """What is worked out for one entity alone is what the history of all says of it."""
    worlds = [World(seed, base, falls=falls) for seed in seeds[:5]]
    attached(ENGINE, *worlds)
    evidence = Evidence(ENGINE, "spotify")
    asked = Question(platform="spotify", as_of=0)
    whole = dicts(counter_history(evidence, asked, aggregate))
    for entity in sorted({str(row["entity"]) for row in whole}):
        alone = dicts(course(evidence, asked, aggregate, entity))
        of_all = [
            {name: row[name] for name in ("day", "low", "high")}
            for row in whole
            if row["entity"] == entity
        ]
        assert alone == of_all, entity
