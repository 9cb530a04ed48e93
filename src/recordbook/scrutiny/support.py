"""Which names of a stretch of text speak for which artist."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recordbook.scrutiny.kinds import entity_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.scrutiny.names import Around, Match

_Names = defaultdict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Support:
    """For every artist, the names in a stretch that are its own, and those of its works."""

    around: Around
    own: _Names = field(default_factory=lambda: defaultdict(set))
    works: _Names = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, matches: Iterable[Match], around: Around) -> Support:
        """The support that the names of a stretch give."""
        made = cls(around)
        for match in matches:
            for entity in match.entities:
                if entity_kind(entity) == "artist":
                    made.own[entity].add(match.folded)
                for maker in around.makers.get(entity, ()):
                    made.works[maker].add(match.folded)
        return made

    def count(self, entity: str, folded: str) -> int:
        """How many other names belong with an entity that is called so."""
        artist = entity_kind(entity) == "artist"
        mine = {entity} if artist else self.around.makers.get(entity, set[str]())
        wanted = mine | {group for one in mine for group in self.around.groups.get(one, ())}
        names = {name for one in wanted for name in self.own.get(one, ())}
        names |= {name for one in mine for name in self.works.get(one, ())}
        return len(names - {folded})
