"""Is it true: a verdict, its witnesses and rivals, and what would decide it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recordbook.proof.proof import Proof, Verdict
    from recordbook.proof.prover import Prover

__all__ = ["Proof", "Prover", "Verdict"]

_PLACES = {"Proof": "proof", "Prover": "prover", "Verdict": "proof"}
"""Where the names live; they are loaded when used, so that `recheck` can be without them."""


def __getattr__(name: str) -> object:
    """Load the prover when it is asked for."""
    if name not in _PLACES:
        message = f"module 'recordbook.proof' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"recordbook.proof.{_PLACES[name]}"), name)
