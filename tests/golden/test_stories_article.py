"""Articles of the demo and of the made world: they say what the matter holds, and nothing else."""

from __future__ import annotations

import re
import runpy
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import pytest
from babel.dates import format_date

from recordbook.claims import parse
from recordbook.intake.arrow import dicts
from recordbook.reactions import Quote
from recordbook.stories import Status
from recordbook.stories.article import article
from recordbook.stories.language import LANGUAGES, language
from recordbook.stories.names import plain
from recordbook.stories.rendering import as_json, markdown, text
from recordbook.stories.structured import structured
from recordbook.stories.tell import tell
from recordbook.system.made_world import show_made_world
from recordbook.system.showcase import OTHERS, STORY, showcase
from recordbook.system.telling import Teller

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recordbook.stories import Matter
    from recordbook.stories.story import Story

_ROOT = __file__.rpartition("/tests/")[0]
_ON = 'on "made up" as of 2025-02-19'
_LANTERNS = (
    "release:paper-lanterns: first and only album by K-pop soloists with every track >="
    f" 10M streams {_ON}"
)
_LIGHTS = (
    "recording:night-ferry/harbour-lights: first and only track by K-pop soloists with"
    f" total >= 30M streams {_ON}"
)
_THIRD = f"recording:slow-comet/slow-comet: 3rd track by male acts with total >= 30M streams {_ON}"
_PLACE = '"Slow Dancing" by "V": weekly peak rank <= 20 as of 2023-12-16'
_UNREAD = '"V": monthly listeners >= 10M as of 2023-12-16'
_FIFTY = '"Layover" by "V": every track >= 50M streams as of 2023-11-18'


@pytest.fixture(scope="module")
def matters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Matter]:
    """One of each kind: open, proven, refuted, plain, a record, a place, withdrawn."""
    folder = tmp_path_factory.mktemp("stories")
    demo, made = showcase(folder / "demo.book")[0], show_made_world(folder / "made.book").after
    tellers = Teller(demo.prover(), demo.book), Teller(made.prover(), made.book)
    demos = {"open": STORY, "joins": OTHERS[2], "refuted": OTHERS[3], "plain": _FIFTY}
    demos |= {"place": _PLACE, "unread": _UNREAD}
    mades = {"record": _LANTERNS, "withdrawn": _LIGHTS, "third": _THIRD}
    told = zip(tellers, (demos, mades), strict=True)
    return {
        name: teller.matter(parse(claim)) for teller, some in told for name, claim in some.items()
    }


_KINDS = (
    *("open", "joins", "refuted", "plain", "place", "unread"),
    *("record", "withdrawn", "third"),
)


def _story(matter: Matter, code: str = "en") -> Story:
    return article(matter, tell(matter, language=code))


def _own(story: Story) -> list[str]:
    """All that the article says itself: not its post, not those of the claims around."""
    return [
        one.text
        for section in story.sections
        for one in (section.said[1:] if section.key == "lede" else section.said)
        if section.key != "around"
    ]


def _days(matter: Matter) -> set[date]:
    """Every day that the matter knows."""
    proof, days = matter.proof, {matter.proof.claim.as_of, matter.found}
    for one in (proof.subject, *proof.parts):
        days |= {one.earliest, one.latest}
    days |= set(proof.holds.days or ()) | {cell.day for cell in proof.missing}
    days |= {matter.withdrawn.day} if matter.withdrawn else set()
    for fact in (*matter.facts, *matter.timeline):
        days |= {fact.start, fact.end}
    return {day for day in days if day is not None}


def _numbers(matter: Matter) -> set[int]:
    """Every number that the matter holds, and the days between the days that it knows."""
    proof, rows = matter.proof, dicts(matter.proof.rivals)
    found: set[int | None] = {1, len(rows), len(proof.missing), proof.conflicts.num_rows}
    found |= {proof.coverage.members, proof.coverage.read, proof.version}
    found |= set(proof.holds.threshold or ()) | {proof.claim.threshold}
    found |= {n for one in (proof.subject, *proof.parts) for n in (one.bounds.low, one.bounds.high)}
    for status in ("beats", "contests", "excluded"):
        of = [row for row in rows if row["status"] == status]
        unread = [row for row in of if not row["read"]]
        found |= {len(of), len(of) - 1, len(unread), sum(row["member"] != 2 for row in unread)}
        found.add(sum(row["high"] == 0 and not row["read"] for row in of))
        found |= {row[side] for row in of for side in ("low", "high")}
    found |= {int(fact.value) for fact in matter.facts if fact.value.isdecimal()}
    released = [fact.start for fact in matter.facts if fact.what == "released" and fact.start]
    lengths: dict[str, list[int]] = {}
    for fact in matter.facts:
        if fact.what == "duration ms":
            lengths.setdefault(fact.entity, []).append(int(fact.value))
    found |= {sum(end(one) for one in lengths.values()) // 1000 for end in (min, max)}
    spans = {(day - one).days for one in released for day in _days(matter)}
    found |= spans | {span + 1 for span in spans}
    return {number for number in found if number is not None}


def _names(matter: Matter) -> set[str]:
    rows = dicts(matter.proof.rivals)
    named = {matter.name, matter.by or "", matter.proof.claim.platform, *matter.tracks}
    named |= {str(row[key]) for row in rows for key in ("name", "maker", "witness_name")}
    named |= {fact.who for fact in (*matter.facts, *matter.timeline)}
    named |= {fact.value for fact in matter.facts} | {cell.name for cell in matter.proof.missing}
    return {plain(name) for name in named} - {""}


def _left(said: str, matter: Matter, code: str) -> Iterator[int]:
    """The numbers of a text that are in no name, no day and no threshold."""
    spoken = language(code)
    known = [format_date(day, "long", spoken.locale) for day in _days(matter)]
    known += [spoken.title(name) for name in _names(matter)]
    known += [spoken.exact(matter.proof.claim.threshold or 1, long=True)]
    for one in sorted(known, key=len, reverse=True):
        if any(letter.isdecimal() for letter in one):
            said = said.replace(one, "")
    for minutes, seconds in re.findall(r"(\d+):(\d\d)", said):
        yield 60 * int(minutes) + int(seconds)
    for digits in re.findall(r"\d+(?:[.,]\d{3})*", re.sub(r"\d+:\d\d", "", said)):
        yield int(re.sub(r"[.,]", "", digits))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", _KINDS)
def test_every_number_is_one_of_the_matter(
    matters: dict[str, Matter], kind: str, code: str
) -> None:
    """Bounds, counts, days and what lies between days; nothing is rounded or made up."""
    matter = matters[kind]
    known = _numbers(matter)
    for said in _own(_story(matter, code)):
        assert set(_left(said, matter, code)) <= known, said


@pytest.mark.parametrize("kind", _KINDS)
def test_every_name_is_one_of_the_matter(matters: dict[str, Matter], kind: str) -> None:
    """Whatever stands in the marks of titles is a name that the matter knows."""
    matter = matters[kind]
    said = [title for one in _own(_story(matter)) for title in re.findall("“([^”]+)”", one)]
    assert said
    assert set(said) <= _names(matter)


@pytest.mark.parametrize("kind", _KINDS)
def test_every_sentence_names_its_sources(matters: dict[str, Matter], kind: str) -> None:
    """Each rests on a fact's sources, on what the proof cites, or on the certificate."""
    matter = matters[kind]
    story = _story(matter)
    stated = {source for one in (*matter.facts, *matter.timeline) for source in one.sources}
    cited = {str(row["source"]) for row in dicts(matter.proof.rows)}
    mine = {"certificate of ", "weekly charts of", "total of"}
    for section in story.sections:
        for one in section.said:
            assert one.sources, one.text
            for source in one.sources:
                assert source in stated | cited or any(source.startswith(head) for head in mine)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_open_claim_is_told_as_open(matters: dict[str, Matter], code: str) -> None:
    """The story's own claim: how many may stand against it, the closest, and what would decide."""
    story = _story(matters["open"], code)
    assert story.status is Status.UNDECIDED
    said = " ".join(_own(story))
    spoken = language(code)
    for number in (602, 600, 573, 33, 692, 21_448_885, 99_279_107, 99, 100):
        assert spoken.number(number) in said
    assert spoken.say("article", "status.undecided") in said
    assert spoken.say("article", "status.proven") not in said
    assert "Interlude : Dive" in said


def test_what_counts_is_told_as_it_is(matters: dict[str, Matter]) -> None:
    """Places are of charts, totals of the counter; a number that nobody read is not known."""
    place = _section(matters["place"], "record")
    assert "What counts is what the charts of Spotify publish" in place
    assert "The best place of “Slow Dancing” was no. 13 or better" in place
    assert "What counts is the total that Spotify shows" in _section(matters["plain"], "record")
    assert "What the claim counts for V is not known" in _section(matters["unread"], "record")
    assert _section(matters["unread"], "proof") == ""


def test_quotes_stand_with_credit_and_link(matters: dict[str, Matter]) -> None:
    """What an editor approved is quoted word for word; its source is the post."""
    quote = Quote(
        text="All six of them!",
        language="en",
        link="https://social.example/1",
        credit="@someone",
        platform="Mastodon",
        posted=date(2025, 2, 20),
    )
    matter = replace(matters["record"], quotes=(quote,))
    story = _story(matter)
    said = next(part for part in story.sections if part.key == "reactions").items
    assert [one.text for one in said] == [
        "“All six of them!” (@someone, Mastodon, February 20, 2025)"
    ]
    assert said[0].sources == ("https://social.example/1",)
    assert "reactions" not in {part.key for part in _story(matters["record"]).sections}
    news: dict[str, Any] = structured(matter, tell(matter), story)["@graph"][0]
    assert news["citation"][0]["url"] == quote.link


def test_days_are_never_more_exact_than_the_facts(matters: dict[str, Matter]) -> None:
    """A crossing between two days is within so many days; one that was read is after exactly so."""
    dates = {name: _section(matters[name], "time") for name in ("open", "record", "joins")}
    assert "no later than 99 days after its release, on day 100" in dates["open"]
    assert "96 days after its release, on day 97" in dates["record"]
    assert "between 71 and 123 days after its release" in dates["joins"]


def _section(matter: Matter, key: str) -> str:
    story = _story(matter)
    return " ".join(
        o.text for section in story.sections if section.key == key for o in section.said
    )


def test_sources_that_differ_are_told_as_differing(matters: dict[str, Matter]) -> None:
    """Two track counts and two sums of durations are both said."""
    album = _section(matters["open"], "album")
    assert "“Layover” has 5 or 6 tracks: the sources differ." in album
    assert "It plays for 17:36 to 17:37: the sources differ." in album


def test_a_withdrawn_record_says_when_and_why(matters: dict[str, Matter]) -> None:
    """The correction stands in the article, in words and as data; no part calls it a record."""
    matter = matters["withdrawn"]
    story, told = _story(matter), tell(matter)
    assert [section.key for section in story.sections][-1] == "corrections"
    assert "it no longer is one" in text(story)
    assert "refuted: Harbour Lights has 20,389,000 on 2025-02-19" in text(story)
    graph: list[dict[str, Any]] = structured(matter, told, story)["@graph"]
    news = next(one for one in graph if one.get("@type") == "NewsArticle")
    assert news["correction"]["text"].startswith("refuted: ")
    assert news["creativeWorkStatus"].startswith("Withdrawn")


def test_structured_data_says_what_the_story_says(matters: dict[str, Matter]) -> None:
    """Article, data set and provenance hang together by their ids, and no more is stated."""
    matter = matters["record"]
    story = _story(matter)
    graph: list[dict[str, Any]] = structured(matter, tell(matter), story)["@graph"]
    ids = [one["@id"] for one in graph]
    news, data = graph[0], graph[1]
    assert news["isBasedOn"]["@id"] == data["@id"]
    assert data["name"] == _LANTERNS
    assert news["about"]["byArtist"]["name"] == "Mirae Lane"
    assert set(_mentioned(graph)) <= set(ids)
    assert all(one.text in news["articleBody"] for part in story.sections for one in part.said)


def _mentioned(value: Any) -> Iterator[str]:
    """Every node that is pointed to."""
    if isinstance(value, dict):
        node = cast("dict[str, Any]", value)
        if node.keys() == {"@id"}:
            yield node["@id"]
        for one in node.values():
            yield from _mentioned(one)
    elif isinstance(value, list):
        for one in cast("list[Any]", value):
            yield from _mentioned(one)


def test_forms_say_the_same(matters: dict[str, Matter]) -> None:
    """Text, Markdown and JSON hold every sentence of the story."""
    story = _story(matters["record"])
    said = [one.text for section in story.sections for one in section.said]
    held = as_json(story)
    assert [
        one["text"] for part in held["sections"] for one in part["sentences"] + part["items"]
    ] == said
    assert all(one in text(story) for one in said)
    bare = markdown(story).replace("\\", "")
    assert all(one in bare for one in said)


def test_the_stories_of_the_pages_are_told_so_today(tmp_path: Path) -> None:
    """`docs/explanation/stories` holds what `python tools/stories.py` writes."""
    tool = runpy.run_path(f"{_ROOT}/tools/stories.py")
    made: dict[str, str] = tool["pages"](tmp_path)
    there = {path.name: path.read_text(encoding="utf-8") for path in tool["OUT"].glob("*.md")}
    assert made == there
