"""Standings of those who are made of no parts: each is shown by themselves, from everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .standings import Standings

if TYPE_CHECKING:
    from .runs import Known


class Alone(Standings):
    """Standings in which everyone is their own only part."""

    @property
    def one_shows(self) -> bool:
        """Everyone is worked out from everything."""
        return False

    def parts(self, whole: str) -> tuple[list[tuple[str, bool]], bool]:
        """Everyone is shown by themselves."""
        return [(whole, True)], True

    def standing(self, whole: str) -> Known:
        """What is known of one on the day."""
        return self.of(whole)


class OfLists(Alone):
    """The same of a list, which is read once, for everyone."""

    def load(self, wholes: set[str], shown: dict[str, str]) -> None:
        """Nothing is read ahead."""
        self.load_parts(wholes | shown.keys() | set(shown.values()))

    def load_parts(self, around: set[str]) -> None:
        """Everyone goes by their own name."""
        self.source.keys.update((one, {one}) for one in around - self.source.keys.keys())
