"""Assistants get the answers that everybody gets."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters

from recordbook.system.showcase import STORY
from recordbook.web.assistants import server_of
from recordbook.web.shelf import Shelf

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Sites

_TOOLS = ["ask", "check", "explain", "find", "prove"]


def _called(server: Any, tool: str, **said: Any) -> Any:
    """What a tool answers, as an assistant gets it."""

    async def call() -> Any:
        async with Client(server, mode="legacy") as client:
            return await client.call_tool(tool, said)

    return anyio.run(call)


@pytest.fixture(scope="module")
def shelf(demo_book: Path) -> Shelf:
    """The demo's book, to be asked."""
    return Shelf.of(str(demo_book))


def test_every_tool_says_what_it_does(shelf: Shelf) -> None:
    """The tools are there, described, marked as reading only, and the verdicts are explained."""

    async def listed() -> tuple[Any, str | None]:
        async with Client(server_of(shelf), mode="legacy") as client:
            return await client.list_tools(), client.instructions

    tools, said = anyio.run(listed)
    assert sorted(tool.name for tool in tools.tools) == _TOOLS
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools.tools)
    assert "undecided" in (said or "").lower()


def test_assistants_get_the_answers_of_the_api(shelf: Shelf, demo_book: Path, sites: Sites) -> None:
    """Prove, find, explain and check answer the very JSON that the API answers."""
    site, server = sites(demo_book), server_of(shelf)
    text = '"Layover" by V passed 60 million streams on every track by 16 December 2023.'
    pairs = [
        (_called(server, "prove", claim=STORY), site.get("/api/v1/prove", params={"claim": STORY})),
        (_called(server, "find"), site.get("/api/v1/find")),
        (
            _called(server, "explain", entity='"Layover" by "V"'),
            site.get("/api/v1/explain", params={"entity": '"Layover" by "V"'}),
        ),
        (_called(server, "check", text=text), site.post("/api/v1/check", json={"text": text})),
    ]
    for told, answered in pairs:
        assert not told.is_error
        assert told.structured_content == answered.json()
        assert json.loads(told.content[0].text) == answered.json()


def test_plain_words_are_read_or_refused(shelf: Shelf) -> None:
    """A question in plain words is read as a claim with its verdict, or said not to be one."""
    server = server_of(shelf)
    claim = _called(server, "ask", question=STORY).structured_content
    assert claim["proof"]["claim"].endswith("as of 2023-12-16")
    said = _called(server, "ask", question="Layover by V is a lovely album.")
    assert said.is_error
    assert "the claim does not go on" in said.content[0].text


def test_wrong_claims_are_told_with_a_remedy(shelf: Shelf) -> None:
    """An error is an answer that an assistant can mend, and shows nothing of the program."""
    server = server_of(shelf)
    said = _called(server, "prove", claim='"Nobody" by "V": total >= 1 streams as of 2023-12-16')
    assert said.is_error
    assert "Nobody" in said.content[0].text
    assert "Traceback" not in said.content[0].text


def test_the_command_speaks_the_protocol(demo_book: Path) -> None:
    """`recordbook mcp` answers on standard input and output, and prints nothing else there."""
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "recordbook", "mcp", "--book", str(demo_book)]
    )
    answer = _called(command, "prove", claim=STORY)
    assert answer.structured_content["verdict"] == "undecided"
    wrong = subprocess.run(
        [sys.executable, "-m", "recordbook", "mcp", "--book", "none"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "there is no book" in wrong.stderr
