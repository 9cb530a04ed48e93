"""The command line: statuses, errors and help."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from recordbook.errors import EngineError, LedgerError, SourceError
from recordbook.ledger.errors import NoBook
from recordbook.terminal.app import app, run
from recordbook.terminal.failing import FAILED, INTERRUPTED, MISUSED, failed

if TYPE_CHECKING:
    from pathlib import Path

_COMMANDS = [name for name in app if not name.startswith("-")]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test runs in an empty folder, and no book is named from outside."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RECORDBOOK_BOOK", raising=False)


@pytest.mark.parametrize("command", _COMMANDS)
def test_help_teaches_by_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The help of every command shows a line that can be typed."""
    assert run([command, "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert f"For example: recordbook {command}" in said


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """The help of the program names each command and where to begin."""
    assert run(["--help"]) == 0
    said = capsys.readouterr().out
    assert [name for name in _COMMANDS if name not in said] == []
    assert "Start with recordbook demo" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["prove"],
        ["prove", "--nothing", "x"],
        ["intake", "--day", "2026-02-30", "x.csv"],
        ["prove", '"X": first', "--book", "none"],
        ["prove", '"X": total >= 1M streams as of 2023-12-16', "--book", "none"],
        ["explain", "X", "--book", "none"],
        ["intake", "missing.csv"],
    ],
)
def test_wrong_use_ends_with_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A command that is put or fed wrongly ends with status 2, a message, and nothing written."""
    assert run(arguments) == MISUSED
    out, error = capsys.readouterr()
    assert "Traceback" not in out + error
    assert (out + error).strip()
    assert list(tmp_path.iterdir()) == []


def test_errors_are_json_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    """With --json an error is one object with its kind, message and remedy."""
    assert run(["explain", "X", "--book", "none", "--json"]) == MISUSED
    out, error = capsys.readouterr()
    said = json.loads(error)["error"]
    assert out == ""
    assert said["kind"] == "NoBook"
    assert set(said) == {"kind", "message", "remedy"}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (SourceError("bad file"), MISUSED),
        (NoBook("none"), MISUSED),
        (LedgerError("disk"), FAILED),
        (EngineError("broken", step="x", sql="SELECT"), FAILED),
        (OSError("no space"), FAILED),
        (ZeroDivisionError("mistake"), FAILED),
        (KeyboardInterrupt(), INTERRUPTED),
    ],
)
def test_statuses_tell_wrong_use_from_failure(
    error: BaseException, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the user can put right ends with 2, what broke with 1; neither shows a traceback."""
    assert failed(error, json=False) == status
    assert capsys.readouterr().err.startswith("error: ")


def test_the_book_may_come_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no --book is given, $RECORDBOOK_BOOK names it."""
    monkeypatch.setenv("RECORDBOOK_BOOK", "of-the-environment")
    assert run(["explain", "X"]) == MISUSED
    assert "of-the-environment" in capsys.readouterr().err


def test_a_reader_that_has_seen_enough_is_no_failure(tmp_path: Path) -> None:
    """`recordbook ... | head -1` ends with 0, without a word on the error stream."""
    command = [sys.executable, "-c", "from recordbook.terminal import main; main()", "demo"]
    with subprocess.Popen(  # noqa: S603 - our own command line
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        said = process.stderr.read()
        assert (process.wait(), said) == (0, b"")
