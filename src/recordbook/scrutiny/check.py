"""From an article or a post to statements with verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.scrutiny.statement import Article, Statement

if TYPE_CHECKING:
    from recordbook.catalogue.tables import Tables
    from recordbook.proof import Prover
    from recordbook.units import Day


def check(
    text: str,
    prover: Prover,
    *,
    published: Day | None = None,
    language: str | None = None,
    title: str = "",
) -> Article:
    """Every statement of the text with its verdict on the prover's snapshot; never raises.

    `published` is the day that relative dates start from and claims without a date hold on; where
    it is None, what the text says of itself. `language` is en, ko or es; None looks for itself.
    """
    return read(text, prover.names.tables, published=published, language=language, title=title)


def read(
    text: str,
    names: Tables,
    published: Day | None = None,
    *,
    language: str | None = None,
    title: str = "",
) -> Article:
    """The statements of the text as they are understood, before anything is judged.

    `names` is the catalogue that words are linked to.
    """
    del names
    sentence = text.strip()
    statements = (Statement(sentence=sentence, start=0, end=len(sentence)),) if sentence else ()
    return Article(
        text=sentence,
        language=language or "",
        published=published,
        title=title,
        statements=statements,
    )
