"""MusicBrainz JSON: releases, release groups, recordings and artists, for the catalogue.

Web service look-ups, browse and search lists, and the same with `_` for `-` in the keys. What
MusicBrainz calls a release group is a release here, and its releases are editions. A pseudo-release
only translates titles: it adds names, and no place in a track list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

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
    underscored,
)
from recordbook.intake.problems import Note
from recordbook.intake.source import Parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recordbook.intake.source import Head, Settings, SourceFile

SITE = "musicbrainz.org"
_SIGNS = re.compile(
    r'"(?:artist[-_]credit|sort[-_]name|primary[-_]type|first[-_]release[-_]date|life[-_]span'
    r'|text[-_]representation)"'
)
_SPOTIFY_TRACK = re.compile(r"open\.spotify\.com/(?P<kind>track|album|artist)/(?P<id>\w{22})")
_GUEST = re.compile(r"\b(?:feat|ft|featuring)\b", re.IGNORECASE)
_TYPES: Final = {
    "Album": "album",
    "EP": "ep",
    "Single": "single",
    "Broadcast": "broadcast",
    "Other": "other",
}
_SECONDARY: Final = {
    "Compilation": "compilation",
    "Live": "live album",
    "Remix": "remix album",
    "Soundtrack": "soundtrack",
    "Mixtape/Street": "mixtape",
}
_BARCODE = 13  # digits; a UPC of twelve is an EAN with a zero before it
_ACTS: Final = {"Person": "soloist", "Group": "group"}
_NO_EDITION: Final = {"Pseudo-Release", "Bootleg", "Withdrawn", "Cancelled"}


class MusicBrainz:
    """One answer of the MusicBrainz web service, saved as a file."""

    name = "musicbrainz-json"
    title = "MusicBrainz JSON (release, release group, recording or artist)"

    def recognises(self, head: Head) -> bool:
        """Whether it is JSON with keys that only MusicBrainz has."""
        return head.json_starts() and bool(_SIGNS.search(head.text))

    def read(self, file: SourceFile, settings: Settings) -> Parsed:  # noqa: ARG002 - all is in the file
        """Names, places, credits, facts and ids; `ChangedShape` where no entity is found."""
        try:
            answer = as_object(underscored(file.json()))
        except ValueError as error:
            raise ChangedShape(file.name, SITE, ["valid JSON"], []) from error
        reading = _Reading()
        reading.answer(answer)
        tables = reading.said.arrow()
        if not tables:
            raise ChangedShape(file.name, SITE, ["id", "title", "name"], [])
        short = reading.short_dates
        note = Note("partial dates", len(short), "not whole days, so not taken", tuple(short[:3]))
        return Parsed(source=SITE, tables=tables, notes=[note] if short else [])


@dataclass(frozen=True, slots=True)
class _Reading:
    """What an answer says, as it is walked through."""

    said: Statements = field(default_factory=Statements)
    short_dates: list[str] = field(default_factory=list[str])

    def answer(self, answer: Json) -> None:
        """One entity, or lists of them."""
        for key, read in self._lists().items():
            for item in as_objects(answer.get(key)):
                if as_text(item.get("id")):
                    read(item)
        if not as_text(answer.get("id")):
            return
        if "media" in answer or "release_group" in answer:
            self.release(answer)
        elif "primary_type" in answer:
            self.group(answer)
        elif "sort_name" in answer:
            self.artist(answer)
        elif "title" in answer:
            self.recording(answer)

    def _lists(self) -> Mapping[str, Callable[[Json], object]]:
        return {
            "releases": self.release,
            "release_groups": self.group,
            "recordings": self.recording,
            "artists": self.artist,
        }

    def release(self, release: Json) -> None:
        """An edition: names and dates go to its release group, its tracks to the edition."""
        parent = as_object(release.get("release_group"))
        if not as_text(parent.get("id")):
            return  # an edition of nothing known: its tracks could belong anywhere
        entity = self.group(parent)
        page = f"{SITE}/release/{as_text(release.get('id'))}"
        self._titles(entity, release, page, form="alias")
        self._credits(entity, release, page)
        self._key(f"mbid:{as_text(release.get('id'))}", entity, page)
        pseudo = as_text(release.get("status")) in _NO_EDITION
        if not pseudo:
            self._day(entity, "released", release.get("date"), page)
            if barcode := as_text(release.get("barcode")):
                self._key(f"upc:{barcode.zfill(_BARCODE)}", entity, page)
            for info in as_objects(release.get("label_info")):
                label = as_text(as_object(info.get("label")).get("name"))
                self._fact(entity, "label", "" if label == "[no label]" else label, page)
        self._tracks(entity, release, page, placed=not pseudo)

    def _tracks(self, entity: str, release: Json, page: str, *, placed: bool) -> None:
        edition = as_text(release.get("disambiguation"))
        position, stated = 0, 0
        for medium in as_objects(release.get("media")):
            stated += as_whole(medium.get("track_count")) or 0
            for track in as_objects(medium.get("tracks")):
                position += 1
                recording = self.recording(as_object(track.get("recording")))
                if recording is None:
                    continue
                self._titles(recording, track, page, form="alias")
                if placed:
                    self.said.track(entity, position, recording, edition=edition, source=page)
        if placed and not edition and position and position == stated:
            self._fact(entity, "track count", str(stated), page)
            self._fact(entity, "complete", "yes", page)

    def group(self, group: Json) -> str:
        """A release group: the release as people mean it."""
        identifier = as_text(group.get("id"))
        entity, page = f"release:mbid/{identifier}", f"{SITE}/release-group/{identifier}"
        self._titles(entity, group, page)
        self._credits(entity, group, page)
        self._key(f"mbid:{identifier}", entity, page)
        self._day(entity, "released", group.get("first_release_date"), page)
        second = [_SECONDARY.get(kind) for kind in as_texts(group.get("secondary_types"))]
        kinds = [kind for kind in second if kind] or [
            _TYPES.get(as_text(group.get("primary_type")), "")
        ]
        self._fact(entity, "release type", kinds[0], page)
        self._genres(entity, group, page)
        return entity

    def recording(self, recording: Json) -> str | None:
        """A recording with its ids; None where it has no id."""
        identifier = as_text(recording.get("id"))
        if not identifier:
            return None
        entity, page = f"recording:mbid/{identifier}", f"{SITE}/recording/{identifier}"
        self._titles(entity, recording, page)
        self._credits(entity, recording, page)
        self._key(f"mbid:{identifier}", entity, page)
        for isrc in as_texts(recording.get("isrcs")):
            self._key(f"isrc:{isrc.replace('-', '')}", entity, page)
        if length := as_whole(recording.get("length")):
            self._fact(entity, "duration ms", str(length), page)
        self._day(entity, "released", recording.get("first_release_date"), page)
        for version in read_title(as_text(recording.get("title"))).versions:
            self._fact(entity, "version", version.kind, page)
        self._genres(entity, recording, page)
        self._links(entity, recording, page)
        return entity

    def artist(self, artist: Json) -> str:
        """An artist: names in every script, and what sort of act."""
        identifier = as_text(artist.get("id"))
        entity, page = f"artist:mbid/{identifier}", f"{SITE}/artist/{identifier}"
        self._titles(entity, artist, page, key="name")
        self._key(f"mbid:{identifier}", entity, page)
        kind = as_text(artist.get("type"))
        self._fact(entity, "act type", _ACTS.get(kind, ""), page)
        self._fact(entity, "gender", artist.get("gender"), page)
        country = as_text(artist.get("country"))
        self._fact(entity, "country", "" if country.startswith("X") else country, page)
        if kind == "Person":
            self._day(entity, "birth day", as_object(artist.get("life_span")).get("begin"), page)
        self._genres(entity, artist, page)
        self._links(entity, artist, page)
        return entity

    def _titles(
        self, entity: str, item: Json, page: str, *, key: str = "title", form: str = "name"
    ) -> None:
        if title := as_text(item.get(key)):
            self.said.name(entity, title, form=form, source=page)
        for alias in as_objects(item.get("aliases")):
            if name := as_text(alias.get("name")):
                self.said.name(entity, name, form="alias", source=page)

    def _credits(self, entity: str, item: Json, page: str) -> None:
        role = "main"
        for credit in as_objects(item.get("artist_credit")):
            artist = as_object(credit.get("artist"))
            if not as_text(artist.get("id")):
                continue
            credited = self.artist(artist)
            self.said.credit(entity, credited, role=role, source=page)
            shown = as_text(credit.get("name"))
            if shown and fold(shown) != fold(as_text(artist.get("name"))):
                self.said.name(credited, shown, form="alias", source=page)
            if _GUEST.search(as_text(credit.get("joinphrase"))):
                role = "featured"

    def _links(self, entity: str, item: Json, page: str) -> None:
        relations = [*as_objects(item.get("url_relations")), *as_objects(item.get("relations"))]
        for relation in relations:
            address = as_text(as_object(relation.get("url")).get("resource"))
            if match := _SPOTIFY_TRACK.search(address):
                self._key(f"spotify:{match['kind']}:{match['id']}", entity, page)

    def _genres(self, entity: str, item: Json, page: str) -> None:
        for genre in as_objects(item.get("genres")):
            self._fact(entity, "genre", genre.get("name"), page)

    def _day(self, entity: str, attribute: str, value: object, page: str) -> None:
        text = as_text(value)
        if is_day(text):
            self.said.fact(entity, attribute, text, source=page)
        elif text:
            self.short_dates.append(f"{entity}: {attribute} {text}")

    def _fact(self, entity: str, attribute: str, value: object, page: str) -> None:
        if text := as_text(value):
            self.said.fact(entity, attribute, text, source=page)

    def _key(self, key: str, entity: str, page: str) -> None:
        if key.partition(":")[2]:
            self.said.identity(key, entity, source=page)
