"""Keys stand for entities in periods."""

from __future__ import annotations

from datetime import date

import pytest

from recordbook.catalogue.errors import UnknownKey
from recordbook.catalogue.identity import conflicts, entities_of, entity_of, keys_of, moves, pooled
from recordbook.catalogue.rows import Statements

OLD, NEW, CLEAN = "spotify:track:old", "spotify:track:new", "spotify:track:clean"
SONG, OTHER = "recording:seven", "recording:seven-clean"
BEFORE, AFTER = date(2023, 11, 2), date(2023, 11, 3)


def _moved() -> Statements:
    said = Statements()
    said.identity(OLD, SONG, source="chart", period=(None, BEFORE))
    said.identity(NEW, SONG, source="chart", period=(AFTER, None))
    return said


def test_a_key_stands_for_its_entity_in_its_period_only() -> None:
    """Both ends of a period belong to it; outside there is no entity."""
    table = _moved().tables().identities
    assert entity_of(OLD, BEFORE, table) == entity_of(NEW, AFTER, table) == SONG
    assert entity_of(OLD, None, table) == SONG
    with pytest.raises(UnknownKey, match="spotify:track:old"):
        entity_of(OLD, AFTER, table)


def test_a_move_is_found() -> None:
    """An id that ends where another begins is a move, with both days."""
    (move,) = moves(SONG, _moved().tables().identities)
    assert (move.old, move.new, move.last, move.first) == (OLD, NEW, BEFORE, AFTER)


def test_keys_are_pooled_only_while_both_stand_for_one() -> None:
    """Two keys share a counter on the days on which both stand for one entity."""
    said = _moved()
    said.identity(CLEAN, SONG, source="app", period=(AFTER, date(2024, 1, 1)))
    said.identity(CLEAN, OTHER, source="app", period=(date(2024, 1, 2), None))
    table = said.tables().identities
    assert pooled(NEW, CLEAN, AFTER, table)
    assert not pooled(NEW, CLEAN, date(2024, 1, 2), table)
    assert keys_of(SONG, AFTER, table) == {NEW, CLEAN}
    assert conflicts(table) == []


def test_a_key_of_two_entities_on_one_day_is_a_conflict() -> None:
    """Both statements are found, and the key alone no longer leads to one entity."""
    said = _moved()
    said.identity(NEW, OTHER, source="press")
    table = said.tables().identities
    ((one, other),) = conflicts(table)
    assert {one.entity, other.entity} == {SONG, OTHER}
    assert entities_of(NEW, AFTER, table) == {SONG, OTHER}
    with pytest.raises(UnknownKey):
        entity_of(NEW, AFTER, table)
