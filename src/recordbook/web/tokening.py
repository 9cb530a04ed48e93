"""`recordbook token`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.ledger import Book
from recordbook.terminal.page import Page
from recordbook.web.tokens import Scope, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def run_add(book: str, path: Path | None, name: str, scopes: Iterable[str], *, json: bool) -> None:
    """Make a token and print it, once."""
    token = Tokens.of(Book.open(book), path).add(name, map(Scope, scopes))
    page = Page()
    if json:
        page.json({"name": name, "token": token})
        return
    page.line(token, indent=0)
    page.line("It is not shown again. Send it as `Authorization: Bearer TOKEN`.", indent=0)


def run_revoke(book: str, path: Path | None, name: str, *, json: bool) -> None:
    """Take a token back."""
    Tokens.of(Book.open(book), path).revoke(name)
    page = Page()
    if json:
        page.json({"name": name, "revoked": True})
    else:
        page.line(f"{name} may do nothing any more", indent=0)


def run_list(book: str, path: Path | None, *, json: bool) -> None:
    """Print every token but itself."""
    held = Tokens.of(Book.open(book), path).listed()
    page = Page()
    if json:
        page.json(
            {
                "tokens": [
                    {"name": one.name, "scopes": list(one.scopes), "created": one.created}
                    for one in held
                ]
            }
        )
    elif held:
        rows = [[one.name, ", ".join(one.scopes), one.created] for one in held]
        page.table(["name", "allows", "made"], rows)
    else:
        page.line("there is no token", indent=0)
