"""What the record log says of each claim: when it was found, and why it was withdrawn."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from recordbook.intake.arrow import dicts
from recordbook.stories import Withdrawal
from recordbook.system.keeping import FOUND
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.ledger import Book
    from recordbook.units import Day


@dataclass(frozen=True)
class Lines:
    """The lines of a record log by the claim they are about, oldest first."""

    said: Mapping[str, list[Mapping[str, Any]]]

    @classmethod
    def of(cls, book: Book | None) -> Lines:
        """The log of a book as it stands; of no book, an empty one."""
        said: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in [] if book is None else dicts(book.records.read().rows):
            said[str(row["claim"])].append(row)
        return cls(dict(said))

    @property
    def texts(self) -> tuple[str, ...]:
        """Every claim that was ever a record, in the order in which they became it."""
        return tuple(self.said)

    @cached_property
    def standing(self) -> tuple[str, ...]:
        """The claims that some search found and did not withdraw, the most prominent first."""
        rank = {text: self._prominence(text) for text in self.said if self._stands(text)}
        return tuple(sorted(rank, key=lambda text: (-rank[text], text)))

    def found(self, text: str) -> Day | None:
        """The day it is a record of, if it was ever found to be one."""
        rows = self.said.get(text, ())
        return next((day_from(int(row["day"])) for row in rows if row["status"] == FOUND), None)

    def withdrawal(self, text: str) -> Withdrawal | None:
        """Why it is a record no more, if no search stands by it; the last that was said."""
        rows = self.said.get(text)
        if not rows or self._stands(text):
            return None
        return Withdrawal(reason=str(rows[-1]["reason"] or ""), day=rows[-1]["said"].date())

    def _stands(self, text: str) -> bool:
        """Whether the last that some kind of search said of a claim is that it is a record."""
        last = {str(row["scope"]): row for row in self.said[text]}
        return any(row["status"] == FOUND for row in last.values())

    def _prominence(self, text: str) -> float:
        return max(float(row["prominence"] or 0.0) for row in self.said[text])
