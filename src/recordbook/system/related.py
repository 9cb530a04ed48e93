"""Other claims about the subject of a proof that are proven beside it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from recordbook.claims import Aggregate, Claim, Comparator, Measure, Subject, parse
from recordbook.errors import RecordbookError
from recordbook.mining import rungs
from recordbook.proof import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recordbook.proof import Proof, Prover

_LADDER = frozenset(
    {Aggregate.TOTAL, Aggregate.ALBUM_TOTAL, Aggregate.EVERY_TRACK, Aggregate.EVERY_ALBUM}
)
"""Measures whose round numbers are told without a record being made of them."""


def related(
    prover: Prover, proof: Proof, records: Sequence[str], *, most: int
) -> tuple[Proof, ...]:
    """At most so many claims about the subject of a proof that are proven, the nearest first.

    `records` are the texts of the records that stand in the log. Where none is about the subject,
    it is the round numbers that its own figures have reached by the day of the proof.
    """
    logged = _proven(prover, _same_subject(proof, records))
    found = list(islice(logged, most))
    if not found:
        found = list(islice(_proven(prover, _levels(proof)), most))
    return tuple(found)


def _proven(prover: Prover, claims: Iterable[Claim]) -> Iterator[Proof]:
    for claim in claims:
        with suppress(RecordbookError):
            proof = prover.prove(claim)
            if proof.verdict is Verdict.PROVEN:
                yield proof


def _same_subject(proof: Proof, records: Iterable[str]) -> Iterator[Claim]:
    """The records about the subject until the day of the proof, but not the one that is told."""
    own = replace(proof.claim, subject=Subject(key=proof.subject.entity), known_at=None)
    head = str(replace(own, superlative=None, cohort=None, threshold=1)).partition(": ")[0]
    for text in records:
        if text.startswith(f"{head}: "):
            claim = parse(text)
            if claim != own and claim.as_of <= own.as_of:
                yield claim


def _levels(proof: Proof) -> Iterator[Claim]:
    """The highest round numbers that the subject is known to have reached, and the album's sum."""
    claim = proof.claim
    plain = replace(
        claim,
        superlative=None,
        cohort=None,
        threshold=claim.threshold or 1,
        comparator=Comparator.AT_LEAST,
    )
    if claim.measure.aggregate not in _LADDER or claim.window.kind != "ever":
        return
    low = proof.subject.bounds.low
    wanted = claim.threshold
    if claim.superlative is not None and wanted is not None and wanted <= low:
        yield replace(plain, threshold=wanted)
    total = sum(part.bounds.low for part in proof.parts)
    if claim.measure.aggregate is Aggregate.EVERY_TRACK and total:
        measure = Measure(aggregate=Aggregate.ALBUM_TOTAL, metric=claim.measure.metric)
        yield replace(plain, measure=measure, threshold=int(rungs(1, total)[-1]))
    reached = [int(rung) for rung in rungs(max(low // 2, 1), low)] if low else []
    yield from (replace(plain, threshold=rung) for rung in reversed(reached) if rung != wanted)
