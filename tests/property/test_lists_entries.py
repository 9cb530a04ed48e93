"""Simultaneous entries: the bounds hold in every completion of the lists, credits as they are."""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from unittest import mock

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lists_by_hand import END, ENTITIES, PLACES, SLOTS, Row, World, worlds

from recordbook.engine import DuckDB
from recordbook.measures import Question
from recordbook.measures.lists import standings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.measures.lists.known import KnownList

_NO_KEYS = pa.schema(
    [
        ("key", pa.string()),
        ("entity", pa.string()),
        ("from_day", pa.int64()),
        ("to_day", pa.int64()),
    ]
).empty_table()


UNNAMED = "artist:?"
"""Somebody credited who has no name in the book, and may be anybody."""


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDB]:
    """An engine for the credits."""
    found = DuckDB()
    yield found
    found.close()


@given(
    world=worlds(),
    credits_=st.sets(st.tuples(st.sampled_from(ENTITIES), st.sampled_from(["x", "y", UNNAMED]))),
    rank=st.integers(1, PLACES),
)
@settings(max_examples=60, deadline=None)
def test_every_way_to_fill_the_lists_lies_within(
    engine: DuckDB, world: World, credits_: set[tuple[str, str]], rank: int
) -> None:
    """However missing places are filled, and whoever is behind what nobody is credited on."""
    rows = [{"item": item, "artist": artist, "role": "main"} for item, artist in sorted(credits_)]
    kinds = pa.schema([(name, pa.string()) for name in ("item", "artist", "role")])
    engine.attach("credits", pa.Table.from_pylist(rows, schema=kinds))
    engine.attach("identities", _NO_KEYS)
    engine.attach("names", pa.table({"entity": ["x", "y", "z"]}))

    def small(platform: str, region: str, cadence: int) -> KnownList:
        del platform, region, cadence
        return world.listing().known

    question = Question(platform="p", as_of=END, metric="weekly rank", rank=rank)
    kept = world.evidence().kept | {"everyone": pa.array(["x", "y", "z"])}
    with mock.patch("recordbook.measures.lists.standings.known_list", small):
        evidence: Any = SimpleNamespace(kept=kept, engine=engine)
        found = standings(evidence, question, "entries")
    bounds = {row["entity"]: (row["low"], row["high"]) for row in found.to_pylist()}
    for artist in ("x", "y", "z"):
        most = [0]
        least = 0
        for slot in range(SLOTS):
            counts = set(_counts(world, slot, artist, credits_, rank))
            most.append(max(counts))
            least = max(least, min(counts))
        assert bounds[artist][0] == least
        assert bounds[artist][1] >= max(most)


def _counts(
    world: World, slot: int, artist: str, credits_: set[tuple[str, str]], rank: int
) -> Iterator[int]:
    """How many of an artist's items may stand there, for each way to fill a list."""
    credited = {item for item, _ in credits_} - {item for item, who in credits_ if who == UNNAMED}
    others = [f"new {number}" for number in range(PLACES)]
    if slot not in world.seen:
        yield 0
    for order in product([*ENTITIES, *others], repeat=PLACES):
        if len(set(order)) == PLACES and _fits(world, slot, order):
            items = [one for one in order[:rank] if (one, artist) in credits_]
            nobodys = [one for one in order[:rank] if one not in {*credited, *items}]
            yield len(items)
            yield len(items) + len(nobodys)


def _fits(world: World, slot: int, order: tuple[str, ...]) -> bool:
    def holds(row: Row) -> bool:
        if row.entity not in order:
            return row.high is None
        place = order.index(row.entity) + 1
        return row.low <= place <= (row.high or PLACES)

    return all(holds(row) for row in world.rows if row.slot == slot)
