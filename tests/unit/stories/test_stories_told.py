"""A matter told: names of every kind, statuses apart, styles, and nothing that is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest
from drawn import matter

from recordbook.claims import parse
from recordbook.stories import LANGUAGES, Fact, Matter, Status
from recordbook.stories.errors import NoStyle
from recordbook.stories.names import length
from recordbook.stories.standing import Standing, shown, sources
from recordbook.stories.styles import STYLES
from recordbook.stories.tell import tell, words_of
from recordbook.units import Bounds, Truth

_STYLES = ("chart", "fan", "newsroom")


def _of(told_claim: str, **changes: object) -> Matter:
    """A matter of another claim, with some of its parts changed."""
    found = matter()
    claim = parse(f"{told_claim} as of 2024-05-13")
    return replace(found, proof=replace(found.proof, claim=claim), **changes)  # pyright: ignore[reportArgumentType] - by field name


def test_the_styles_are_data() -> None:
    """Every style is a file, and a style that there is not is named in the error."""
    assert STYLES == _STYLES
    with pytest.raises(NoStyle, match="tabloid"):
        tell(matter(), style="tabloid")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("style", _STYLES)
@pytest.mark.parametrize("status", [s for s in Status if s is not Status.PROVEN])
def test_no_status_reads_like_a_record(code: str, style: str, status: Status) -> None:
    """Every text says its status, and none holds what the headline or post of a record says."""
    proven = tell(matter(), language=code, style=style)
    told = tell(matter(status), language=code, style=style)
    word = words_of(matter(), code).say(f"status.{status.value}")
    for text in (told.headline, told.post, told.caption, told.alt):
        assert word in text
        assert proven.headline.removesuffix("🎉").strip() not in text
        assert proven.post.split("(")[0].split(" as of")[0] not in text


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "shows"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{subject} {0} %s", "{subject} {0} %s"),
        ("Lay\u200bover\u202e\x07", "Layover"),
        ("ليلى", "\u2068ليلى\u2069"),
        ("👩‍👩‍👧 family", "👩‍👩‍👧 family"),
        ("two\nlines", "two lines"),
    ],
)
def test_titles_of_every_kind_are_said_as_they_are(code: str, name: str, shows: str) -> None:
    """Markup is text, what cannot be seen goes, and another direction stands apart."""
    told = tell(matter(name=name), language=code)
    for text in (told.headline, told.post, told.alt):
        assert shows in text
        assert "\n" not in text
        assert text.count("\u2068") == text.count("\u2069")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_title_that_nobody_can_see_is_called_untitled(code: str) -> None:
    """No headline is about nothing."""
    told = tell(matter(name="\u200b\u2060"), language=code)
    assert words_of(matter(), code).say("subject.unnamed") in told.headline


@pytest.mark.parametrize("style", _STYLES)
def test_long_names_are_cut_with_a_mark(style: str) -> None:
    """Three hundred characters become those that fit, the last an ellipsis."""
    told = tell(matter(name="é" * 300, by="x" * 300), style=style)
    assert "é…" in told.headline
    assert "x…" in told.headline
    assert length(told.headline) < 320


def test_fans_are_glad_of_records_only() -> None:
    """A loss, a fall or the last place is told without a cheer."""
    glad = tell(matter(), style="fan")
    assert "🎉" in glad.headline
    assert "Congratulations, V!" in glad.post
    for claim in (
        "streams lost >= 3M on spotify",
        "least total streams among albums on spotify",
        "album total < 3M streams on spotify",
    ):
        told = tell(_of(f'"Layover" by "V": {claim}'), style="fan")
        assert "🎉" not in told.headline + told.post


def test_a_record_without_an_artist_congratulates_nobody_by_name() -> None:
    """Where the maker is not known, nobody is made up."""
    told = tell(matter(by=None), style="fan")
    assert told.post.endswith("Congratulations! 🎉")


def test_a_woman_is_told_as_one_where_that_is_known() -> None:
    """Spanish has a word for her only if a fact says so."""
    claim = '"Rosé": first artist with monthly listeners >= 30M on spotify'
    unknown = _of(claim, name="Rosé", by=None, kind="artist")
    known = replace(unknown, facts=(Fact(who="Rosé", what="gender", value="female"),))
    assert "es el primer artista" in tell(unknown, language="es").headline
    assert "es la primera artista" in tell(known, language="es").headline


def test_other_parties_are_named_by_their_keys() -> None:
    """Who is overtaken is called what the rivals are called, never by a key that is known."""
    claim = '"Layover" by "V": overtakes key "r1" in album total streams on spotify'
    assert "“Rival” by Some" in tell(_of(claim)).headline


def test_what_is_known_is_rounded_outwards_and_exact_in_the_caption() -> None:
    """A post never narrows what is known; the caption has every figure."""
    found = matter(Status.UNDECIDED)
    subject = replace(found.proof.subject, bounds=Bounds(60_999_999, 100_474_999))
    found = replace(found, proof=replace(found.proof, subject=subject))
    told = tell(found)
    assert "between 60.9 million and 101 million streams" in told.post
    assert "between 60,999,999 and 100,474,999 streams" in told.caption


def test_rivals_are_counted() -> None:
    """How many contest, how many of them were never read, and who is closest."""
    found = matter(Status.UNDECIDED)
    rows = [
        {"entity": "a", "name": "FACE", "maker": "Jimin", "status": "contests", "low": 1,
         "high": 9, "read": 2},
        {"entity": "b", "name": "D-2", "maker": "Agust D", "status": "contests", "low": 0,
         "high": None, "read": 0},
    ]  # fmt: skip
    for count, says in (
        (2, "2 rivals may stand against it, 1 of them never read."),
        (1, "1 rival"),
    ):
        proof = replace(found.proof, rivals=pa.Table.from_pylist(rows[:count]))
        told = tell(replace(found, proof=proof))
        assert says in told.post
        assert "The closest: “FACE” by Jimin." in told.post


def test_who_is_not_in_the_cohort_is_told_so() -> None:
    """A claim may fail, or stay open, because of what somebody is."""
    refuted, open_ = matter(Status.REFUTED), matter(Status.UNDECIDED)
    out = replace(refuted, proof=replace(refuted.proof, member=Truth.FALSE))
    assert tell(out).post.endswith("It does not belong to those it is compared with.")
    unsure = replace(open_, proof=replace(open_.proof, member=Truth.UNKNOWN))
    said = "Whether it belongs to those it is compared with is not known."
    assert said in tell(unsure).post


def test_facts_of_the_catalogue_have_no_day() -> None:
    """When an album came out does not change by the day."""
    told = tell(_of('"Layover" by "V": released on 2023-09-08'))
    assert told.post == "“Layover” by V was released on September 8, 2023."


def test_what_may_end_has_its_day() -> None:
    """A short post of what a later day may end says its day; what stays needs none."""
    for claim, dated in (
        ("monthly listeners >= 30M on spotify", True),
        ("total >= 30M followers on spotify", True),
        ("album total < 3B streams on spotify", True),
        ("only album with album total >= 1B streams on spotify", True),
        ("album total >= 1B streams on spotify", False),
        ("first album with album total >= 1B streams on spotify", False),
    ):
        told = tell(_of(f'"Layover" by "V": {claim}'), style="chart")
        assert ("as of May 13, 2024" in told.post) == dated, claim


def test_what_was_known_when_is_said() -> None:
    """A claim as it was known at a version says so."""
    found = matter()
    claim = replace(found.proof.claim, known_at="12")
    told = tell(replace(found, proof=replace(found.proof, claim=claim)), style="chart")
    assert "(as known at 12)" in told.post


def test_a_claim_compared_with_nobody_says_so() -> None:
    """First of one is first, and a reader may know it."""
    found = matter()
    alone = replace(found, proof=replace(found.proof, rivals=found.proof.rivals.slice(0, 0)))
    assert "There is no other in this record book to compare it with." in tell(alone).post
    assert "Compared with 2 others in this record book." in tell(found).caption


def test_sources_are_named_as_readers_know_them() -> None:
    """An address by its host, lists as lists, and nothing that was only worked out."""
    found = matter()
    rows = [
        {"rule": "rounded", "source": "https://www.example.org/a?b"},
        {"rule": "rounded", "source": "https://www.example.org/c"},
        {"rule": "charted-sum", "source": "week lists, global"},
        {"rule": "unreleased", "source": "release date"},
    ]
    found = replace(found, proof=replace(found.proof, rows=pa.Table.from_pylist(rows)))
    assert sources(found) == ["example.org", ""]
    said = Standing(words_of(found), found).sources()
    assert said == "Sources: example.org, official chart lists."
    assert shown("x" * 100) == "x" * 47 + "…"


def test_a_withdrawal_says_when_and_why() -> None:
    """It was told, it was withdrawn, and what is known now is said beside."""
    found = replace(matter(Status.WITHDRAWN), found=date(2024, 5, 1))
    post = tell(found).post
    assert post.startswith("Withdrawn: ")
    assert "It was told as a record of May 1, 2024 and withdrawn on May 13, 2024." in post
    assert "What is known now refutes it." in post
