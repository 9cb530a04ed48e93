"""Check: an article that somebody pasted, judged sentence by sentence; nothing of it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response  # noqa: TC002 - the framework reads the types

from recordbook.intake.arrow import columns, strings
from recordbook.scrutiny import Judgement, check
from recordbook.scrutiny.shape import (
    ArticleShape,
    as_dict,
    first_judged,
    judged_before,
    read_part,
    tally,
)
from recordbook.web.rendering import page
from recordbook.web.shelf import Shelf, shelf_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from recordbook.claims import Claim
    from recordbook.scrutiny import Article, Statement

router = APIRouter()

_GRAVEST = (Judgement.REFUTED, Judgement.UNDECIDED, Judgement.PROVEN, Judgement.NOT_CHECKABLE)
"""What a sentence of several statements is marked with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One statement of a sentence: its verdict, and how it was read.

    `again` is the number of an earlier sentence that makes the same claim, 0 where none does.
    `claims` are canonical, `missing` the figures that would decide it, `flips` the readings that
    turn it, `names` words that may mean several things, each with what they may mean.
    """

    verdict: str
    reason: str
    understood: str
    claims: tuple[str, ...]
    again: int
    nearest: str
    flips: tuple[str, ...]
    missing: tuple[str, ...]
    attribution: str
    hedge: str
    names: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of the article by its number; `verdict` is the gravest of its statements'."""

    number: int
    text: str
    verdict: str
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """An article that was checked, or an empty page to paste one into.

    `article` is the answer as `recordbook check --json` gives it, None before anything was pasted;
    `paragraphs` are its sentences as the page shows them, `beyond` how many lie beyond what is
    read, and `counted` how many statements came to each verdict. `text`, `published` and `language`
    are what was filled in. `version` is the ledger's. `statements` are the rows of all statements.
    """

    article: ArticleShape | None
    paragraphs: tuple[tuple[Sentence, ...], ...]
    beyond: int
    counted: tuple[tuple[str, int], ...]
    text: str
    published: date | None
    language: str
    version: int
    statements: pa.Table

    def rows(self) -> pa.Table:
        """Every statement with its verdict."""
        return self.statements


ShelfOf = Annotated[Shelf, Depends(shelf_of)]


@router.get("/check")
def paste(request: Request, shelf: ShelfOf) -> Response:
    """An empty page."""
    return page(request, "check.html", _context(shelf, None, "", None, ""))


@router.post("/check")
def checked(
    request: Request,
    shelf: ShelfOf,
    text: Annotated[str, Form(max_length=500_000)],
    published: Annotated[str, Form(max_length=10)] = "",
    language: Annotated[str, Form(max_length=2)] = "",
) -> Response:
    """Judge what was pasted."""
    day = _day(published)
    with shelf.prover() as prover:
        article = check(text, prover, published=day, language=language or None)
    return page(request, "check.html", _context(shelf, article, text, day, language))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _context(
    shelf: Shelf, article: Article | None, text: str, published: date | None, language: str
) -> CheckContext:
    groups, beyond = ([], 0) if article is None else read_part(article)
    judged = first_judged(groups)
    statements = () if article is None else article.statements
    counted = tally(statements)
    return CheckContext(
        article=None if article is None else as_dict(article),
        paragraphs=() if article is None else _paragraphs(article, groups, judged),
        beyond=beyond,
        counted=tuple((one.value, counted[one.value]) for one in _GRAVEST),
        text=text,
        published=published,
        language=language,
        version=shelf.version.ledger,
        statements=_table(statements),
    )


def _paragraphs(
    article: Article, groups: Sequence[Sequence[Statement]], judged: Mapping[Claim, int]
) -> tuple[tuple[Sentence, ...], ...]:
    """The sentences as they stand in the article's paragraphs."""
    paragraphs: list[list[Sentence]] = [[]]
    at = 0
    for number, group in enumerate(groups, 1):
        if "\n" in article.text[at : group[0].start] and paragraphs[-1]:
            paragraphs.append([])
        at = group[0].end
        found = {one.verdict for one in group}
        paragraphs[-1].append(
            Sentence(
                number=number,
                text=group[0].sentence,
                verdict=_word(next(one for one in _GRAVEST if one in found)),
                judged=tuple(_judged(one, judged_before(one, number, judged)) for one in group),
            )
        )
    return tuple(tuple(some) for some in paragraphs if some)


def _judged(one: Statement, again: int) -> Judged:
    return Judged(
        verdict=_word(one.verdict),
        reason=one.reason,
        understood=one.understood,
        claims=tuple(map(str, one.claims)),
        again=again,
        nearest=one.nearest,
        flips=() if again else one.flips,
        missing=() if again else one.missing,
        attribution=one.attribution,
        hedge=one.hedge,
        names=tuple(
            (link.words, ", ".join(link.candidates[:5]))
            for link in one.links
            if link.entity is None and link.candidates
        ),
        sources=one.sources,
    )


def _word(verdict: Judgement) -> str:
    """A verdict as the badges call it."""
    return "none" if verdict is Judgement.NOT_CHECKABLE else verdict.value


def _table(statements: Sequence[Statement]) -> pa.Table:
    return columns(
        sentence=strings(one.sentence for one in statements),
        verdict=strings(one.verdict.value for one in statements),
        reason=strings(one.reason for one in statements),
        claims=strings("; ".join(map(str, one.claims)) for one in statements),
    )
