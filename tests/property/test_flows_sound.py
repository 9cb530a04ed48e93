"""Whatever a counter gained lies inside the bounds of every flow, on every day."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from strategies_worlds import BASES, DAYS, FEW, SEEDS, World, attached

from recordbook.engine import DuckDB
from recordbook.measures import Evidence, Question, standings
from recordbook.measures.flows import flow_history

if TYPE_CHECKING:
    from collections.abc import Callable

ENGINE = DuckDB(threads=1)
FALLS = pytest.mark.parametrize("falls", [False, True], ids=["steady", "falls"])


def gains(world: World, entity: str) -> list[int]:
    """What a recording or a release gained on each day after the world's first."""
    if entity in world.counters:
        return [max(b - a, 0) for a, b in pairwise(world.counters[entity])]
    found = [0] * (DAYS - 1)
    for part in world.lists[entity]:
        for place, gained in enumerate(gains(world, part)):
            if world.days[place + 1] >= world.out[entity]:
                found[place] += gained
    return found


def best(days: int, weekday: int | None = None) -> Callable[[World, str, int], int]:
    """The most gained in so many days, all after the world's first and none after the asked one."""

    def most(world: World, entity: str, day: int) -> int:
        daily = gains(world, entity)
        ends = [
            place
            for place in range(days - 1, DAYS - 1)
            if world.days[place + 1] <= day
            and (weekday is None or world.days[place + 1] % 7 == weekday)
        ]
        return max((sum(daily[end - days + 1 : end + 1]) for end in ends), default=0)

    return most


TRUTHS = {"in a day": best(1), "in a week": best(7, 0), "7-day": best(7)}


def holds(row: dict[str, int | None], value: int, day: int, reached: int | None) -> bool:
    """Whether a row allows for a value on a day, and for the day on which it was reached."""
    low, high, earliest, latest = (row[name] for name in ("low", "high", "earliest", "latest"))
    level = (low or 0) <= value and (high is None or value <= high)
    if reached is None:
        return level and (latest is None or latest > day)
    return (
        level
        and (earliest is None or earliest <= reached)
        and (latest is None or latest >= reached)
    )


@FALLS
@pytest.mark.parametrize("flow", TRUTHS)
@given(seeds=SEEDS, base=BASES)
@FEW
def test_flows_are_sound(falls: bool, flow: str, seeds: list[int], base: int) -> None:  # noqa: FBT001 - a parameter of pytest
    """The greatest gain of a recording or a release lies inside, and so does its crossing."""
    worlds = [World(seed, base, falls=falls, misdated=bool(seed % 2)) for seed in seeds]
    attached(ENGINE, *worlds)
    evidence, last = Evidence(ENGINE, "spotify"), base + DAYS - 1
    asked = Question(platform="spotify", as_of=base, since=base + 1, until=last, threshold=3)
    for name in (flow, f"album {flow}"):
        for day in range(base, last + 1, 2):
            rows = standings(evidence, replace(asked, as_of=day), name).to_pylist()
            found = {row["entity"]: row for row in rows}
            for world in worlds:
                for entity in world.lists if name.startswith("album") else world.counters:
                    if entity not in found:
                        continue
                    by_day = [TRUTHS[flow](world, entity, one) for one in world.days]
                    reached = next(
                        (d for d, v in zip(world.days, by_day, strict=True) if v >= 3), None
                    )
                    assert holds(found[entity], by_day[day - base], last, reached), (entity, day)


@FALLS
@given(seeds=SEEDS, base=BASES)
@FEW
def test_first_days_are_sound(falls: bool, seeds: list[int], base: int) -> None:  # noqa: FBT001 - a parameter of pytest
    """What was gained from the release to the end of its day, or of its week, lies inside.

    A play day before it that belongs to it further east counts with it.
    """
    worlds = [World(seed, base, falls=falls, misdated=bool(seed % 2)) for seed in seeds]
    attached(ENGINE, *worlds)
    evidence = Evidence(ENGINE, "spotify")
    for flow, more in (("album first-day", 0), ("album first-week", 6)):
        for day in range(base, base + DAYS, 2):
            asked = Question(platform="spotify", as_of=day)
            rows = {r["entity"]: r for r in standings(evidence, asked, flow).to_pylist()}
            for world in worlds:
                for entity in world.lists.keys() & rows.keys():
                    out = world.out[entity]
                    if out <= base:
                        continue
                    daily = gains(world, entity)
                    inside = {
                        sum(daily[: max(min(day, date + more) - base, 0)])
                        for date in (out, out + 1)
                    }  # the date as it is said may be that day's, or the next one's
                    low, high = rows[entity]["low"], rows[entity]["high"]
                    assert low <= max(inside), (entity, day)
                    assert high is None or min(inside) <= high, (entity, day)


@pytest.mark.parametrize("flow", [*TRUTHS, "first-week", "album in a day", "album first-day"])
@given(seeds=SEEDS, base=BASES)
@FEW
def test_history_is_every_day_s_standing(flow: str, seeds: list[int], base: int) -> None:
    """On each day the last row of the history says what the standings say."""
    worlds = [World(seed, base, falls=True) for seed in seeds[:6]]
    attached(ENGINE, *worlds)
    evidence = Evidence(ENGINE, "spotify")
    for since, until in ((None, None), (base + 1, base + 4)):
        asked = Question(platform="spotify", as_of=base, since=since, until=until)
        history = flow_history(evidence, asked, flow).to_pylist()
        assert history == sorted(history, key=lambda row: (row["day"], row["entity"]))
        for day in range(base - 3, base + DAYS + 9):
            said = {
                row["entity"]: (row["low"], row["high"]) for row in history if row["day"] <= day
            }
            for row in standings(evidence, replace(asked, as_of=day), flow).to_pylist():
                assert said.get(row["entity"], (0, 0)) == (row["low"], row["high"]), (row, day)
