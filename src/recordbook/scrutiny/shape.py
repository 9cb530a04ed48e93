"""The JSON of a checked article: the shape that every program reads, days in ISO form."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, TypedDict

from recordbook.claims import measure_text
from recordbook.proof.shape import as_dict as proof_as_dict
from recordbook.proof.shape import reading_text
from recordbook.scrutiny.clean import LONGEST
from recordbook.scrutiny.statement import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recordbook.claims import Claim
    from recordbook.proof.shape import ProofShape
    from recordbook.scrutiny.statement import Article, Link, Statement


class UnprovenShape(TypedDict):
    """A claim that was read and not judged: the first fields of a proof."""

    claim: str
    measure: str
    reading: str
    verdict: str


LinkShape = TypedDict(
    "LinkShape",
    {
        "words": str,
        "from": int,
        "to": int,
        "entity": str | None,
        "name": str,
        "candidates": list[str],
        "why": str,
    },
)
StatementShape = TypedDict(
    "StatementShape",
    {
        "sentence": str,
        "from": int,
        "to": int,
        "kind": str,
        "understood": str,
        "claims": "list[ProofShape | UnprovenShape]",
        "verdict": str,
        "reason": str,
        "attribution": str,
        "hedge": str,
        "links": list[LinkShape],
        "nearest": str,
        "flips": list[str],
        "missing": list[str],
        "sources": list[str],
    },
)


class ArticleShape(TypedDict):
    """An article, whole: `from` and `to` are offsets in `text`, counted in characters."""

    title: str
    language: str
    published: str | None
    text: str
    verdicts: dict[str, int]
    statements: list[StatementShape]


def as_dict(article: Article) -> ArticleShape:
    """The article as JSON can hold it."""
    return {
        "title": article.title,
        "language": article.language,
        "published": article.published.isoformat() if article.published else None,
        "text": article.text,
        "verdicts": tally(article.statements),
        "statements": [_statement(one) for one in article.statements],
    }


def tally(statements: Iterable[Statement]) -> dict[str, int]:
    """How many statements came to each verdict, none left out."""
    count = Counter(one.verdict for one in statements)
    return {verdict.value: count[verdict] for verdict in Judgement}


def by_sentence(article: Article) -> Iterator[list[Statement]]:
    """The statements of each sentence, in order."""
    for _, some in groupby(article.statements, key=lambda one: (one.start, one.end)):
        yield list(some)


def read_part(article: Article) -> tuple[list[list[Statement]], int]:
    """The sentences that were read for what they state, and how many lie beyond."""
    groups = list(by_sentence(article))
    within = [group for group in groups if group[0].start < LONGEST]
    return within, len(groups) - len(within)


def first_judged(groups: Sequence[Sequence[Statement]]) -> dict[Claim, int]:
    """Claims that were judged, and the number of the first sentence that makes them."""
    judged: dict[Claim, int] = {}
    for number, group in enumerate(groups, 1):
        for one in group:
            if one.proof is not None:
                judged.setdefault(one.proof.claim, number)
    return judged


def judged_before(one: Statement, number: int, judged: Mapping[Claim, int]) -> int:
    """The number of an earlier sentence that makes the same claim; 0 where there is none."""
    first = judged[one.proof.claim] if one.proof else number
    return first if first < number else 0


def _statement(one: Statement) -> StatementShape:
    return {
        "sentence": one.sentence,
        "from": one.start,
        "to": one.end,
        "kind": one.kind.value,
        "understood": one.understood,
        "claims": [_claim(claim, one) for claim in one.claims],
        "verdict": one.verdict.value,
        "reason": one.reason,
        "attribution": one.attribution,
        "hedge": one.hedge,
        "links": [_link(link) for link in one.links],
        "nearest": one.nearest,
        "flips": list(one.flips),
        "missing": list(one.missing),
        "sources": list(one.sources),
    }


def _claim(claim: Claim, one: Statement) -> ProofShape | UnprovenShape:
    if one.proof is not None and one.proof.claim == claim:
        return proof_as_dict(one.proof)
    return {
        "claim": str(claim),
        "measure": measure_text(claim),
        "reading": reading_text(claim.reading),
        "verdict": one.verdict.value,
    }


def _link(link: Link) -> LinkShape:
    return {
        "words": link.words,
        "from": link.start,
        "to": link.end,
        "entity": link.entity,
        "name": link.name,
        "candidates": list(link.candidates),
        "why": link.why,
    }
