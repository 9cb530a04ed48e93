"""Any text gives statements that cover it, and a claim in a sentence is read as itself or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies_claims import claims

from recordbook.catalogue.rows import Statements
from recordbook.claims import Claim, Subject
from recordbook.scrutiny import read

DAY = date(2023, 12, 20)
SUBJECT = Subject(name="Layover", by="V")


def _catalogue() -> Statements:
    """Two singers with an album each, and a song that is called like a word."""
    said = Statements()
    for artist, name, album, title, track in (
        ("v", "V", "layover", "Layover", "Blue"),
        ("jimin", "Jimin", "face", "FACE", "Like Crazy"),
    ):
        said.name(f"artist:{artist}", name, source="test")
        said.fact(f"artist:{artist}", "act type", "soloist", source="test")
        said.name(f"release:{album}", title, source="test")
        said.credit(f"release:{album}", f"artist:{artist}", source="test")
        said.name(f"recording:{album}/1", track, source="test")
        said.credit(f"recording:{album}/1", f"artist:{artist}", source="test")
        said.track(f"release:{album}", 1, f"recording:{album}/1", source="test")
    return said


TABLES = _catalogue().tables()

_WORDS = [
    *("V", "V's", "Layover", "Jimin", "FACE", "Blue", '"', "“", "”", "'", "the", "his", "it"),
    *("first", "only", "first and only", "fastest", "most", "third", "album", "song", "by", "a"),
    *(
        "K-pop",
        "soloist",
        "every track",
        "surpasses",
        "over",
        "60 million",
        "1.2B",
        "6천만",
        "half",
    ),
    *("streams", "on", "Spotify", "in", "2023", "December 16", "17:36", "days", "100", "not", "if"),
    *(",", ".", "!", "?", ":", "(", ")", "\n", "#", "@", "😭", "\u200b", "\u202e", "<b>", "&amp;"),
    *(
        "뷔",
        "앨범",
        "최초로",
        "돌파했다",
        "álbum",
        "primer",
        "millones",
        "released",
        "tracks",
        "in total",
    ),
    *(
        "according to",
        "after",
        "excluding",
        "No. 1",
        "top 10",
        "within",
        "months",
        "of its release",
    ),
]
articles = st.text(max_size=80) | st.lists(st.sampled_from(_WORDS), max_size=30).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(articles, st.sampled_from(["en", "ko", "es", None]), st.none() | st.just(DAY))
def test_statements_cover_any_text(text: str, language: str | None, published: date | None) -> None:
    """Reading never raises; sentences lie where they say, and all that shows lies in one."""
    article = read(text, TABLES, published, language=language)
    covered = set[int]()
    for one in article.statements:
        assert article.text[one.start : one.end] == one.sentence
        covered.update(range(one.start, one.end))
        for link in one.links:
            assert article.text[link.start : link.end] == link.words
    left = {at for at, letter in enumerate(article.text) if not letter.isspace()} - covered
    assert left == set()


@settings(max_examples=60, deadline=None)
@given(
    claims(),
    st.sampled_from(["{}", "{}.", "We ask: {}.", "According to the desk, {}", "{}, as they say."]),
)
def test_a_claim_is_read_as_itself_or_not_at_all(made: Claim, frame: str) -> None:
    """A claim printed into a sentence is read back as the same claim, or no claim is made."""
    claim = replace(made, subject=SUBJECT)
    said = frame.format(claim)
    article = read(said, TABLES, DAY, language="en")
    assume(article.text == said)  # names of invisible characters do not survive cleaning
    read_back = {one for statement in article.statements for one in statement.claims}
    assert read_back <= {claim}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join))
def test_an_unknown_word_never_widens_a_claim(words: str) -> None:
    """A word that nobody knows within a claim's clause means that no claim of it is made."""
    said = "V's Layover is the first zxqy album by a K-pop soloist with 60M streams on Spotify"
    article = read(f"{said} {words}", TABLES, DAY, language="en")
    first = [one for one in article.statements if one.start == 0]
    assert not any(claim.superlative for one in first for claim in one.claims)
