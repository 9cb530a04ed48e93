"""Who surely holds a place: ties, two ids of one thing, sources that contradict each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from recordbook.measures.lists.calendar import NO_LIST
from recordbook.measures.lists.known import KnownList
from recordbook.measures.lists.listing import OFF, Listing

_SCHEMA = pa.schema(
    {
        **dict.fromkeys(("entity", "key", "metric"), pa.string()),
        **dict.fromkeys(("day", "low", "high", "level"), pa.int64()),
        **dict.fromkeys(("grade", "source", "batch"), pa.string()),
        "named": pa.bool_(),
    }
)


def row(entity: str, place: int, **other: Any) -> dict[str, Any]:
    """A place that was read."""
    usual = {"key": entity, "metric": "rank", "day": 7, "low": place, "high": place, "level": 1}
    texts = {"grade": "charted", "source": "s", "batch": "b", "named": True}
    return {"entity": entity, **usual, **texts, **other}


def listing(*rows: dict[str, Any], places: int | None = 3, began: int | None = 0) -> Listing:
    """The listing of some rows."""
    known = KnownList(
        platform="p", region="r", cadence=7, places=places, began=began, source="typed"
    )
    return Listing.of(known, pa.Table.from_pylist(list(rows), schema=_SCHEMA))


def ends(found: Listing, entity: str) -> tuple[int, int]:
    """The bounds of an entity's place on the one day."""
    at = found.entities.to_pylist().index(entity)
    mine = found.entity == at
    return int(found.low[mine][0]), int(found.high[mine][0])


def test_a_whole_list_has_no_open_place() -> None:
    """Each place held once: nobody else can be in it."""
    found = listing(row("a", 1), row("b", 2), row("c", 3))
    assert found.first_open.tolist() == [OFF]
    assert found.open_within(3).tolist() == [0]


def test_a_tie_opens_what_it_holds() -> None:
    """Two at one place of one source stand there, and nobody says who is at the next."""
    found = listing(row("a", 1), row("b", 2), row("c", 2))
    assert (ends(found, "b"), ends(found, "c")) == ((2, 2), (2, 2))
    assert (found.first_open.tolist(), found.last_open.tolist()) == ([2], [3])


def test_two_sources_that_differ_over_a_place_settle_nothing() -> None:
    """One says a, another says b: either may be anywhere, or not in the list."""
    found = listing(row("a", 1), row("b", 1, source="t"), row("c", 2), row("d", 3))
    assert (ends(found, "a"), ends(found, "b"), ends(found, "c")) == ((1, OFF), (1, OFF), (2, 2))
    assert found.first_open.tolist() == [1]


def test_two_ids_of_one_thing_stand_at_the_better_place() -> None:
    """A recording listed under two ids is where the better of them is; both places are held."""
    found = listing(row("a", 1, key="x"), row("a", 3, key="y"), row("b", 2))
    assert ends(found, "a") == (1, 1)
    assert found.first_open.tolist() == [OFF]


def test_one_id_at_two_places_may_be_anything_between() -> None:
    """One key twice in one list of one source may be two things: both places are held."""
    found = listing(row("a", 1), row("a", 3), row("b", 2))
    assert ends(found, "a") == (1, 3)
    assert found.first_open.tolist() == [OFF]


def test_a_better_grade_is_believed() -> None:
    """What the chart says stands against what was reported."""
    found = listing(row("a", 1), row("a", 3, level=2, grade="reported", source="t"), row("b", 2))
    assert ends(found, "a") == (1, 1)
    assert found.first_open.tolist() == [3]


def test_what_has_no_name_could_be_anybody() -> None:
    """A key that the book names nothing by may stand for any candidate."""
    found = listing(row("a", 1), row("key", 2, named=False), row("c", 3))
    assert (found.first_open.tolist(), found.open_within(3).tolist()) == ([2], [1])


def test_where_nobody_says_how_long_a_list_is_its_end_is_open() -> None:
    """Below the last place read there may be others."""
    found = listing(row("a", 1), row("b", 2), places=None)
    assert found.first_open.tolist() == [3]


@pytest.mark.parametrize(
    ("days", "first"),
    [
        ([0, 7, 14], [0, 7, 14]),
        ([0, 12], [0, 7, 12]),
        ([0, 21], [0, 7, 14, 21]),
        ([7], [0, 7]),
        ([0, 3, 10], [0, 3, 7, 10]),
    ],
)
def test_as_many_lists_as_the_cadence_allows_may_lie_between(
    days: list[int], first: list[int]
) -> None:
    """A list follows the one before by seven days at least; of two closer one surely came."""
    rows = [row(f"{one}{day}", place, day=day) for day in days for place, one in _THREE]
    found = listing(*(r for r in rows if r["day"] != 3 or r["low"] == 1))
    slots = found.calendar(None, 14 if 14 in days else max(days))
    assert slots.first.tolist() == first
    came = np.array(first)[slots.at != NO_LIST].tolist()
    assert came == [day for day in days if day != 3]


_THREE = ((1, "a"), (2, "b"), (3, "c"))


def test_before_an_unknown_beginning_there_is_no_end() -> None:
    """Where nobody says when a list began, any number may have come before."""
    found = listing(row("a", 1), began=None)
    assert found.calendar(None, 7).endless
    assert not found.calendar(0, 7).endless
    assert found.calendar(0, 7).first.tolist() == [0, 7]
