"""What shows where the candidates of a trial stand, whatever kind of number it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

    from recordbook.intake.arrow import Column
    from recordbook.proof.proof import Missing
    from recordbook.proof.trial import Trial


class Shows(Protocol):
    """Looks up, for one trial, the parts and the rows behind its standings."""

    @property
    def trial(self) -> Trial:
        """The claim that is judged."""
        ...

    @property
    def grade(self) -> str | None:
        """The grade of any verdict, where it rests on more than the rows that are cited."""
        ...

    def parts(self, entities: Column, /) -> pa.Table:
        """entity, part, sure, place, low, high, earliest, latest: every part, in list order."""
        ...

    def witnesses(self, entities: Column, /) -> pa.Table:
        """entity, part, low, high, earliest, latest: the part that keeps each entity lowest."""
        ...

    def rows(self, counters: pa.Table, /) -> pa.Table:
        """The rows that give the bounds and crossings of counters.

        `counters` has part, earliest, latest, and one_side: the only one that is wanted, or null.
        Columns of the answer: entity, side (low, high, reached, not yet), day, low, high, rule,
        grade, source, key, batch.
        """
        ...

    def missing(self, contests: pa.Table, /) -> tuple[Missing, ...] | None:
        """What would decide an open claim; None where that is the counters of its parts."""
        ...
