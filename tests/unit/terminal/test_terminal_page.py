"""What pages look like where they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recordbook.terminal.page import NARROWEST, USUAL, WIDEST, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONG = "a sentence that goes on " * 20


@pytest.mark.parametrize(("columns", "width"), [("20", NARROWEST), ("120", 120), ("900", WIDEST)])
def test_lines_fit_the_terminal(
    columns: str, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No line is wider than the terminal, within what can be read."""
    monkeypatch.setenv("COLUMNS", columns)
    Page().line(_LONG)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    assert max(map(len, lines)) > width - len("sentence that goes")
    assert all(line.startswith("  ") for line in lines)


def test_a_file_gets_no_control_codes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is piped is plain text, of the usual width, and the verdict is a word."""
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    page = Page()
    page.title("Verdict")
    page.verdict("refuted", ": false")
    page.line(_LONG)
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "refuted: false" in out
    assert max(map(len, out.splitlines())) <= USUAL


@pytest.mark.parametrize("names", [["눈 (Snow)", "Blue"], ["바래다줄게", "D-DAY"]])
def test_hangul_is_two_columns_wide(
    names: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A name in Hangul does not push the numbers beside it out of line."""
    Page().table(["", ">at least"], [[name, "1,000"] for name in names])
    lines = [line for line in capsys.readouterr().out.splitlines() if "1,000" in line]
    hangul = sum("가" <= letter <= "힣" for letter in lines[0])
    assert lines[0].index("1,000") + hangul == lines[1].index("1,000")


def test_text_is_never_taken_for_markup(capsys: pytest.CaptureFixture[str]) -> None:
    """Brackets and colons of a title are printed as they stand."""
    Page().line("[bold]Title[/bold] :smile:")
    assert capsys.readouterr().out == "  [bold]Title[/bold] :smile:\n"
