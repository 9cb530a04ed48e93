"""Search: what people type leads to what they mean, in an order that never changes."""

from __future__ import annotations

import random
from time import perf_counter

import pytest

from recordbook.catalogue.rows import Statements
from recordbook.catalogue.tables import Tables
from recordbook.system.searching import LONGEST, Index, initials


def catalogue() -> Tables:
    """A few artists and what they made."""
    said = Statements()
    for entity, *names in (
        ("artist:bts", "BTS", "방탄소년단"),
        ("artist:v", "V", "뷔", "김태형", "Kim Taehyung"),
        ("artist:jung-kook", "Jung Kook", "정국"),
        ("artist:jimin", "Jimin", "지민"),
        ("artist:jimin-aoa", "Jimin", "지민"),
        ("artist:beyonce", "Beyoncé"),
    ):
        for form, name in zip(("name", "native", "alias", "alias"), names, strict=False):
            said.name(entity, name, source="s", form=form)
    said.fact("artist:jimin", "member of", "artist:bts", source="s")
    for entity, name, by in (
        ("release:v/layover", "Layover", "v"),
        ("release:jung-kook/golden", "GOLDEN", "jung-kook"),
        ("recording:seven", "Seven (feat. Latto)", "jung-kook"),
        ("recording:seven-nation", "Seven Nation Army", "beyonce"),
        ("recording:spring", "봄날", "bts"),
    ):
        said.name(entity, name, source="s")
        said.credit(entity, f"artist:{by}", source="s")
    said.name("spotify:track:1", "Seven", source="s")
    said.identity("recording:old", "recording:seven", source="s")
    said.name("recording:old", "Seven", source="s")
    return said.tables()


INDEX = Index(catalogue())


def first(asked: str, kind: str | None = None) -> str:
    """The entity that is found first; "" where none is."""
    hits = INDEX.search(asked, kind).hits
    return hits[0].entity if hits else ""


@pytest.mark.parametrize(
    ("asked", "entity"),
    [
        ("Layover", "release:v/layover"),
        ("  LAYOVER ", "release:v/layover"),
        ("layovr", "release:v/layover"),
        ("golden jung kook", "release:jung-kook/golden"),
        ("jungkook goldn", "release:jung-kook/golden"),
        ("방탄", "artist:bts"),
        ("방ㅌ", "artist:bts"),
        ("바", "artist:bts"),
        ("ㅂㅌㅅㄴㄷ", "artist:bts"),
        ("ㅂㅌ", "artist:bts"),
        ("bangtan", "artist:bts"),
        ("kim taehyung", "artist:v"),
        ("gim taehyeong", "artist:v"),
        ("뷔", "artist:v"),
        ("봄 날", "recording:spring"),
        ("bomnal", "recording:spring"),
        ("beyonce", "artist:beyonce"),
        ("비욘세", ""),
        ("seven", "recording:seven"),
        ("seven nation", "recording:seven-nation"),
        ("nation army", "recording:seven-nation"),
        ("", ""),
        ("   ", ""),
        ("qqqqqqq", ""),
    ],
)
def test_what_people_type_leads_to_what_they_mean(asked: str, entity: str) -> None:
    """Spelling, script, initial consonants, makers and parts of names lead to the thing meant."""
    assert first(asked) == entity


def test_a_hit_says_what_it_is_and_what_tells_it_apart() -> None:
    """Two people of one name come together, each with what tells it from the other."""
    both = INDEX.search("지민").hits
    assert [one.entity for one in both] == ["artist:jimin", "artist:jimin-aoa"]
    assert [one.name for one in both] == ["Jimin", "Jimin"]
    assert both[0].facts == (("member of", "BTS"),)
    golden = INDEX.search("golden").hits[0]
    assert (golden.kind, golden.maker, golden.score) == ("release", "Jung Kook", 100)


def test_the_name_that_matched_is_said() -> None:
    """Who is found by an alias is shown with it."""
    hit = INDEX.search("방탄소년단").hits[0]
    assert (hit.name, hit.matched) == ("BTS", "방탄소년단")


def test_only_one_kind_where_one_is_asked_for() -> None:
    """A kind leaves out all others; one that is none leaves out everything."""
    assert {one.kind for one in INDEX.search("seven", "recording").hits} == {"recording"}
    assert INDEX.search("seven", "video").found == 0


def test_what_stands_for_something_else_is_nothing_of_its_own() -> None:
    """A key that was merged away is not found, nor is a name of what is no artist or work."""
    entities = {one.entity for one in INDEX.search("seven", count=50).hits}
    assert not entities & {"recording:old", "spotify:track:1"}


def test_pages_of_a_search_are_the_search_in_pieces() -> None:
    """However it is cut, the same things come in the same order, and are counted the same."""
    whole = INDEX.search("se", count=50)
    pieces = [INDEX.search("se", start=start, count=1) for start in range(whole.found)]
    assert tuple(hit for piece in pieces for hit in piece.hits) == whole.hits
    assert {piece.found for piece in pieces} == {whole.found} == {len(whole.hits)}


@pytest.mark.parametrize(
    "asked", ["\0", "%_", "' OR 1=1 --", "<script>", "ㅏ", "ᄀ" * 500, "가" * 500, "(", "\\", "🙂"]
)
def test_no_words_are_too_strange_to_search_for(asked: str) -> None:
    """Whatever is typed finds something or nothing, and never fails."""
    assert INDEX.search(asked).found >= 0
    assert INDEX.search(asked[:LONGEST]) == INDEX.search(asked)


def test_an_empty_catalogue_holds_nothing() -> None:
    """A search of nothing finds nothing."""
    assert Index(Tables()).search("anything").found == 0


def test_initials_are_those_of_syllables_only() -> None:
    """Latin letters and spaces have no initial consonant of a syllable."""
    assert initials("BTS") == ""
    assert len(initials("방탄 소년단 BTS")) == 5


@pytest.mark.long
def test_a_hundred_thousand_names_take_no_time() -> None:
    """A search among 100,000 names answers well within what a person notices."""
    chance = random.Random(7)  # noqa: S311 - names, not secrets
    parts = [
        "ka",
        "lo",
        "mi",
        "ta",
        "re",
        "son",
        "der",
        "ing",
        "bla",
        "que",
        "the",
        "of",
        "love",
        "night",
    ]
    said = Statements()
    for number in range(100_000):
        words = ("".join(chance.choices(parts, k=chance.randint(1, 4))) for _ in range(2))
        said.name(f"recording:{number}", " ".join(words), source="s")
    index = Index(said.tables())
    index.search("love night")
    begun = perf_counter()
    for asked in ("lve nigt", "kalo", "지민", "the love of"):
        index.search(asked)
    assert perf_counter() - begun < 4
