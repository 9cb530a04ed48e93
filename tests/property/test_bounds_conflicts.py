"""Evidence that clashes: the better grade wins, equals fall together, and what stands agrees."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from strategies_worlds import BASES, DAYS, FEW, SEEDS, World, attached

from recordbook.engine import DuckDB
from recordbook.measures import Evidence, Question, standings

ENGINE = DuckDB(threads=1)
GRADES = ["counted", "charted", "reported"]


def disturbed(seed: int, base: int) -> World:
    """A world of which some observations are wrong."""
    world = World(seed, base, falls=seed % 2 == 0)
    chance = random.Random(seed)  # noqa: S311 - a world, not a secret
    for row in world.rows["observations"]:
        if chance.random() < 0.15:
            shift = chance.randint(-4, 6)
            row["low"] = max(0, row["low"] + shift)
            row["high"] = None if row["high"] is None else max(row["low"], row["high"] + shift)
    return world


@given(seeds=SEEDS, base=BASES)
@FEW
def test_what_stands_agrees(seeds: list[int], base: int) -> None:
    """After any clash, nothing is more than its most, of any measure on any day."""
    attached(ENGINE, *(disturbed(seed, base) for seed in seeds))
    evidence = Evidence(ENGINE, "spotify")
    for measure in ("total", "album total", "every track", "tracks past"):
        for day in range(base - 1, base + DAYS + 1, 2):
            question = Question(platform="spotify", as_of=day, threshold=4)
            for row in standings(evidence, question, measure).to_pylist():
                assert row["high"] is None or row["low"] <= row["high"], row
                days = row["earliest"], row["latest"]
                assert None in days or days[0] <= days[1], row


@given(seeds=SEEDS, base=BASES)
@FEW
def test_tracks_that_stand_are_no_more_than_their_album(seeds: list[int], base: int) -> None:
    """Tracks have no more than a total that stands, unless counters contradict each other."""
    worlds = [disturbed(seed, base) for seed in seeds]
    attached(ENGINE, *worlds)
    runs = Evidence(ENGINE, "spotify").runs
    rows = runs.labelled.to_pylist()
    counters_clash = {  # where counters contradict the list of tracks, none of them gives way
        row["key"]
        for row in runs.conflicts.to_pylist()
        if (row["rule"], row["grade"]) == ("part-of-whole", "counted")
    }
    for world in worlds:
        for release, parts in world.known_lists.items():
            if release in counters_clash:
                continue
            for whole in rows:
                if whole["entity"] != release or whole["rule"] not in {"read", "rounded"}:
                    continue
                if whole["high"] is None:
                    continue
                lows = [_lowest(rows, part, whole["day"]) for part in parts]
                assert sum(lows) <= whole["high"], (release, whole, lows)


def _lowest(rows: list[dict[str, object]], part: str, day: int) -> int:
    """The greatest low of a counter on a day."""
    lows = [
        int(str(row["low"]))
        for row in rows
        if row["entity"] == part and int(str(row["day"])) <= day <= int(str(row["ends"]))
    ]
    return max(lows, default=0)


@given(seeds=SEEDS, base=BASES)
@FEW
def test_a_weaker_grade_sets_nothing_aside(seeds: list[int], base: int) -> None:
    """What was set aside clashes with evidence of its own grade or a better one."""
    attached(ENGINE, *(disturbed(seed, base) for seed in seeds))
    for row in Evidence(ENGINE, "spotify").runs.conflicts.to_pylist():
        if row["against_grade"] is None:  # it clashes with 0, the least count
            assert row["high"] < 0
            continue
        assert GRADES.index(row["against_grade"]) <= GRADES.index(row["grade"]), row
        later = row["against_day"] >= row["day"]
        earlier = row["against_day"] <= row["day"]
        over = later and row["low"] > row["against"]
        under = earlier and row["high"] is not None and row["high"] < row["against"]
        assert over or under, row


@given(seeds=SEEDS, base=BASES)
@FEW
def test_better_evidence_does_not_change_with_worse(seeds: list[int], base: int) -> None:
    """What stands of the better grades is what stands without the reports."""
    worlds = [disturbed(seed, base) for seed in seeds]
    attached(ENGINE, *worlds)
    stands = _observed(Evidence(ENGINE, "spotify"))
    for world in worlds:
        world.rows["observations"] = [
            row for row in world.rows["observations"] if row["grade"] != "reported"
        ]
        world.rows["facts"] = [row for row in world.rows["facts"] if row["attribute"] != "released"]
    attached(ENGINE, *worlds)
    assert _observed(Evidence(ENGINE, "spotify")) == stands


def _observed(evidence: Evidence) -> list[tuple[object, ...]]:
    """What stands that was counted or charted."""
    return sorted(
        (row["entity"], row["day"], row["low"], row["high"] or 0, row["rule"], row["grade"])
        for row in evidence.runs.labelled.to_pylist()
        if row["grade"] != "reported" and row["rule"] != "part-of-whole"
    )


@pytest.mark.parametrize("falls", [False, True], ids=["steady", "falls"])
@given(seeds=SEEDS, base=BASES)
@FEW
def test_without_a_clash_nothing_is_set_aside(falls: bool, seeds: list[int], base: int) -> None:  # noqa: FBT001 - a parameter of pytest
    """Where every observation is true, all of it stands, albums' sums included."""
    attached(ENGINE, *(World(seed, base, falls=falls) for seed in seeds))
    evidence = Evidence(ENGINE, "spotify")
    standings(evidence, Question(platform="spotify", as_of=base), "album total")
    assert not [table for table in _conflicts(evidence) if table]


def _conflicts(evidence: Evidence) -> list[list[dict[str, object]]]:
    summed = evidence._summed.values()
    return [runs.conflicts.to_pylist() for runs in (evidence.runs, *summed)]
