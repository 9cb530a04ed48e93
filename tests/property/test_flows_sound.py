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
THRESHOLD, NEVER = 3, 10**9
FALLS = pytest.mark.parametrize("falls", [False, True], ids=["steady", "falls"])


def gains(world: World, entity: str, early: int = 0) -> list[int]:
    """What a recording or a release gained on each day after the world's first.

    Of a release since it came out, or `early` days before: its date may have begun elsewhere.
    """
    if entity in world.counters:
        return [max(b - a, 0) for a, b in pairwise(world.counters[entity])]
    found = [0] * (DAYS - 1)
    for part in world.lists[entity]:
        for place, gained in enumerate(gains(world, part)):
            if world.days[place + 1] >= world.out[entity] - early:
                found[place] += gained
    return found


def best(days: int, weekday: int | None = None) -> Callable[[World, str, int, int], int]:
    """The most gained in so many days, all after the world's first and none after the asked one."""

    def most(world: World, entity: str, day: int, early: int = 0) -> int:
        daily = gains(world, entity, early)
        ends = [
            place
            for place in range(days - 1, DAYS - 1)
            if world.days[place + 1] <= day
            and (weekday is None or world.days[place + 1] % 7 == weekday)
        ]
        return max((sum(daily[end - days + 1 : end + 1]) for end in ends), default=0)

    return most


TRUTHS = {"in a day": best(1), "in a week": best(7, 0), "7-day": best(7)}


def reached(world: World, by_day: list[int]) -> int:
    """The first day on which a number had reached the threshold."""
    found = (day for day, value in zip(world.days, by_day, strict=True) if value >= THRESHOLD)
    return next(found, NEVER)


@FALLS
@pytest.mark.parametrize("flow", TRUTHS)
@given(seeds=SEEDS, base=BASES)
@FEW
def test_flows_are_sound(falls: bool, flow: str, seeds: list[int], base: int) -> None:  # noqa: FBT001 - a parameter of pytest
    """The greatest gain of a recording or a release lies inside, and so does its crossing."""
    worlds = [World(seed, base, falls=falls, misdated=bool(seed % 2)) for seed in seeds]
    attached(ENGINE, *worlds)
    evidence, last = Evidence(ENGINE, "spotify"), base + DAYS - 1
    asked = Question(
        platform="spotify", as_of=base, since=base + 1, until=last, threshold=THRESHOLD
    )
    for name in (flow, f"album {flow}"):
        for day in range(base, last + 1, 2):
            rows = standings(evidence, replace(asked, as_of=day), name).to_pylist()
            found = {row["entity"]: row for row in rows}
            for world in worlds:
                for entity in world.lists if name.startswith("album") else world.counters:
                    if entity not in found:
                        continue
                    row = found[entity]
                    fewest, most = (
                        [TRUTHS[flow](world, entity, one, early) for one in world.days]
                        for early in (0, 1)
                    )
                    place = day - base
                    assert row["low"] <= most[place], (entity, day)
                    assert row["high"] is None or fewest[place] <= row["high"], (entity, day)
                    assert row["earliest"] is None or row["earliest"] <= reached(world, fewest)
                    assert row["latest"] is None or reached(world, most) <= row["latest"]


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
                    if out <= base + 1:
                        continue
                    fewest, most = (
                        [
                            sum(gains(world, entity, early)[: max(min(day, date) - base, 0)])
                            for date in (out + more, out + more + 1)
                        ]  # the date as it is said may be that day's, or the next one's
                        for early in (0, 1)
                    )
                    low, high = rows[entity]["low"], rows[entity]["high"]
                    assert low <= max(most), (entity, day)
                    assert high is None or min(fewest) <= high, (entity, day)


def moved(world: World) -> World:
    """The world, where some counters go on under another key that takes in more from the first."""
    for number, (entity, counter) in enumerate(world.counters.items()):
        day = world.base + 1 + (world.seed + number) % (DAYS - 1)
        rows = [row for row in world.rows["observations"] if row["key"] == entity]
        if any(row["day"] < day for row in rows):
            new = f"spotify:track:{world.seed}/{number}"
            world.add("identities", key=new, entity=entity, grade="reported")
            for row in rows:
                if row["day"] >= day:
                    more = (world.seed + number) % 3 * max(counter)
                    high = None if row["high"] is None else row["high"] + more
                    row |= {"key": new, "low": row["low"] + more, "high": high}
    return world


@pytest.mark.parametrize("flow", TRUTHS)
@given(seeds=SEEDS, base=BASES)
@FEW
def test_what_another_key_takes_in_is_no_gain(flow: str, seeds: list[int], base: int) -> None:
    """A counter that goes on under a key with more in it surely gained no more than it did."""
    worlds = [moved(World(seed, base, charts=False, albums=False)) for seed in seeds]
    attached(ENGINE, *worlds)
    evidence = Evidence(ENGINE, "spotify")
    for day in range(base, base + DAYS, 2):
        asked = Question(platform="spotify", as_of=day, since=base + 1, until=base + DAYS - 1)
        rows = {r["entity"]: r for r in standings(evidence, asked, flow).to_pylist()}
        for world in worlds:
            for entity in world.counters.keys() & rows.keys():
                low, high = rows[entity]["low"], rows[entity]["high"]
                truth = TRUTHS[flow](world, entity, day, 0)
                assert low <= truth, (entity, day)
                assert high is None or truth <= high, (entity, day)


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
