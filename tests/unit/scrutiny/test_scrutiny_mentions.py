"""Whom names mean: told by their surroundings, or said to be open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles import article

if TYPE_CHECKING:
    from recordbook.scrutiny import Link


def _links(text: str, language: str = "en") -> dict[str, Link]:
    return {link.words: link for one in article(text, language).statements for link in one.links}


def test_a_name_with_its_artist() -> None:
    """A title that two artists have is told by the artist named with it."""
    assert _links("Jimin's Home is out.")["Home"].entity == "recording:face/2"
    assert _links('"Home" by IU is out.')["Home"].entity == "recording:palette/2"


def test_an_open_name_shows_whom_it_may_mean() -> None:
    """Where nothing tells two songs apart, both are shown and none is chosen."""
    link = _links('"Home" has passed 100 million streams on Spotify.')["Home"]
    assert link.entity is None
    assert link.candidates == ("recording:face/2", "recording:palette/2")


def test_a_namesake_is_told_by_the_group_or_the_work() -> None:
    """Two people share a name; the group, or an album in the text, says which is meant."""
    for text in ("BTS' Kim Taehyung sang.", "Kim Taehyung sang. Layover is his."):
        assert _links(text)["Kim Taehyung"].entity == "artist:v"
    assert _links("Kim Taehyung sang.")["Kim Taehyung"].entity is None


def test_words_are_no_names() -> None:
    """A song called like a word is meant where it is written like a name."""
    assert "blue" not in _links("The blue sky.")
    assert _links("V's Blue is out.")["Blue"].entity == "recording:layover/2"


def test_another_artists_work_is_not_linked() -> None:
    """A title said to be by somebody who has no such title is not that of somebody else."""
    assert "Blue" not in _links("IU's Blue is out.")


def test_endings_of_korean() -> None:
    """Names are found with the particles that they carry."""
    found = _links("뷔의 'Layover'가 나왔다.", "ko")
    assert (found["뷔"].entity, found["Layover"].entity) == ("artist:v", "release:layover")


def test_references() -> None:
    """The idol, the singer of a song, his album and it lead to what was spoken of."""
    found = _links("V is back. The idol released his album Layover. The Blue singer rests.")
    assert found["The idol"].entity == "artist:v"
    assert found["The Blue singer"].entity == "artist:v"
    assert _links("Layover is V's. The album is long.")["The album"].entity == "release:layover"


def test_a_reference_to_two_is_open() -> None:
    """After a sentence about two singers "the idol" is nobody in particular."""
    assert "The idol" not in _links("V and Jimin met. The idol smiled.")
