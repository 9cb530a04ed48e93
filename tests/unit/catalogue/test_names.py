"""Names that are one name fold alike; those that are not stay apart."""

from __future__ import annotations

import pytest

from recordbook.catalogue.names import fold, folded_keys, read_title


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ROSÉ", "rose"),
        ("HyunA", "HYUNA"),
        ("Face\u2010off", "Face-off"),
        ("Face\u2013off", "face off"),
        ("Interlude : Dive", "Interlude: Dive"),
        ("Don\u2019t", "Don't"),
        ("Pt.2", "Pt. 2"),
        ("GD&TOP", "GD & TOP"),
        ("\uff26\uff21\uff23\uff25", "FACE"),
        ("JENNIE\u2122", "Jennie"),
        ("Beyonce\u0301", "Beyoncé"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    """Case, accents, width, hyphens, apostrophes, spacing and marks do not tell names apart."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("뷔", "비"), ("か", "が"), ("Jimin", "Jamie"), ("÷", "="), ("D-2", "D-DAY")]
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    """Folding keeps what tells names apart: syllables, voicing marks, digits, lone symbols."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "title",
    ["Layover - EP", "Layover (EP)", "LAYOVER", "Layover (Deluxe)", "Layover - The 1st Mini Album"],
)
def test_an_edition_is_put_aside(title: str) -> None:
    """However an edition is glued to a title, the bare title is one of its keys."""
    assert "layover" in folded_keys(title, "release")


def test_versions_are_told_apart_from_the_song() -> None:
    """The spellings of one version meet, and never meet the song itself."""
    spellings = (
        "Slow Dancing (Piano Ver.)",
        "Slow Dancing - Piano Version",
        "Slow Dancing (Piano)",
    )
    keys = [set(folded_keys(title, "recording")) for title in spellings]
    assert set.intersection(*keys) == {"slow dancing piano version"}
    assert "slow dancing" not in set.union(*keys)


@pytest.mark.parametrize(
    ("title", "bare", "featured"),
    [
        ("Seven (feat. Latto)", "Seven", ("Latto",)),
        ("Seven (feat. Latto) - Clean Ver.", "Seven", ("Latto",)),
        ("on the street (with J. Cole)", "on the street", ("J. Cole",)),
        ("Gossip ft. Snoop Dogg & Anitta", "Gossip", ("Snoop Dogg", "Anitta")),
        ("My Song (w/ X)", "My Song", ("X",)),
    ],
)
def test_guests_are_read(title: str, bare: str, featured: tuple[str, ...]) -> None:
    """Guests are read out of a title in each of the forms that sources use."""
    read = read_title(title)
    assert (read.bare, read.featured) == (bare, featured)


@pytest.mark.parametrize(
    "title", ["(Deluxe)", "Live", "Hot Sauce (Part 2)", "Boy With Luv", "- R -"]
)
def test_a_title_is_never_emptied_nor_cut_without_cause(title: str) -> None:
    """What only looks like a suffix stays the title."""
    assert read_title(title).bare == title


def test_hangul_meets_its_romanisation() -> None:
    """A person's Hangul name is filed under its romanisation, with and without the space."""
    assert fold("Gim Taehyeong") in folded_keys("김태형")
    assert fold("gimtaehyeong") in folded_keys("김태형")
    assert folded_keys("뷔") == ("뷔",)
