"""The story as it was published, sentence by sentence, on the demo's book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recordbook.scrutiny import Article, Judgement, Kind, Statement, check
from recordbook.system.showcase import STORY, showcase

if TYPE_CHECKING:
    from pathlib import Path

PROVEN, REFUTED, UNDECIDED, NOT = (
    Judgement.PROVEN,
    Judgement.REFUTED,
    Judgement.UNDECIDED,
    Judgement.NOT_CHECKABLE,
)
SENTENCES = [
    ("On December 16, 2023", [(Kind.CLAIM, UNDECIDED)]),
    ("The idol released his first", [(Kind.FACT, PROVEN)]),
    ("The duration of the entire", [(Kind.FACT, PROVEN), (Kind.FACT, NOT)]),
    ("As soon as fans learned", [(Kind.CLAIM, UNDECIDED)]),
    ("Fans react as Layover", [(Kind.CLAIM, UNDECIDED)]),
    ("\"That's what happens", [(Kind.QUOTE, NOT)]),
    ("Kim Taehyung's Layover consists", [(Kind.FACT, UNDECIDED), (Kind.FACT, UNDECIDED)]),
    ("Slow Dancing is the lead", [(Kind.FACT, NOT)]),
    ("As of this writing", [(Kind.CLAIM, PROVEN), (Kind.FACT, REFUTED)]),
    ("This feat showcases", [(Kind.OPINION, NOT)]),
    ("Kim Taehyung's Layover becomes", [(Kind.CLAIM, UNDECIDED)]),
    ("It has also been 100 days", [(Kind.FACT, PROVEN)]),
    ("They praised", [(Kind.OPINION, NOT)]),
    ("Fans were over the moon", [(Kind.OPINION, NOT)]),
    ("Fans react to the idol", [(Kind.OPINION, NOT)]),
    ("The Love Me Again singer recently", [(Kind.FACT, NOT)]),
    ("This unit reports", [(Kind.NOTHING, NOT)]),
    ("The idol enlisted on December", [(Kind.FACT, NOT)]),
]
"""How each sentence begins, and what is stated in it, with the verdict."""


@pytest.fixture(scope="module")
def story(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Article:
    """The story, checked; the day of publication is the one it says of itself."""
    workspace, _ = showcase(tmp_path_factory.mktemp("story") / "demo.book")
    text = (shared_data.parent / "seed" / "story.txt").read_text(encoding="utf-8")
    return check(text, workspace.prover())


def _stated(story: Article, begins: str) -> list[Statement]:
    return [one for one in story.statements if one.sentence.startswith(begins)]


def test_every_sentence_has_its_line(story: Article) -> None:
    """The sentences, in order, each with its statements and their verdicts."""
    starts = dict.fromkeys(one.start for one in story.statements)
    found = [
        [(one.kind, one.verdict) for one in story.statements if one.start == start]
        for start in starts
    ]
    assert found == [said for _, said in SENTENCES]
    for start, (begins, _) in zip(starts, SENTENCES, strict=True):
        assert story.text[start:].startswith(begins)
    assert all(one.reason for one in story.statements)


def test_the_story_says_when_it_was_published(story: Article) -> None:
    """The dateline is the day of publication, and no sentence."""
    assert str(story.published) == "2023-12-16"
    assert story.language == "en"


def test_the_album_claim_is_the_storys(story: Article) -> None:
    """Three sentences make one claim, open because of FACE, GOLDEN and those never read."""
    for begins in ("On December 16, 2023", "Fans react as Layover", "Kim Taehyung's Layover be"):
        (one,) = _stated(story, begins)
        assert [str(claim) for claim in one.claims] == [STORY]
        assert "FACE by Jimin, GOLDEN by Jung Kook" in one.reason
        assert "never read" in one.reason
        assert one.flips == ("counting single albums: refuted",)
        assert one.missing
    (learned,) = _stated(story, "As soon as fans learned")
    assert "first album by K-pop soloists with every track >= 60M" in str(learned.claims[0])


def test_the_total_duration_agrees(story: Article) -> None:
    """17:36 is within a second for each track of the sum of the tracks."""
    duration, genre = _stated(story, "The duration")
    assert "duration 17:36" in str(duration.claims[0])
    assert any("jiosaavn" in source for source in duration.sources)
    assert "no source" in genre.reason


def test_the_track_list_is_told_apart(story: Article) -> None:
    """Five of the six names are on the list; the sixth stands there under another name."""
    count, listed = _stated(story, "Kim Taehyung's Layover consists")
    assert "do not agree" in count.reason
    assert "For Us" in listed.reason
    assert "“Slow Dancing instrumental” stands as “Slow Dancing (Piano Ver.)”" in listed.reason


def test_less_than_three_months_is_refuted(story: Article) -> None:
    """Tracks released before the album are told apart; the others took 99 days by the story."""
    reached, within = _stated(story, "As of this writing")
    assert "every track >= 60M streams" in str(reached.claims[0])
    assert reached.attribution == within.attribution == "BTS Charts Daily on Twitter"
    assert within.nearest == "99 days after release, more than 3 months"
    late, _, early = within.reason.partition("In time: ")
    assert late.startswith("Blue, For Us, Slow Dancing (Piano Ver.): released 2023-09-08")
    assert "2023-12-16 by the article's own account, 99 days after release" in late
    for track in ("Rainy Days (released 2023-08-11)", "Love Me Again (released 2023-08-1"):
        assert track in early


def test_a_hundred_days_in_inclusive_counting(story: Article) -> None:
    """The hundredth day is right where the day of release is day 1, and that is said."""
    (days,) = _stated(story, "It has also been 100 days")
    assert "right in inclusive counting: 2023-12-16 is day 100" in days.reason
    assert "99 days passed" in days.reason


def test_enlistment_has_no_source(story: Article) -> None:
    """Nothing is guessed of military service; who reported it is kept."""
    recent, dated = (_stated(story, "The Love Me Ag")[0], _stated(story, "The idol enl")[0])
    assert recent.attribution == "Dispatch"
    assert "no source" in recent.reason
    assert "no source" in dated.reason
    assert str(dated.facts[0].day) == "2023-12-11"


def test_references_lead_to_the_singer(story: Article) -> None:
    """The idol and the singer of Love Me Again are V all through the story."""
    referred = {
        link.words.lower(): link.entity
        for one in story.statements
        for link in one.links
        if "idol" in link.words.lower() or "singer" in link.words.lower()
    }
    assert set(referred) == {"the idol", "the love me again singer"}
    assert set(referred.values()) == {"artist:v"}
