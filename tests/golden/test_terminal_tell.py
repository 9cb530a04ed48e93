"""`recordbook tell` prints and writes each form, of the demo's claims and of the made world."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING, Any

import pytest

from recordbook.stories.naming import record_key
from recordbook.system.made_world import show_made_world
from recordbook.system.showcase import STORY, showcase
from recordbook.terminal.app import run
from recordbook.terminal.failing import FAILED, MISUSED
from recordbook.terminal.telling import write

if TYPE_CHECKING:
    from pathlib import Path

_ON = 'on "made up" as of 2025-02-19'
_RECORD = (
    "release:paper-lanterns: first and only album by K-pop soloists with every track >="
    f" 10M streams {_ON}"
)
_GONE = (
    "recording:night-ferry/harbour-lights: first and only track by K-pop soloists with"
    f" total >= 30M streams {_ON}"
)
_PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The demo's book."""
    return showcase(tmp_path_factory.mktemp("tell") / "demo.book")[0].book.address


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The made world, its log filled and put right."""
    return show_made_world(tmp_path_factory.mktemp("tell") / "made.book").after.book.address


def _tell(capsys: pytest.CaptureFixture[str], *asked: str) -> str:
    assert run(["tell", *asked]) == 0
    return capsys.readouterr().out


def test_the_open_claim_is_posted_as_open(demo: str, capsys: pytest.CaptureFixture[str]) -> None:
    """By default a post is printed: one line that no one can take for a record."""
    out = _tell(capsys, STORY, "--book", demo)
    assert out.startswith("Undecided: ")
    assert "“Layover” by V" in out
    assert "602 rivals may stand against it, 600 of them never read." in out
    assert out.count("\n") == 1


def test_a_record_is_told_by_its_key(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The key that JSON names tells the same record; so does its claim."""
    said: dict[str, Any] = json.loads(_tell(capsys, _RECORD, "--book", made, "--json"))
    assert said["record"] == record_key(_RECORD)
    assert (said["status"], said["found"]) == ("proven", "2025-02-19")
    by_key: dict[str, Any] = json.loads(_tell(capsys, said["record"], "--book", made, "--json"))
    assert by_key == said
    assert said["post"].startswith("“Paper Lanterns” by Mirae Lane is the first and only album")


def test_a_withdrawn_record_is_told_as_withdrawn(
    made: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its old key still leads to it, and every form says that it fell."""
    key = record_key(_GONE)
    for form in ("post", "headline", "caption"):
        assert _tell(capsys, key, "--book", made, "--as", form).startswith("Withdrawn")
    article = _tell(capsys, key, "--book", made, "--as", "article")
    assert "it no longer is one" in article
    assert "refuted: Harbour Lights has 20,389,000 on 2025-02-19" in article


def test_an_unknown_key_is_said_to_be_none(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With what to do instead."""
    assert run(["tell", "aaaaaaaaaaaa", "--book", made]) == FAILED
    assert "no record has the key 'aaaaaaaaaaaa'" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["en", "ko", "es", "ja", "id", "pt"])
def test_an_article_is_told_in_every_language(
    demo: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its figures, its sections, and its sources below."""
    out = _tell(capsys, STORY, "--book", demo, "--as", "article", "--language", language)
    assert "Interlude : Dive" in out
    assert "[1]" in out
    assert "https://www.sportskeeda.com/" in out


def test_an_article_is_written_as_the_ending_says(
    made: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Text, Markdown, HTML and JSON; nothing is printed, and the mode is that of any file."""
    heads = {"txt": "“Paper", "md": "# “Paper", "html": "<!doctype html>", "json": "{"}
    for ending, head in heads.items():
        path = tmp_path / f"story.{ending}"
        told = ["--as", "article", "--out", str(path)]
        assert _tell(capsys, _RECORD, "--book", made, *told) == ""
        assert path.read_text(encoding="utf-8").startswith(head)
        assert stat.S_IMODE(path.stat().st_mode) & 0o600 == 0o600
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".html", ".json", ".md", ".txt"]


def test_data_is_printed_as_json(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The graph of article, data set and provenance, at the record's address."""
    address = "https://records.example/records/x"
    graph: dict[str, Any] = json.loads(
        _tell(capsys, _RECORD, "--book", made, "--as", "data", "--address", address)
    )
    assert [one["@type"] for one in graph["@graph"]][:2] == ["NewsArticle", "Dataset"]
    assert graph["@graph"][0]["url"] == address


def test_a_bundle_is_written_and_rechecked(
    demo: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It wants a file; what is written holds in its book."""
    asked = ["tell", STORY, "--book", demo, "--as", "bundle"]
    assert run(asked) == MISUSED
    assert "--out record-" in capsys.readouterr().err
    path = tmp_path / "layover.zip"
    assert run([*asked, "--out", str(path)]) == 0
    assert run(["recheck", str(path), "--book", demo]) == 0
    assert "The certificate holds." in capsys.readouterr().out


def test_pictures_are_written_as_svg_and_png(
    made: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cards and charts; JSON says what was written."""
    for form in ("card", "chart"):
        path = tmp_path / f"{form}.png"
        asked = [_RECORD, "--book", made, "--as", form, "--out"]
        said: dict[str, Any] = json.loads(_tell(capsys, *asked, str(path), "--json"))
        assert said["out"] == str(path)
        assert path.read_bytes().startswith(_PNG)
        _tell(capsys, *asked, str(path.with_suffix(".svg")))
        assert path.with_suffix(".svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was there stays where the new one cannot be completed, and nothing is left over."""
    path = tmp_path / "story.md"
    path.write_text("before", encoding="utf-8")

    def full(_descriptor: int) -> None:
        message = "no space left"
        raise OSError(message)

    monkeypatch.setattr("recordbook.terminal.telling.os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        write(path, "after")
    assert [one.name for one in tmp_path.iterdir()] == ["story.md"]
    assert path.read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize(
    "wrong",
    [["--as", "song"], ["--language", "xx"], ["--style", "shouting"], ["--theme", "pink"]],
)
def test_unknown_choices_are_wrong_use(
    made: str, wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """They are named, with what there is."""
    assert run(["tell", _RECORD, "--book", made, *wrong]) == MISUSED
    assert wrong[1] in capsys.readouterr().err
