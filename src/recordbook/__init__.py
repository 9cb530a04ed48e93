"""The record book of music streaming: proves or refutes first, only and fastest.

import recordbook

book = recordbook.create("book")
book.take(Path("chart.csv"))
proof = book.prove('"Layover" by "V": every track >= 60M streams as of 2023-12-16')
proof.verdict, proof.subject.bounds
found = book.find()
article = book.check(Path("story.txt").read_text())
told = recordbook.tell(book.matter(str(proof.claim)), language="ko")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from recordbook.errors import (
    CatalogueError,
    ClaimError,
    EngineError,
    LedgerError,
    OutletError,
    RecordbookError,
    SourceError,
)

if TYPE_CHECKING:
    from pathlib import Path as _Path

    from recordbook.claims import Claim, parse
    from recordbook.intake.source import Settings
    from recordbook.mining import Found, Record
    from recordbook.proof import Proof, Verdict
    from recordbook.proof.shape import as_dict
    from recordbook.scrutiny import Article
    from recordbook.stories import Matter, Told
    from recordbook.stories.article import article
    from recordbook.stories.card import card
    from recordbook.stories.tell import tell
    from recordbook.system import Workspace
    from recordbook.system.expecting import Outlook
    from recordbook.system.finding import Wanted

__all__ = [
    "Article",
    "CatalogueError",
    "Claim",
    "ClaimError",
    "EngineError",
    "Found",
    "LedgerError",
    "Matter",
    "OutletError",
    "Outlook",
    "Proof",
    "Record",
    "RecordbookError",
    "Settings",
    "SourceError",
    "Told",
    "Verdict",
    "Wanted",
    "Workspace",
    "article",
    "as_dict",
    "card",
    "create",
    "open",
    "parse",
    "tell",
]

_PLACES = {
    "Article": "recordbook.scrutiny",
    "Claim": "recordbook.claims",
    "Found": "recordbook.mining",
    "Matter": "recordbook.stories",
    "Outlook": "recordbook.system.expecting",
    "Proof": "recordbook.proof",
    "Record": "recordbook.mining",
    "Settings": "recordbook.intake.source",
    "Told": "recordbook.stories",
    "Verdict": "recordbook.proof",
    "Wanted": "recordbook.system.finding",
    "Workspace": "recordbook.system",
    "article": "recordbook.stories.article",
    "as_dict": "recordbook.proof.shape",
    "card": "recordbook.stories.card",
    "parse": "recordbook.claims",
    "tell": "recordbook.stories.tell",
}
"""Where the names live that are loaded only when they are used."""


def create(address: _Path | str) -> Workspace:
    """A workspace on a new, empty book in a folder or at an address; LedgerError if it exists."""
    from recordbook.system import Workspace  # noqa: PLC0415 - importing recordbook stays light

    return Workspace.create(address)


def open(address: _Path | str) -> Workspace:  # noqa: A001 - recordbook.open(...) reads as it should
    """The workspace of the book in a folder or at an address; LedgerError if there is none."""
    from recordbook.system import Workspace  # noqa: PLC0415 - same

    return Workspace.open(address)


def __getattr__(name: str) -> object:
    """Load what is heavy when it is asked for."""
    if name not in _PLACES:
        message = f"module 'recordbook' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    """Every public name."""
    return sorted(__all__)
