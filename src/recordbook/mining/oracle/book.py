"""A book as plain rows: what its catalogue says of releases, lists, names and credits."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from recordbook.catalogue.hierarchy import parents
from recordbook.catalogue.names import fold
from recordbook.mining.oracle.runs import NEVER
from recordbook.mining.oracle.standing import Row, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DATES = {"released", "debut", "birth day"}
"""The attributes that are days: true at all times, and asked for by year."""

_DATE = len("2023-09-08")


class Release(NamedTuple):
    """When something came out: the last play day before, and the days between which it did."""

    silent: int
    first: int
    last: int


UNDATED = Release(-NEVER - 1, -NEVER, NEVER)
"""The release of what nobody dates."""


class Track(NamedTuple):
    """A recording of a list: how often the list has it, and whether it surely does."""

    recording: str
    places: int
    sure: bool


class TrackList(NamedTuple):
    """The default edition of a release, and whether the list is not known to be short."""

    tracks: tuple[Track, ...]
    whole: bool


def widened(attribute: str, value: str) -> tuple[str, ...]:
    """A value and all above it; of a day, its year."""
    return (value[:4],) if attribute in DATES else (value, *parents(attribute, value))


@dataclass(frozen=True)
class Book:
    """The rows of a book that still stand, table by table."""

    rows: dict[str, list[Row]]

    @classmethod
    def of(cls, tables: Mapping[str, Iterable[Row]]) -> Book:
        """The book of all rows of its tables, corrections among them."""
        return cls(standing(tables))

    @cached_property
    def facts(self) -> dict[str, dict[str, list[Row]]]:
        """What is said of an attribute, of an entity."""
        found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in self.rows["facts"]:
            found[row["attribute"]][row["entity"]].append(row)
        return found

    def said(self, entity: str, attribute: str) -> list[Row]:
        """The facts of one attribute of an entity."""
        return self.facts.get(attribute, {}).get(entity, [])

    @cached_property
    def changes(self) -> list[int]:
        """The days on which some fact begins to be so, or no longer is."""
        begun = {row["from_day"] for row in self.rows["facts"]}
        ended = {row["to_day"] + 1 for row in self.rows["facts"] if row["to_day"] is not None}
        return sorted((begun | ended) - {None})

    @cached_property
    def _spellings(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for attribute, said in self.facts.items():
            stated = {row["value"] for rows in said.values() for row in rows}
            all_ = sorted({wide for value in stated for wide in widened(attribute, value)})
            found[attribute] = {fold(value): value for value in reversed(all_)}
        return found

    def spelled(self, attribute: str, value: str) -> str:
        """The least of all spellings that the book has of a value."""
        return self._spellings[attribute][fold(value)]

    @cached_property
    def kinds(self) -> dict[str, list[str]]:
        """Everything that is named, by kind; a key that stands for something else is nothing."""
        keys = {row["key"] for row in self.rows["identities"] if row["entity"] != row["key"]}
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.rows["names"]:
            if row["entity"] not in keys:
                found[row["kind"]].add(row["entity"])
        return {kind: sorted(entities) for kind, entities in found.items()}

    @cached_property
    def makers(self) -> dict[str, list[str]]:
        """The main artists of each item."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.rows["credits"]:
            if row["role"] == "main":
                found[row["item"]].add(row["artist"])
        return {item: sorted(artists) for item, artists in found.items()}

    @cached_property
    def _releases(self) -> dict[str, Release]:
        return {entity: self._release(entity) for entity in self.facts.get("released", ())}

    def release(self, entity: str) -> Release:
        """When something came out, over all sources."""
        return self._releases.get(entity, UNDATED)

    def _release(self, entity: str) -> Release:
        """A date without an hour begins in the east, a play day early; the finest saying counts."""
        stated = {
            (row["value"], row["from_day"])
            for row in self.said(entity, "released")
            if row["from_day"] is not None
        }
        finest = [
            (len(value), day)
            for value, day in stated
            if not any(other != value and other.startswith(value) for other, _ in stated)
        ]
        if not finest:
            return UNDATED
        return Release(
            min(day - (1 if size > _DATE else 2) for size, day in finest),
            min(day for _, day in finest),
            max(day + {4: 365, 7: 30}.get(size, 0) for size, day in finest),
        )

    @cached_property
    def lists(self) -> dict[str, TrackList]:
        """The track list of the default edition of each release."""
        found: dict[str, set[tuple[int, str]]] = defaultdict(set)
        for row in self.rows["tracks"]:
            if row["edition"] == "":
                found[row["release"]].add((row["position"], row["recording"]))
        return {release: self._list(release, places) for release, places in found.items()}

    def _list(self, release: str, places: set[tuple[int, str]]) -> TrackList:
        """A list is short if it skips a place, or is said to be; two at one place: neither sure."""
        counts = [row["value"] for row in self.said(release, "track count")]
        stated = [int(value) for value in counts if value.lstrip("+-").isdecimal()]
        partial = any(row["value"] == "no" for row in self.said(release, "complete"))
        crowd = Counter(place for place, _ in places)
        whole = len(crowd) >= max([*crowd, *stated]) and not (partial and not stated)
        overfull = bool(stated) and len(crowd) > max(stated)
        held: dict[str, list[int]] = defaultdict(list)
        for place, recording in sorted(places):
            held[recording].append(place)
        tracks = (
            Track(one, len(at), not overfull and any(crowd[place] == 1 for place in at))
            for one, at in sorted(held.items())
        )
        return TrackList(tuple(tracks), whole)
