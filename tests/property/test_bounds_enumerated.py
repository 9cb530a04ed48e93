"""The bounds against every completion: all courses a counter may have taken, tried one by one.

Rules: read, rounded, monotone, unreleased and every, on five days and counts from 0 to 4.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import pairwise, product

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies_worlds import FEW, RECORDED, Row

from recordbook.engine import DuckDB
from recordbook.ledger.tables import STORED
from recordbook.measures import Evidence, Question, standings

ENGINE = DuckDB(threads=1)
DAYS, MOST = 5, 4
SEEDS = st.lists(st.integers(0, 2**31), min_size=40, max_size=60, unique=True)

Path = tuple[int, ...]
Piece = tuple[int, int, int, bool]
"""A day, the least and the most it allows, and whether it was counted."""


@cache
def courses() -> dict[int, list[Path]]:
    """Every course of a counter, by how often it fell."""
    found: dict[int, list[Path]] = {}
    for path in product(range(MOST + 1), repeat=DAYS):
        fell = sum(after < before for before, after in pairwise(path))
        found.setdefault(fell, []).append(path)
    return found


def fits(path: Path, pieces: list[Piece]) -> bool:
    """Whether a course agrees with all of the evidence."""
    return all(low <= path[day] <= high for day, low, high, _ in pieces)


def completions(pieces: list[Piece]) -> list[Path]:
    """Every course with no more falls than the counted readings show."""
    firm = [piece for piece in pieces if piece[3]]
    for fell in range(DAYS):
        if any(fits(path, firm) for path in courses()[fell]):
            return [path for path in courses()[fell] if fits(path, pieces)]
    return []


def observed(seed: int, falls: bool) -> list[Piece]:  # noqa: FBT001 - what pytest gives
    """Evidence on one counter, consistent with some course of it."""
    chance = random.Random(seed)  # noqa: S311 - a world, not a secret
    path = chance.choice(courses()[chance.choice([0, 0, 1, 2]) if falls else 0])
    pieces: list[Piece] = []
    for day, value in enumerate(path):
        if chance.random() < 0.6:
            exact = chance.random() < 0.7
            low = value if exact else chance.randint(0, value)
            high = value if exact else chance.choice([MOST, chance.randint(value, MOST)])
            pieces.append((day, low, high, chance.random() < 0.6))
    if not path[0] and chance.random() < 0.3:
        pieces.append((0, 0, 0, False))
    if path not in completions(pieces):
        return []  # it fell where no reading shows it
    return pieces


def attach(worlds: dict[str, list[Piece]]) -> None:
    """Let the engine read the evidence: counted or reported totals; the last also as "every"."""
    rows: list[Row] = []
    for entity, pieces in worlds.items():
        for day, low, high, firm in pieces:
            every = not firm and high == MOST
            rows.append(
                {
                    "platform": "spotify",
                    "basis": "app",
                    "metric": "every-track" if every else "total",
                    "region": "global",
                    "key": f"release:{entity}" if every else entity,
                    "day": day,
                    "low": low,
                    "high": None if high == MOST else high,
                    "grade": "counted" if firm else "reported",
                    "source": "s",
                    "recorded": RECORDED,
                    "batch": "b",
                }
            )
    tracks = [
        {
            "release": f"release:{entity}",
            "edition": "",
            "position": 1,
            "recording": entity,
            "source": "s",
            "recorded": RECORDED,
            "batch": "b",
        }
        for entity in worlds
    ]
    tables = {"observations": rows, "tracks": tracks}
    for name, schema in STORED.items():
        ENGINE.attach(name, pa.Table.from_pylist(tables.get(name, []), schema=schema))


def in_a_fall(day: int, pieces: list[Piece]) -> bool:
    """Whether the counted readings leave open if the counter fell before the day or after it."""
    paths = completions([piece for piece in pieces if piece[3]])
    fell = [{d for d in range(1, DAYS) if path[d] < path[d - 1]} for path in paths]
    if not any(fell):
        return False
    before = {sum(d <= day for d in falls) for falls in fell}
    return len(before) > 1


@pytest.mark.parametrize("falls", [False, True], ids=["steady", "falls"])
@given(seeds=SEEDS)
@FEW
def test_bounds_are_those_of_all_completions(falls: bool, seeds: list[int]) -> None:  # noqa: FBT001 - a parameter of pytest
    """The bounds are exactly the least and the most of all completions.

    On a day within a fall, of which rules say nothing but what was observed that day, no completion
    lies outside.
    """
    worlds = {f"recording:{seed}": observed(seed, falls) for seed in seeds}
    worlds = {entity: pieces for entity, pieces in worlds.items() if pieces}
    attach(worlds)
    evidence = Evidence(ENGINE, "spotify")
    found = {}
    for day in range(DAYS):
        rows = standings(evidence, Question(platform="spotify", as_of=day, threshold=3), "total")
        found |= {(row["entity"], day): row for row in rows.to_pylist()}
    assert not evidence.runs.conflicts.num_rows
    for entity, pieces in worlds.items():
        paths = completions(pieces)
        for day in range(DAYS):
            row = found[entity, day]
            low, high = row["low"], MOST if row["high"] is None else min(row["high"], MOST)
            least, most = min(path[day] for path in paths), max(path[day] for path in paths)
            assert low <= least <= most <= high, (entity, day, pieces)
            if not in_a_fall(day, pieces):
                assert (low, high) == (least, most), (entity, day, pieces)
        _check_crossing(found[entity, 0], paths, pieces)


def _check_crossing(row: dict[str, int | None], paths: list[Path], pieces: list[Piece]) -> None:
    """First possible and first certain day are those of all completions."""
    crossed = [
        min((day for day, value in enumerate(path) if value >= 3), default=DAYS) for path in paths
    ]
    earliest = max(row["earliest"] or 0, 0)
    latest = DAYS if row["latest"] is None else row["latest"]
    assert earliest <= min(crossed) <= max(crossed) <= latest, (row, pieces)
    if not any(in_a_fall(day, pieces) for day in range(DAYS)):
        assert (earliest, latest) == (min(crossed), max(crossed)), (row, pieces)
