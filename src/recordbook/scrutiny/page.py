"""A checked article as one HTML file: the text with every sentence marked, and a note on each.

It works offline and without a script; all that came from outside is escaped.
"""

from __future__ import annotations

import json
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from recordbook.scrutiny.claim_review import claim_review
from recordbook.scrutiny.evidence import evidence
from recordbook.scrutiny.shape import first_judged, judged_before, read_part, tally
from recordbook.scrutiny.statement import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recordbook.claims import Claim
    from recordbook.scrutiny.statement import Article, Link, Statement
    from recordbook.units import Day

_SIGNS = {
    Judgement.PROVEN: "\u2713",
    Judgement.REFUTED: "\u2717",
    Judgement.UNDECIDED: "?",
    Judgement.NOT_CHECKABLE: "\u2013",
}
_GRAVEST = (Judgement.REFUTED, Judgement.UNDECIDED, Judgement.PROVEN, Judgement.NOT_CHECKABLE)
"""What a sentence of several statements is marked with."""

_SHOWN = 5
"""Entries of a list that fit beside the rest; the JSON has all of them."""


@cache
def _template() -> Template:
    return Template(files("recordbook.scrutiny").joinpath("page.html").read_text(encoding="utf-8"))


def html_page(article: Article, reviewed: Day, *, address: str = "") -> str:
    """The page; `address` is where the article stands, if known."""
    groups, beyond = read_part(article)
    title = article.title or "An article, checked"
    day = f" The text is of {article.published}." if article.published else ""
    more = f" {beyond:,} more lie beyond what is read, and are not shown." if beyond else ""
    counted, judged = tally(article.statements), first_judged(groups)
    return _template().substitute(
        language=escape(article.language or "en"),
        title=escape(title),
        about=escape(f"{len(groups):,} sentences, read on {reviewed}.{day}{more}"),
        tally="".join(_counted(verdict, counted[verdict.value]) for verdict in _GRAVEST),
        text=_text(article, groups),
        notes="\n".join(_note(at, group, judged) for at, group in enumerate(groups, 1)),
        review=_data(claim_review(article, reviewed, address=address)),
        foot=escape(
            "Proven and refuted are final for what the book holds; undecided means that it allows "
            "both answers. Feelings, quotes and forecasts are not checked. Made by recordbook."
        ),
    )


def _data(value: object) -> str:
    """JSON that no markup within it can leave."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _class(verdict: Judgement) -> str:
    return "none" if verdict is Judgement.NOT_CHECKABLE else verdict.value


def _said(verdict: Judgement) -> str:
    return f"{_SIGNS[verdict]} {verdict.value.capitalize()}"


def _counted(verdict: Judgement, count: int) -> str:
    return f'<li class="{_class(verdict)}"><b class="verdict">{count}</b> {_said(verdict)}</li>'


def _gravest(group: Sequence[Statement]) -> Judgement:
    found = {one.verdict for one in group}
    return next(verdict for verdict in _GRAVEST if verdict in found)


def _text(article: Article, groups: Sequence[Sequence[Statement]]) -> str:
    """The article in its paragraphs, each sentence a link to its note."""
    paragraphs: list[list[str]] = [[]]
    at = 0
    for number, group in enumerate(groups, 1):
        if "\n" in article.text[at : group[0].start]:
            paragraphs.append([])
        at = group[0].end
        paragraphs[-1].append(_marked(number, group))
    return "\n".join(f'<p dir="auto">{" ".join(some)}</p>' for some in paragraphs if some)


def _marked(number: int, group: Sequence[Statement]) -> str:
    verdict = _gravest(group)
    return (
        f'<a id="s{number}" class="{_class(verdict)}" href="#n{number}"'
        f' title="{verdict.value}"><bdi>{escape(group[0].sentence)}</bdi>'
        f"<sup>{_SIGNS[verdict]}{number}</sup></a>"
    )


def _note(number: int, group: Sequence[Statement], judged: Mapping[Claim, int]) -> str:
    """What became of one sentence, statement by statement."""
    verdict, alone = _gravest(group), len(group) == 1
    parts = (_part(one, judged_before(one, number, judged), alone=alone) for one in group)
    return (
        f'<li class="note {_class(verdict)}" id="n{number}">'
        f'<h3><a href="#s{number}">{number}</a> <span class="verdict">{_said(verdict)}</span></h3>'
        f'<blockquote dir="auto">{escape(group[0].sentence)}</blockquote>'
        f"{''.join(parts)}</li>"
    )


def _part(one: Statement, before: int, *, alone: bool) -> str:
    """One statement: its verdict and why, how it was read, and what shows it.

    What was shown at the sentence `before` is not shown again; 0 is none.
    """
    head = "" if alone else f'<b class="verdict">{_said(one.verdict)}</b> '
    again = f'the same claim, judged at <a href="#n{before}">{before}</a>' if before else ""
    fields = [
        ("Read as", escape(one.understood)),
        ("Claim", _list(f"<code>{escape(str(claim))}</code>" for claim in one.claims)),
        ("Figures", again),
        ("True is", escape(one.nearest)),
        ("Turned by", "" if again else _list(map(escape, one.flips))),
        ("Would decide it", "" if again else _list(map(escape, one.missing))),
        ("Said by", escape(one.attribution)),
        ("Softened by", escape(one.hedge)),
        ("Names", _list(_link(link) for link in one.links)),
        ("Sources", _list(map(escape, one.sources))),
    ]
    figures = evidence(one.proof) if one.proof and not again else ""
    shown = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in fields if text)
    return (
        f'<div class="part {_class(one.verdict)}"><p>{head}{escape(one.reason)}</p>'
        f"{f'<dl>{shown}</dl>' if shown else ''}{figures}</div>"
    )


def _link(link: Link) -> str:
    """What words lead to, or whom they may mean."""
    words = f"<bdi>{escape(link.words)}</bdi>"
    if link.entity is None:
        return f"{words}: may be {escape(', '.join(link.candidates[:_SHOWN]))}"
    why = f" ({escape(link.why)})" if link.why else ""
    return f"{words}: {escape(link.name or link.entity)}{why}"


def _list(items: Iterable[str]) -> str:
    """One item as it is, several one below the other, the rest counted."""
    every = list(items)
    if len(every) < 2:  # noqa: PLR2004 - several are at least two
        return "".join(every)
    more = f"<li>and {len(every) - _SHOWN} more</li>" if len(every) > _SHOWN else ""
    return f"<ul>{''.join(f'<li>{item}</li>' for item in every[:_SHOWN])}{more}</ul>"
