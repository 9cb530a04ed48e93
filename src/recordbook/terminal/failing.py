"""What is printed, and with which status a command ends, when it cannot answer."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from recordbook.errors import CatalogueError, ClaimError, RecordbookError, SourceError

if TYPE_CHECKING:
    from cyclopts import CycloptsError

FAILED, MISUSED, INTERRUPTED = 1, 2, 130
"""Exit statuses: something broke; the command was wrongly used or fed; it was stopped."""

_MISUSED = ("NoBook", "BookExists", "UnknownMoment", "NoDemo")
"""Errors of the ledger that come from what was asked of it."""


_REMEDIES = {"NoBook": "`recordbook intake FILE...` makes one, and --book names another."}
"""What to type, where an error cannot know that it is told in a terminal."""


def misused(error: CycloptsError, *, json: bool) -> int:
    """A command line that cannot be understood."""
    command = " ".join(["recordbook", *(error.command_chain or ())])
    _say("WrongUse", str(error).strip(), f"See {command} --help.", json=json)
    return MISUSED


def failed(error: BaseException, *, json: bool) -> int:
    """A command that was understood and could not be carried out."""
    if isinstance(error, KeyboardInterrupt):
        _say("Interrupted", "stopped; nothing was half taken in", None, json=json)
        return INTERRUPTED
    if isinstance(error, BrokenPipeError):  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    kind = type(error).__name__
    if isinstance(error, RecordbookError):
        _say(kind, error.message, _REMEDIES.get(kind, error.remedy), json=json)
        wrong = isinstance(error, (ClaimError, CatalogueError, SourceError)) or kind in _MISUSED
        return MISUSED if wrong else FAILED
    if isinstance(error, OSError):
        _say(kind, str(error), None, json=json)
        return FAILED
    _say(kind, f"{error} (a mistake in recordbook itself)", "Please report it.", json=json)
    return FAILED


def _say(kind: str, message: str, remedy: str | None, *, json: bool) -> None:
    """Print an error, for people or for programs."""
    if json:
        import json as form  # noqa: PLC0415 - most commands do not fail

        said = {"error": {"kind": kind, "message": message, "remedy": remedy}}
        print(form.dumps(said, ensure_ascii=False), file=sys.stderr)  # noqa: T201 - the terminal's job
        return
    print(f"error: {message}", file=sys.stderr)  # noqa: T201 - same
    if remedy:
        print(f"  {remedy}", file=sys.stderr)  # noqa: T201 - same
