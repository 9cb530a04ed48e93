"""Who is in a cohort: true, false or open, because sources are silent or disagree."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from recordbook.catalogue.attributes import ATTRIBUTES
from recordbook.catalogue.hierarchy import POPULATIONS, below
from recordbook.catalogue.names import fold
from recordbook.mining.oracle.book import DATES, widened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recordbook.mining.oracle.book import Book

FALSE, OPEN, TRUE = 0, 1, 2

SEVERAL = {"scene", "country", "language", "label", "genre", "member of", "duration ms", "version"}
"""The attributes that can have several values at once."""

POPULATION = {"recording": "track", "release": "album", "artist": "artist"}
"""The population of each kind."""


class Condition(NamedTuple):
    """An attribute of the item itself, or of an artist of it, has a value or one below it."""

    attribute: str
    value: str
    of: str  # artist | self


Cohort: TypeAlias = "frozenset[Condition]"
"""Conditions that must all hold of somebody in the population."""


@cache
def meets(condition: Condition, value: str) -> int:
    """Whether a stated value is one that the condition asks for; a wider one leaves it open."""
    attribute, wanted = condition.attribute, condition.value
    if attribute in DATES:
        return TRUE if value.startswith(wanted) else OPEN if wanted.startswith(value) else FALSE
    if below(attribute, value, wanted) or fold(value) == fold(wanted):
        return TRUE
    return OPEN if below(attribute, wanted, value) else FALSE


def by_sources(truths: list[int], *, several: bool) -> int:
    """What sources say together: silent ones leave it open, and so do those that contradict."""
    said = set(truths)
    if not said:
        return OPEN
    if several and said > {FALSE}:
        return max(said)
    return OPEN if {FALSE, TRUE} <= said else FALSE if FALSE in said else max(said)


@dataclass(frozen=True)
class Members:
    """Membership in any cohort of one kind, on one day."""

    book: Book
    kind: str
    day: int
    _found: dict[tuple[Condition, str], int] = field(
        default_factory=dict[tuple[Condition, str], int]
    )
    _cohorts: dict[Cohort, dict[str, int]] = field(default_factory=dict["Cohort", dict[str, int]])

    @property
    def candidates(self) -> list[str]:
        """Everything of the kind."""
        return self.book.kinds.get(self.kind, [])

    def of(self, cohort: Cohort) -> dict[str, int]:
        """Everybody who is, or may be, in a cohort."""
        if cohort not in self._cohorts:
            truths = {one: self.truth(one, cohort) for one in self.candidates}
            self._cohorts[cohort] = {one: truth for one, truth in truths.items() if truth}
        return self._cohorts[cohort]

    def truth(self, entity: str, cohort: Iterable[Condition]) -> int:
        """Whether somebody is in a cohort: of the population, and meeting its conditions."""
        counts = self._in_population(entity) if self.kind == "release" else TRUE
        return min(counts, self.meeting(entity, cohort))

    def meeting(self, entity: str, cohort: Iterable[Condition]) -> int:
        """Whether somebody meets conditions; what is asked of the artist is asked of one artist."""
        own = [self._says(entity, one) for one in cohort if one.of == "self"]
        artist = [one for one in cohort if one.of == "artist"]
        if artist:
            makers = self.book.makers.get(entity, [])
            own.append(max((self._artist(maker, artist) for maker in makers), default=OPEN))
        return min(own, default=TRUE)

    def _in_population(self, release: str) -> int:
        """An album is what is sold as one: full, mini, and so on."""
        types = [Condition("release type", value, "self") for value in POPULATIONS["album"]]
        said = [row["value"] for row in self._in_force(release, "release type")]
        return by_sources(
            [max(meets(one, value) for one in types) for value in said], several=False
        )

    def _artist(self, artist: str, conditions: list[Condition]) -> int:
        if artist not in self.book.kinds.get("artist", ()):
            return OPEN  # credited, but nobody this book knows
        return min(self._says(artist, one) for one in conditions)

    def _says(self, entity: str, condition: Condition) -> int:
        asked = condition, entity
        if asked not in self._found:
            rows = self._in_force(entity, condition.attribute)
            truths = [meets(condition, row["value"]) for row in rows]
            several = condition.attribute in SEVERAL
            self._found[asked] = by_sources(truths, several=several)
        return self._found[asked]

    def _in_force(self, entity: str, attribute: str) -> list[dict[str, object]]:
        """What is said of the day."""
        return [
            row
            for row in self.book.said(entity, attribute)
            if attribute in DATES
            or (
                (row["from_day"] is None or row["from_day"] <= self.day)
                and (row["to_day"] is None or row["to_day"] >= self.day)
            )
        ]

    def conditions(self, subject: str, attributes: Iterable[str]) -> list[Condition]:
        """Every condition that the subject surely meets, with values that its facts give it.

        Wider values count too, but only where they say something else: "from Asia" where everybody
        is from Korea does not. Spellings that are one name are one condition, by the least of them.
        """
        owners = [("self", self.kind, subject)]
        if self.kind != "artist":
            makers = self.book.makers.get(subject, [])
            owners += [("artist", "artist", maker) for maker in makers]
        found = {
            Condition(attribute, self.book.spelled(attribute, value), of)
            for attribute in attributes
            for of, kind, owner in owners
            if attribute in ATTRIBUTES and kind in ATTRIBUTES[attribute].kinds
            for row in self.book.said(owner, attribute)
            for value in widened(attribute, row["value"])
        }
        true = sorted(one for one in found if self.truth(subject, [one]) == TRUE)
        return [
            one
            for one in true
            if not any(
                other != one and entails(other, one) and self._alike(other, one) for other in true
            )
        ]

    def _alike(self, one: Condition, other: Condition) -> bool:
        """Whether both are as true of everybody whom they ask about."""
        asked = self.candidates if one.of == "self" else self._all_makers
        return all(self._says(entity, one) == self._says(entity, other) for entity in asked)

    @cached_property
    def _all_makers(self) -> list[str]:
        """Every main artist, that this book knows, of anything of the kind."""
        known = set(self.book.kinds.get("artist", ()))
        makers = {maker for item in self.candidates for maker in self.book.makers.get(item, ())}
        return sorted(makers & known)


@cache
def entails(one: Condition, other: Condition) -> bool:
    """Whether whoever meets the one meets the other, as the hierarchy has it."""
    if (one.attribute, one.of) != (other.attribute, other.of):
        return False
    return one == other or (
        one.attribute not in DATES and below(one.attribute, one.value, other.value)
    )


def cohorts(conditions: list[Condition], most: int) -> Iterator[Cohort]:
    """Every set of up to `most` conditions of which none entails another."""
    for size in range(most + 1):
        for chosen in combinations(conditions, size):
            if not any(entails(a, b) or entails(b, a) for a, b in combinations(chosen, 2)):
                yield frozenset(chosen)


def wider(one: Cohort, other: Cohort) -> bool:
    """Whether the one asks for less than the other: each of its conditions is entailed."""
    return one != other and all(any(entails(b, a) for b in other) for a in one)
