"""`recordbook find` prints what people read and programs rely on, in the made world."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from recordbook import create
from recordbook.system.made_world import DAY, made_world, mend
from recordbook.terminal.app import run
from recordbook.terminal.failing import MISUSED

if TYPE_CHECKING:
    from pathlib import Path

_ALBUM = '"Paper Lanterns" by "Mirae Lane": first and only album by K-pop soloists'


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The made world, put right."""
    address = tmp_path_factory.mktemp("find") / "made.book"
    return mend(made_world(address)).book.address


def _find(capsys: pytest.CaptureFixture[str], book: str, *asked: str) -> str:
    assert run(["find", "--book", book, "--day", str(DAY), *asked]) == 0
    return capsys.readouterr().out


def test_a_day_is_told_with_the_most_prominent_first(
    book: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The book's one platform is meant, the head counts all, and what is not shown is said."""
    out = _find(capsys, book, "--limit", "3", "--dry-run")
    assert out.startswith("\n14 records, 2025-02-19")
    assert _ALBUM in " ".join(out.split())
    assert "and 11 others" in out


def test_json_has_a_proof_of_each_record_and_an_audit(
    book: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Each record is a proof with its prominence; trying everything finds the same."""
    taste = tmp_path / "taste.toml"
    taste.write_text('measures = ["every track"]\nlowest = 10_000_000\n', encoding="utf-8")
    said: dict[str, Any] = json.loads(
        _find(capsys, book, "--settings", str(taste), "--json", "--audit")
    )
    assert (said["first"], said["last"], said["withdrawn"]) == (str(DAY), str(DAY), [])
    assert {record["verdict"] for record in said["records"]} == {"proven"}
    scores = [record["prominence"]["score"] for record in said["records"]]
    assert scores == sorted(scores, reverse=True)
    assert (said["audit"]["recall"], said["audit"]["precision"]) == (1.0, 1.0)


def test_explain_says_why_and_why_not(book: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a record every factor of its prominence; of what is none, what stands against it."""
    wider = '"Paper Lanterns": first album with every track >= 10M streams on "made up"'
    assert "it is not proven, but refuted: " in _find(capsys, book, "--explain", wider)
    out = _find(capsys, book, "--explain", '"Paper Lanterns" by "Mirae Lane"')
    assert "it is a record of 2025-02-19" in out
    assert "their product" in out


def test_a_part_of_the_records_is_not_audited(
    book: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An audit of some would find fault with what was never looked for."""
    asked = ["--audit", "--about", "Mirae Lane"]
    assert run(["find", "--book", book, "--day", str(DAY), *asked]) == MISUSED
    assert "--audit compares all records of a day" in capsys.readouterr().err


def test_a_log_of_nothing_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a book in which nobody looked for records, there are no changes, and that is no error."""
    create(tmp_path / "empty")
    assert run(["find", "--book", str(tmp_path / "empty"), "--changes"]) == 0
    assert "nothing was looked for yet" in capsys.readouterr().out
