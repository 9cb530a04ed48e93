"""Which version of a recording a title names: piano, instrumental, remix, live ..."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = {
    "instrumental": "instrumental|inst|off vocal|karaoke",
    "a cappella": "a cappella|acapella|acappella",
    "remix": "remix|rmx|mix|vip",
    "sped up": "sped up|speed up|spedup",
    "slowed": "slowed(?: down)?(?: (?:and )?reverb)?",
    "live": "live|concert|stage|unplugged",
    "clean": "clean",
    "explicit": "explicit",
    "acoustic": "acoustic",
    "piano": "piano",
    "orchestral": "orchestral|orchestra|strings",
    "demo": "demo|voice memo",
    "edit": "radio edit|edit|single edit",
    "extended": "extended",
    "remastered": "remaster|remastered",
    "rock": "rock",
    "english": "english|eng",
    "korean": "korean|kor",
    "japanese": "japanese|japan|jpn|jp",
    "chinese": "chinese|mandarin|chn",
    "spanish": "spanish",
    "re-recording": "taylors",
}
_KINDS = {
    kind: re.compile(rf"(?:^|\s)(?:{words})(?= version$| ver$|$| at | from | in )")
    for kind, words in _WORDS.items()
}
_WHOLE = {
    kind: re.compile(rf"(?:{words})(?: version| ver)?")
    for kind, words in _WORDS.items()
    if kind != "re-recording"
}
_GENERIC = re.compile(r"(?:^|\s)ver(?:sion)?$")

KINDS = (*_WORDS, "other")
"""Every kind of version; "other" is a version named by a word not listed here."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version as a title names it: its kind, and its words spelled one way."""

    kind: str
    text: str


def read_version(folded: str) -> Version | None:
    """The version that a folded suffix names, or None if it names none.

    >>> read_version("piano ver"), read_version("deep house remix").kind
    (Version(kind='piano', text='piano version'), 'remix')
    >>> read_version("part 2") is None
    True
    """
    kind = next((kind for kind, words in _KINDS.items() if words.search(folded)), None)
    if kind is None and not _GENERIC.search(folded):
        return None
    if kind in _WHOLE and _WHOLE[kind].fullmatch(folded):
        return Version(kind, f"{kind} version")
    return Version(kind or "other", _GENERIC.sub(" version", folded).strip())
