"""What is pasted becomes plain text."""

from __future__ import annotations

from datetime import date

from recordbook.scrutiny.clean import clean


def test_markup_goes_and_scripts_go_with_what_they_hold() -> None:
    """Tags, scripts and styles are no text; blocks stand on lines of their own."""
    page = "<p>One &amp; two</p><script>alert('x')</script><style>p{}</style><p>three<br>four</p>"
    assert clean(page).text == "One & two\nthree\nfour"


def test_a_page_says_its_title_and_its_day() -> None:
    """The title and the day of publication are taken from where pages keep them."""
    head = '<title>News</title><meta property="article:published_time" content="2023-12-16T01:00Z">'
    found = clean(f"<html><head>{head}</head><body>Text</body></html>")
    assert (found.title, found.published, found.text) == ("News", date(2023, 12, 16), "Text")


def test_a_wrong_day_is_no_day() -> None:
    """A page whose date is none has no day."""
    assert clean('<meta name="date" content="soon"><p>Text').published is None


def test_invisible_characters_are_gone() -> None:
    """Zero-width and bidirectional characters hide nothing within a name; emoji stay whole."""
    assert clean("Lay\u200bo\u202ever \u2066V\u2069\ufeff").text == "Layover V"
    family = "\U0001f469\u200d\U0001f467"
    assert clean(f"{family} ok").text == f"{family} ok"


def test_spaces_and_lines_are_plain() -> None:
    """Every kind of space is one space, and every kind of line end one line end."""
    assert clean("a\u00a0\tb \r\n\n c\u2028d").text == "a b\nc\nd"


def test_a_smaller_sign_is_no_markup() -> None:
    """Text that compares with signs stays as it is."""
    assert clean("5 < 6 and <3 V").text == "5 < 6 and <3 V"
