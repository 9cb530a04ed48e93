"""Whether a post speaks of a record."""

from __future__ import annotations

from datetime import date

import pytest

from recordbook.reactions.about import ENOUGH, About, figures
from recordbook.reactions.language import language_of

_SOLO = About(
    subjects=("Layover",),
    artists=("V", "Kim Taehyung", "뷔", "김태형"),
    figure=60_000_000,
    day=date(2023, 12, 16),
)


@pytest.mark.parametrize(
    ("text", "related"),
    [
        ("Layover at 60M on every song", True),
        ("#LAYOVER is history, so proud", True),
        ("#Taehyung_Layover deserves it, what an album", True),
        ("so proud of Kim Taehyung, 60 million on all", True),
        ("김태형 전곡 6천만 축하해", True),
        ("뷔 레이오버 6천만", False),
        ("my layover in Doha was nine hours and I cried", False),
        ("V for victory, 60M people", False),
        ("60M for all of it, wow", False),
        ("Kim Taehyung looked so handsome, I love him", False),
    ],
)
def test_relevance(text: str, related: bool) -> None:  # noqa: FBT001 - a table of answers
    """A post must name the record or its artist, and say something that fits the record."""
    assert (_SOLO.relevance(text, language_of(text)) >= ENOUGH) is related


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("60M", 60_000_000),
        ("60 million", 60_000_000),
        ("6천만", 60_000_000),
        ("6000万再生", 60_000_000),
        ("60 juta!", 60_000_000),
        ("60jt", 60_000_000),
        ("60 milhões", 60_000_000),
        ("1 mil millones", 1_000_000_000),
        ("60.000.000", 60_000_000),
        ("60,000,000.", 60_000_000),
        ("1.5B", 1_500_000_000),
    ],
)
def test_figures(text: str, number: int) -> None:
    """A number is read however the languages write it."""
    assert figures(text) == {number}


def test_nothing_is_read_into_odd_numbers() -> None:
    """Numbers that are none are passed over."""
    assert figures("1.2.3.4,5 " + "9" * 400 + "M ... 60Mbit") <= {int("9" * 400 + "000000")}


def test_time() -> None:
    """A post speaks of a record from the evening before it to two months later."""
    assert _SOLO.in_time(date(2023, 12, 15))
    assert not _SOLO.in_time(date(2023, 12, 14))
    assert not _SOLO.in_time(date(2024, 3, 1))
