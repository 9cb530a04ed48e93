"""`recordbook check`."""

from __future__ import annotations

import json as form
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from recordbook.intake.arrow import dicts
from recordbook.scrutiny import Judgement, check
from recordbook.scrutiny.claim_review import claim_review
from recordbook.scrutiny.clean import LONGEST
from recordbook.scrutiny.page import html_page
from recordbook.scrutiny.shape import as_dict, first_judged, judged_before, read_part, tally
from recordbook.system import Workspace
from recordbook.terminal.errors import NoArticle
from recordbook.terminal.figures import count, many, source
from recordbook.terminal.page import Page
from recordbook.terminal.reasons import because, rivals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from recordbook.scrutiny import Article, Link, Statement

FOUND = 3
"""Exit status where `--fail-on` names what was found."""

_STYLES = {
    Judgement.PROVEN: "bold green",
    Judgement.REFUTED: "bold red",
    Judgement.UNDECIDED: "bold yellow",
    Judgement.NOT_CHECKABLE: "dim",
}
_FAILS = {
    "refuted": frozenset({Judgement.REFUTED}),
    "undecided": frozenset({Judgement.REFUTED, Judgement.UNDECIDED}),
}
_SHOWN = 3
"""Entries of a list that fit a line; `--json` has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to check, and where to put what was found."""

    article: str  # a file, or - for what is piped in
    book: str
    published: date | None
    language: str | None
    html: Path | None
    claim_review: Path | None
    fail_on: str | None
    json: bool


def run_check(asked: Request) -> int:
    """Judge the article, print it sentence by sentence, and write the files asked for."""
    text, name = _read(asked.article)
    prover = Workspace.open(asked.book).prover()
    article = check(text, prover, published=asked.published, language=asked.language)
    article = article if article.title else replace(article, title=name)
    today = datetime.now(UTC).date()
    if asked.html is not None:
        asked.html.write_text(html_page(article, today), encoding="utf-8")
    if asked.claim_review is not None:
        reviews = form.dumps(claim_review(article, today), ensure_ascii=False, indent=2)
        asked.claim_review.write_text(f"{reviews}\n", encoding="utf-8")
    if asked.json:
        Page().json(as_dict(article))
    else:
        _show(Page(), article)
    found = {one.verdict for one in article.statements}
    return FOUND if asked.fail_on and found & _FAILS[asked.fail_on] else 0


def _read(article: str) -> tuple[str, str]:
    """The text, and what to call it where it has no title."""
    try:
        if article == "-":
            return sys.stdin.buffer.read().decode("utf-8", errors="replace"), ""
        path = Path(article)
        return path.read_bytes().decode("utf-8-sig", errors="replace"), path.stem
    except (FileNotFoundError, IsADirectoryError) as error:
        remedy = "name a text or HTML file, or - to read what is piped in"
        raise NoArticle(f"{article}: there is no such file", remedy=remedy) from error


def _show(page: Page, article: Article) -> None:
    """The article, sentence by sentence, and the sum of it."""
    groups, beyond = read_part(article)
    judged = first_judged(groups)
    for number, group in enumerate(groups, 1):
        page.gap()
        grid = Table.grid(padding=(0, 2))
        grid.add_column(justify="right", style="dim", width=max(3, len(str(len(groups)))))
        grid.add_column()
        grid.add_row(str(number), Text(group[0].sentence))
        for one in group:
            grid.add_row("", _headline(one))
            if rows := list(_fields(one, judged_before(one, number, judged))):
                grid.add_row("", _details(rows))
        page.console.print(grid)
    page.gap()
    page.line(_summary(article, len(groups) + beyond))
    if beyond:
        length = f"Of {count(len(article.text))} characters the first {count(LONGEST)} were read"
        page.line(f"{length}; {many(beyond, 'sentence')} beyond them are not shown.")


def _headline(one: Statement) -> Text:
    """The verdict and why, or what sort of sentence it is."""
    return Text.assemble((one.verdict.value, _STYLES[one.verdict]), f": {one.reason}".rstrip(": "))


def _details(rows: Iterable[tuple[str, str]]) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True, width=12)
    grid.add_column()
    for name, text in rows:
        grid.add_row(name, Text(text))
    return grid


def _fields(one: Statement, before: int) -> Iterator[tuple[str, str]]:
    """How it was read, what shows it, and what would turn or decide it.

    What was told at the sentence `before` is not told again; 0 is none.
    """
    again = f"the same claim as in sentence {before}" if before else ""
    pairs = [
        ("read as", "" if one.claims else one.understood),
        *(("claim", str(claim)) for claim in one.claims),
        ("figures", again or _figures(one)),
        ("true is", one.nearest),
        ("turned by", "" if again else _some(one.flips)),
        ("would decide", "" if again else _some(one.missing)),
        ("said by", one.attribution),
        ("softened by", one.hedge),
        *_open(one.links),
        ("from", "" if again else _some(_sources(one))),
    ]
    return ((name, text) for name, text in pairs if text)


def _open(links: Iterable[Link]) -> Iterator[tuple[str, str]]:
    """Words that may mean several things, and what."""
    for link in links:
        if link.entity is None and link.candidates:
            yield "may mean", f"{link.words}: {_some(link.candidates)}"


def _figures(one: Statement) -> str:
    """Where the rivals stand, or the subject where no reason tells it."""
    if one.proof is None:
        return ""
    if one.proof.claim.superlative is not None:
        return rivals(one.proof)
    return "" if one.reason else because(one.proof)


def _sources(one: Statement) -> Sequence[str]:
    """Who says so, each once, with the grade where it is a proof's."""
    rows = dicts(one.proof.rows) if one.proof else []
    proven = [f"{source(row['source'])} ({row['grade']})" for row in rows]
    return tuple(dict.fromkeys(proven or map(source, one.sources)))


def _some(items: Sequence[str]) -> str:
    """The first of a list, and how many there are besides."""
    more = f"; and {count(len(items) - _SHOWN)} more" if len(items) > _SHOWN else ""
    return "; ".join(islice(items, _SHOWN)) + more


def _summary(article: Article, sentences: int) -> str:
    if not sentences:
        return "There is nothing to read."
    counted = tally(article.statements)
    verdicts = ", ".join(f"{number:,} {verdict}" for verdict, number in counted.items())
    day = f", as of {article.published}" if article.published else ""
    statements = many(len(article.statements), "statement")
    return f"{statements} in {many(sentences, 'sentence')}{day}: {verdicts}."
