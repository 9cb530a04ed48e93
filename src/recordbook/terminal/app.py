"""The commands, with their help; what they need is loaded when they run."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the command line is made from the types
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

from cyclopts import App, CycloptsError, Parameter

if TYPE_CHECKING:
    from collections.abc import Sequence

Book: TypeAlias = Annotated[str, Parameter(env_var="RECORDBOOK_BOOK")]
Flag: TypeAlias = Annotated[bool, Parameter(negative="", show_default=False)]

app = App(
    name="recordbook",
    help="The record book of music streaming: proves or refutes first, only and fastest.",
    help_epilogue="Start with `recordbook demo`. Every command has its own --help with an example.",
    help_format="plaintext",
    version_flags=["--version"],
)


@app.command(sort_key=1)
def demo(*, json: Flag = False) -> None:
    """Judge a real claim on real, published figures.

    Makes the book ./demo.book from facts that come with recordbook, each with its source, and asks
    it whether "Layover" by V was the first and only album by a K-pop soloist with every track past
    60 million streams on Spotify.

    Example: recordbook demo

    Args:
        json: Print JSON for programs.
    """
    from recordbook.terminal.demo import run_demo  # noqa: PLC0415 - --help stays quick

    run_demo(Path("demo.book"), json=json)


@app.command(sort_key=3)
def prove(
    claim: str,
    /,
    *,
    as_of: date | None = None,
    as_known: str | None = None,
    book: Book = "book",
    json: Flag = False,
) -> None:
    """Prove or refute a claim, or say what would decide it.

    Example: recordbook prove '"Layover" by "V": every track >= 60M streams on spotify as of
    2023-12-16'

    Args:
        claim: The claim, in quotes.
        as_of: The day it is about, where the claim names none (2023-12-16).
        as_known: Answer from what the book held at this moment (2026-01-31T18:00:00+09:00), at the
            end of this day, or at this ledger version.
        book: The folder or address of the book.
        json: Print JSON for programs.
    """
    from recordbook.terminal.proving import run_prove  # noqa: PLC0415 - --help stays quick

    run_prove(book, claim, as_of=as_of, as_known=as_known, json=json)


def run(arguments: Sequence[str]) -> int:
    """Run a command line; its exit status: 0 answered, 1 something failed, 2 wrongly used."""
    from recordbook.terminal.failing import failed, misused  # noqa: PLC0415 - same

    json = "--json" in arguments
    try:
        app(
            arguments,
            exit_on_error=False,
            print_error=False,
            result_action="return_value",
        )
    except CycloptsError as error:
        return misused(error, json=json)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - nobody is shown a traceback
        return failed(error, json=json)
    return 0
