"""Addresses of the site: they keep the language that was said, and nothing leaves the site."""

from __future__ import annotations

from recordbook.web.here import Here
from recordbook.web.spans import Bars, Reach
from recordbook.web.things import thing_path

_HERE = Here(
    path="/ask",
    base="https://records.example",
    query=(("claim", 'a "b" & c'), ("number", "2")),
    lang="ko",
    said=True,
)


def test_links_keep_the_language_that_the_address_named() -> None:
    """A language that was only the browser's is in no link."""
    assert _HERE.link("/help") == "/help?lang=ko"
    assert Here(path="/", lang="ko").link("/help") == "/help"
    assert _HERE.link("/x", lang="en") == "/x?lang=en"


def test_the_shared_address_says_everything_but_the_language() -> None:
    """Questions are quoted, so that text with any marks comes back as it was."""
    assert _HERE.canonical == ("https://records.example/ask?claim=a+%22b%22+%26+c&number=2")
    assert _HERE.with_query(number="") == "/ask?claim=a+%22b%22+%26+c&lang=ko"
    assert _HERE.twin("json") == "/ask.json?claim=a+%22b%22+%26+c&number=2"


def test_a_frame_cannot_be_left_by_a_title() -> None:
    """Whatever a headline holds stays within its attribute."""
    frame = _HERE.iframe("/embed/x", '"><script>', size=(1, 2))
    assert "<script>" not in frame
    assert 'width="1" height="2"' in frame


def test_things_have_one_address_each() -> None:
    """Catalogue entities and platform keys lead to the folder of their kind; charts to none."""
    assert thing_path("artist:v") == "/artists/artist:v"
    assert thing_path("spotify:track:x") == "/tracks/spotify:track:x"
    assert thing_path("isrc:QZ") == "/things/isrc:QZ"
    assert thing_path("spotify") == ""


def test_pictures_stay_within_their_frame() -> None:
    """Every number lies between the edges, those without a limit at the end."""
    bars = Bars(level=60, top=100, bars=())
    assert [bars.at(value) for value in (0, 60, 100, 5000, None)] == [0, 600, 1000, 1000, 1000]
    reach = Reach(what="threshold", first=51, last=None, mark=60)
    assert 0 < reach.at(51) < reach.at(60) < 1000
    assert (reach.at(None), reach.at(None, end=True)) == (0, 1000)
    alone = Reach(what="days", first=20_000, last=20_000, mark=20_000)
    assert alone.at(20_000) == 500
