"""What templates and programs read of a page: every key is documented, and says what it should."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import nodes

from recordbook.system.made_world import DAY
from recordbook.system.showcase import OTHERS, STORY
from recordbook.web import pages
from recordbook.web.rendering import templates
from recordbook.web.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

_TEMPLATES = {
    "today.html": "today.DayContext",
    "record.html": "record.RecordContext",
    "ask.html": "ask.AskContext",
    "hint.html": "ask.HintContext",
    "check.html": "check.CheckContext",
    "help.html": "help.HelpContext",
    "embed.html": "embed.EmbedContext",
    "chart.html": "files.ChartContext",
    "story.html": "story.StoryContext",
    "things/cohort.html": "cohort.CohortContext",
    "things/doubts.html": "doubts.DoubtsContext",
    "things/search.html": "search.SearchContext",
    "things/sources.html": "sources.SourcesContext",
    "things/thing.html": "entity.ThingContext",
}


def _contexts() -> Iterator[tuple[str, type[Any]]]:
    for found in pkgutil.iter_modules(pages.__path__):
        module = importlib.import_module(f"{pages.__name__}.{found.name}")
        for name, value in vars(module).items():
            own = inspect.isclass(value) and value.__module__ == module.__name__
            if own and is_dataclass(value) and name.endswith("Context"):
                yield f"{found.name}.{name}", value


_CONTEXTS = dict(_contexts())


@pytest.mark.parametrize("name", _CONTEXTS)
def test_every_key_of_a_page_is_documented(name: str) -> None:
    """The docstring of a context names each of its keys."""
    said = set(re.findall(r"`(\w+)`", inspect.getdoc(_CONTEXTS[name]) or ""))
    assert [item.name for item in fields(_CONTEXTS[name]) if item.name not in said] == []


@pytest.mark.parametrize("template", _TEMPLATES)
def test_a_template_reads_no_other_key(template: str) -> None:
    """What a template reads of its page is a key of the page's context."""
    environment = templates()
    assert environment.loader is not None
    source, _, _ = environment.loader.get_source(environment, template)
    read = {
        one.attr
        for one in environment.parse(source).find_all(nodes.Getattr)
        if isinstance(one.node, nodes.Name) and one.node.name == "it"
    }
    keys = {item.name for item in fields(_CONTEXTS[_TEMPLATES[template]])}
    assert read - keys == set()


@pytest.fixture(scope="module")
def made(made_book: Path, sites: Any) -> TestClient:
    """The made world, asked."""
    return sites(made_book)


@pytest.fixture(scope="module")
def demo(demo_book: Path, sites: Any) -> TestClient:
    """The demo's book, asked."""
    return sites(demo_book)


@pytest.fixture(scope="module")
def keys(made_book: Path) -> dict[str, str]:
    """The key of a record that stands, and of one that was withdrawn."""
    records = Shelf.of(str(made_book)).records()
    return {change.status: key for key, change in records.items()}


def test_today_tells_the_last_day_with_records(made: TestClient) -> None:
    """Today is the last day with records, and the same day has an address of its own."""
    today, day = made.get("/index.json").json(), made.get(f"/days/{DAY}.json").json()
    assert today["day"] == day["day"] == str(DAY)
    assert today["standing"] == day["standing"]
    assert today["stood"] + today["gone"] == len(today["table"])
    assert today["turned"][0]["withdrawn"] > 0


def test_a_day_without_records_leads_to_those_with_some(made: TestClient) -> None:
    """A day on which nothing fell says so and names the nearest day that has records."""
    before = made.get("/days/2001-01-01.json").json()
    assert (before["stood"], before["earlier"], before["later"]) == (0, None, str(DAY))
    assert "No record stands of this day" in made.get("/days/2001-01-01").text


def test_a_book_without_a_log_explains_itself(demo: TestClient) -> None:
    """Where nobody has looked for records, the page says so and offers to ask."""
    assert demo.get("/index.json").json()["day"] is None
    assert "No records have been looked for yet" in demo.get("/").text


def test_a_record_is_the_proof_of_its_claim(made: TestClient, keys: dict[str, str]) -> None:
    """The JSON of a record holds the shape of a proof, and its rows are the rivals."""
    said = made.get(f"/records/{keys['found']}.json").json()
    answer = said["answer"]
    assert answer["status"] == answer["proof"]["verdict"] == "proven"
    assert (answer["recorded"], answer["key"]) == (True, keys["found"])
    assert len(said["rivals"]) == len(answer["proof"]["rivals"])
    assert made.get(f"/records/{keys['found']}.csv").text.splitlines()[0].startswith('"entity"')


def test_a_list_says_what_its_records_say(made: TestClient) -> None:
    """A line has the headline of its record, and says with as many others it was compared."""
    lines = made.get("/index.json").json()["standing"]
    for line in lines[:4]:
        answer = made.get(f"/records/{line['key']}.json").json()["answer"]
        assert line["headline"] == answer["told"]["headline"]
        assert line["others"] == answer["proof"]["coverage"]["members"] - 1
    assert made.get("/").text.count("Compared with") >= len(lines)


def test_a_record_is_a_story_and_stands_in_a_feed(made: TestClient, keys: dict[str, str]) -> None:
    """Whatever became of a record it can be read as an article, and be followed."""
    for key in keys.values():
        story = made.get(f"/records/{key}/story.json").json()
        assert all(one["sources"] for one in story["story"]["sections"][0]["sentences"])
        address = re.search(r'href="(/feeds/[^"]+\.atom)', made.get(f"/records/{key}").text)
        assert address is not None
        assert made.get(address[1]).headers["content-type"].startswith("application/atom+xml")


def test_a_withdrawn_record_keeps_its_page(made: TestClient, keys: dict[str, str]) -> None:
    """It says that it is withdrawn and why, and its headline cannot be taken for a record."""
    answer = made.get(f"/records/{keys['withdrawn']}.json").json()["answer"]
    assert answer["status"] == "withdrawn"
    assert answer["withdrawn"]["reason"]
    assert answer["told"]["headline"].startswith("Withdrawn")


def test_a_record_can_be_seen_as_it_stood(made: TestClient, keys: dict[str, str]) -> None:
    """As known before the figure was put right, a withdrawn record was proven."""
    then = made.get(f"/records/{keys['withdrawn']}.json?known=4").json()
    assert (then["known"], then["answer"]["version"]) == (4, 4)
    assert then["answer"]["proof"]["verdict"] == "proven"


def test_no_other_key_is_a_record(made: TestClient) -> None:
    """An address that the log never held is not found."""
    assert made.get("/records/aaaaaaaaaaaa").status_code == 404


@pytest.mark.parametrize(
    ("claim", "verdict"), [(STORY, "undecided"), (OTHERS[2], "proven"), (OTHERS[3], "refuted")]
)
def test_an_answer_says_its_verdict(demo: TestClient, claim: str, verdict: str) -> None:
    """Every verdict is an answer; only an open one names figures that would decide it."""
    answer = demo.get("/ask.json", params={"claim": claim}).json()["answer"]
    assert answer["status"] == verdict
    assert bool(answer["shown"]["missing"]) == (verdict == "undecided")
    assert answer["shown"]["as_of"] == claim[-10:]


def test_an_address_holds_the_canonical_claim(demo: TestClient) -> None:
    """However a claim is written, its answer has one address."""
    loose = '"Layover" by "V": joins albums by kpop soloists with album total over 1 billion'
    answer = demo.get("/ask", params={"claim": loose}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/ask?claim=%22Layover%22+by+%22V%22")
    assert "as+of+" in answer.headers["location"]


def test_the_form_leads_to_a_claim(demo: TestClient) -> None:
    """The fields of the form are one claim."""
    fields_of = {
        "subject": "Layover",
        "by": "V",
        "family": "joins",
        "among": "albums by K-pop soloists",
        "measure": "album total",
        "level": "1B",
        "platform": "spotify",
        "day": "2024-01-09",
    }
    found = demo.get("/ask.json", params=fields_of)
    assert found.json()["text"] == OTHERS[2]


@pytest.mark.parametrize(
    "asked",
    [
        {"claim": '"Layover" by "V": frist album as of 2023-12-16'},
        {"claim": '"Nobody at all": total >= 1M streams as of 2023-12-16'},
        {"subject": "Layover", "level": "many"},
        {"subject": "Layover", "level": "60M", "day": "yesterday"},
        {"subject": "Layover", "family": "utmost"},
    ],
)
def test_what_is_no_claim_is_explained(demo: TestClient, asked: dict[str, str]) -> None:
    """A claim that cannot be read is no fault of the site: it says what is wrong."""
    answer = demo.get("/ask", params=asked)
    assert answer.status_code == 422
    assert "Traceback" not in answer.text
    assert 'class="error"' in answer.text or "problem" in answer.text


def test_hostile_text_stays_text(made: TestClient) -> None:
    """Whatever is asked or pasted is escaped wherever it comes back."""
    bad = '"</textarea><script>alert(1)</script>" by "V": first album as of 2023-12-16'
    for answer in (
        made.get("/ask", params={"claim": bad}),
        made.get("/ask/hint", params={"claim": bad}),
        made.post("/check", data={"text": f"{bad} is the first album past 60 million streams."}),
    ):
        assert "<script>alert" not in answer.text


def test_pictures_and_files_lie_beside_a_record(made: TestClient, keys: dict[str, str]) -> None:
    """Card, chart, certificate, bundle and linked data have addresses of their own."""
    kinds = {
        "card.png": "image/png",
        "card.png?shape=tall&theme=dark": "image/png",
        "chart.svg": "image/svg+xml",
        "certificate": "application/json",
        "bundle.zip": "application/zip",
        "article.jsonld": "application/ld+json",
    }
    for name, kind in kinds.items():
        answer = made.get(f"/records/{keys['found']}/{name}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert made.get(f"/records/{keys['found']}/card.png?shape=round").status_code == 422


def test_what_is_shared_names_its_picture_and_its_day(
    made: TestClient, keys: dict[str, str]
) -> None:
    """Open Graph and oEmbed give absolute addresses, and the embed says its as-of day."""
    text = made.get(f"/records/{keys['found']}").text
    card = re.search(r'property="og:image" content="([^"]+)"', text)
    assert card is not None
    assert card[1].startswith(f"http://127.0.0.1:8000/records/{keys['found']}/card.png")
    address = f"http://127.0.0.1:8000/records/{keys['found']}"
    told = made.get("/oembed", params={"url": address}).json()
    assert (told["type"], told["as_of"]) == ("rich", str(DAY))
    assert f"/embed/{keys['found']}" in told["html"]
    assert str(DAY) in made.get(f"/embed/{keys['found']}").text
    other = "http://elsewhere.example/records/aaaaaaaaaaaa"
    assert made.get("/oembed", params={"url": other}).status_code == 404


def test_nothing_of_a_page_runs_or_styles_within_it(made: TestClient, keys: dict[str, str]) -> None:
    """No page holds a script, a style or a handler of its own: they all come from files."""
    for path in ("/", f"/records/{keys['found']}", "/ask", "/check", "/help"):
        text = made.get(path).text
        assert re.findall(r"<script(?! src=)|<style|\sstyle=|\son\w+=", text) == []


def test_an_article_is_judged_and_not_kept(made: TestClient) -> None:
    """A pasted text comes back with its verdicts, as JSON and as rows too."""
    text = 'The album "Paper Lanterns" by Mirae Lane has passed 10 million streams.'
    said = made.post("/check.json", data={"text": text, "published": str(DAY)}).json()
    assert said["article"]["published"] == str(DAY)
    assert sum(count for _, count in said["counted"]) == len(said["article"]["statements"])
    assert json.dumps(said["paragraphs"]).count("Paper Lanterns") > 0
    assert "Paper Lanterns" not in made.get("/check").text
