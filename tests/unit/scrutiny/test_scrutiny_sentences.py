"""Sentences of articles, headlines and posts, each where it stands."""

from __future__ import annotations

from recordbook.scrutiny.sentences import sentences


def _split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


def test_points_of_numbers_and_names_end_nothing() -> None:
    """No. 1, Dec. 16 and 1.5 billion stand within a sentence."""
    text = "No. 1 on Dec. 16 with 1.5 billion! It grew. Done?"
    assert _split(text) == ["No. 1 on Dec. 16 with 1.5 billion!", "It grew.", "Done?"]


def test_lines_end_sentences() -> None:
    """A headline without a point and hashtags on lines of their own are sentences."""
    assert _split("Headline of it\n\nText here.\n#V #Layover") == [
        "Headline of it",
        "Text here.",
        "#V #Layover",
    ]


def test_what_goes_on_in_lower_case_goes_on() -> None:
    """A title that ends in a point does not end the sentence."""
    assert _split("APT. by ROSÉ is long.") == ["APT. by ROSÉ is long."]


def test_korean_sentences() -> None:
    """Korean sentences end at their points."""
    assert _split("뷔가 돌파했다. 또 6.5억 회다!", "ko") == ["뷔가 돌파했다.", "또 6.5억 회다!"]


def test_blank_text_has_none() -> None:
    """Where nothing is said there is no sentence."""
    assert _split(" \n \n") == []
