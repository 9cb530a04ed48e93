"""What is left out of a message that does not fit, and what never is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from recordbook.stories.language import LANGUAGES, language
from recordbook.syndication.item import Item, Standing
from recordbook.syndication.lengths import characters, weighted
from recordbook.syndication.message import Message, shortened
from recordbook.syndication.plain import line

_LONG = Message(
    word="Withdrawn:",
    text="“Harbour Lights” was said to be the first album past 60 million streams",
    brief="“Harbour Lights” past 60 million",
    ground="",
    note="It no longer stands.",
    tags=("#kpop", "#charts"),
    address="https://records.example/records/utboijg65dcw",
)


def _at_most(count: int) -> str:
    return _LONG.fitted(lambda text: characters(text) <= count)[0]


def test_what_matters_least_goes_first() -> None:
    """Tags go, then the note, then the text gives way to the headline, and that is cut."""
    whole = "\n\n".join(
        ["Withdrawn: " + _LONG.text + " It no longer stands.", "#kpop #charts", _LONG.address]
    )
    assert _at_most(500) == whole
    assert _at_most(len(whole) - 1) == whole.replace(" #charts", "")
    assert _at_most(len(whole) - 10) == whole.replace("#kpop #charts\n\n", "")
    assert _at_most(140) == f"Withdrawn: {_LONG.text}\n\n{_LONG.address}"
    assert _at_most(100) == f"Withdrawn: {_LONG.brief}\n\n{_LONG.address}"
    assert _at_most(80) == f"Withdrawn: “Harbour Lights” past…\n\n{_LONG.address}"
    assert _at_most(75) == f"Withdrawn: “Harbour Lights”…\n\n{_LONG.address}"
    assert _at_most(58) == f"Withdrawn: …\n\n{_LONG.address}"
    with pytest.raises(ValueError, match="no room"):
        _at_most(50)


def test_with_whom_it_was_compared_is_never_left_out() -> None:
    """However little room there is, the sentence that bounds the claim stands, and once."""
    ground = "Compared with the 3 other such albums in this book."
    at = datetime(2026, 1, 1, tzinfo=UTC)
    item = Item(
        key="a",
        claim="c",
        standing=Standing.FOUND,
        language="en",
        headline="“Layover” is the only album past 60 million",
        post=f"“Layover” is the only album past 60 million as of today. {ground} Bravo!",
        html="",
        address="https://records.example/records/a",
        published=at,
        updated=at,
        compared=ground,
    )
    message = Message.of(item)
    for most in range(95, 300, 7):
        text, _ = message.fitted(lambda text, most=most: characters(text) <= most)
        assert text.count(ground) == 1
    with pytest.raises(ValueError, match="no room"):
        message.fitted(lambda text: characters(text) <= 80)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("over 60 million plays", "over 60 million…"),
        ("past 1億2000万 回", "past…"),
        ("6000만 스트리밍을 넘겼다", "6000만 스트리밍을…"),
        ("the list (official) of songs", "the list (official) of…"),
        ("named “Layover” by V", "named “Layover” by…"),
    ],
)
def test_cut_between_words(text: str, first: str) -> None:
    """A cut falls between words, and leaves no opened bracket behind it."""
    assert next(shortened(text)) == first


@pytest.mark.parametrize(
    "text", ["over 60 million", "6000만번", "12,345,678", "1億2000万回", "뷔60M"]
)
def test_no_number_is_cut(text: str) -> None:
    """However short a text gets, no part of a number stands for the number."""
    for shorter in shortened(text):
        kept = shorter.removesuffix("…")
        rest = text[len(kept) :].lstrip()
        assert not (kept and kept[-1].isdigit())
        assert text.startswith(kept)
        assert not (kept[-1:].isdigit() and rest[:1].isdigit())


@pytest.mark.parametrize("style", ["newsroom", "chart", "fan"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_word_is_that_of_the_stories(code: str, style: str) -> None:
    """What is told of a withdrawn record begins with the word that posts keep, in every style."""
    one = language(code)
    said = one.words("claims", f"style.{style}.told_post")
    status = one.say("claims", "status.withdrawn")
    assert str(said).replace("{status}", status).startswith(one.say("posts", "withdrawn"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_every_word(code: str) -> None:
    """All that posts, feeds and calendars say can be said in every language, and differs there."""
    say = language(code).say
    words = {say("posts", "withdrawn"), say("posts", "corrected"), say("posts", "again")}
    assert len(words) == 3
    assert "V" in say("posts", "feed.of", of="V")
    assert "V" in say("posts", "calendar.expected", claim="V")
    assert say("posts", "feed.all") != say("posts", "feed.to_come")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a" * 280, 280),
        ("뷔" * 140, 280),
        ("🎉", 2),
        ("👨‍👩‍👧‍👦", 11),
        ("🇰🇷", 4),
        ("é", 1),
        ("e\u0301", 1),
        ("—“”…", 4 + 1),
        ("see https://records.example/records/utboijg65dcw?lang=ko", 4 + 52),
        ("will.i.am", 23),
    ],
)
def test_weighted_characters(text: str, length: int) -> None:
    """Letters are weighed as X weighs them; whatever may become a link is not counted too low."""
    assert weighted(text, "") == length
    address = "https://records.example/records/utboijg65dcw?lang=ko"
    assert weighted(f"{text} {address}", address) == length + 1 + 23


def test_a_line_is_plain() -> None:
    """Controls, unseen letters and turned directions are gone; emoji and Persian keep joiners."""
    assert line(" a\u202e\u200b\x07\r\n b\ufeff\u2028c ") == "a b c"
    joined = "👩\u200d🚀 \u0645\u06cc\u200c\u062e"
    assert line(joined) == joined
    assert line("\u2068אב\u2069") == "\u2068אב\u2069"
    assert line("\u2068אב") == "אב"
    assert line("\ud83d") == "\ufffd"
