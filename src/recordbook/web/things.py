"""Where things have their pages."""

from __future__ import annotations

from typing import Final

FOLDERS: Final = {"release": "albums", "recording": "tracks", "artist": "artists"}
"""The folder of each kind of entity, which begins its id."""


def thing_path(entity: str) -> str:
    """The page of an entity; "" of what has none, such as a chart.

    >>> thing_path("release:v/layover"), thing_path("spotify")
    ('/albums/release:v/layover', '')
    """
    folder = FOLDERS.get(entity.partition(":")[0])
    return f"/{folder}/{entity}" if folder and ":" in entity else ""
