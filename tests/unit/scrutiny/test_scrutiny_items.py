"""Words, numbers, days and phrases as items."""

from __future__ import annotations

from datetime import date

import pytest
from articles import DAY

from recordbook.scrutiny.dates import day_of
from recordbook.scrutiny.items import Item, itemise
from recordbook.scrutiny.language import READ
from recordbook.scrutiny.lexing import lexed
from recordbook.scrutiny.patterns import Phrases, phrase
from recordbook.scrutiny.rules import rules_of


def _items(text: str, language: str = "en") -> list[Item]:
    return list(lexed(text, 0, [], [], rules_of(language)).items)


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("60 million", "en", 60_000_000),
        ("60M", "en", 60_000_000),
        ("1.2B", "en", 1_200_000_000),
        ("100 crore", "en", 1_000_000_000),
        ("half a billion", "en", 500_000_000),
        ("one hundred million", "en", 100_000_000),
        ("sixty-five million", "en", 65_000_000),
        ("12,345,678", "en", 12_345_678),
        ("60M+", "en", 60_000_000),
        ("6천만", "ko", 60_000_000),
        ("1억 5천만", "ko", 150_000_000),
        ("6240만", "ko", 62_400_000),
        ("mil millones", "es", 1_000_000_000),
        ("1.500 millones", "es", 1_500_000_000),
        ("77,3 millones", "es", 77_300_000),
        ("dos mil quinientos millones", "es", 2_500_000_000),
    ],
)
def test_numbers(text: str, language: str, number: int) -> None:
    """Numbers in figures and words, with the marks and sizes of their language."""
    assert [item.number for item in _items(text, language)] == [number]


@pytest.mark.parametrize("text", ["$5 million", "30%", "€60M"])
def test_money_and_shares_are_no_counts(text: str) -> None:
    """What counts money or per cent is no number of streams."""
    assert not any(item.kind == "number" for item in _items(text))


def test_a_comma_that_may_be_either_is_no_number() -> None:
    """In Spanish 1,500 may be one and a half or fifteen hundred."""
    assert [item.kind for item in _items("1,500", "es")] == ["word"]


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("December 16, 2023", "en", date(2023, 12, 16)),
        ("16 Dec 2023", "en", date(2023, 12, 16)),
        ("Dec. 16", "en", date(2023, 12, 16)),
        ("December 24", "en", date(2022, 12, 24)),
        ("June 1st", "en", date(2023, 6, 1)),
        ("2023-12-16", "en", date(2023, 12, 16)),
        ("yesterday", "en", date(2023, 12, 19)),
        ("3 days ago", "en", date(2023, 12, 17)),
        ("the end of 2022", "en", date(2022, 12, 31)),
        ("2023년 9월 8일", "ko", date(2023, 9, 8)),
        ("지난해 12월 11일", "ko", date(2022, 12, 11)),
        ("16 de diciembre de 2023", "es", date(2023, 12, 16)),
    ],
)
def test_days(text: str, language: str, day: date) -> None:
    """Days written out, without their year, and told from the day of publication."""
    (item,) = _items(text, language)
    assert day_of(item, DAY) == day


def test_days_that_need_one_have_none_without_publication() -> None:
    """A day told from publication is no day where that is not known; nor is 31 February."""
    assert day_of(_items("yesterday")[0], None) is None
    assert day_of(_items("February 31, 2023")[0], DAY) is None


def test_possessives_stand_apart() -> None:
    """The ending that makes an owner is an item, whichever apostrophe it has."""
    assert [item.value for item in itemise("V\u2019s song", ("'s",))] == ["v", "'s", "song"]


def test_the_longest_phrase_wins() -> None:
    """Of phrases that begin at one place the longest is meant."""
    phrases = Phrases.of([phrase("sup", "first", "first"), phrase("sup", "both", "first and only")])
    items = list(itemise("first and only", ()))
    assert [item.value for item in phrases.applied(items)] == ["both"]


def test_optional_words_and_slots() -> None:
    """A word may be missing, and a slot keeps what stood in it."""
    phrases = Phrases.of([phrase("top", "in", "in the? top {n}")])
    for text in ("in top 10", "in the top 10"):
        (item,) = phrases.applied(list(itemise(text, ())))
        assert item.slots["n"].number == 10


@pytest.mark.parametrize("language", READ)
def test_no_phrase_is_a_number_alone(language: str) -> None:
    """A bare number is never a phrase: everything else that stands beside it would be lost."""
    rules = rules_of(language)
    alone = [
        one
        for step in rules.steps
        for one in step.by_slot.get("n", [])
        if sum(not part.optional for part in one.parts) == 1
    ]
    assert alone == []
