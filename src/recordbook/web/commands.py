"""The commands that bring a book to others; what they need is loaded when they run."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date  # noqa: TC003 - the command line is made from the types
from pathlib import Path  # noqa: TC003 - the command line is made from the types
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from recordbook.terminal.app import Book, app
from recordbook.terminal.search import Flag  # noqa: TC001 - the command line is made from it
from recordbook.web.errors import NoWeb
from recordbook.web.files import Files

if TYPE_CHECKING:
    from collections.abc import Generator

_Many = Annotated[tuple[str, ...], Parameter(negative="", consume_multiple=True)]


@app.command(sort_key=20, help_epilogue="")
def serve(
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 1,
    base: str | None = None,
    names: _Many = (),
    proxies: _Many = (),
    closed: Flag = False,
    tokens: Path | None = None,
    rate: float = 10.0,
    burst: int = 60,
    book: Book = "book",
) -> None:
    """Serve the book as pages for people and an API for programs.

    Pages show the newest that was taken in, also while an intake runs. Everybody who reaches the
    site may read it, and nobody may write without a token: see `recordbook token --help`.

    For example: `recordbook serve --port 8000 --workers 2`

    Args:
        host: The address to listen at; 0.0.0.0 is every one of this machine.
        port: The port to listen at.
        workers: How many processes answer.
        base: The site's own address, as others reach it: https://records.example
        names: Further names by which it may be asked for; * is any.
        proxies: Addresses or networks of proxies in front of it, whose X-Forwarded-For is believed.
        closed: Ask for a token of the scope `read` even of readers.
        tokens: The file of tokens; by default it lies in the book's folder.
        rate: Requests a second of one client that are answered anew, by each worker; 0: no limit.
        burst: How many of them at once.
        book: The folder or address of the book.
    """
    with _installed():
        from recordbook.web.serving import run_serve  # noqa: PLC0415 - --help stays quick
        from recordbook.web.settings import Settings  # noqa: PLC0415 - same

    shown = f"[{host}]" if ":" in host else host
    settings = Settings(
        book=book,
        base=base or f"http://{'localhost' if host in {'0.0.0.0', '::'} else shown}:{port}",  # noqa: S104 - it is read, not bound
        hosts=(*names, host),
        proxies=proxies,
        closed=closed,
        tokens=tokens,
        rate=rate,
        burst=burst,
    )
    run_serve(settings, host=host, port=port, workers=workers)


@app.command(sort_key=19, help_epilogue="")
def publish(
    *,
    to: _Many = (),
    send: Flag = False,
    day: date | None = None,
    since: date | None = None,
    language: str | None = None,
    limit: int | None = None,
    held: Flag = False,
    sent: _Many = (),
    unsent: _Many = (),
    folder: Path | None = None,
    files: Annotated[Files | None, Parameter(name="*")] = None,
    book: Book = "book",
    json: Flag = False,
) -> int:
    """Publish records to outlets, or the whole site to a folder.

    Outlets are those of outlets.toml in the book. What would be sent is shown; only `--send` sends
    it, each record once to each. A folder gets every page, its twins and pictures as files that any
    host can serve; what has not changed since the last time is left alone.

    For example: `recordbook publish --to ./site --base https://records.example`

    Args:
        to: Names of outlets, by default all; or one folder, written as ./site.
        send: Really send it.
        day: The records of this day (2023-12-16); by default of the last that has any.
        since: The records of this day and later.
        language: In this language, whatever the outlets are told in.
        limit: New records for each outlet at most.
        held: List what waits for a person: whether it went out, nobody knows.
        sent: This went out: OUTLET/ITEM of that list.
        unsent: This did not go out, and may.
        folder: Where outlets.toml and what was sent lie, by default in the book.
        files: How the folder is written.
        book: The folder or address of the book.
        json: Print JSON for programs.
    """
    from recordbook.terminal.publishing import Publication  # noqa: PLC0415 - --help stays quick
    from recordbook.web.publishing import run_publish  # noqa: PLC0415 - same

    asked = Publication(
        to=to,
        send=send,
        day=day,
        since=since,
        language=language,
        limit=limit,
        held=held,
        sent=sent,
        unsent=unsent,
        folder=folder,
        json=json,
    )
    with _installed():
        return run_publish(book, asked, files or Files())


@app.command(sort_key=21, help_epilogue="")
def mcp(*, book: Book = "book") -> None:
    """Answer assistants by the Model Context Protocol, over standard input and output.

    It offers ask, prove, find, check and explain, with the answers that the commands give.

    For example: `recordbook mcp --book demo.book`

    Args:
        book: The folder or address of the book.
    """
    with _installed():
        from recordbook.web.assistants import run_mcp  # noqa: PLC0415 - --help stays quick

    run_mcp(book)


token = App(
    name="token",
    help="""Say who may write to a served book, and who may read a closed one.

    For example: `recordbook token add newsroom --scope intake`""",
    help_format="markdown",
    sort_key=22,
)
app.command(token)


@token.command
def add(
    name: str,
    /,
    *,
    scope: Annotated[
        tuple[Literal["read", "intake", "correct", "approve"], ...], Parameter(negative="")
    ],
    tokens: Path | None = None,
    book: Book = "book",
    json: Flag = False,
) -> None:
    """Make a token and show it, once: only a mark of it is kept.

    For example: `recordbook token add newsroom --scope intake --scope correct`

    Args:
        name: What it is called, in the log and where it is taken back.
        scope: What it allows: read, intake, correct, approve. Give it again for more.
        tokens: The file of tokens; by default it lies in the book's folder.
        book: The folder or address of the book.
        json: Print JSON for programs.
    """
    from recordbook.web.tokening import run_add  # noqa: PLC0415 - --help stays quick

    run_add(book, tokens, name, scope, json=json)


@token.command
def revoke(
    name: str, /, *, tokens: Path | None = None, book: Book = "book", json: Flag = False
) -> None:
    """Take a token back, at once and in every worker.

    For example: `recordbook token revoke newsroom`

    Args:
        name: What it is called.
        tokens: The file of tokens; by default it lies in the book's folder.
        book: The folder or address of the book.
        json: Print JSON for programs.
    """
    from recordbook.web.tokening import run_revoke  # noqa: PLC0415 - --help stays quick

    run_revoke(book, tokens, name, json=json)


@token.command(name="list")
def list_(*, tokens: Path | None = None, book: Book = "book", json: Flag = False) -> None:
    """List the tokens there are, by name and by what they allow.

    For example: `recordbook token list`

    Args:
        tokens: The file of tokens; by default it lies in the book's folder.
        book: The folder or address of the book.
        json: Print JSON for programs.
    """
    from recordbook.web.tokening import run_list  # noqa: PLC0415 - --help stays quick

    run_list(book, tokens, json=json)


@contextmanager
def _installed() -> Generator[None]:
    """NoWeb where a library is missing that only the site needs."""
    try:
        yield
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing in {"", "recordbook"}:
            raise
        raise NoWeb(
            f"{missing} is not installed", remedy="pip install 'recordbook[web]'"
        ) from error
