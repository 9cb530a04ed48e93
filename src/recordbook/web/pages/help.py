"""Help: what the words and the verdicts mean, and how counting works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response  # noqa: TC002 - the framework reads the types

from recordbook.intake.arrow import columns, strings
from recordbook.web.asked import asked_of
from recordbook.web.rendering import page
from recordbook.web.shelf import Shelf, shelf_of
from recordbook.web.wording import Wording

if TYPE_CHECKING:
    import pyarrow as pa

router = APIRouter()

_VERDICTS = ("proven", "refuted", "undecided", "withdrawn")
_COUNTING = ("bounds", "bases", "days", "readings", "conflicts")
_DOUBTING = ("sources", "reading", "certificate", "past")
_TERMS = (
    "claim",
    "record",
    "cohort",
    "rival",
    "witness",
    "threshold",
    "every_track",
    "grade",
    "ledger",
    "certificate",
    "prominence",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of this site and what it means; `key` is where it stands on the page."""

    key: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpContext:
    """The help.

    `verdicts` and `terms` are explained one by one; `counting` and `doubting` are paragraphs.
    `version` is the ledger's.
    """

    verdicts: tuple[Term, ...]
    counting: tuple[str, ...]
    doubting: tuple[str, ...]
    terms: tuple[Term, ...]
    version: int

    def rows(self) -> pa.Table:
        """Every word that is explained, and what it means."""
        both = (*self.verdicts, *self.terms)
        return columns(
            word=strings(one.name for one in both), meaning=strings(one.text for one in both)
        )


@router.get("/help")
def explained(request: Request, shelf: Annotated[Shelf, Depends(shelf_of)]) -> Response:
    """What everything means."""
    w = Wording(asked_of(request.scope).lang)
    context = HelpContext(
        verdicts=tuple(
            Term(key=key, name=w(f"status.{key}"), text=w(f"verdicts.{key}")) for key in _VERDICTS
        ),
        counting=tuple(w(f"counting.{key}") for key in _COUNTING),
        doubting=tuple(w(f"doubting.{key}") for key in _DOUBTING),
        terms=tuple(
            Term(key=key, name=w(f"terms.{key}.name"), text=w(f"terms.{key}.text"))
            for key in _TERMS
        ),
        version=shelf.version.ledger,
    )
    return page(request, "help.html", context)
