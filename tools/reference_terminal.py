"""The page of commands: what `--help` says, command by command."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console

from recordbook.web.commands import app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cyclopts import App

_WIDTH = 96
_HEAD = """\
# Commands

What `recordbook --help` and `recordbook COMMAND --help` print. The exit status is 0 when the
question was answered, whatever the verdict; 2 when a command was put or fed wrongly; 1 when
something failed. Errors go to the standard error, with `--json` as one object: `error` with `kind`,
`message` and `remedy`.
"""


def page() -> str:
    """The help of the program, then of every command, as it is printed."""
    parts = [_part(" ".join(["recordbook", *tokens]), tokens) for tokens in _commands(app, [])]
    return _HEAD + "".join(parts)


def _commands(of: App, tokens: list[str]) -> Iterator[list[str]]:
    """The words that lead to a program or command, then to each of those below it."""
    yield tokens
    for name in of:
        if not name.startswith("-"):
            yield from _commands(of[name], [*tokens, name])


def _part(title: str, tokens: list[str]) -> str:
    said = StringIO()
    console = Console(file=said, width=_WIDTH, no_color=True, legacy_windows=False)
    app.help_print(tokens, console=console)
    lines = "\n".join(line.rstrip() for line in said.getvalue().strip().splitlines())
    return f"\n## {title}\n\n```\n{lines}\n```\n"
