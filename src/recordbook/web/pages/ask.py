"""Ask: a claim in words or from a form, judged, and shared by its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from recordbook.claims import Claim, parse
from recordbook.errors import CatalogueError, ClaimError, RecordbookError
from recordbook.intake.arrow import columns
from recordbook.system.finding import platforms
from recordbook.terminal.records import named, names_of
from recordbook.web.answers import Answer, answer
from recordbook.web.asked import asked_of
from recordbook.web.composing import FAMILIES, MEASURES, Form, Problem, open_name, problem_of
from recordbook.web.looking import last_day
from recordbook.web.rendering import here_of, page
from recordbook.web.shelf import Shelf, shelf_of
from recordbook.web.wording import Wording

if TYPE_CHECKING:
    from datetime import date

    import pyarrow as pa

    from recordbook.proof import Prover
    from recordbook.system.searching import Hit
    from recordbook.web.here import Here

router = APIRouter()

_EXAMPLES, _HITS = 3, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class AskContext:
    """What was asked, and the answer.

    `text` is the claim as it was written and `form` the fields of the form; `answer` is there where
    the claim could be judged, `problem` where it could not. `families`, `measures` and `platforms`
    are the choices of the form, `last` the last day that this book knows, None where it has no
    figures. `examples` are claims of this book, each with the text that its address holds.
    `version` is the ledger's. `rivals` are the rows of everybody who may be a rival.
    """

    text: str
    form: Form
    answer: Answer | None
    problem: Problem | None
    families: tuple[str, ...]
    measures: tuple[str, ...]
    platforms: tuple[str, ...]
    last: date | None
    examples: tuple[tuple[str, str], ...]
    version: int
    rivals: pa.Table

    def rows(self) -> pa.Table:
        """Every rival of the claim that was asked; none where none was."""
        return self.rivals


@dataclass(frozen=True, slots=True, kw_only=True)
class HintContext:
    """What can be said of a claim while it is written.

    `reads` is how it is read once it is whole, `problem` what is wrong with it so far, and `hits`
    are things that the name being written may mean. `head` is what stands before that name.
    """

    reads: str
    problem: Problem | None
    hits: tuple[Hit, ...]
    head: str


ShelfOf = Annotated[Shelf, Depends(shelf_of)]
Text = Annotated[str, Query(max_length=2000)]
Short = Annotated[str, Query(max_length=300)]


@router.get("/ask")
def ask(
    request: Request,
    shelf: ShelfOf,
    form: Annotated[Form, Depends()],
    claim: Text = "",
) -> Response:
    """Judge the claim of the address; the fields of the form lead to such an address."""
    w, here = Wording(asked_of(request.scope).lang), here_of(request)
    said: Answer | None = None
    problem: Problem | None = None
    asked: Claim | None = None
    rivals = columns()
    with shelf.prover() as prover:
        last = last_day(prover)
        try:
            asked = _asked(claim, form, last)
            if asked is not None and str(asked) != claim:
                return RedirectResponse(_address(request, here, str(asked)), 303)
            if asked is not None:
                said = answer(prover, asked, shelf, w, asked=True)
                rivals = prover.prove(asked).rivals
        except (ClaimError, CatalogueError) as error:
            problem = problem_of(error, asked)
        context = AskContext(
            text=claim,
            form=form,
            answer=said,
            problem=problem,
            families=FAMILIES,
            measures=MEASURES,
            platforms=tuple(platforms(prover)),
            last=last,
            examples=_examples(prover, shelf),
            version=shelf.version.ledger,
            rivals=rivals,
        )
    return page(request, "ask.html", context, status=200 if problem is None else 422)


@router.get("/ask/hint", include_in_schema=True)
def hint(request: Request, shelf: ShelfOf, claim: Text = "") -> Response:
    """What is wrong with a claim so far, and what the name being written may mean."""
    name = open_name(claim)
    reads = ""
    problem: Problem | None = None
    hits: tuple[Hit, ...] = ()
    with shelf.prover() as prover:
        if name:
            hits = shelf.index().search(name, count=_HITS).hits
        elif claim.strip():
            try:
                reads = str(parse(claim, default_as_of=last_day(prover)))
            except RecordbookError as error:
                problem = problem_of(error)
    head = claim[: len(claim) - len(name)] if name else claim
    context = HintContext(reads=reads, problem=problem, hits=hits, head=head)
    return page(request, "hint.html", context)


def _asked(claim: str, form: Form, last: date | None) -> Claim | None:
    """The claim that the text or the form says; None where nothing was asked."""
    if claim.strip():
        return parse(claim, default_as_of=last)
    filled = form.subject.strip() or form.level.strip()
    return form.claim(last) if filled else None


def _address(request: Request, here: Here, claim: str) -> str:
    twin = asked_of(request.scope).twin
    return here.link(f"/ask.{twin}" if twin else "/ask", claim=claim)


def _examples(prover: Prover, shelf: Shelf) -> tuple[tuple[str, str], ...]:
    """Claims of this book that somebody could ask: some of its records."""
    standing = [one for one in shelf.records().values() if one.status != "withdrawn"]
    some = sorted(standing, key=lambda one: (-one.day.toordinal(), -(one.prominence or 0.0)))
    claims = [parse(one.claim) for one in some[:_EXAMPLES]]
    called = names_of(prover, claims) if claims else {}
    return tuple((named(one, called), str(one)) for one in claims)
