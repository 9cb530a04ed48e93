"""Spotify Web API JSON: albums, tracks and artists, for the catalogue. It never holds a count.

Look-ups of one or several, pages of an album's tracks, top tracks and searches. `null` stands for
an id that Spotify does not know. Spotify's own `album_type` says how it shows a release, not how
the release was sold, so it is an attribute of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from recordbook.catalogue.names import fold, read_title
from recordbook.catalogue.rows import Statements
from recordbook.intake.catalogue_cells import is_day
from recordbook.intake.errors import ChangedShape
from recordbook.intake.json_values import (
    Json,
    as_object,
    as_objects,
    as_text,
    as_texts,
    as_whole,
)
from recordbook.intake.problems import Note
from recordbook.intake.source import Parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recordbook.intake.source import Head, Settings, SourceFile

SITE = "api.spotify.com"
_SIGNS = re.compile(r'"spotify:(?:album|artist|track):\w{22}"|api\.spotify\.com/v1/')
_ALBUM_IN_ADDRESS = re.compile(r"/albums/(?P<id>\w{22})/tracks")
_BARCODE = 13  # digits; a UPC of twelve is an EAN with a zero before it
_LISTS: Final = ("albums", "tracks", "artists")


class SpotifyApi:
    """One answer of the Spotify Web API, saved as a file."""

    name = "spotify-api-json"
    title = "Spotify Web API JSON (albums, tracks, artists or a search)"

    def recognises(self, head: Head) -> bool:
        """Whether it is JSON with Spotify's addresses."""
        return head.json_starts() and bool(_SIGNS.search(head.text))

    def read(self, file: SourceFile, settings: Settings) -> Parsed:  # noqa: ARG002 - all is in the file
        """Names, places, credits, facts and ids; `ChangedShape` where it is no answer at all."""
        try:
            answer = as_object(file.json())
        except ValueError as error:
            raise ChangedShape(file.name, SITE, ["valid JSON"], []) from error
        reading = _Reading()
        if not reading.answer(answer):
            raise ChangedShape(file.name, SITE, ["type", "albums", "tracks", "artists"], [])
        notes = [
            Note(kind, len(shown), text, tuple(shown[:3]))
            for kind, text, shown in (
                (
                    "not found",
                    "ids that Spotify does not know, or items without one",
                    reading.missing,
                ),
                ("partial dates", "not whole days, so not taken", reading.short_dates),
            )
            if shown
        ]
        return Parsed(source=SITE, tables=reading.said.arrow(), notes=notes)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What an answer says, as it is walked through."""

    said: Statements = field(default_factory=Statements)
    missing: list[str] = field(default_factory=list[str])
    short_dates: list[str] = field(default_factory=list[str])

    def answer(self, answer: Json) -> bool:
        """Read one entity, lists of them or a page; whether it was any of these."""
        readers = self._readers()
        read = readers.get(as_text(answer.get("type")))
        if read is not None and as_text(answer.get("id")):
            read(answer)
            return True
        if album := _ALBUM_IN_ADDRESS.search(as_text(answer.get("href"))):
            self._tracks_of(f"release:spotify/{album['id']}", answer)
            return True
        found = False
        for key in _LISTS:
            listed = answer.get(key)
            items = as_object(listed).get("items", listed)
            if isinstance(items, list):
                found = True
                self._list(key, cast("list[object]", items), readers[key.removesuffix("s")])
        return found

    def _readers(self) -> Mapping[str, Callable[[Json], object]]:
        return {"album": self.album, "track": self.track, "artist": self.artist}

    def _list(self, key: str, items: list[object], read: Callable[[Json], object]) -> None:
        for place, item in enumerate(items, 1):
            if as_text(as_object(item).get("id")):
                read(as_object(item))
            else:
                self.missing.append(f"{key}, place {place}")

    def album(self, album: Json) -> str:
        """A release; its track list is whole where the answer holds all its tracks."""
        entity = self._entity("release", "album", album)
        self._credits(entity, album)
        self._fact(entity, "spotify album type", album.get("album_type"))
        self._fact(entity, "label", album.get("label"))
        self._day(entity, album)
        for genre in as_texts(album.get("genres")):
            self._fact(entity, "genre", genre)
        page = as_object(album.get("tracks"))
        total = as_whole(album.get("total_tracks")) or as_whole(page.get("total"))
        if total:
            self._fact(entity, "track count", str(total))
        if barcode := as_text(as_object(album.get("external_ids")).get("upc")):
            self._key(barcode.zfill(_BARCODE), "upc", entity)
        if self._tracks_of(entity, page) == total and total:
            self._fact(entity, "complete", "yes")
        return entity

    def _tracks_of(self, release: str, page: Json) -> int:
        """The tracks of a page, placed from its offset on; how many there were."""
        tracks = as_objects(page.get("items"))
        start = as_whole(page.get("offset")) or 0
        for position, track in enumerate(tracks, start + 1):
            if as_text(track.get("id")):  # a local file has none
                self.said.track(release, position, self.recording(track), source=SITE)
        return len(tracks) if start == 0 else 0

    def track(self, track: Json) -> str:
        """A recording, and its place where it is on the first disc of a named album."""
        entity = self.recording(track)
        album = as_object(track.get("album"))
        position = as_whole(track.get("track_number"))
        if as_text(album.get("id")):
            release = self.album(album)
            if position and as_whole(track.get("disc_number")) == 1:
                self.said.track(release, position, entity, source=SITE)
        return entity

    def recording(self, track: Json) -> str:
        """A recording with its ids; one that was relinked has the id it was asked by as well."""
        entity = self._entity("recording", "track", track)
        self._credits(entity, track)
        if length := as_whole(track.get("duration_ms")):
            self._fact(entity, "duration ms", str(length))
        for version in read_title(as_text(track.get("name"))).versions:
            self._fact(entity, "version", version.kind)
        isrc = as_text(as_object(track.get("external_ids")).get("isrc"))
        self._key(isrc.replace("-", "").upper(), "isrc", entity)
        linked = as_text(as_object(track.get("linked_from")).get("id"))
        self._key(linked, "spotify:track", entity)
        return entity

    def artist(self, artist: Json) -> str:
        """An artist, by name, with genres where Spotify gives any."""
        entity = self._entity("artist", "artist", artist)
        for genre in as_texts(artist.get("genres")):
            self._fact(entity, "genre", genre)
        return entity

    def _entity(self, kind: str, word: str, item: Json) -> str:
        identifier = as_text(item.get("id"))
        entity = f"{kind}:spotify/{identifier}"
        self._key(identifier, f"spotify:{word}", entity)
        if name := as_text(item.get("name")):
            self.said.name(entity, name, source=SITE)
        return entity

    def _credits(self, entity: str, item: Json) -> None:
        guests = {fold(guest) for guest in read_title(as_text(item.get("name"))).featured}
        for artist in as_objects(item.get("artists")):
            role = "featured" if fold(as_text(artist.get("name"))) in guests else "main"
            if as_text(artist.get("id")):
                self.said.credit(entity, self.artist(artist), role=role, source=SITE)

    def _day(self, entity: str, album: Json) -> None:
        text = as_text(album.get("release_date"))
        if is_day(text):
            self._fact(entity, "released", text)
        elif text:
            self.short_dates.append(f"{entity}: released {text}")

    def _fact(self, entity: str, attribute: str, value: object) -> None:
        if text := as_text(value):
            self.said.fact(entity, attribute, text, source=SITE)

    def _key(self, identifier: str, prefix: str, entity: str) -> None:
        if identifier:
            self.said.identity(f"{prefix}:{identifier}", entity, source=SITE)
