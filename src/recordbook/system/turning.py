"""The readings that turn a verdict, each with the proof that shows why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recordbook.proof.readings import alternatives

if TYPE_CHECKING:
    from recordbook.proof import Proof, Prover


@dataclass(frozen=True, slots=True)
class Turn:
    """Another reading of the words, and the claim proven or refuted in it."""

    reading: str
    proof: Proof


def turns(prover: Prover, proof: Proof) -> tuple[Turn, ...]:
    """Every reading on which the verdict of a proof is another one."""
    turning = {said for said, _ in proof.readings}
    return tuple(
        Turn(said, prover.prove(replace(proof.claim, reading=reading)))
        for said, reading in alternatives(proof.claim)
        if said in turning
    )
