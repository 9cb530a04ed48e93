"""Numbers with what they count: as exact as the bounds, in every language."""

from __future__ import annotations

import pytest

from recordbook.claims import parse
from recordbook.stories.counted import amount, clock, level, platform_name, unit_of
from recordbook.stories.language import LANGUAGES, language
from recordbook.units import Bounds

_EVERY = '"Layover" by "V": every track >= 60M streams as of 2023-12-16'
_ODD = _EVERY.replace("60M", "60.5M")
_PLACE = '"Blue" by "V": weekly peak rank <= 20 as of 2023-12-16'
_COUNT = '"V": 6 tracks past 60M as of 2023-12-16'
_OUT = '"Layover" by "V": released on 2023-09-08 as of 2023-12-16'


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (5, 5, "exactly 5 streams"),
        (1, 1, "exactly 1 stream"),
        (5, None, "at least 5 streams"),
        (0, 1200, "at most 1,200 streams"),
        (5, 1200, "between 5 and 1,200 streams"),
        (0, None, "an unknown number"),
    ],
)
def test_a_number_is_told_by_its_bounds(low: int, high: int | None, said: str) -> None:
    """Exactly, at least, at most, between; of nothing nothing."""
    assert amount(language("en"), parse(_EVERY), Bounds(low, high)) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (3, 3, "no. 3"),
        (1, 13, "no. 13 or better"),
        (4, None, "no. 4 or worse"),
        (3, 13, "between no. 3 and no. 13"),
    ],
)
def test_a_place_is_better_the_smaller_it_is(low: int, high: int | None, said: str) -> None:
    """At most no. 13 would say the contrary."""
    assert amount(language("en"), parse(_PLACE), Bounds(low, high)) == said


def test_a_day_and_a_duration_are_no_counts() -> None:
    """They are told as a date and as minutes and seconds."""
    claim = parse(_OUT)
    assert unit_of(claim) == "date"
    assert (
        amount(language("en"), claim, Bounds.exactly(claim.threshold or 0)) == "September 8, 2023"
    )
    assert clock(1056) == "17:36"


def test_the_level_is_never_rounded() -> None:
    """Whole millions are said in words, anything else in figures; with "de" where it belongs."""
    said = {code: level(language(code), parse(_EVERY)) for code in LANGUAGES}
    assert said["en"] == "60 million streams"
    assert said["es"] == "60 millones de reproducciones"
    assert said["pt"] == "60 milhões de reproduções"
    assert said["ko"].startswith("6000만")
    assert level(language("es"), parse(_ODD)) == "60.500.000 reproducciones"


def test_where_parts_are_counted_the_level_is_theirs() -> None:
    """Six tracks past 60M: each must reach 60 million streams."""
    assert level(language("en"), parse(_COUNT)) == "60 million streams"
    assert unit_of(parse(_COUNT)) == "tracks"


def test_platforms_write_themselves() -> None:
    """One that is not known by name has none."""
    assert platform_name("youtube") == "YouTube"
    assert platform_name("billboard hot 100") == "Billboard Hot 100"
    assert platform_name("made up") == ""
