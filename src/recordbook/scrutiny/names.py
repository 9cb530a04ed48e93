"""Names of the catalogue in a text: whatever stands there that something is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from recordbook.catalogue.candidates import main_artists
from recordbook.catalogue.names import fold
from recordbook.catalogue.tables import rows_of
from recordbook.scrutiny.kinds import entity_kind
from recordbook.scrutiny.marks import APOSTROPHES, QUOTING, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recordbook.scrutiny.shelf import Shelf

_BREAKS = sorted(QUOTING - frozenset(APOSTROPHES))
_RUN = re.compile(rf"[^\s\-\u2010-\u2015/|<>()\[\]\u2026#@{''.join(_BREAKS)}]+")
_OWN = frozenset({"artist", "release", "recording"})
_EDGES = ".,;:!?*~\u00b7" + APOSTROPHES
_STOPS = frozenset(["\n", *".;!?", *_BREAKS])
_WIDEST = 10  # words in a name; of titles longer than this only the beginning could be told


@dataclass(frozen=True, slots=True)
class Run:
    """Letters without a space: where they stand, and as look-ups compare them."""

    start: int
    end: int
    folded: str


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of text that is a name, and everything that is called so."""

    start: int
    end: int
    folded: str
    entities: frozenset[str]


@dataclass(frozen=True)
class Names:
    """The names of one catalogue, and whom they belong to.

    The stretches of a text are looked up in the catalogue's own folded names, all at once.
    """

    shelf: Shelf

    def matches(self, text: str, endings: tuple[str, ...]) -> list[Match]:
        """Every stretch of the text that is a name; stretches may lie within each other."""
        stretches: dict[str, list[tuple[int, int]]] = {}
        for start, end, key in _stretches(text, endings):
            stretches.setdefault(key, []).append((start, end))
        called: dict[str, set[str]] = {}
        rows = rows_of(self.shelf.rows("names", "folded", stretches))
        stands = self._stands({row["entity"] for row in rows})
        for row in rows:
            called.setdefault(row["folded"], set()).add(stands.get(row["entity"], row["entity"]))
        for start, end, key in _whole(stretches, called):
            stretches[key].remove((start, end))
        return sorted(
            (
                Match(start, end, key, frozenset(entities))
                for key, entities in called.items()
                for start, end in stretches[key]
            ),
            key=lambda match: (match.start, -match.end),
        )

    def _stands(self, entities: Iterable[str]) -> dict[str, str]:
        """The entity that a key stands for, for those that stand for one."""
        keys = [one for one in entities if one.partition(":")[0] not in _OWN]
        return {
            row["key"]: row["entity"] for row in rows_of(self.shelf.rows("identities", "key", keys))
        }

    def around(self, entities: Iterable[str]) -> Around:
        """What the entities belong with: credits, track lists and groups."""
        wanted = sorted(set(entities))
        items = [one for one in wanted if entity_kind(one) != "artist"]
        makers = main_artists(items, self.shelf.part(credits=("item", items)))
        people = {*wanted, *(one for some in makers.values() for one in some)}
        groups: dict[str, set[str]] = {}
        acts: dict[str, set[str]] = {}
        for row in rows_of(self.shelf.rows("facts", "entity", people)):
            into = {"member of": groups, "act type": acts}.get(row["attribute"])
            if into is not None:
                into.setdefault(row["entity"], set()).add(row["value"])
        tracks: dict[str, set[str]] = {}
        for row in rows_of(self.shelf.rows("tracks", "recording", items)):
            tracks.setdefault(row["recording"], set()).add(row["release"])
        return Around(makers=makers, groups=groups, acts=acts, on=tracks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What some entities belong with, by entity."""

    makers: dict[str, set[str]]  # main artists of a release or recording
    groups: dict[str, set[str]]  # groups of an artist, by id or by name
    acts: dict[str, set[str]]  # act types of an artist
    on: dict[str, set[str]]  # releases that hold a recording

    def is_group(self, artist: str) -> bool:
        """Whether an artist is some sort of group."""
        return any(act != "soloist" for act in self.acts.get(artist, ()))

    def is_person(self, artist: str) -> bool:
        """Whether an artist is one person, as far as is known."""
        return "soloist" in self.acts.get(artist, ()) or bool(self.groups.get(artist))


def runs(text: str) -> list[Run]:
    """The words of a text as names are made of them."""
    found: list[Run] = []
    for run in _RUN.finditer(text):
        bare = run[0].strip(_EDGES)
        if bare:
            start = run.start() + run[0].index(bare)
            found.append(Run(start, start + len(bare), fold(bare)))
    return found


def _whole(
    stretches: Mapping[str, list[tuple[int, int]]], called: Mapping[str, set[str]]
) -> list[tuple[int, int, str]]:
    """Names that are longer by a possessive ending only than another name in the same place.

    "ROSÉ's" is ROSÉ and an ending, though something is called "Roses".
    """
    places = {place for key in called for place in stretches[key]}
    return [
        (start, end, key)
        for key in called
        for start, end in stretches[key]
        if key.endswith("s") and ((start, end - 2) in places or (start, end - 1) in places)
    ]


def _stretches(text: str, endings: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Every row of up to ten words of one line, with and without the ending of its last word."""
    words = runs(text)
    apart = [
        _apart(text[a.end : b.start]) and not _numbered(text, a, b) for a, b in pairwise(words)
    ]
    bare = [list(_bare(text, word, endings)) for word in words]
    for first, head in enumerate(words):
        key = ""
        for last in range(first, min(first + _WIDEST, len(words))):
            if last > first and apart[last - 1]:
                break
            for end, folded in bare[last]:
                yield head.start, end, key + folded
            key = f"{key}{words[last].folded} "


def _bare(text: str, word: Run, endings: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """A word as it may end a name: as it stands, and without each ending."""
    yield word.end, word.folded
    said = plain(text[word.start : word.end])
    for ending in endings:
        if said.endswith(ending) and said != ending:
            bare = text[word.start : word.end - len(ending)].rstrip(_EDGES)
            yield word.start + len(bare), fold(bare)


def _numbered(text: str, word: Run, following: Run) -> bool:
    """Whether a short word with a point stands before a number: No. 5, Pt. 2."""
    between = text[word.end : following.start]
    return between == ". " and len(word.folded) < len("volume") and following.folded.isdigit()


def _apart(between: str) -> bool:
    """Whether what stands between two words ends a name."""
    return not _STOPS.isdisjoint(between) or len(between) > len(" - ")
