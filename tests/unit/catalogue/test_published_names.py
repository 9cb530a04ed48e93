"""Published names lead to releases and to recordings on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recordbook.catalogue.errors import UnresolvedNames
from recordbook.catalogue.published_names import PublishedName, identify
from recordbook.catalogue.rows import Statements

if TYPE_CHECKING:
    from recordbook.catalogue.tables import Tables


@pytest.fixture
def tables() -> Tables:
    """Two albums that share a track title, one without a track list."""
    said = Statements()
    for artist, album in (("artist:a", "release:one"), ("artist:a", "release:two")):
        said.name(artist, "Ana", source="test")
        said.name(album, album.removeprefix("release:").title(), source="test")
        said.credit(album, artist, source="test")
    for recording, title in (("recording:x", "Intro"), ("recording:y", "Intro")):
        said.name(recording, title, source="test")
        said.credit(recording, "artist:a", source="test")
    said.track("release:one", 1, "recording:x", source="test")
    return said.tables()


def test_a_track_is_looked_for_on_its_album(tables: Tables) -> None:
    """A title that two recordings share is clear once the album's track list is known."""
    asked = [PublishedName("Ana", "One", "Intro"), PublishedName("ANA", "ONE")]
    rows = identify(asked, tables, source="press").select(["key", "entity"]).to_pylist()
    assert rows == [
        {"key": "name:ana|one|", "entity": "release:one"},
        {"key": "name:ana|one|intro", "entity": "recording:x"},
    ]


def test_names_survive_the_way_through_a_key(tables: Tables) -> None:
    """What can be read back from a key leads to the same entity."""
    read = PublishedName.from_key(PublishedName("Ana", "One", "Intro").key)
    assert read is not None
    assert identify([read], tables, source="press")["entity"].to_pylist() == ["recording:x"]
    assert PublishedName.from_key("spotify:track:x") is None


def test_all_names_that_lead_nowhere_are_listed_together(tables: Tables) -> None:
    """One error holds the ambiguous and the unknown, so that a file is mended in one go."""
    asked = [PublishedName("Ana", "Two", "Intro"), PublishedName("Ana", "Three")]
    with pytest.raises(UnresolvedNames) as caught:
        identify(asked, tables, source="press")
    assert len(caught.value.problems) == 2
    assert "recording:y" in str(caught.value)
