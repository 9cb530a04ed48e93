"""The page of commands: what `--help` says, command by command."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from recordbook.web.commands import app

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
    commands = [name for name in app if not name.startswith("-")]
    parts = [_part("recordbook", []), *(_part(f"recordbook {name}", [name]) for name in commands)]
    return _HEAD + "".join(parts)


def _part(title: str, tokens: list[str]) -> str:
    said = StringIO()
    console = Console(file=said, width=_WIDTH, no_color=True, legacy_windows=False)
    app.help_print(tokens, console=console)
    lines = "\n".join(line.rstrip() for line in said.getvalue().strip().splitlines())
    return f"\n## {title}\n\n```\n{lines}\n```\n"
