"""A story as plain text, Markdown, HTML and JSON; what came from outside is escaped in each."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from recordbook.stories.story import Section, Sentence, Story

_SHOWN = 80
"""Characters of an address that are shown; the link has all of it."""

_MARKED = re.compile(r"([\\`*_\[\]<>|~#&$])")
"""What Markdown may take for a mark wherever it stands."""

_AT_START = re.compile(r"^(\d{1,9})([.)])|^([-+=:!])")
"""What Markdown may take for a mark where a block begins."""

_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\^{}|\x00-\x20\x7f]+", re.IGNORECASE)


def text(story: Story) -> str:
    """The story as lines of plain text, its sources numbered below it."""
    form = _Form(story, said=_bare, code=str)
    parts = [story.title, *(_plain(form, section) for section in story.sections)]
    sources = "\n".join(f"[{at}] {source}" for at, source in enumerate(story.sources, 1))
    return "\n\n".join([*parts, f"{story.sources_title}\n{sources}", *_where(story)]) + "\n"


def markdown(story: Story) -> str:
    """The story as CommonMark; nothing in a name is taken for a mark."""
    form = _Form(story, said=_escaped_markdown, code=_code)
    parts = [f"# {_escaped_markdown(story.title)}"]
    parts += [_marked_down(form, section) for section in story.sections]
    sources = "\n".join(
        f"{at}. {f'<{source}>' if is_address(source) else _escaped_markdown(source)}"
        for at, source in enumerate(story.sources, 1)
    )
    head = f"## {_escaped_markdown(story.sources_title)}"
    where = [f"<{one}>" for one in _where(story) if is_address(one)]
    return "\n\n".join([*parts, f"{head}\n\n{sources}", *where]) + "\n"


def html(story: Story, *, prefix: str = "") -> str:
    """The body of the story as HTML, without its title: no script, no style, all text escaped.

    `prefix` keeps the ids of several stories on one page apart.
    """
    form = _Form(story, said=_escaped, code=lambda code: f"<code>{_escaped(code)}</code>")
    sections = (_section(form, section, prefix) for section in story.sections)
    sources = "\n".join(
        f'<li id="{escape(prefix)}source-{at}">{_link(source)}</li>'
        for at, source in enumerate(story.sources, 1)
    )
    listed = (
        f'<section class="story-sources">\n<h2>{_escaped(story.sources_title)}</h2>\n'
        f"<ol>\n{sources}\n</ol>\n</section>"
    )
    return "\n".join([*sections, listed])


def document(story: Story, graph: Mapping[str, Any] | None = None) -> str:
    """The story as one HTML file that works offline; `graph` is its structured data."""
    data = "" if graph is None else _data(graph)
    return (
        f'<!doctype html>\n<html lang="{escape(story.tag)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_escaped(story.title)}</title>\n{data}</head>\n<body>\n<main>\n"
        f'<article class="story story-{story.status.value}">\n<h1>{_escaped(story.title)}</h1>\n'
        f"{html(story)}\n</article>\n</main>\n</body>\n</html>\n"
    )


def as_json(story: Story) -> dict[str, Any]:
    """The story as plain JSON values; sentences name their sources by number, from 1."""
    number = {source: at for at, source in enumerate(story.sources, 1)}

    def said(one: Sentence) -> dict[str, Any]:
        code = {"code": one.code} if one.code else {}
        return {"text": one.text, **code, "sources": [number[source] for source in one.sources]}

    return {
        "title": story.title,
        "language": story.tag,
        "status": story.status.value,
        "claim": story.claim,
        "day": story.day.isoformat(),
        "address": story.address or None,
        "sections": [
            {
                "key": section.key,
                "title": section.title or None,
                "sentences": [said(one) for one in section.sentences],
                "items": [said(one) for one in section.items],
            }
            for section in story.sections
        ],
        "sources": list(story.sources),
    }


def is_address(source: str) -> bool:
    """Whether a source is an address on the web that may be linked as it stands.

    >>> is_address("https://example.org/a"), is_address("javascript:alert(1)")
    (True, False)
    """
    if not _ADDRESS.fullmatch(source):
        return False
    try:
        return bool(urlsplit(source).hostname)
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of text: how words and code are written in it, and the numbers of the sources."""

    story: Story
    said: Callable[[str], str]
    code: Callable[[str], str]

    def numbers(self, sources: Iterable[str]) -> list[int]:
        """The numbers of some sources."""
        every = self.story.sources
        return sorted(every.index(source) + 1 for source in sources)

    def words(self, one: Sentence) -> str:
        """A sentence as this form writes it."""
        return f"{self.said(one.text)} {self.code(one.code)}" if one.code else self.said(one.text)


def _plain(form: _Form, section: Section) -> str:
    lines = [section.title] if section.title else []
    if section.sentences:
        lines.append(_run_on(form, section.sentences, _brackets))
    lines += [f"- {form.words(one)}{_brackets(form.numbers(one.sources))}" for one in section.items]
    return "\n".join(lines)


def _marked_down(form: _Form, section: Section) -> str:
    blocks = [f"## {_escaped_markdown(section.title)}"] if section.title else []
    if section.sentences:
        blocks.append(_run_on(form, section.sentences, _brackets_markdown))
    items = [
        f"- {form.words(one)}{_brackets_markdown(form.numbers(one.sources))}"
        for one in section.items
    ]
    return "\n\n".join([*blocks, *(["\n".join(items)] if items else [])])


def _section(form: _Form, section: Section, prefix: str) -> str:
    def marks(numbers: Sequence[int]) -> str:
        links = ", ".join(
            f'<a href="#{escape(prefix)}source-{span[0]}">{_through(span)}</a>'
            for span in _spans(numbers)
        )
        return f"<sup>[{links}]</sup>" if links else ""

    parts = [f"<h2>{_escaped(section.title)}</h2>"] if section.title else []
    if section.sentences:
        parts.append(f"<p>{_run_on(form, section.sentences, marks)}</p>")
    if section.items:
        items = (
            f"<li>{form.words(one)}{marks(form.numbers(one.sources))}</li>" for one in section.items
        )
        parts.append("<ul>\n" + "\n".join(items) + "\n</ul>")
    inner = "\n".join(parts)
    return f'<section class="story-{escape(section.key)}">\n{inner}\n</section>'


def _run_on(
    form: _Form, sentences: Sequence[Sentence], marks: Callable[[Sequence[int]], str]
) -> str:
    """Sentences one after the other; those that rest on the same are marked once, at the last."""
    numbers = [form.numbers(one.sources) for one in sentences]
    last = [one != after for one, after in pairwise([*numbers, None])]
    said = (
        form.words(one) + (marks(number) if ends else "")
        for one, number, ends in zip(sentences, numbers, last, strict=True)
    )
    return form.story.between.join(said)


def _spans(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers as spans of three or more that follow each other, and single ones.

    >>> _spans([1, 2, 5, 6, 7])
    [(1, 1), (2, 2), (5, 7)]
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    short = 2
    return [
        span
        for run in runs
        for span in ([(run[0], run[-1])] if len(run) > short else [(one, one) for one in run])
    ]


def _brackets(numbers: Sequence[int]) -> str:
    said = ", ".join(map(_through, _spans(numbers)))
    return f" [{said}]" if said else ""


def _through(span: tuple[int, int]) -> str:
    first, last = span
    return str(first) if first == last else f"{first}\u2013{last}"


def _brackets_markdown(numbers: Sequence[int]) -> str:
    return _brackets(numbers).replace("[", r"\[").replace("]", r"\]")


def _where(story: Story) -> list[str]:
    return [story.address] if story.address else []


def _bare(said: str) -> str:
    return said


def _escaped(said: str) -> str:
    return escape(said, quote=True)


def _escaped_markdown(said: str) -> str:
    """Text in which Markdown sees no mark."""
    marked = _MARKED.sub(r"\\\1", said)
    return _AT_START.sub(lambda at: f"{at[1]}\\{at[2]}" if at[1] else f"\\{at[3]}", marked)


def _code(said: str) -> str:
    """Code in as many backticks as it needs."""
    fence = "`" * (max((len(run) for run in re.findall("`+", said)), default=0) + 1)
    pad = " " if said.startswith("`") or said.endswith("`") else ""
    return f"{fence}{pad}{said}{pad}{fence}"


def _link(source: str) -> str:
    """A source as a link, if it is an address that may be followed."""
    if not is_address(source):
        return _escaped(source)
    shown = source.partition("://")[2].removeprefix("www.").rstrip("/")
    shown = shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}\u2026"
    return f'<a href="{_escaped(source)}" rel="nofollow noopener">{_escaped(shown)}</a>'


def _data(graph: Mapping[str, Any]) -> str:
    """Structured data that no markup within it can leave."""
    said = json.dumps(graph, ensure_ascii=False)
    said = said.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return f'<script type="application/ld+json">{said}</script>\n'
