"""Claims on lists that contradict themselves stay open."""

from __future__ import annotations

import pytest
from typed_books import TypedBook

from recordbook.units import Truth

_FIRST = "peak rank 1 on spotify in 2024 as of 2024-01-06"


def test_two_sources_that_name_a_track_by_different_keys_may_disagree() -> None:
    """One puts the track's id first, another the track itself third: neither is proven."""
    book = TypedBook()
    book.track("X", "Y")
    book.said.identity("spotify:track:x", "recording:X", source="s")
    book.place("2024-01-06", "spotify:track:x", 1, source="a")
    book.place("2024-01-06", "Y", 2, source="a")
    book.place("2024-01-06", "X", 3, source="b")
    assert book.truth(f'"X": {_FIRST}') is Truth.UNKNOWN


def test_two_keys_of_a_track_in_one_list_stand_at_the_better_place() -> None:
    """Of one source's list two ids of a track are two of its places: it stood first."""
    book = TypedBook()
    book.track("X")
    book.said.identity("spotify:track:x", "recording:X", source="s")
    book.place("2024-01-06", "spotify:track:x", 1)
    book.place("2024-01-06", "X", 3)
    assert book.truth(f'"X": {_FIRST}') is Truth.TRUE


@pytest.mark.parametrize("name", ["X", "Y"])
def test_a_place_is_disputed_by_whoever_any_source_puts_there(name: str) -> None:
    """One source says X first, another Y first and X third: nobody surely was first."""
    book = TypedBook()
    book.track("X", "Y")
    book.place("2024-01-06", "X", 1, source="a")
    book.place("2024-01-06", "Y", 1, source="b")
    book.place("2024-01-06", "X", 3, source="b")
    assert book.truth(f'"{name}": {_FIRST}') is Truth.UNKNOWN


@pytest.mark.parametrize(("named", "truth"), [(True, Truth.TRUE), (False, Truth.UNKNOWN)])
def test_who_has_no_name_may_be_any_artist(named: bool, truth: Truth) -> None:  # noqa: FBT001 - a case
    """Three entries beat two and one, unless the two are of somebody who has no name."""
    book = TypedBook()
    book.track("a", "b", "c", artist="A")
    book.track("d", artist="B")
    for name in ("e", "f"):
        book.track(name)
        book.said.credit(f"recording:{name}", "artist:?", source="s")
    if named:
        book.said.name("artist:?", "C", source="s")
    book.top("2024-01-01", *"abcdef")
    said = "most artists with entries in the top 6 on one day on spotify since 2024"
    assert book.truth(f'"A": {said} as of 2024-01-01') is truth


@pytest.mark.parametrize(("named", "truth"), [(True, Truth.TRUE), (False, Truth.UNKNOWN)])
def test_an_id_without_a_name_may_be_another_of_what_is_listed_below(
    named: bool,  # noqa: FBT001 - a case
    truth: Truth,
) -> None:
    """A track read second was not first, unless the first is an id that nobody has named."""
    book = TypedBook()
    book.track("X")
    if named:
        book.said.name("spotify:track:y", "Y", source="s")
    book.place("2024-01-01", "spotify:track:y", 1)
    book.place("2024-01-01", "X", 2)
    assert book.truth('"X": peak rank 2 on spotify since 2024 as of 2024-01-01') is truth
