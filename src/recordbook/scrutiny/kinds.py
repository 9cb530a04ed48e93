"""What kind of thing an entity of the catalogue is."""

from __future__ import annotations

_KINDS = frozenset({"artist", "release", "recording"})
_OF_KEYS = {"track": "recording", "album": "release", "artist": "artist"}


def entity_kind(entity: str) -> str:
    """artist, release or recording: by its id, or by the key that stands for it.

    >>> entity_kind("release:v/layover"), entity_kind("spotify:track:5h1")
    ('release', 'recording')
    """
    head, _, rest = entity.partition(":")
    if head in _KINDS:
        return head
    return "release" if head == "upc" else _OF_KEYS.get(rest.partition(":")[0], "recording")
