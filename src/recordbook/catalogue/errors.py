"""Failures of the catalogue: names and keys that do not lead to one entity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.catalogue.candidates import Candidate


class UnknownName(CatalogueError):
    """Nothing in the catalogue has this name."""

    def __init__(self, asked: str, nearest: Sequence[str]) -> None:
        self.asked: str = asked
        self.nearest: tuple[str, ...] = tuple(nearest)
        near = ", ".join(f'"{name}"' for name in nearest)
        super().__init__(
            f"nothing in the catalogue is called {asked}",
            remedy=f"nearest known: {near}" if near else "take in a catalogue that holds it",
        )


class UnknownKey(CatalogueError):
    """No entity of the catalogue has this key."""

    def __init__(self, key: str) -> None:
        self.key: str = key
        super().__init__(
            f"no entity of the catalogue has the key {key} on that day",
            remedy="keys look like artist:v, spotify:track:<22 letters>, isrc:<12>, mbid:<36>",
        )


class AmbiguousName(CatalogueError):
    """Several entities have this name."""

    def __init__(self, asked: str, candidates: Sequence[Candidate]) -> None:
        self.asked: str = asked
        self.candidates: tuple[Candidate, ...] = tuple(candidates)
        meant = "\n".join(f"    {candidate}" for candidate in candidates)
        super().__init__(
            f"{asked} may mean {len(candidates)} things:\n{meant}",
            remedy=f"say which by its id, such as {candidates[0].entity}",
        )


class NameAndKeyDisagree(CatalogueError):
    """The name and the key lead to different entities."""

    def __init__(self, asked: str, key: str, entity: str) -> None:
        super().__init__(
            f"{key} is {entity}, which is not called {asked}",
            remedy="leave out the name or the key, whichever is wrong",
        )


class UnresolvedNames(CatalogueError):
    """Some names in a file do not lead to one entity each."""

    def __init__(self, problems: Sequence[CatalogueError]) -> None:
        self.problems: tuple[CatalogueError, ...] = tuple(problems)
        listed = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(f"{len(problems)} names do not lead to one entity each:\n{listed}")
