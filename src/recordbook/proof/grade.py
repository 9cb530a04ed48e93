"""The grade of a verdict: the weakest of the figures it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recordbook.claims import Comparator, Family
from recordbook.intake.arrow import bools, compute, filtered, strings, texts
from recordbook.proof.cited import weakest
from recordbook.proof.proof import Verdict

if TYPE_CHECKING:
    import pyarrow as pa

    from recordbook.claims import Claim

_FLOORS: Final = frozenset(
    {Family.FIRST, Family.ONLY, Family.FIRST_AND_ONLY, Family.FASTEST, Family.MOST}
)
"""Families that rest on nothing of a subject but that it stands, or came, so far."""


def grade_of(
    claim: Claim, verdict: Verdict, own: pa.Table, rivals: pa.Table, rows: pa.Table
) -> str:
    """The weakest grade among the rows that the verdict rests on.

    Where a proven claim only says that the subject has come so far, what bounds the subject from
    above is beside the point. In every other case all rows count.
    """
    if verdict is Verdict.PROVEN and _says_how_far(claim):
        mine = bools(compute.is_in(rows["entity"], value_set=own["part"]))
        above = bools(compute.is_in(rows["side"], value_set=strings(["high", "not yet"])))
        shared = bools(compute.is_in(rows["entity"], value_set=rivals["witness"]))
        rows = filtered(rows, ~(mine & above & ~shared))
    return weakest(texts(compute.unique(rows["grade"])))


def _says_how_far(claim: Claim) -> bool:
    if claim.superlative is None:
        return claim.comparator in {Comparator.AT_LEAST, Comparator.ABOVE}
    return claim.superlative.family in _FLOORS and claim.superlative.n is None
