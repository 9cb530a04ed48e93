"""What is written of a checked article: JSON, ClaimReview and a page that runs nothing."""

from __future__ import annotations

import json
from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from recordbook.claims import parse
from recordbook.scrutiny import Article, Judgement, Kind, Link, Statement
from recordbook.scrutiny.claim_review import claim_review
from recordbook.scrutiny.page import html_page
from recordbook.scrutiny.shape import as_dict, by_sentence

_DAY, _TODAY = date(2023, 12, 16), date(2024, 1, 2)
_EVIL = "</script><b onmouseover='x()'>\u202ebold\u202c</b> & \"quoted\""


def _article() -> Article:
    """Two sentences with three statements, one that nothing is known of, and much markup."""
    sentences = ("Blue Hour has six songs and is out.", _EVIL, "It is wonderful.")
    text = "\n".join(sentences)
    at = [text.index(sentence) for sentence in sentences]
    claim = parse('"Blue Hour" by "Q": 6 tracks as of 2023-12-16')
    both = {"sentence": sentences[0], "start": 0, "end": len(sentences[0])}
    return Article(
        text=text,
        language="en",
        published=_DAY,
        title=_EVIL,
        statements=(
            Statement(
                **both,
                kind=Kind.CLAIM,
                claims=(claim,),
                verdict=Judgement.REFUTED,
                reason="it has seven",
                nearest="7 tracks",
                attribution=_EVIL,
            ),
            Statement(**both, kind=Kind.FACT, verdict=Judgement.UNDECIDED, reason="no day known"),
            Statement(
                sentence=sentences[1],
                start=at[1],
                end=at[1] + len(sentences[1]),
                kind=Kind.UNREAD,
                reason="not read",
                links=(Link(words=_EVIL, start=0, end=1, candidates=(_EVIL, "artist:q")),),
            ),
            Statement(
                sentence=sentences[2],
                start=at[2],
                end=at[2] + len(sentences[2]),
                kind=Kind.OPINION,
                verdict=Judgement.NOT_CHECKABLE,
            ),
        ),
    )


def test_json_keeps_every_statement_in_place() -> None:
    """The JSON holds the text and, for each statement, where in it its sentence stands."""
    article = _article()
    shape = as_dict(article)
    assert json.loads(json.dumps(shape)) == shape
    for one in shape["statements"]:
        assert shape["text"][one["from"] : one["to"]] == one["sentence"]
    assert [one["verdict"] for one in shape["statements"]] == [
        "refuted",
        "undecided",
        "not checkable",
        "not checkable",
    ]
    assert shape["verdicts"] == {"proven": 0, "refuted": 1, "undecided": 1, "not checkable": 2}
    assert shape["statements"][0]["claims"][0]["claim"] == str(article.statements[0].claims[0])


def test_statements_of_a_sentence_stay_together() -> None:
    """Statements of one sentence are one group, in the order of the text."""
    assert [len(group) for group in by_sentence(_article())] == [2, 1, 1]


def test_claim_review_is_of_what_was_judged() -> None:
    """Feelings and unread sentences have no review; an undecided claim has no number."""
    reviews = claim_review(_article(), _TODAY, address="https://example.org/a")["@graph"]
    assert [review["reviewRating"].get("ratingValue") for review in reviews] == [1, None]
    assert reviews[1]["reviewRating"]["alternateName"].startswith("Undecided")
    first = reviews[0]
    assert first["@type"] == "ClaimReview"
    assert first["reviewBody"] == "it has seven. True is: 7 tracks."
    assert first["claimReviewed"] == "Blue Hour has six songs and is out."
    assert first["datePublished"] == "2024-01-02"
    assert first["itemReviewed"]["author"]["name"] == _EVIL
    assert first["itemReviewed"]["appearance"]["url"] == "https://example.org/a"
    assert first["itemReviewed"]["datePublished"] == "2023-12-16"
    assert "author" not in reviews[1]["itemReviewed"]


def test_the_page_shows_markup_and_runs_none() -> None:
    """What was pasted in stands on the page as text; the only script is data."""
    page = html_page(_article(), _TODAY)
    tree = LexborHTMLParser(page)
    (script,) = tree.css("script")
    assert script.attributes == {"type": "application/ld+json"}
    assert json.loads(script.text())["@graph"][0]["itemReviewed"]["author"]["name"] == _EVIL
    assert not tree.css("[onmouseover]")
    assert tree.css_first("h1").text() == _EVIL
    assert _EVIL in tree.css_first("blockquote:nth-of-type(1)").parent.parent.text()


@pytest.mark.parametrize(("number", "words"), [(1, "✗ Refuted"), (2, "\u2013 Not checkable")])
def test_every_sentence_leads_to_its_note_and_back(number: int, words: str) -> None:
    """A sentence is a link to its note, which names the verdict in words and links back."""
    tree = LexborHTMLParser(html_page(_article(), _TODAY))
    assert tree.css_first(f"a#s{number}").attributes["href"] == f"#n{number}"
    note = tree.css_first(f"li#n{number}")
    assert note.css_first("a").attributes["href"] == f"#s{number}"
    assert note.css_first(".verdict").text() == words


def test_the_page_fetches_nothing() -> None:
    """No address outside the page is asked for anything, and the page forbids it as well."""
    tree = LexborHTMLParser(html_page(_article(), _TODAY))
    assert not tree.css("[src], link, iframe, img, object, form")
    assert all(node.attributes["href"].startswith("#") for node in tree.css("[href]"))
    policy = tree.css_first("meta[http-equiv=Content-Security-Policy]").attributes["content"]
    assert "default-src 'none'" in str(policy)
