"""Law: the daily pass, day by day, says what the histories of all counters say taken together."""

from __future__ import annotations

import tempfile
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from recordbook.mining.daily import BEFORE, LEFT, Layout, Releases, State, advance, group, told

if TYPE_CHECKING:
    from recordbook.mining.daily import Day

LADDER = (2, 3, 5, 8)
_IDS = [f"track:{number}" for number in range(7)]
_VALUES = (3, 2, 2, 1)

Reading = tuple[str, int]
Told = dict[tuple[int, int], tuple[int, int]]
"""Per subject and rung: the earliest and the latest day."""

steps = st.sampled_from([0, 0, 1, 1, 2, 4, 9, -1])


@st.composite
def histories(draw: st.DrawFn) -> list[list[Reading]]:
    """Counts of a few tracks day by day: most rise, some fall, begin late or miss a day."""
    now = {track: draw(st.integers(0, 4)) for track in _IDS}
    begins = {track: draw(st.sampled_from([0, 0, 0, 0, 2, 9])) for track in _IDS}
    days: list[list[Reading]] = []
    for day in range(draw(st.integers(1, 6))):
        whole = draw(st.booleans())
        readings: list[Reading] = []
        for track in _IDS:
            rises = draw(steps)
            now[track] = max(0, now[track] + (rises if draw(st.booleans()) else abs(rises)))
            if begins[track] <= day and (whole or draw(st.integers(0, 5))):
                readings.append((track, now[track]))
        if readings and draw(st.integers(0, 11)) == 0:
            readings.append(draw(st.sampled_from(readings)))
        days.append(draw(st.permutations(readings)) if draw(st.booleans()) else readings)
    return days


albums = st.lists(
    st.lists(st.sampled_from(_IDS), min_size=1, max_size=4, unique=True), min_size=1, max_size=5
)
attributes = st.lists(
    st.tuples(*(st.integers(-1, values - 1) for values in _VALUES)), min_size=5, max_size=5
)


def grouped(members: list[list[str]], values: list[tuple[int, ...]]) -> Releases:
    """The releases as the pass takes them; each is out on a day of its own."""
    sizes = [len(one) for one in members]
    return Releases(
        np.append(0, np.cumsum(sizes)),
        [pa.array([track for one in members for track in one], pa.string())],
        np.array(values[: len(members)], dtype=np.int32),
        np.array([-10 * number for number in range(len(members))], dtype=np.int32),
    )


def written(folder: Path, day: int, readings: list[Reading]) -> list[Path]:
    """A day's readings in two files of small row groups."""
    half = len(readings) // 2
    paths: list[Path] = []
    for number, part in enumerate((readings[:half], readings[half:])):
        ids, counts = ([one[at] for one in part] for at in (0, 1))
        table = pa.table({"id": pa.array(ids, pa.string()), "count": pa.array(counts, pa.int64())})
        paths.append(folder / f"{day}-{number}.parquet")
        pq.write_table(table, paths[-1], row_group_size=3)
    return paths


def series(days: list[list[Reading]]) -> tuple[dict[str, dict[int, int]], set[str]]:
    """Each track's counts by day, and the tracks that fell or were read twice on a day."""
    counts: dict[str, dict[int, int]] = {}
    left: set[str] = set()
    for day, readings in enumerate(days):
        for track, count in readings:
            before = counts.setdefault(track, {})
            if day in before or any(earlier > count for earlier in before.values()):
                left.add(track)
            before[day] = count
    return counts, left


def reached(counts: dict[int, int]) -> dict[int, tuple[int, int]]:
    """Per rung that a series reached: the days between which it did."""
    found: dict[int, tuple[int, int]] = {}
    for rung, threshold in enumerate(LADDER):
        above = [day for day, count in counts.items() if count >= threshold]
        if above:
            below = [day for day in counts if day < min(above)]
            found[rung] = (max(below) + 1 if below else BEFORE, min(above))
    return found


def expected(
    days: list[list[Reading]], members: list[list[str]]
) -> tuple[dict[str, dict[Any, dict[int, tuple[int, int]]]], dict[str, set[Any]]]:
    """Who reached which rung when, and who is left to the general way, kind by kind."""
    counts, left = series(days)
    tracks = {track: reached(one) for track, one in counts.items() if track not in left}
    every: dict[Any, dict[int, tuple[int, int]]] = {}
    totals: dict[Any, dict[int, tuple[int, int]]] = {}
    gone = {number for number, album in enumerate(members) if left & set(album)}
    uneven = {
        number
        for number, album in enumerate(members)
        if len({tuple(counts.get(track, {})) for track in album}) > 1
    }
    for number, album in enumerate(members):
        parts = [tracks.get(track, {}) for track in album]
        every[number] = {
            rung: (max(part[rung][0] for part in parts), max(part[rung][1] for part in parts))
            for rung in range(len(LADDER))
            if all(rung in part for part in parts)
        }
        read = [counts.get(track, {}) for track in album]
        totals[number] = reached(
            {day: sum(one[day] for one in read) for day in read[0]} if number not in uneven else {}
        )
    found = {"track": tracks, "every": every, "total": totals}
    return found, {"track": left, "every": gone, "total": gone | uneven}


def as_told(state: State, kind: str, names: list[str] | None = None) -> dict[Any, Any]:
    """What a state tells, as `expected` says it."""
    rows = told(state, kind)
    found: dict[Any, dict[int, tuple[int, int]]] = {}
    for row in rows.tolist():
        subject = row[0] if names is None else names[row[0]]
        assert row[1] not in found.setdefault(subject, {})
        found[subject][row[1]] = (row[2], row[3])
    return found


def names_of(state: State) -> list[str]:
    """The ids by number."""
    return [str(one) for chunk in state.names.chunks for one in chunk.to_pylist()]


def agree(state: State, days: list[list[Reading]], members: list[list[str]]) -> None:
    """The state tells what the histories say."""
    found, left = expected(days, members)
    names = names_of(state)
    assert {names[at] for at in np.flatnonzero(state["rungs"] == LEFT)} == left["track"]
    assert set(np.flatnonzero(state["every"] == LEFT).tolist()) == left["every"]
    assert set(np.flatnonzero(state["totals"] == LEFT).tolist()) == left["total"]
    for kind in ("track", "every", "total"):
        said = as_told(state, kind, names if kind == "track" else None)
        wanted = {
            subject: rungs
            for subject, rungs in found[kind].items()
            if rungs and subject not in left[kind]
        }
        assert said == wanted, kind


@settings(max_examples=40, deadline=None)
@given(histories(), albums, attributes, st.sampled_from(["kept", "opened"]))
def test_day_by_day_is_all_at_once(
    days: list[list[Reading]],
    members: list[list[str]],
    values: list[tuple[int, ...]],
    how: str,
) -> None:
    """After every day the state tells of all counters and releases what their histories say."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        state = State.create(folder / "state", LADDER)
        group(state, grouped(members, values))
        for day, readings in enumerate(days):
            if how == "opened":
                state = State.open(folder / "state", LADDER)
            known = {kind: as_told(state, kind) for kind in ("track", "every", "total")}
            brought = advance(state, day, written(folder, day, readings))
            agree(state, days[: day + 1], members)
            _is_the_difference(state, brought, known)


def _is_the_difference(state: State, brought: Day, known: dict[str, dict[Any, Any]]) -> None:
    """The day's crossings are what is told now and was not before, but of what began that day."""
    for kind, rows in brought.crossings.items():
        new = {
            (subject, rung, *days)
            for subject, rungs in as_told(state, kind).items()
            for rung, days in rungs.items()
            if rung not in known[kind].get(subject, {})
        }
        said = {row for row in rows.tolist() if row[0] in as_told(state, kind)}
        assert said <= new
        first = {"track": "first_rung", "every": "first_every", "total": "first_total"}[kind]
        assert all(rung < state[first][subject] for subject, rung, *_ in new - said)


@settings(max_examples=40, deadline=None)
@given(histories(), albums, albums, attributes)
def test_track_lists_may_change(
    days: list[list[Reading]],
    before: list[list[str]],
    after: list[list[str]],
    values: list[tuple[int, ...]],
) -> None:
    """Releases made known late are told of as if they had always been known, but for their sums."""
    half = len(days) // 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        state = State.create(folder / "state", LADDER)
        group(state, grouped(before, values))
        for day, readings in enumerate(days):
            if day == half:
                group(state, grouped(after, values))
            advance(state, day, written(folder, day, readings))
        found, left = expected(days, after)
        said = as_told(state, "every")
        assert said == {
            one: rungs
            for one, rungs in found["every"].items()
            if rungs and one not in left["every"]
        }
        assert left["total"] <= set(np.flatnonzero(state["totals"] == LEFT).tolist())
        for one, rungs in as_told(state, "total").items():
            assert rungs == found["total"][one]


@settings(max_examples=40, deadline=None)
@given(histories(), albums, attributes)
def test_candidates_are_all_who_can_be(
    days: list[list[Reading]], members: list[list[str]], values: list[tuple[int, ...]]
) -> None:
    """Who is first, second, third or fastest in a cohort is named, and nobody else.

    A rival that reached a rung on a day that is not known ends the question of the fastest where it
    was first read so high; where it was not, the prover says so.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        state = State.create(folder / "state", LADDER)
        group(state, grouped(members, values))
        layout = Layout(state["cards"])
        before: dict[str, dict[tuple[int, int], tuple[int, int]]] = {}
        for day, readings in enumerate(days):
            brought = advance(state, day, written(folder, day, readings))
            owners = _owners(state)
            for kind, found in brought.candidates.items():
                seen = before.setdefault(kind, {})
                rows = brought.crossings[kind].tolist()
                now = {(row[0], row[1]): (row[2], row[3]) for row in rows}
                fresh = {
                    (subject, rung): span
                    for subject, rungs in as_told(state, kind).items()
                    for rung, span in rungs.items()
                    if (subject, rung) not in seen and (subject, rung) not in now
                }
                seen |= fresh
                told_of = {
                    (row[0], row[1], layout.subsets[subset], int(place), bool(fastest))
                    for row, subset, place, fastest in zip(
                        (rows[at] for at in found.crossing),
                        found.subset,
                        found.place,
                        found.fastest,
                        strict=True,
                    )
                }
                subjects = _subjects(kind, values, members, owners)
                assert told_of <= _by_hand(subjects, now, seen, rivals_only=False)
                assert told_of >= _by_hand(subjects, now, seen, rivals_only=True)
                seen |= {which: (latest, latest) for which, (_, latest) in now.items()}


def _owners(state: State) -> dict[int, int]:
    """The first release of each counter that is on any."""
    found: dict[int, int] = {}
    for release in range(len(state["starts"]) - 1):
        for counter in state["members"][state["starts"][release] : state["starts"][release + 1]]:
            found.setdefault(int(counter), release)
    return found


def _subjects(
    kind: str, values: list[tuple[int, ...]], members: list[list[str]], owners: dict[int, int]
) -> dict[int, tuple[tuple[int, ...], int]]:
    """Values and release day of every subject."""
    if kind == "track":
        alone = ((-1,) * len(_VALUES), BEFORE)
        found = {one: (values[release], -10 * release) for one, release in owners.items()}
        return {one: found.get(one, alone) for one in range(len(_IDS))}
    return {one: (values[one], -10 * one) for one in range(len(members))}


def _by_hand(
    subjects: dict[int, tuple[tuple[int, ...], int]],
    now: Told,
    before: Told,
    *,
    rivals_only: bool,
) -> set[tuple[int, int, tuple[int, ...], int, bool]]:
    """Every subject's place in every cohort of those that reached the same rung."""
    found: set[tuple[int, int, tuple[int, ...], int, bool]] = set()
    subsets = [one for size in range(4) for one in combinations(range(len(_VALUES)), size)]
    for (subject, rung), (earliest, latest) in now.items():
        mine, released = subjects[subject]
        for subset in subsets:
            if any(mine[at] < 0 for at in subset):
                continue
            rivals = [
                one
                for one, (theirs, _) in subjects.items()
                if one != subject and all(theirs[at] in (mine[at], -1) for at in subset)
            ]
            sure = [one for one in rivals if all(subjects[one][0][at] == mine[at] for at in subset)]
            if rivals_only and not rivals:
                continue
            earlier = [one for one in sure if (one, rung) in before]
            same = [one for one in sure if (one, rung) in now]
            place = len(earlier) + 1 if len(earlier) < 3 and not same else 0
            earlier_dated = [one for one in earlier if subjects[one][1] != BEFORE]
            times = [before[one, rung][1] - subjects[one][1] for one in earlier_dated]
            unknown = any(before[one, rung][0] == BEFORE for one in earlier)
            today = [
                now[one, rung][0] - subjects[one][1] for one in same if subjects[one][1] != BEFORE
            ]
            took = earliest - released
            fastest = (
                released != BEFORE and not unknown and all(took < time for time in times + today)
            )
            if place or fastest:
                found.add((subject, rung, subset, place, fastest))
            assert latest >= earliest
    return found
