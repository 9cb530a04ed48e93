"""Is it true: a verdict, its witnesses and rivals, and what would decide it."""

from recordbook.proof.proof import Proof, Verdict
from recordbook.proof.prover import Prover

__all__ = ["Proof", "Prover", "Verdict"]
