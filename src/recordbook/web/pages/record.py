"""A record at its address for ever, and what lies beside it: chart, certificate, bundle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response  # noqa: TC002 - the framework reads the types

from recordbook.claims import parse
from recordbook.web.answers import Answer, answer
from recordbook.web.asked import asked_of
from recordbook.web.rendering import page
from recordbook.web.shelf import Shelf, shelf_of
from recordbook.web.wording import Wording

if TYPE_CHECKING:
    import pyarrow as pa

    from recordbook.claims import Claim

router = APIRouter()

ShelfOf = Annotated[Shelf, Depends(shelf_of)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContext:
    """A record of the log, judged anew.

    `answer` is what the prover says of it; `known` is the ledger version that was asked for, None
    for the newest; `newest` is the newest. `rivals` are the rows of everybody who may be a rival.
    """

    answer: Answer
    known: int | None
    newest: int
    rivals: pa.Table

    def rows(self) -> pa.Table:
        """Every possible member of the cohort, and where it stands."""
        return self.rivals


@router.get("/records/{key}")
def record(request: Request, key: str, shelf: ShelfOf, known: int | None = None) -> Response:
    """The page of a record; as it stood at a ledger version, where one is named."""
    claim = claim_of(shelf, key)
    w = Wording(asked_of(request.scope).lang)
    with shelf.prover(known) as prover:
        said = answer(prover, claim, shelf, w, asked=False)
        rivals = prover.prove(claim).rivals
    context = RecordContext(answer=said, known=known, newest=shelf.version.ledger, rivals=rivals)
    return page(request, "record.html", context)


def claim_of(shelf: Shelf, key: str) -> Claim:
    """The claim that a record key stands for; 404 where the log never held it."""
    change = shelf.records().get(key)
    if change is None:
        raise HTTPException(404, "no record has this key")
    return parse(change.claim)
