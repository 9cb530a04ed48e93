"""Names lead to one entity or to an error that says whom they may mean."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from recordbook.catalogue.errors import AmbiguousName, NameAndKeyDisagree, UnknownKey, UnknownName
from recordbook.catalogue.resolve import resolve
from recordbook.catalogue.rows import Statements
from recordbook.catalogue.tables import NAMES, Tables

SAID = {"source": "test"}


def _person(said: Statements, entity: str, name: str, legal: str, **facts: str) -> None:
    said.name(entity, name, **SAID)
    said.name(entity, legal, form="legal", **SAID)
    for attribute, value in facts.items():
        said.fact(entity, attribute.replace("_", " "), value, **SAID)


@pytest.fixture(scope="module")
def tables() -> Tables:
    """A small catalogue with namesakes."""
    said = Statements()
    _person(said, "artist:v", "V", "Kim Taehyung", member_of="BTS", birth_day="1995-12-30")
    said.name("artist:v", "김태형", form="native", **SAID)
    _person(
        said, "artist:jseph", "J.seph", "Kim Taehyung", member_of="KARD", birth_day="1992-06-21"
    )
    _person(said, "artist:jimin-bts", "Jimin", "Park Jimin", member_of="BTS")
    _person(said, "artist:jimin-aoa", "JIMIN", "Shin Jimin", member_of="AOA")
    _person(said, "artist:hyuna", "HyunA", "Kim Hyuna", member_of="4minute")
    _person(said, "artist:moon-hyuna", "HYUNA", "Moon Hyuna", member_of="9Muses")
    for entity, name, artist in (
        ("release:layover", "Layover", "artist:v"),
        ("release:face", "FACE", "artist:jimin-bts"),
        ("release:face-other", "Face", "artist:hyuna"),
        ("recording:dance", "Slow Dancing", "artist:v"),
        ("recording:dance-piano", "Slow Dancing (Piano Ver.)", "artist:v"),
    ):
        said.name(entity, name, **SAID)
        said.credit(entity, artist, **SAID)
    said.identity("spotify:track:old", "recording:dance", period=(None, date(2024, 1, 1)), **SAID)
    return said.tables()


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("Kim Taehyung", "artist:v", "artist:jseph"),
        ("Jimin", "artist:jimin-bts", "artist:jimin-aoa"),
        ("HyunA", "artist:hyuna", "artist:moon-hyuna"),
        ("HYUNA", "artist:hyuna", "artist:moon-hyuna"),
    ],
)
def test_namesakes_are_listed_and_never_guessed(
    tables: Tables, name: str, one: str, other: str
) -> None:
    """A shared name is an error that lists whom it may mean, even where the case fits one."""
    with pytest.raises(AmbiguousName) as caught:
        resolve(name, kind="artist", tables=tables)
    assert {candidate.entity for candidate in caught.value.candidates} == {one, other}
    assert one in str(caught.value)


def test_what_tells_namesakes_apart_is_said(tables: Tables) -> None:
    """The error names group and birth day of each, and an id that decides."""
    with pytest.raises(AmbiguousName) as caught:
        resolve("Kim Taehyung", kind="artist", tables=tables)
    said = str(caught.value)
    assert "member of BTS; birth day 1995-12-30" in said
    assert "member of KARD; birth day 1992-06-21" in said
    assert resolve("artist:jseph", kind="artist", tables=tables) == "artist:jseph"


@pytest.mark.parametrize(
    ("name", "by", "kind", "entity"),
    [
        ("layover - ep", "V", "release", "release:layover"),
        ("Layover (EP)", None, "release", "release:layover"),
        ("FACE", "Jimin", "release", "release:face"),
        ("face", "artist:hyuna", "release", "release:face-other"),
        ("Slow Dancing", "V", "recording", "recording:dance"),
        ("Slow Dancing - Piano Version", "V", "recording", "recording:dance-piano"),
        ("gim taehyeong", None, "artist", "artist:v"),
        ("Jimin", "AOA", "artist", "artist:jimin-aoa"),
    ],
)
def test_a_name_that_can_mean_one_thing_leads_there(
    tables: Tables, name: str, by: str | None, kind: str, entity: str
) -> None:
    """Editions, versions, scripts and the artist lead to the one thing that fits."""
    assert resolve(name, by=by, kind=kind, tables=tables) == entity


def test_a_title_of_two_artists_needs_the_artist(tables: Tables) -> None:
    """The error says by whom each of the releases is."""
    with pytest.raises(AmbiguousName, match="by Jimin"):
        resolve("Face", kind="release", tables=tables)


def test_an_unknown_name_offers_the_nearest(tables: Tables) -> None:
    """A misspelled title is an error that names the title most like it."""
    with pytest.raises(UnknownName, match='nearest known: "Layover"'):
        resolve("Layovr", kind="release", tables=tables)
    with pytest.raises(UnknownName, match='"Layover" by "Jimin"'):
        resolve("Layover", by="Jimin", kind="release", tables=tables)


def test_keys_lead_to_entities_in_their_period(tables: Tables) -> None:
    """An id is looked up on the day it was used; a name beside it must fit."""
    assert (
        resolve(key="spotify:track:old", tables=tables, day=date(2023, 1, 1)) == "recording:dance"
    )
    with pytest.raises(UnknownKey):
        resolve("spotify:track:old", tables=tables, day=date(2024, 1, 2))
    with pytest.raises(NameAndKeyDisagree, match="recording:dance"):
        resolve("Blue", key="recording:dance", kind="recording", tables=tables)


def test_one_name_is_found_among_a_million() -> None:
    """A hit and a miss among a million names are told apart."""
    count = 1_000_000
    names = [f"artist number {index}" for index in range(count)]
    columns = {
        "entity": pa.array([f"artist:{index}" for index in range(count)]),
        "kind": pa.array(["artist"] * count),
        "name": pa.array(names),
        "folded": pa.array(names),
        "form": pa.array(["name"] * count),
        "source": pa.array(["test"] * count),
    }
    tables = Tables(names=pa.table(columns, schema=NAMES))
    assert resolve("Artist Number 77", kind="artist", tables=tables) == "artist:77"
    with pytest.raises(UnknownName):
        resolve("artist nr 77", kind="artist", tables=tables)
