"""The field of a claim: everyone it ranges over, aligned as arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from recordbook.intake.arrow import Column

Ints: TypeAlias = "NDArray[np.int64]"
Flags: TypeAlias = "NDArray[np.bool_]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Standings and membership of all candidates, the subject among them.

    `member` holds Kleene truth (0, 1, 2). `high` is UNBOUNDED where nothing bounds it; `earliest`
    is
    -ALWAYS where no day is ruled out, `latest` ALWAYS where the threshold is not known to have been
    reached; `released_from` and `released_to` are 0 and ALWAYS where the day is unknown.
    """

    entities: Column
    subject: int  # the subject's place
    member: Ints
    low: Ints
    high: Ints
    earliest: Ints
    latest: Ints
    released_from: Ints
    released_to: Ints
    read: Ints  # how many of its counters have ever been read

    @property
    def rivals(self) -> Flags:
        """Who may be in the cohort, the subject aside."""
        possible = self.member > 0
        possible[self.subject] = False
        return possible

    @property
    def sure(self) -> Flags:
        """Who surely is in the cohort, the subject aside."""
        sure = self.member == 2  # noqa: PLR2004  # Truth.TRUE, as an array
        sure[self.subject] = False
        return sure

    def among(self, member: Ints) -> Field:
        """The same standings in another cohort."""
        return replace(self, member=member)
