"""The story as published: every sentence has its line, and the lines are those of an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recordbook.intake.arrow import dicts
from recordbook.scrutiny import Judgement, Kind, check
from recordbook.system.showcase import STORY, showcase

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.scrutiny import Article, Statement

_FEELINGS = ("versatility", "over the moon")


@pytest.fixture(scope="module")
def article(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Article:
    """The story, checked against the demo's facts."""
    text = (shared_data.parent / "seed" / "story.txt").read_text(encoding="utf-8")
    workspace, _ = showcase(tmp_path_factory.mktemp("story") / "demo.book")
    return check(text, workspace.prover())


def _saying(article: Article, words: str) -> list[Statement]:
    """The statements of the first sentence that has these words."""
    found = next(one.start for one in article.statements if words in one.sentence)
    return [one for one in article.statements if one.start == found]


def test_every_sentence_has_its_line(article: Article) -> None:
    """No word of the story is left out, and each statement quotes its sentence."""
    assert article.published is not None
    assert article.published.isoformat() == "2023-12-16"
    covered = {at for one in article.statements for at in range(one.start, one.end)}
    left = [letter for at, letter in enumerate(article.text) if at not in covered]
    assert "".join(left).split() == []


@pytest.mark.parametrize(
    "words",
    ["streaming platform, Spotify", "Fans react as Layover", "Kim Taehyung's Layover becomes"],
)
def test_the_album_claim_is_undecided(words: str, article: Article) -> None:
    """The claim of the story is read the same wherever it stands, and is open for its rivals."""
    (one,) = _saying(article, words)
    assert [str(claim) for claim in one.claims] == [STORY]
    assert one.verdict is Judgement.UNDECIDED
    assert one.proof is not None
    contests = [row["entity"] for row in dicts(one.proof.rivals) if row["status"] == "contests"]
    assert contests[:2] == ["release:jimin-bts/face", "release:jung-kook/golden"]
    assert one.missing


def test_the_duration_agrees(article: Article) -> None:
    """The album's six tracks last 17:36 together, within a second each."""
    one = _saying(article, "17:36")[0]
    assert one.verdict is Judgement.PROVEN


def test_the_release_day_agrees(article: Article) -> None:
    """The idol is V, and his album came out on the day that is said."""
    (one,) = _saying(article, "September 8, 2023")
    assert [str(claim) for claim in one.claims] == [
        '"Layover" by "V": released on 2023-09-08 as of 2023-12-16'
    ]
    assert one.verdict is Judgement.PROVEN


def test_less_than_three_months_is_refuted(article: Article) -> None:
    """The last tracks took 99 days, which is more; those released before are told apart."""
    (one,) = (
        one
        for one in _saying(article, "less than three months")
        if one.verdict is Judgement.REFUTED
    )
    assert "99 days" in one.nearest
    assert "Love Me Again" in one.reason
    assert "Rainy Days" in one.reason
    assert one.attribution == "BTS Charts Daily on Twitter"


def test_a_hundred_days_are_counted_inclusively(article: Article) -> None:
    """The story's day is the hundredth where the day of release is the first, and that is said."""
    (one,) = _saying(article, "100 days")
    assert one.verdict is Judgement.PROVEN
    assert "inclusive" in one.reason
    assert "99" in one.reason


def test_feelings_and_quotes_are_not_checkable(article: Article) -> None:
    """What fans said and felt is nobody's to check."""
    assert _saying(article, "masterpiece")[0].kind is Kind.QUOTE
    for words in _FEELINGS:
        assert {one.verdict for one in _saying(article, words)} == {Judgement.NOT_CHECKABLE}


def test_the_enlistment_needs_a_source(article: Article) -> None:
    """The demo has no source of the service, so its day is not checkable, and that is why."""
    one = _saying(article, "December 11, 2023")[0]
    assert one.verdict is Judgement.NOT_CHECKABLE
    assert "source" in one.reason
