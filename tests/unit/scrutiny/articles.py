"""A small catalogue that articles of the unit tests speak of, and how they are read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from recordbook.catalogue.rows import Statements
from recordbook.scrutiny import read

if TYPE_CHECKING:
    from recordbook.catalogue.tables import Tables
    from recordbook.scrutiny import Article

DAY = date(2023, 12, 20)
_ARTISTS = {
    "bts": ("BTS", "boy group", None),
    "v": ("V", "soloist", "bts"),
    "jimin": ("Jimin", "soloist", "bts"),
    "iu": ("IU", "soloist", None),
    "duo": ("Two Moons", "duo", None),
}
_ALBUMS = {
    "layover": ("Layover", "v", ["Love Me Again", "Blue", "Slow Dancing"]),
    "face": ("FACE", "jimin", ["Like Crazy", "Home"]),
    "palette": ("Palette", "iu", ["Palette", "Home"]),
}


def _tables() -> Tables:
    """The catalogue: three albums, a title track called like its album, two songs called Home."""
    said = Statements()
    for key, (name, act, group) in _ARTISTS.items():
        artist = f"artist:{key}"
        said.name(artist, name, source="list")
        said.fact(artist, "act type", act, source="list")
        if group:
            said.fact(artist, "member of", f"artist:{group}", source="list")
    said.name("artist:v", "Kim Taehyung", source="list", form="alias")
    said.name("artist:other", "Kim Taehyung", source="list")
    said.name("artist:v", "뷔", source="list", form="native")
    said.fact("artist:v", "birth day", "1995-12-30", source="list")
    for key, (title, artist, tracks) in _ALBUMS.items():
        release = f"release:{key}"
        said.name(release, title, source="list")
        said.credit(release, f"artist:{artist}", source="list")
        said.fact(release, "label", "Big House", source="list")
        for place, track in enumerate(tracks, 1):
            recording = f"recording:{key}/{place}"
            said.name(recording, track, source="list")
            said.credit(recording, f"artist:{artist}", source="list")
            said.track(release, place, recording, source="list")
    said.fact("release:layover", "released", "2023-09-08", source="list")
    said.fact("release:layover", "genre", "pop", source="list")
    return said.tables()


TABLES = _tables()


def article(text: str, language: str = "en", published: date | None = DAY) -> Article:
    """The text as it is read on this catalogue."""
    return read(text, TABLES, published, language=language)


def claims(text: str, language: str = "en") -> list[str]:
    """The claims of the last sentence of a text, as the language writes them."""
    found = article(text, language).statements
    last = found[-1].start
    return [str(claim) for one in found if one.start == last for claim in one.claims]


def kinds(text: str, language: str = "en") -> list[str]:
    """The kinds of the statements of a text."""
    return [one.kind.value for one in article(text, language).statements]
