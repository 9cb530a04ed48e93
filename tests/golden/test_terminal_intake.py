"""`recordbook intake`: what it makes, what it says, and what it leaves alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from recordbook.system.showcase import FACTS
from recordbook.terminal.app import run

if TYPE_CHECKING:
    from pathlib import Path

_ARTISTS = "artist,name,act_type,source\nv,V,soloist,typed\n"


@pytest.fixture
def artists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A small catalogue in the folder where commands are typed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RECORDBOOK_BOOK", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "artists.csv").write_text(_ARTISTS, encoding="utf-8")
    return "artists.csv"


def test_a_dry_run_writes_nothing(
    artists: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a book, a dry run says what would be taken and makes none."""
    assert run(["intake", artists, "--dry-run"]) == 0
    assert "Would be taken into book" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == [artists]


def test_the_first_intake_makes_the_book_and_says_so(
    artists: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there is no book one is made, once; the same file again adds nothing."""
    assert run(["intake", artists]) == 0
    assert capsys.readouterr().out.startswith("Made a new book: book\n")
    assert run(["intake", artists]) == 0
    said = capsys.readouterr().out
    assert "Made a new book" not in said
    assert "taken before: nothing added" in said


def test_json_tells_of_every_file(artists: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json each file has its report or its error, and a refusal ends with status 2."""
    assert run(["intake", artists]) == 0
    capsys.readouterr()
    assert run(["intake", artists, "missing.csv", "--json"]) == 2
    said = json.loads(capsys.readouterr().out)
    taken, refused = said["files"]
    assert (said["book"], said["made"], said["dry_run"]) == ("book", False, False)
    assert (taken["path"], taken["already"], taken["taken"]["names"]) == (artists, True, 1)
    assert refused["error"]["kind"] == "CannotOpen"


def test_a_refused_file_does_not_keep_the_others_out(
    artists: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files that can be taken are taken; the refused one is told with its line and its remedy."""
    bad = tmp_path / "charts.csv"
    text = (FACTS / "charts.csv").read_text(encoding="utf-8").splitlines()[:2]
    bad.write_text("\n".join([*text, text[1].replace("21581293", "many")]), encoding="utf-8")
    assert run(["intake", artists, str(bad)]) == 2
    said = capsys.readouterr().out
    assert "Refused: 1 file" in said
    assert "line 3, streams 'many'" in said
    assert "1 name" in said
    assert (tmp_path / "book" / "rejects").is_dir()


def test_partial_takes_the_rest(
    artists: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --partial the good rows are taken and the number of refused ones is said."""
    bad = tmp_path / "charts.csv"
    text = (FACTS / "charts.csv").read_text(encoding="utf-8").splitlines()[:3]
    bad.write_text("\n".join([*text, text[1].replace("21581293", "many")]), encoding="utf-8")
    assert run(["intake", artists, str(bad), "--partial"]) == 0
    assert "1 refused" in " ".join(capsys.readouterr().out.split())
