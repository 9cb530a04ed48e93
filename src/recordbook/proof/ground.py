"""What a proof stands on besides its rows: what a certificate states so that others can check it.

It is worked out when a certificate is asked for, not with every proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.claims import Condition
from recordbook.intake.arrow import column, columns, compute, strings, texts
from recordbook.proof.members import meets, step
from recordbook.units import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

    from recordbook.claims import Claim, CohortTerm
    from recordbook.proof.prover import Prover
    from recordbook.proof.shows import Shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """Which of the values that a book holds meet a condition.

    `accepted` maps each to the value of the condition that it meets; `open` are wider ones.
    """

    condition: Condition
    accepted: Mapping[str, str]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The claim as judged, and what was found for its words.

    `claim` is the claim as it was put and `judged` the same with entities for the names in its
    cohort. `parts` has the parts of every rival that beats the subject, and `rows` the rows of
    evidence behind them. `versions` are those of the book's tables.
    """

    claim: Claim
    judged: Claim
    excluded: tuple[str, ...]
    other: str | None
    conditions: tuple[Accepted, ...]
    parts: pa.Table
    rows: pa.Table
    versions: Mapping[str, int]


def ground(prover: Prover, shown: Shows, rivals: pa.Table) -> Ground:
    """The ground of the proof that what is shown and these rivals belong to."""
    trial = shown.trial
    superlative, cohort = trial.claim.superlative, trial.claim.cohort
    other = superlative.other if superlative else None
    beating = rivals.filter(compute.equal(rivals["status"], "beats"))
    parts = shown.parts(column(beating, "entity"))
    wanted = {name: column(parts, name) for name in ("part", "earliest", "latest")}
    nothing = strings([None] * parts.num_rows)
    asked = dict.fromkeys(_conditions(cohort.term)) if cohort else {}
    return Ground(
        claim=trial.asked or trial.claim,
        judged=trial.claim,
        excluded=trial.excluded,
        other=other and prover.names.entity(other, trial.members.kind),
        conditions=tuple(_accepted(prover, condition) for condition in asked),
        parts=parts,
        rows=shown.rows(columns(**wanted, one_side=nothing)),
        versions=prover.snapshot.versions,
    )


def _conditions(term: CohortTerm) -> Iterator[Condition]:
    """Every condition of a term."""
    if isinstance(term, Condition):
        yield term
    else:
        for part in term.parts:
            yield from _conditions(part)


def _accepted(prover: Prover, condition: Condition) -> Accepted:
    """The values of facts that meet a condition, and those that leave it open."""
    stated = prover.engine.rows(step("values", attribute=condition.attribute))
    accepted: dict[str, str] = {}
    wider: list[str] = []
    for value in texts(column(stated, "value")):
        truths = {
            wanted: meets(Condition(attribute=condition.attribute, values=(wanted,)), value)
            for wanted in condition.values
        }
        wanted = max(truths, key=lambda one: truths[one])
        if truths[wanted] is Truth.TRUE:
            accepted[value] = wanted
        elif truths[wanted] is Truth.UNKNOWN:
            wider.append(value)
    return Accepted(condition=condition, accepted=accepted, open=tuple(sorted(wider)))
