"""Names and texts from outside change nothing but themselves, in every form a story has."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pyarrow as pa
import pytest
from markdown_it import MarkdownIt

from recordbook.claims import Subject, parse
from recordbook.proof.recheck.bundle import opened
from recordbook.reactions import Quote
from recordbook.stories import Withdrawal
from recordbook.stories.article import article
from recordbook.stories.bundle import bundle
from recordbook.stories.language import LANGUAGES
from recordbook.stories.rendering import as_json, document, html, markdown, text
from recordbook.stories.structured import structured
from recordbook.stories.tell import tell
from recordbook.system.made_world import show_made_world
from recordbook.system.telling import Teller

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.stories import Fact, Matter
    from recordbook.stories.story import Story

_CLAIM = (
    "release:paper-lanterns: first and only album by K-pop soloists with every track >="
    ' 10M streams on "made up" as of 2025-02-19'
)

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "closes": "</script></title></article><img src=x onerror=alert(1)>",
    "quotes": "\"'><svg/onload=alert(1)>\"' `` ` ```",
    "markdown": "[free](javascript:alert(1)) ![x](http://evil.example/i.png) **bold** <http://e.example>",
    "block": "# Title\n\n- item\n1. one\n> quote\n```\ncode",
    "formula": '=HYPERLINK("http://evil.example","click")',
    "sql": "'; DROP TABLE records; --\n/* x */",
    "right to left": "\u202eevil\u202c ليلى والذئب \u2067x",
    "unseen": "\u200b\u200d\u2060\ufeff",
    "long": "Ж" * 300,
    "braces": "{name} {0} %s {{x}} {은/는}",
    "control": "a\x00b\x1b[31mred\x07",
}


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Matter:
    """A record of the made world."""
    made = show_made_world(tmp_path_factory.mktemp("hostile") / "made.book").after
    return Teller(made.prover(), made.book).matter(parse(_CLAIM))


def _with(matter: Matter, words: str) -> Matter:
    """The same matter with the words wherever a text from outside can stand."""
    proof = matter.proof
    every = pa.array([words] * proof.rivals.num_rows)
    rivals = proof.rivals
    for name in ("name", "maker", "witness_name"):
        rivals = rivals.set_column(rivals.column_names.index(name), name, every)
    rows = proof.rows.set_column(
        proof.rows.column_names.index("source"), "source", pa.array([words] * proof.rows.num_rows)
    )
    parts = tuple(replace(part, name=words) for part in proof.parts)
    claim = replace(
        proof.claim, subject=Subject(name=words.replace("\n", " "), by=words.replace("\n", " "))
    )
    spoiled = replace(proof, claim=claim, rivals=rivals, rows=rows, parts=parts)

    def stated(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        return tuple(
            replace(
                fact,
                who=words,
                value=fact.value if fact.what in {"released", "track count"} else words,
                sources=(words, f"https://e.example/{words}", f"javascript:{words}"),
            )
            for fact in facts
        )

    quote = Quote(
        text=words,
        language="en",
        link="javascript:alert(1)",
        credit=words,
        platform=words,
        posted=date(2025, 2, 20),
    )
    return replace(
        matter,
        proof=spoiled,
        name=words,
        by=words,
        tracks=tuple(words for _ in matter.tracks),
        facts=stated(matter.facts),
        timeline=stated(matter.facts),
        around=(),
        quotes=(quote,),
        withdrawn=Withdrawal(reason=words, day=date(2025, 2, 21)),
    )


@pytest.fixture(params=HOSTILE, scope="module")
def words(request: pytest.FixtureRequest) -> str:
    """One hostile text."""
    return HOSTILE[request.param]


def _story(matter: Matter, code: str = "en") -> Story:
    return article(matter, tell(matter, language=code))


class _Page(HTMLParser):
    """What a browser would see: elements, attributes, and whether every one is closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.links: list[str] = []
        self.open: list[str] = []
        self.data: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Each end belongs to the last that was opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note text."""
        if self.open and self.open[-1] == "script":
            self.data.append(data)


_BODY = {"section", "h2", "p", "ul", "li", "ol", "sup", "a", "code"}
_ATTRIBUTES = {("section", "class"), ("a", "href"), ("a", "rel"), ("li", "id")}


def test_html_has_no_element_of_a_name(honest: Matter, words: str) -> None:
    """Only the story's own elements and attributes, well nested; links lead to sources alone."""
    page = _Page()
    page.feed(html(_story(_with(honest, words))))
    assert page.elements <= _BODY
    assert page.attributes <= _ATTRIBUTES
    assert page.open == []
    assert {urlsplit(link).scheme for link in page.links} <= {"", "https", "http"}
    assert all(link.startswith("#") for link in page.links if "://" not in link)


def test_a_document_keeps_its_data_in(honest: Matter, words: str) -> None:
    """The structured data is one JSON text that no name ends, and it says what was given."""
    matter = _with(honest, words)
    story = _story(matter)
    graph = structured(matter, tell(matter), story)
    page = _Page()
    page.feed(document(story, graph))
    assert page.open == []
    assert len(page.data) == 1
    assert json.loads(page.data[0]) == graph
    assert "script" in page.elements
    assert not {name for _, name in page.attributes if name.startswith("on")}


def test_markdown_has_no_mark_of_a_name(honest: Matter, words: str) -> None:
    """Read as CommonMark, the blocks are the story's own, and links lead to sources alone."""
    story = _story(_with(honest, words))
    tokens = MarkdownIt("commonmark").parse(markdown(story))
    heads = 1 + sum(bool(section.title) for section in story.sections) + 1
    assert sum(token.type == "heading_open" for token in tokens) == heads
    assert {token.type for token in tokens} & {
        "html_block",
        "fence",
        "blockquote_open",
        "code_block",
    } == set()
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {
        *("text", "code_inline", "text_special", "softbreak", "link_open", "link_close"),
    }
    links = [str(child.attrs["href"]) for child in inline if child.type == "link_open"]
    assert {urlsplit(link).scheme for link in links} <= {"https", "http"}
    lists = [token.level for token in tokens if token.type == "list_item_open"]
    assert set(lists) <= {1}


@pytest.mark.parametrize("code", LANGUAGES)
def test_text_has_the_lines_of_the_story(honest: Matter, words: str, code: str) -> None:
    """No name makes a line of its own, and nothing unseen or of control is in any."""
    story = _story(_with(honest, words), code)
    said = [one for section in story.sections for one in section.said]
    assert all("\n" not in one.text + one.code for one in said)
    written = text(story)
    own = sum(
        len(section.items) + bool(section.title) + bool(section.sentences)
        for section in story.sections
    )
    assert len([line for line in written.splitlines() if line]) == own + 2 + len(story.sources)
    kept = {"\n", "\u2068", "\u2069"}
    assert (
        not {one for one in written if (one < " " or one in "\u202e\u202d\u200b\ufeff\x7f")} - kept
    )


def test_json_says_the_same_whatever_the_names(honest: Matter, words: str) -> None:
    """It is written and read back unchanged."""
    held = as_json(_story(_with(honest, words)))
    assert json.loads(json.dumps(held)) == held


def test_a_bundle_runs_nothing(honest: Matter, words: str, tmp_path: Path) -> None:
    """No cell of the rows is a formula, no name is a file's or SQL, and the rows are the same."""
    matter = _with(honest, words)
    path = tmp_path / "bundle.zip"
    path.write_bytes(bundle(matter, tell(matter)))
    with zipfile.ZipFile(path) as zipped:
        assert sorted(zipped.namelist()) == [
            *("README.txt", "certificate.json", "claim.txt"),
            *("queries.sql", "rows.csv", "rows.parquet"),
        ]
        table = list(csv.reader(io.StringIO(zipped.read("rows.csv").decode(), newline="")))
        asked = zipped.read("queries.sql").decode()
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in table for cell in row)
    assert opened(path).problems == []
    code = [line for line in asked.splitlines() if not line.startswith("--")]
    assert "DROP" not in "\n".join(code)


def test_structured_data_links_only_addresses(honest: Matter, words: str) -> None:
    """Whatever is named as an address in it is one of the web, or a name of our own."""
    matter = _with(honest, words)
    graph: list[dict[str, Any]] = structured(matter, tell(matter), _story(matter))["@graph"]
    for one in graph:
        assert urlsplit(str(one["@id"])).scheme in {"urn", "https", "http"}
    links: list[str] = next(one for one in graph if one.get("@type") == "Dataset")["isBasedOn"]
    assert all(urlsplit(link).scheme in {"http", "https"} for link in links)
