"""Whatever was true lies inside the bounds, of every measure on every day.

Rules: read, rounded, monotone, unreleased, charted-sum, part-of-whole and every, all at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies_worlds import BASES, DAYS, FEW, SEEDS, World, attached

from recordbook.engine import DuckDB
from recordbook.measures import Evidence, Question, standings

if TYPE_CHECKING:
    from collections.abc import Callable

ENGINE = DuckDB(threads=1)
NEVER = 10**9
ALBUMS = frozenset({"mini album"})
FALLS = pytest.mark.parametrize("falls", [False, True], ids=["steady", "falls"])

Values = dict[str, list[int]]


def crossing(world: World, values: list[int], threshold: int) -> int:
    """The first day on which a number had reached the threshold."""
    reached = [day for day, value in zip(world.days, values, strict=True) if value >= threshold]
    return min(reached, default=NEVER)


def inside(row: dict[str, int | None], value: int) -> bool:
    """Whether the value lies inside the row's bounds on its as-of day."""
    low, high = row["low"] or 0, row["high"]
    return low <= value and (high is None or value <= high)


def spans(row: dict[str, int | None], crossed: int, base: int) -> bool:
    """Whether the row allows for the crossing; one on the first day may have been before."""
    earliest, latest = row["earliest"], row["latest"]
    first = crossed if crossed > base else NEVER
    return (earliest is None or earliest <= (base if crossed == base else crossed)) and (
        latest is None or latest >= min(first, crossed)
    )


def every_track(world: World, threshold: int) -> tuple[Values, dict[str, int]]:
    """By release: the least of its tracks by day, and when the last of them had crossed."""
    values, crossed = dict[str, list[int]](), dict[str, int]()
    for release, parts in world.lists.items():
        counters = [world.counters[part] for part in parts]
        values[release] = [
            min(counter[place] for counter in counters) if day >= world.out[release] else 0
            for place, day in enumerate(world.days)
        ]
        last = max(crossing(world, counter, threshold) for counter in counters)
        crossed[release] = max(world.out[release], last)
    return values, crossed


def tracks_past(world: World, threshold: int, wanted: int) -> tuple[Values, dict[str, int]]:
    """By release: how many tracks stand past the threshold, and when so many had crossed."""
    values, crossed = dict[str, list[int]](), dict[str, int]()
    for release, parts in world.lists.items():
        counters = [world.counters[part] for part in parts]
        values[release] = [
            sum(counter[place] >= threshold for counter in counters)
            if day >= world.out[release]
            else 0
            for place, day in enumerate(world.days)
        ]
        days = sorted(crossing(world, counter, threshold) for counter in counters)
        nth = days[wanted - 1] if wanted <= len(days) else NEVER
        crossed[release] = max(world.out[release], nth)
    return values, crossed


def totals(world: World, threshold: int) -> tuple[Values, dict[str, int]]:
    """Every counter, every album's total, and when they crossed."""
    values = {**world.counters, **world.totals}
    return values, {
        entity: crossing(world, counter, threshold) for entity, counter in values.items()
    }


def albums_past(world: World, threshold: int, wanted: int) -> tuple[Values, dict[str, int]]:
    """By artist: how many mini albums stand past the threshold, and when so many had crossed."""
    artist = world.name("artist", 0)
    albums = [
        world.totals[row["entity"]]
        for row in world.rows["facts"]
        if row["attribute"] == "release type" and row["value"] in ALBUMS
    ]
    days = sorted(crossing(world, total, threshold) for total in albums)
    past = [sum(total[place] >= threshold for total in albums) for place in range(DAYS)]
    return {artist: past}, {artist: days[wanted - 1] if wanted <= len(days) else NEVER}


def check(
    worlds: list[World],
    question: Question,
    measure: str,
    truth: Callable[[World], tuple[Values, dict[str, int]]],
) -> None:
    """Nothing true lies outside what the measure says, on any day."""
    evidence = Evidence(ENGINE, "spotify")
    truths = [(world, *truth(world)) for world in worlds]
    base = worlds[0].base
    for day in range(base, base + DAYS, 2):
        asked = Question(
            platform=question.platform,
            as_of=day,
            threshold=question.threshold,
            wanted=question.wanted,
            albums=question.albums,
        )
        rows = standings(evidence, asked, measure).to_pylist()
        found = {row["entity"]: row for row in rows}
        for _, values, crossed in truths:
            for entity in values.keys() & found.keys():
                value = values[entity][day - base]
                assert inside(found[entity], value), (entity, day - base, value)
                assert spans(found[entity], crossed[entity], base), (entity, crossed[entity])


@FALLS
@given(seeds=SEEDS, base=BASES, threshold=st.integers(1, 12))
@FEW
def test_totals_are_sound(falls: bool, seeds: list[int], base: int, threshold: int) -> None:  # noqa: FBT001 - a parameter of pytest
    """A counter and an album's total lie inside their bounds, and so do their crossings.

    So they do where a release date is wrong, and a count before it shows that.
    """
    worlds = [World(seed, base, falls=falls, misdated=bool(seed % 2)) for seed in seeds]
    attached(ENGINE, *worlds)
    question = Question(platform="spotify", as_of=base, threshold=threshold)
    check(worlds, question, "album total", lambda world: totals(world, threshold))
    check(worlds, question, "total", lambda world: totals(world, threshold))


@FALLS
@given(seeds=SEEDS, base=BASES, threshold=st.integers(1, 12))
@FEW
def test_every_track_is_sound(falls: bool, seeds: list[int], base: int, threshold: int) -> None:  # noqa: FBT001 - a parameter of pytest
    """The least of an album's tracks lies inside its bounds, and the last crossing too."""
    worlds = [World(seed, base, falls=falls) for seed in seeds]
    attached(ENGINE, *worlds)
    question = Question(platform="spotify", as_of=base, threshold=threshold)
    check(worlds, question, "every track", lambda world: every_track(world, threshold))


@FALLS
@given(seeds=SEEDS, base=BASES, threshold=st.integers(1, 12), wanted=st.integers(1, 3))
@FEW
def test_parts_past_are_sound(
    falls: bool,  # noqa: FBT001 - a parameter of pytest
    seeds: list[int],
    base: int,
    threshold: int,
    wanted: int,
) -> None:
    """How many tracks, or albums, stand past a number lies inside the bounds, and when."""
    worlds = [World(seed, base, falls=falls) for seed in seeds]
    attached(ENGINE, *worlds)
    question = Question(
        platform="spotify", as_of=base, threshold=threshold, wanted=wanted, albums=ALBUMS
    )
    check(worlds, question, "tracks past", lambda world: tracks_past(world, threshold, wanted))
    check(worlds, question, "albums past", lambda world: albums_past(world, threshold, wanted))


@FALLS
@given(seeds=SEEDS, base=BASES, threshold=st.integers(1, 12))
@FEW
def test_every_album_is_sound(falls: bool, seeds: list[int], base: int, threshold: int) -> None:  # noqa: FBT001 - a parameter of pytest
    """The least of an artist's albums that are out lies inside, and so does the last crossing."""
    worlds = [World(seed, base, falls=falls) for seed in seeds]
    attached(ENGINE, *worlds)
    evidence = Evidence(ENGINE, "spotify")
    for day in range(base, base + DAYS, 2):
        question = Question(platform="spotify", as_of=day, threshold=threshold, albums=ALBUMS)
        rows = standings(evidence, question, "every album").to_pylist()
        found = {row["entity"]: row for row in rows}
        for world in worlds:
            row = found.get(world.name("artist", 0))
            counting = {
                fact["entity"]
                for fact in world.rows["facts"]
                if fact["attribute"] == "release type" and fact["value"] in ALBUMS
            }
            out = [world.totals[album] for album in counting if world.out[album] <= day]
            if row is None or not out:
                continue
            least = min(total[day - base] for total in out)
            assert inside(row, least), (world.seed, day - base, least)
            last = max(crossing(world, total, threshold) for total in out)
            assert spans(row, last, base), (world.seed, day - base, last)
