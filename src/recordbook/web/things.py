"""Where things have their pages."""

from __future__ import annotations

from typing import Final

FOLDERS: Final = {"release": "albums", "recording": "tracks", "artist": "artists"}
"""The folder of each kind of entity, which begins its id."""

_KEYS: Final = {"album": "albums", "track": "tracks", "artist": "artists"}
"""The same for things that the book knows by a platform's key alone: spotify:album:..."""


def thing_path(entity: str) -> str:
    """The page of an entity; "" of what has none, such as a chart.

    >>> thing_path("release:v/layover"), thing_path("spotify:album:5H7i"), thing_path("spotify")
    ('/albums/release:v/layover', '/albums/spotify:album:5H7i', '')
    """
    kind, mark, rest = entity.partition(":")
    folder = FOLDERS.get(kind) or _KEYS.get(rest.partition(":")[0], "things")
    return f"/{folder}/{entity}" if mark else ""
