"""Verdicts: claims by proof, facts by what the catalogue states."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recordbook.claims import Aggregate, Comparator, Family, Superlative
from recordbook.claims.families import CROSSING, FACTS
from recordbook.claims.text import clock
from recordbook.errors import RecordbookError
from recordbook.intake.arrow import compute, dicts
from recordbook.proof import Verdict
from recordbook.scrutiny.findings import finding
from recordbook.scrutiny.limits import within
from recordbook.scrutiny.statement import Judgement, Statement
from recordbook.units import Truth, day_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recordbook.claims import Claim
    from recordbook.proof import Proof, Prover
    from recordbook.scrutiny.statement import Fact

_SHOWN = 20  # missing figures and sources of one statement; the proof has all of them
_NAMED = 3  # rivals named in a sentence
_PLACES = range(2, 6)
_WEIGHT = (
    Judgement.REFUTED,
    Judgement.UNDECIDED,
    Judgement.NOT_CHECKABLE,
    Judgement.PROVEN,
)
"""Of several verdicts on one statement, the first of these is the statement's."""


def judged(statement: Statement, prover: Prover) -> Statement:
    """The statement with its verdict; what cannot be judged says why."""
    parts = [_of_claim(statement, claim, prover) for claim in statement.claims]
    parts += [_of_fact(statement, fact, prover) for fact in statement.facts]
    if not parts:
        return statement
    worst = min(parts, key=lambda part: _WEIGHT.index(part.verdict))
    reasons = dict.fromkeys(part.reason for part in parts)
    proofs = [part.proof for part in parts if part.proof is not None]
    return replace(
        worst, reason="; ".join(filter(None, reasons)), proof=proofs[0] if proofs else None
    )


def _of_claim(statement: Statement, claim: Claim, prover: Prover) -> Statement:
    """The verdict of proof on one claim."""
    try:
        proof = prover.prove(claim)
    except RecordbookError as error:
        return replace(statement, reason=error.message)
    verdict = Judgement(proof.verdict.value)
    refuted = verdict is Judgement.REFUTED
    return replace(
        statement,
        verdict=verdict,
        reason=because(proof),
        proof=proof,
        nearest=(_spread(proof) or _nearest(proof, prover)) if refuted else "",
        flips=tuple(f"{reading}: {turned}" for reading, turned in proof.readings),
        missing=tuple(
            f"{cell.name}, {cell.metric} on {cell.day}: {cell.decides}"
            for cell in proof.missing[:_SHOWN]
        ),
        sources=_sources(proof),
    )


def _of_fact(statement: Statement, fact: Fact, prover: Prover) -> Statement:
    """The verdict of the catalogue on one fact."""
    late = fact.what == "within"
    found = within(fact, prover) if late else finding(fact, prover.names.tables)
    return replace(
        statement,
        verdict=found.verdict,
        reason=found.reason,
        nearest=found.nearest,
        sources=found.sources[:_SHOWN],
    )


def _sources(proof: Proof) -> tuple[str, ...]:
    """Whose figures the proof rests on, each once."""
    said = (str(row["source"]) for row in dicts(proof.rows))
    return tuple(dict.fromkeys(said))[:_SHOWN]


def because(proof: Proof) -> str:
    """What decides a claim, or what keeps it open, in words."""
    if proof.claim.superlative is None:
        return standing(proof)
    return f"{standing(proof)} {_rivals(proof)}"


def standing(proof: Proof) -> str:
    """Where the subject stands."""
    name, claim = proof.subject.name, proof.claim
    if proof.member is not Truth.TRUE:
        doubt = "is not in" if proof.member is Truth.FALSE else "may not be in"
        return f"{name} {doubt} the cohort."
    low, high = _said(proof, proof.subject.bounds.low), proof.subject.bounds.high
    if high is None:
        known = f"at least {low}" if proof.subject.bounds.low else "not known"
    else:
        upper = _said(proof, high)
        known = f"exactly {low}" if low == upper else f"{low} to {upper}"
    if claim.measure.aggregate in FACTS:
        split = _disagreement(proof) if known.find(" to ") > 0 else ""
        return f"{name}: {_LABELS[claim.measure.aggregate]} {known}.{split}"
    every = claim.measure.aggregate is Aggregate.EVERY_TRACK
    return f"{f'The lowest track of {name}' if every else name} by {claim.as_of}: {known}."


def _disagreement(proof: Proof) -> str:
    """Which source says what of a fact that sources do not agree on."""
    said: dict[str, list[str]] = {}
    for row in dicts(proof.rows):
        if row["entity"] == proof.subject.entity:
            said.setdefault(str(row["key"]), []).append(str(row["source"]))
    if len(said) < len(("one", "other")):
        return ""
    parts = [
        f"{value}: {by[0]}" if len(by) == 1 else f"{value}: {len(by)} sources, such as {by[0]}"
        for value, by in sorted(said.items())
    ]
    return f" The sources do not agree ({'; '.join(parts)})."


_LABELS = {
    Aggregate.TRACK_COUNT: "tracks",
    Aggregate.RELEASED: "released",
    Aggregate.DURATION: "duration",
}


def _said(proof: Proof, value: int) -> str:
    """A number of the claim's measure in its own unit."""
    kind = proof.claim.measure.aggregate
    if kind is Aggregate.RELEASED:
        return day_from(value).isoformat() if abs(value) < _DAYS else "any day"
    return clock(value) if kind is Aggregate.DURATION else f"{value:,}"


_DAYS = 1_000_000


def _rivals(proof: Proof) -> str:
    """The rivals that decide a claim, or keep it open."""
    beats, open_ = _of_status(proof, "beats"), _of_status(proof, "contests")
    if proof.verdict is Verdict.REFUTED and beats:
        return f"{_named(beats)} stand{'s' if len(beats) == 1 else ''} against it."
    if proof.verdict is Verdict.UNDECIDED and open_:
        unread = sum(not row["read"] for row in open_)
        read = [row for row in open_ if row["read"]]
        closest = f", the closest {_named(read)}" if read else f": {_named(open_)}"
        return f"{len(open_)} may stand against it ({unread} of them never read){closest}."
    return f"{proof.rivals.num_rows} were compared." if proof.rivals.num_rows else ""


def _of_status(proof: Proof, status: str) -> list[Mapping[str, object]]:
    return dicts(proof.rivals.filter(compute.equal(proof.rivals["status"], status)))


def _named(rows: Sequence[Mapping[str, object]]) -> str:
    """The first rivals by name, and how many more there are."""
    names = [
        f"{row['name']} by {row['maker']}" if row["maker"] else str(row["name"])
        for row in rows[:_NAMED]
    ]
    more = len(rows) - len(names)
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def _spread(proof: Proof) -> str:
    """What sources that do not agree leave of a fact."""
    low, high = proof.subject.bounds.low, proof.subject.bounds.high
    if proof.claim.measure.aggregate not in FACTS or high is None or low == high:
        return ""
    kind = _LABELS[proof.claim.measure.aggregate]
    return f"{proof.subject.name}: {kind} {_said(proof, low)} to {_said(proof, high)}"


def _nearest(proof: Proof, prover: Prover) -> str:
    """The nearest true statement, itself proven; empty where none was found."""
    for claim in _weaker(proof):
        try:
            if prover.prove(claim).verdict is Verdict.PROVEN:
                return str(claim)
        except RecordbookError:
            continue
    return ""


def _weaker(proof: Proof) -> Iterator[Claim]:
    """Claims that come near a refuted one, the nearest first."""
    claim, low, high = proof.claim, proof.subject.bounds.low, proof.subject.bounds.high
    if claim.superlative is None:
        kind = claim.measure.aggregate
        if low == high and low > 0:
            yield replace(claim, threshold=low, comparator=Comparator.EQUAL)
        elif kind in FACTS and high is not None and low > 0:
            yield replace(claim, threshold=low, comparator=Comparator.AT_LEAST)
        elif low > 0:
            round_ = int(f"{low:e}"[0]) * 10 ** (len(str(low)) - 1)
            yield replace(claim, threshold=round_, comparator=Comparator.AT_LEAST)
        return
    family = claim.superlative.family
    if family in CROSSING and family is not Family.FASTEST:
        beats = len(_of_status(proof, "beats"))
        if beats + 1 in _PLACES:
            yield replace(claim, superlative=Superlative(family=Family.NTH, n=beats + 1))
        yield replace(claim, superlative=Superlative(family=Family.JOINS))
        yield replace(claim, superlative=None, cohort=None)
    elif family in {Family.FASTEST, Family.MOST}:
        for place in _PLACES:
            yield replace(claim, superlative=Superlative(family=family, n=place))
