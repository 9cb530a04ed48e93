"""An article like the press writes them, checked against the demo's facts: what is printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from recordbook.system.showcase import showcase
from recordbook.terminal.app import run

if TYPE_CHECKING:
    from pathlib import Path

_OPEN = (
    "On December 16, 2023, Layover became the first and only album by a K-pop soloist to have all "
    "its tracks surpass 60 million streams on Spotify."
)
_ARTICLE = (
    "date 2023-12-16 V of BTS released his first solo album Layover on September 8, 2023. "
    f"The album runs for 17:36.\n\n{_OPEN} According to a chart account, all its tracks crossed "
    "60 million streams on Spotify within less than three months of their release.\n\n"
    'It has been 100 days since V released Layover. "I could not stop crying," one fan wrote. '
    "Fans were over the moon.\n"
)
_RECORD = (
    '"Layover" by "V": first and only album by K-pop soloists with every track >= 60M streams'
    " on spotify as of 2023-12-16"
)
_VERDICTS = [
    ("V of BTS released", "proven"),
    ("The album runs", "proven"),
    ("On December 16", "undecided"),
    ("According to a chart", "proven"),
    ("According to a chart", "refuted"),
    ("It has been 100 days", "proven"),
    ('"I could not stop', "not checkable"),
    ("Fans were over", "not checkable"),
]
_LINES = """
  5  It has been 100 days since V released Layover.
     proven: right in inclusive counting: 2023-12-16 is day 100, the day of release being day 1;
     from 2023-09-08 to 2023-12-16 99 days passed
""".strip("\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's book and the article."""
    at = tmp_path_factory.mktemp("check")
    showcase(at / "demo.book")
    (at / "article.txt").write_text(_ARTICLE, encoding="utf-8")
    return at


def _run(folder: Path, *arguments: str, article: str = "article.txt") -> int:
    return run(["check", str(folder / article), "--book", str(folder / "demo.book"), *arguments])


def _json(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert _run(folder, "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_the_article_is_judged_like_an_editor_would(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Statement by statement, the verdicts are those that the facts of the demo bear out."""
    statements = _json(folder, capsys)["statements"]
    said = [(one["sentence"], one["verdict"]) for one in statements]
    assert [verdict for _, verdict in said] == [verdict for _, verdict in _VERDICTS]
    assert all(
        sentence.startswith(start)
        for (sentence, _), (start, _) in zip(said, _VERDICTS, strict=True)
    )


def test_the_json_holds_claims_as_prove_prints_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A judged claim has the whole proof, and the sentence has its place in the text."""
    found = _json(folder, capsys)
    (record,) = (one for one in found["statements"] if one["verdict"] == "undecided")
    (claim,) = record["claims"]
    assert claim["claim"] == _RECORD
    assert claim["rivals"][0]["entity"] == "release:jimin-bts/face"
    assert claim["missing"]
    assert {"reading": "counting single albums", "verdict": "refuted"} in claim["readings"]
    assert found["text"][record["from"] : record["to"]] == record["sentence"]
    assert found["published"] == "2023-12-16"


def test_the_page_for_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sentences stand numbered, with verdict, claim, rivals and what decides; then the sum."""
    assert _run(folder) == 0
    printed = "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines())
    assert _LINES in printed
    assert f"claim         {_RECORD[:60]}" in printed
    assert "the closest is FACE by" in printed
    assert "turned by     counting single albums: refuted" in printed
    assert "would decide  Interlude : Dive" in printed
    assert "said by       a chart account" in printed
    assert "true is       99 days after release" in printed
    assert printed.rstrip().endswith(
        "8 statements in 7 sentences, as of 2023-12-16: 4 proven, 1 refuted, 1 undecided, 2 not "
        "checkable."
    )


@pytest.mark.parametrize(
    ("text", "fail_on", "status"),
    [
        ("Layover lasts 17:36.", "undecided", 0),
        ("Layover lasts 19:36.", "refuted", 3),
        ("Layover lasts 19:36.", "undecided", 3),
        ("Fans were over the moon.", "undecided", 0),
        (_OPEN, "refuted", 0),
        (_OPEN, "undecided", 3),
    ],
)
def test_the_status_serves_a_pipeline(
    text: str, fail_on: str, status: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The status is 3 exactly where a statement came to the verdict that is to fail."""
    (folder / "one.txt").write_text(text, encoding="utf-8")
    arguments = ("--published", "2023-12-16", "--fail-on", fail_on)
    assert _run(folder, *arguments, article="one.txt") == status
    assert _run(folder, *arguments[:2], article="one.txt") == 0
    assert capsys.readouterr().out


def test_the_files_are_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page has every sentence, and the markup one review for each that was judged."""
    page, reviews = folder / "article.html", folder / "reviews.json"
    assert _run(folder, "--html", str(page), "--claim-review", str(reviews)) == 0
    capsys.readouterr()
    found = json.loads(reviews.read_text(encoding="utf-8"))["@graph"]
    assert [review["reviewRating"]["alternateName"].split(":")[0] for review in found] == [
        verdict.capitalize() for _, verdict in _VERDICTS if verdict != "not checkable"
    ]
    assert "first and only album" in page.read_text(encoding="utf-8")


def test_an_article_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there is a wrong use, and what to do is said."""
    assert _run(folder, article="none.txt") == 2
    assert "name a text or HTML file" in capsys.readouterr().err
