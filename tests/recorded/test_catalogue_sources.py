"""MusicBrainz and Spotify Web API answers, cut to what matters, and what each must yield."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

import pytest

from recordbook.intake.door import take
from recordbook.intake.errors import ChangedShape, UnknownFormat

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.intake.batch import Batch

ARTIST = {
    "id": "a1",
    "name": "幾田りら",
    "sort-name": "Ikuta, Lilas",
    "type": "Person",
    "country": "JP",
}
GUEST = {"id": "a2", "name": "Guest", "sort-name": "Guest", "type": "Group", "country": "XW"}
CREDIT = [
    {"name": "Lilas", "joinphrase": " feat. ", "artist": ARTIST},
    {"name": "Guest", "joinphrase": "", "artist": GUEST},
]
RECORDING = {
    "id": "r1",
    "title": "百花繚乱 (Instrumental)",
    "length": 179546,
    "isrcs": ["JP-PP3-02-400868"],
    "artist-credit": CREDIT,
    "first-release-date": "2025",
    "relations": [{"url": {"resource": "https://open.spotify.com/track/782PTXsbAWB70ySDZ5NHmP"}}],
}
GROUP = {
    "id": "g1",
    "title": "百花繚乱",
    "primary-type": "Album",
    "secondary-types": ["Live"],
    "first-release-date": "2025-01-10",
    "artist-credit": CREDIT,
    "aliases": [{"name": "In Bloom"}],
}
RELEASE = {
    "id": "e1",
    "title": "百花繚乱",
    "status": "Official",
    "disambiguation": "",
    "barcode": "199066336168",
    "date": "2025-01-10",
    "release-group": GROUP,
    "media": [{"track-count": 1, "tracks": [{"title": "In Bloom", "recording": RECORDING}]}],
}
ALBUM_ID, TRACK_ID, ARTIST_ID = "0yhKyyjyKXWUieJ4w1IAEa", "6sjZfVJworBX6TqyjkxIJ1", "2" * 22
TRACK = {
    "type": "track",
    "id": TRACK_ID,
    "uri": f"spotify:track:{TRACK_ID}",
    "name": "Seven (feat. Latto) - Clean Ver.",
    "duration_ms": 184000,
    "disc_number": 1,
    "track_number": 11,
    "popularity": 99,
    "external_ids": {"isrc": "US-A2P-23-24386"},
    "linked_from": {"id": "7x9aauaA9cu6tyfpHnqDLo"},
    "artists": [{"id": ARTIST_ID, "name": "Jung Kook"}, {"id": "3" * 22, "name": "Latto"}],
}
ALBUM = {
    "type": "album",
    "id": ALBUM_ID,
    "name": "GOLDEN",
    "album_type": "single",
    "release_date": "2023-11-03",
    "total_tracks": 1,
    "external_ids": {"upc": "199066336168"},
    "artists": [{"id": ARTIST_ID, "name": "Jung Kook"}],
}


def _take(folder: Path, answer: object) -> Batch:
    path = folder / "answer.txt"
    path.write_text(json.dumps(answer), encoding="utf-8")
    return take(path)


def _rows(batch: Batch, table: str, *columns: str) -> set[tuple[object, ...]]:
    rows = cast("list[dict[str, object]]", batch.tables[table].to_pylist())
    return {tuple(row[column] for column in columns) for row in rows}


@pytest.mark.parametrize("underscores", [False, True])
def test_a_musicbrainz_release_is_an_edition_of_its_group(
    tmp_path: Path, *, underscores: bool
) -> None:
    """Names in every script, the place, both credits and all ids come out, whatever the keys."""
    text = json.dumps(RELEASE)
    for key in ("artist-credit", "sort-name", "primary-type", "release-group", "track-count"):
        text = text.replace(key, key.replace("-", "_") if underscores else key)
    batch = _take(tmp_path, json.loads(text))
    assert batch.report.format == "musicbrainz-json"
    assert {("百花繚乱", "name"), ("In Bloom", "alias")} <= _rows(batch, "names", "name", "form")
    places = _rows(batch, "tracks", "release", "edition", "position", "recording")
    assert places == {("release:mbid/g1", "", 1, "recording:mbid/r1")}
    assert {
        ("recording:mbid/r1", "artist:mbid/a1", "main"),
        ("recording:mbid/r1", "artist:mbid/a2", "featured"),
    } <= _rows(batch, "credits", "item", "artist", "role")
    assert {
        ("isrc:JPPP302400868", "recording:mbid/r1"),
        ("upc:0199066336168", "release:mbid/g1"),
        ("mbid:e1", "release:mbid/g1"),
        ("spotify:track:782PTXsbAWB70ySDZ5NHmP", "recording:mbid/r1"),
    } <= _rows(batch, "identities", "key", "entity")


def test_musicbrainz_facts_are_what_it_states(tmp_path: Path) -> None:
    """The secondary type says more than the primary; a year is no day; XW is no country."""
    batch = _take(tmp_path, RELEASE)
    facts = _rows(batch, "facts", "entity", "attribute", "value")
    assert ("release:mbid/g1", "release type", "live album") in facts
    assert ("release:mbid/g1", "released", "2025-01-10") in facts
    assert ("recording:mbid/r1", "version", "instrumental") in facts
    assert ("artist:mbid/a1", "country", "Japan") in facts
    assert {value for entity, _, value in facts if entity == "artist:mbid/a2"} == {"group"}
    assert [note.kind for note in batch.report.notes] == ["partial dates"]


def test_a_pseudo_release_only_adds_names(tmp_path: Path) -> None:
    """A translated track list is no edition that anybody sold."""
    batch = _take(tmp_path, RELEASE | {"status": "Pseudo-Release", "title": "In Bloom"})
    assert "tracks" not in batch.tables
    assert ("release:mbid/g1", "In Bloom") in _rows(batch, "names", "entity", "name")


@pytest.mark.parametrize(
    ("answer", "entity"),
    [
        (GROUP, "release:mbid/g1"),
        (RECORDING, "recording:mbid/r1"),
        (ARTIST | {"life-span": {"begin": "2000-09-25"}}, "artist:mbid/a1"),
        ({"release-count": 1, "releases": [RELEASE]}, "release:mbid/g1"),
        ({"recordings": [RECORDING]}, "recording:mbid/r1"),
    ],
)
def test_every_musicbrainz_entity_is_read(
    tmp_path: Path, answer: dict[str, object], entity: str
) -> None:
    """Look-ups and lists of each kind of entity name it."""
    assert (entity,) in _rows(_take(tmp_path, answer), "names", "entity")


def test_a_spotify_track_is_named_placed_and_identified(tmp_path: Path) -> None:
    """A relinked track has both ids; guests are told from the title; popularity is no count."""
    batch = _take(tmp_path, TRACK | {"album": ALBUM})
    assert batch.report.format == "spotify-api-json"
    assert set(batch.tables) == {"names", "tracks", "credits", "facts", "identities"}
    entity = f"recording:spotify/{TRACK_ID}"
    assert {
        (entity, f"artist:spotify/{ARTIST_ID}", "main"),
        (entity, f"artist:spotify/{'3' * 22}", "featured"),
    } <= _rows(batch, "credits", "item", "artist", "role")
    keys = {key for key, owner in _rows(batch, "identities", "key", "entity") if owner == entity}
    assert keys == {
        f"spotify:track:{TRACK_ID}",
        "spotify:track:7x9aauaA9cu6tyfpHnqDLo",
        "isrc:USA2P2324386",
    }
    assert _rows(batch, "tracks", "position") == {(11,)}


def test_how_spotify_shows_a_release_is_not_how_it_was_sold(tmp_path: Path) -> None:
    """The album type is an attribute of its own, and a list that is whole is said to be."""
    page = {"items": [TRACK], "total": 1, "offset": 0}
    facts = _rows(_take(tmp_path, ALBUM | {"tracks": page}), "facts", "attribute", "value")
    assert ("spotify album type", "single") in facts
    assert ("complete", "yes") in facts
    assert "release type" not in {attribute for attribute, _ in facts}


def test_a_page_that_is_cut_off_is_not_called_whole(tmp_path: Path) -> None:
    """Two tracks stated and one given: the list is placed but not complete."""
    page = {"items": [TRACK], "total": 2, "offset": 0}
    batch = _take(tmp_path, ALBUM | {"total_tracks": 2, "tracks": page})
    facts = _rows(batch, "facts", "attribute", "value")
    assert ("complete", "yes") not in facts
    assert ("track count", "2") in facts


def test_a_page_of_tracks_is_placed_from_its_offset(tmp_path: Path) -> None:
    """The album is named by the page's address only."""
    href = f"https://api.spotify.com/v1/albums/{ALBUM_ID}/tracks?offset=3&limit=1"
    batch = _take(tmp_path, {"href": href, "items": [TRACK], "offset": 3, "total": 13})
    assert _rows(batch, "tracks", "release", "position") == {(f"release:spotify/{ALBUM_ID}", 4)}


def test_what_spotify_does_not_know_is_said(tmp_path: Path) -> None:
    """A null is counted, and the others are read."""
    batch = _take(tmp_path, {"tracks": [None, TRACK]})
    assert [(note.kind, note.count) for note in batch.report.notes][:1] == [("not found", 1)]
    assert "names" in batch.tables


def test_json_that_is_neither_is_refused(tmp_path: Path) -> None:
    """Other JSON has no known format; JSON cut off has lost its shape."""
    with pytest.raises(UnknownFormat):
        _take(tmp_path, {"girlGroups": [{"id": "x"}]})
    path = tmp_path / "cut.json"
    path.write_text(json.dumps(RELEASE)[:-9], encoding="utf-8")
    with pytest.raises(ChangedShape, match="valid JSON"):
        take(path)
