"""What lies below what, and which release types a population takes."""

from __future__ import annotations

import pytest

from recordbook.catalogue.hierarchy import POPULATIONS, accepted, below, overlaps, parents


def test_places_lie_below_places() -> None:
    """A city lies below its country and its continent, by name or by code."""
    assert parents("country", "seoul") == ("South Korea", "Asia")
    assert below("country", "KR", "asia")
    assert not below("country", "Philippines", "Europe")


@pytest.mark.parametrize(
    ("attribute", "narrow", "wide"),
    [
        ("act type", "girl group", "group"),
        ("release type", "mini album", "ep"),
        ("release type", "mini album", "album"),
        ("release type", "single album", "release"),
        ("label", "BIGHIT MUSIC", "BIGHIT MUSIC"),
    ],
)
def test_narrow_lies_below_wide_and_not_the_other_way(
    attribute: str, narrow: str, wide: str
) -> None:
    """A narrow value meets a wide one; the wide one meets the narrow only if they are one."""
    assert below(attribute, narrow, wide)
    assert below(attribute, wide, narrow) == (narrow == wide)
    assert narrow in accepted(attribute, wide)


def test_a_single_album_is_no_album_by_default() -> None:
    """Albums are full and mini albums, repackages and mixtapes; single albums are left out."""
    assert {"full album", "mini album", "ep", "repackage", "mixtape", "album"} <= POPULATIONS[
        "album"
    ]
    assert not {"single album", "single", "soundtrack"} & POPULATIONS["album"]


def test_a_vague_value_contradicts_no_narrow_one() -> None:
    """Who says album agrees with who says mini album, not with who says single."""
    assert overlaps("release type", "album", "mini album")
    assert not overlaps("release type", "single", "mini album")
