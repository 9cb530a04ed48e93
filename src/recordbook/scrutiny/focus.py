"""What an article is about at the moment: whom "the idol", "his album" and "it" refer to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recordbook.scrutiny.kinds import entity_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.claims import Claim, Measure
    from recordbook.scrutiny.items import Item
    from recordbook.scrutiny.names import Around
    from recordbook.units import Day

_BACK = 8
"""Sentences that a reference may reach back over."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Whom and what one sentence spoke of, each thing as an item's value."""

    artists: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(slots=True)
class Focus:
    """What the sentences so far have spoken of."""

    around: Around
    published: Day | None
    spoken: list[Spoken] = field(default_factory=list["Spoken"])
    platform: str = ""
    claim: Claim | None = None
    dated: list[tuple[Measure, int | None, Day]] = field(
        default_factory=list["tuple[Measure, int | None, Day]"]
    )
    said: Claim | None = None  # the last claim of the sentence at hand

    def speak(self, items: Iterable[Item]) -> None:
        """Note what a sentence spoke of."""
        listed = list(items)
        artists = tuple(dict.fromkeys(one.value for one in listed if one.kind == "artist"))
        titles = tuple(dict.fromkeys(one.value for one in listed if one.kind == "title"))
        for item in listed:
            if item.kind == "platform":
                self.platform = item.value
        self.spoken.append(Spoken(artists, titles))
        self.claim, self.said = self.said or self.claim, None

    def person(self, before: Iterable[Item]) -> str:
        """The person last spoken of; "" where there is none, or more than one."""
        return self._artist(before, group=False)

    def group(self, before: Iterable[Item]) -> str:
        """The group last spoken of; "" where there is none, or more than one."""
        return self._artist(before, group=True)

    def title(self, before: Iterable[Item], kind: str, artist: str = "") -> str:
        """The release or recording last spoken of, of an artist where one is given.

        `kind` is release, recording, or "" for either.
        """
        rows = [Spoken((), tuple(one.value for one in before if one.kind == "title"))]
        for row in [*rows, *reversed(self.spoken[-_BACK:])]:
            found = {
                title
                for title in row.titles
                if any(self._fits(one, kind, artist) for one in title.split(" "))
            }
            if found:
                return found.pop() if len(found) == 1 else ""
        return ""

    def of_kind(self, title: str, kind: str) -> str:
        """The entity of a kind among those that a title is; "" where it is none of that kind."""
        return next((one for one in title.split(" ") if entity_kind(one) == kind), "")

    def makers(self, title: str) -> set[str]:
        """The main artists of a title."""
        return {one for entity in title.split(" ") for one in self.around.makers.get(entity, ())}

    def _fits(self, entity: str, kind: str, artist: str) -> bool:
        return kind in {"", entity_kind(entity)} and (
            not artist or artist in self.around.makers.get(entity, ())
        )

    def _artist(self, before: Iterable[Item], *, group: bool) -> str:
        """The one artist of the nearest sentence that speaks of any of the kind."""
        listed = list(before)
        here = Spoken(
            tuple(one.value for one in listed if one.kind in {"artist", "owner"}),
            tuple(one.value for one in listed if one.kind == "title"),
        )
        for row in [here, *reversed(self.spoken[-_BACK:])]:
            named = {one for one in row.artists if self._is(one, group=group)}
            made = {one for title in row.titles for one in self.makers(title)}
            found = named or {one for one in made if self._is(one, group=group)}
            if found:
                return found.pop() if len(found) == 1 else ""
        return ""

    def _is(self, artist: str, *, group: bool) -> bool:
        return self.around.is_group(artist) if group else self.around.is_person(artist)
