"""Names of the catalogue in a text: whatever stands there that something is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.catalogue.candidates import main_artists, shown_names
from recordbook.catalogue.names import fold
from recordbook.catalogue.tables import Tables, rows_of, rows_where
from recordbook.intake.arrow import column, compute, strings
from recordbook.scrutiny.marks import APOSTROPHES, QUOTING, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BREAKS = sorted(QUOTING - frozenset(APOSTROPHES))
_RUN = re.compile(rf"[^\s\-\u2010-\u2015/|<>()\[\]\u2026#@{''.join(_BREAKS)}]+")
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

    The catalogue's own column of folded names is the index: the stretches of a text are looked up
    in it all at once, so nothing is built and nothing more is held in memory.
    """

    tables: Tables

    def matches(self, text: str, endings: tuple[str, ...]) -> list[Match]:
        """Every stretch of the text that is a name; stretches may lie within each other."""
        stretches: dict[str, list[tuple[int, int]]] = {}
        for start, end, key in _stretches(text, endings):
            stretches.setdefault(key, []).append((start, end))
        called: dict[str, set[str]] = {}
        for row in self._rows(stretches):
            called.setdefault(row["folded"], set()).add(row["entity"])
        return sorted(
            (
                Match(start, end, key, frozenset(entities))
                for key, entities in called.items()
                for start, end in stretches[key]
            ),
            key=lambda match: (match.start, -match.end),
        )

    def _rows(self, keys: Iterable[str]) -> list[dict[str, str]]:
        wanted = strings(sorted(keys))
        found = compute.is_in(column(self.tables.names, "folded"), value_set=wanted)
        rows = self.tables.names.filter(found).select(["folded", "entity"])
        return [dict(row) for row in rows_of(rows)]

    def around(self, entities: Iterable[str]) -> Around:
        """What the entities belong with: credits, track lists, groups and shown names."""
        wanted = sorted(set(entities))
        items = [one for one in wanted if not one.startswith("artist:")]
        makers = main_artists(items, self.tables)
        people = {*wanted, *(one for some in makers.values() for one in some)}
        facts = rows_of(rows_where(self.tables.facts, "entity", people))
        groups: dict[str, set[str]] = {}
        acts: dict[str, set[str]] = {}
        for row in facts:
            into = {"member of": groups, "act type": acts}.get(row["attribute"])
            if into is not None:
                into.setdefault(row["entity"], set()).add(row["value"])
        tracks: dict[str, set[str]] = {}
        for row in rows_of(rows_where(self.tables.tracks, "recording", items)):
            tracks.setdefault(row["recording"], set()).add(row["release"])
        shown = shown_names(
            {*people, *(one for some in groups.values() for one in some)}, self.tables
        )
        return Around(makers=makers, groups=groups, acts=acts, on=tracks, shown=shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What some entities belong with, by entity."""

    makers: dict[str, set[str]]  # main artists of a release or recording
    groups: dict[str, set[str]]  # groups of an artist, by id or by name
    acts: dict[str, set[str]]  # act types of an artist
    on: dict[str, set[str]]  # releases that hold a recording
    shown: dict[str, str]

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


def _stretches(text: str, endings: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Every row of up to ten words of one line, with and without the ending of its last word."""
    words = runs(text)
    for first, head in enumerate(words):
        key = ""
        for last in range(first, min(first + _WIDEST, len(words))):
            word = words[last]
            if last > first and _apart(text[words[last - 1].end : word.start]):
                break
            yield head.start, word.end, f"{key}{word.folded}"
            said = plain(text[word.start : word.end])
            for ending in endings:
                if said.endswith(ending) and said != ending:
                    bare = fold(text[word.start : word.end - len(ending)])
                    yield head.start, word.end - len(ending), f"{key}{bare}"
            key = f"{key}{word.folded} "


def _apart(between: str) -> bool:
    """Whether what stands between two words ends a name."""
    return not _STOPS.isdisjoint(between) or len(between) > len(" - ")
