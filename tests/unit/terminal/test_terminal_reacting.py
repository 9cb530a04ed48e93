"""`recordbook reactions`, from files of invented posts to what an editor sees."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from recordbook.reactions import quotes_of
from recordbook.terminal.app import run
from recordbook.terminal.reactions import reactions

if TYPE_CHECKING:
    from pathlib import Path

_CLAIM = '"Paper Lanterns" by "Mira Sol": every track >= 60M streams on spotify as of 2023-12-16'
_ARTISTS = "artist,name,aliases,act_type,source\nmira-sol,Mira Sol,미라솔,soloist,made up\n"
_RELEASES = (
    "release,artist,title,release_type,released,track_count,source\n"
    "mira-sol/paper-lanterns,mira-sol,Paper Lanterns,studio album,2023-09-08,2,made up\n"
)
_TEXTS = (
    "60M on every song of Paper Lanterns, so proud of Mira Sol",
    "미라솔 전곡 6천만 돌파 정말 축하해 눈물 난다",
    "No puedo creer los 60 millones de Paper Lanterns, gracias Mira Sol",
    "semua lagu Paper Lanterns tembus 60 juta, aku terharu",
    "Paper Lanterns 60M, stay mad, your fave could never",
)


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book with an album, in a folder with a file of posts; the folder is where we are."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RECORDBOOK_BOOK", raising=False)
    (tmp_path / "artists.csv").write_text(_ARTISTS, encoding="utf-8")
    (tmp_path / "releases.csv").write_text(_RELEASES, encoding="utf-8")
    posts = [
        {
            "id": str(number),
            "text": text,
            "created_at": "2023-12-17",
            "username": f"invented{number}",
            "url": f"https://x.com/invented{number}/status/{number}",
        }
        for number, text in enumerate(_TEXTS)
    ]
    lines = "\n".join(map(json.dumps, posts))
    (tmp_path / "posts.jsonl").write_text(lines, encoding="utf-8")
    assert run(["intake", "artists.csv", "releases.csv"]) == 0
    return tmp_path / "book"


def _asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["reactions", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_from_posts_to_quotes(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Import, choose, refuse, approve, forget and summary do what they say, one after the other."""
    done = _asked(capsys, "import", "posts.jsonl", "--record", _CLAIM)
    assert (done["read"], done["kept"], done["refused"]) == (5, 4, {"rival": 1})
    chosen = _asked(capsys, "choose", _CLAIM, "--count", "4")
    key = chosen["record"]
    assert chosen["claim"].startswith("release:mira-sol/paper-lanterns: every track >= 60M")
    assert [(one["place"], one["state"]) for one in chosen["quotes"]] == [
        (place, "proposed") for place in range(1, 5)
    ]
    assert {one["language"] for one in chosen["quotes"]} == {"en", "ko", "es", "id"}
    assert len(_asked(capsys, "refuse", key, "2")["quotes"]) == 3
    approved = _asked(capsys, "approve", key, "1", "3", "--permission", "granted")["quotes"]
    assert [one["state"] for one in approved] == ["approved", "approved", "proposed"]
    assert [one.text for one in quotes_of(str(book), key)] == [one["text"] for one in approved[:2]]
    assert _asked(capsys, "forget", approved[0]["link"]) == {"erased": 1}
    assert _asked(capsys, "list", key)["quotes"] == approved[1:]
    counts = _asked(capsys, "summary", key)
    assert (counts["posts"], counts["fit"], sum(counts["languages"].values())) == (4, 3, 3)


def test_pages_for_people(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The printed pages say what happened, and what to type next."""
    del book
    run(["reactions", "import", "posts.jsonl"])
    assert "5 posts read, 4 taken." in capsys.readouterr().out
    run(["reactions", "choose", _CLAIM, "--count", "8"])
    said = capsys.readouterr().out
    assert "No more than 4 differ enough" in said
    assert "https://x.com/invented1/status/1" in said
    assert "recordbook reactions approve" in said
    run(["reactions", "summary"])
    said = capsys.readouterr().out
    assert "5 posts, 4 fit to be quoted" in said
    assert "rival" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import"], "no file is named"),
        (["forget"], "no post and no author is named"),
        (["approve", _CLAIM], "no place is named"),
        (["import", "missing.json"], "there is no such file"),
        (["import", "artists.csv"], "no posts in a file"),
        (["choose", "abcdefghijkl"], "abcdefghijkl"),
        (["choose", _CLAIM, "--count", "2"], "Must be >= 3"),
        (["approve", _CLAIM, "1"], "has no quote in place 1"),
    ],
)
def test_wrong_use(
    book: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """What cannot be done is one error that names what was wrong, never a traceback."""
    del book
    run(["reactions", "forget", "@nobody"])  # there is a store
    capsys.readouterr()
    assert run(["reactions", *arguments]) in {1, 2}
    shown = capsys.readouterr().err
    assert said in shown
    assert "mistake in recordbook" not in shown


@pytest.mark.parametrize("command", [name for name in reactions if not name.startswith("-")])
def test_help_teaches_by_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The help of every sub-command shows a line that can be typed."""
    assert run(["reactions", command, "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert f"For example: recordbook reactions {command}" in said
