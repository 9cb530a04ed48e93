"""From a claim to its matter: the proof, the facts around it, and what the record log says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from recordbook.proof import Verdict
from recordbook.stories import Matter
from recordbook.stories.naming import keyed, record_key
from recordbook.system.errors import NoRecord
from recordbook.system.record_lines import Lines
from recordbook.system.related import related
from recordbook.system.surroundings import Surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.claims import Claim
    from recordbook.ledger import Book
    from recordbook.proof import Prover
    from recordbook.reactions import Quote

__all__ = ["AROUND", "Teller", "keyed", "matter_of"]

AROUND = 3
"""How many other claims are proven beside one that is told."""


@dataclass(frozen=True)
class Teller:
    """Tells any number of claims on one snapshot; the record log is read once.

    Without a book nothing is known to have been a record.
    """

    prover: Prover
    book: Book | None = None

    def matter(
        self,
        claim: Claim,
        *,
        address: str = "",
        quotes: Sequence[Quote] = (),
        around: int = AROUND,
    ) -> Matter:
        """Everything that may be told of a claim, as the prover's snapshot knows it.

        What was withdrawn but is proven all the same (it was true before that day, or another
        record says more) is not told as withdrawn. At most `around` other claims are proven beside
        it. Raises what `Prover.prove` raises.
        """
        proof = self.prover.prove(claim)
        about = self.surroundings.of(proof.subject.entity, claim.reading.edition)
        text = str(keyed(claim, proof.subject.entity))
        known = proof.verdict is Verdict.PROVEN
        return Matter(
            proof=proof,
            name=about.name,
            by=about.by or None,
            kind=about.kind,
            found=self.lines.found(text),
            withdrawn=None if known else self.lines.withdrawal(text),
            tracks=about.tracks,
            facts=about.facts,
            timeline=about.timeline,
            around=related(self.prover, proof, self.lines.standing, most=around),
            quotes=tuple(quotes),
            address=address,
        )

    def claim_text(self, key: str) -> str:
        """The claim in the record log that a record key stands for; NoRecord if there is none."""
        text = self._texts.get(key)
        if text is None:
            raise NoRecord(key)
        return text

    @cached_property
    def lines(self) -> Lines:
        """What the record log says."""
        return Lines.of(self.book)

    @cached_property
    def surroundings(self) -> Surroundings:
        """The facts of the snapshot."""
        return Surroundings(self.prover)

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {record_key(text): text for text in self.lines.texts}


def matter_of(
    prover: Prover,
    claim: Claim,
    *,
    book: Book | None = None,
    address: str = "",
    quotes: Sequence[Quote] = (),
    around: int = AROUND,
) -> Matter:
    """The matter of one claim; a `Teller` is quicker for many."""
    teller = Teller(prover, book)
    return teller.matter(claim, address=address, quotes=quotes, around=around)
