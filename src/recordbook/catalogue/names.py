"""Names as they are compared: case, width, accents, punctuation and suffixes put aside.

`fold` decides when two spellings are one name. `read_title` splits what a source glued to a title
(edition, version, guests) from the title itself. `folded_keys` is both together: every key under
which a name is filed and looked up.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.catalogue.romanise import romanised_keys
from recordbook.catalogue.versions import Version, read_version

if TYPE_CHECKING:
    from collections.abc import Iterator

_DROPPED = dict.fromkeys(
    map(ord, "\u2122\xae\xa9\u2120'`\xb4\u2019\u2018\u201b\u02bc\u02b9\u2032\uff07")
)
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe"}
)
_ACCENTS = re.compile("[\u0300-\u036f]+")  # leaves the voicing marks of kana alone
_EDITION = re.compile(
    r"(?:the )?(?:\d+(?:st|nd|rd|th) )?"
    r"(?:(?:full|mini|single|studio|solo|special|digital|repackage|repackaged) )*"
    r"(?:ep|single|album|mini|repackage|mixtape|deluxe|deluxe edition|deluxe album|expanded edition"
    r"|special edition|standard edition|standard|digital|remastered)"
)
_GUESTS = re.compile(
    r"(?:feat|ft|featuring|duet with|with|w(?=/))\b[. /]*(?P<who>.+)", re.IGNORECASE
)
_OPEN_GUESTS = re.compile(r"\s(?:feat\.?|ft\.?|featuring)\s(?P<who>.+)$", re.IGNORECASE)
_GROUP = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]+)[)\]]\s*$")
_TAIL = re.compile(r"\s+[-\u2010-\u2015]\s+(?P<inside>[^()\[\]]+?)\s*$")
_SPLIT = re.compile(r"\s*(?:,|&|\band\b|\bx\b)\s*")
_VER = re.compile(r"\bver\b")


def fold(name: str) -> str:
    """The name as look-ups compare it; folding twice changes nothing, and nothing folds to nothing.

    >>> fold("ROSÉ") == fold("rose"), fold("Face-off"), fold("Interlude : Dive")
    (True, 'face off', 'interlude dive')
    >>> fold("  뷔 "), fold("÷")
    ('뷔', '÷')
    """
    folded, before = _once(name), ""
    while folded != before:
        before, folded = folded, _once(folded)
    return folded


def _once(name: str) -> str:
    wide = unicodedata.normalize("NFKC", name.translate(_DROPPED)).casefold()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", wide.translate(_LETTERS)))
    composed = unicodedata.normalize("NFKC", plain).translate(_DROPPED)
    words = "".join(_spaced(composed)).split()
    return " ".join(words) or " ".join(wide.split())


def _spaced(text: str) -> Iterator[str]:
    for letter in text:
        category = unicodedata.category(letter)
        if letter == "&":
            yield " and "
        elif category == "Cf":
            continue
        else:
            yield " " if category[0] in "PZC" or letter == "|" else letter


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart: the bare title, how it was sold, which version it is, who is a guest."""

    bare: str
    editions: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    featured: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The folded title with its versions, spelled one way, without edition and guests."""
        words = [fold(self.bare), *sorted(version.text for version in self.versions)]
        return fold(_VER.sub("version", " ".join(words)))


def read_title(title: str) -> Title:
    """Take a title apart; a suffix that is none of the known ones stays part of the title.

    >>> read_title("Seven (feat. Latto) - Clean Ver.").featured
    ('Latto',)
    >>> [read_title(t).key for t in ("Slow Dancing (Piano Ver.)", "Slow Dancing - Piano Version")]
    ['slow dancing piano version', 'slow dancing piano version']
    >>> read_title("Delight - The 2nd Mini Album").editions
    ('the 2nd mini album',)
    """
    rest = title.strip()
    editions: list[str] = []
    versions: list[Version] = []
    featured: list[str] = []
    while match := _GROUP.search(rest) or _TAIL.search(rest):
        inside = match["inside"].strip()
        if guests := _GUESTS.fullmatch(inside):
            featured[:0] = _people(guests["who"])
        elif _EDITION.fullmatch(fold(inside)):
            editions.insert(0, fold(inside))
        elif version := read_version(fold(inside)):
            versions.insert(0, version)
        else:
            break
        if not (shorter := rest[: match.start()].strip()):
            return Title(title.strip())
        rest = shorter
    if guests := _OPEN_GUESTS.search(rest):
        featured[:0] = _people(guests["who"])
        rest = rest[: guests.start()].strip() or rest
    return Title(rest, tuple(editions), tuple(versions), tuple(featured))


def _people(text: str) -> list[str]:
    return [person for person in _SPLIT.split(text.strip()) if person]


def folded_keys(name: str, kind: str = "artist") -> tuple[str, ...]:
    """Every key a name is filed and looked up under; the first is `fold(name)`.

    `kind` is artist, release or recording: only titles have editions, versions and guests.

    >>> folded_keys("Layover - EP", "release")
    ('layover ep', 'layover')
    >>> folded_keys("김태형")
    ('김태형', 'gimtaehyeong', 'gim taehyeong')
    """
    keys = [fold(name)]
    if kind != "artist":
        keys.append(read_title(name).key)
    keys.extend(romanised_keys(keys[-1], person=kind == "artist"))
    return tuple(dict.fromkeys(keys))
