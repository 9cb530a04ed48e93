"""Why something was found to be a record, or was not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from recordbook.catalogue.errors import UnknownName
from recordbook.catalogue.hierarchy import below
from recordbook.claims import Claim, Cohort, Family, Subject, Superlative, implies, parse
from recordbook.claims.errors import ClaimTextError
from recordbook.claims.families import CROSSING
from recordbook.intake.arrow import compute
from recordbook.mining import rungs
from recordbook.proof.question import KIND_OF_POPULATION
from recordbook.system.crowds import Crowds
from recordbook.system.explain import found as named
from recordbook.system.keeping import against
from recordbook.system.numbers import Measured
from recordbook.units import Truth, day_from, day_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.mining import Counted, Found, Prominence
    from recordbook.proof import Prover
    from recordbook.system.finding import Wanted


@dataclass(frozen=True, slots=True)
class Why:
    """A claim, and why it was told or was not; `prominence` if it was."""

    claim: str
    because: str
    prominence: Prominence | None = None


def why(prover: Prover, wanted: Wanted, found: Found, asked: str) -> list[Why]:
    """Why a claim, or anything about somebody, was told or was not among what was found.

    `asked` is a claim, as of a day that was looked at (by default the last of them), or a name or
    key of an artist, a release or a recording.
    """
    try:
        claim = parse(asked, default_as_of=found.last)
    except ClaimTextError as error:
        try:
            entity = named(asked, prover.names.tables)
        except UnknownName:
            raise (error if ": " in asked else UnknownName(asked, [])) from None
        return _about(prover, wanted, found, entity)
    trial = prover.trial(claim)
    return [_told(prover, wanted, found, replace(claim, subject=Subject(key=trial.subject)))]


def _told(prover: Prover, wanted: Wanted, found: Found, claim: Claim) -> Why:
    """Why one claim, its subject named by key, is a record or is none."""
    for record in found.records:
        if record.claim == claim:
            return Why(str(claim), f"it is a record of {record.day}", record.prominence)
    reasons = _reasons(prover, wanted, found, claim)
    unasked = "it is true, but no such cohort is looked at: see the settings"
    return Why(str(claim), next(reasons, unasked))


def _reasons(prover: Prover, wanted: Wanted, found: Found, claim: Claim) -> Iterator[str]:
    """What keeps a claim from being told, the plainest first."""
    settings, trial = wanted.settings, prover.trial(claim)
    if not found.first <= claim.as_of <= found.last:
        yield f"{claim.as_of} was not looked at, but {found.first} to {found.last}"
    if prover.judgement(trial).truth is not Truth.TRUE:
        proof = prover.prove(claim)
        yield f"it is not proven, but {proof.verdict.value}: {against(proof)}"
    before = replace(claim, as_of=claim.as_of - timedelta(days=1))
    if prover.judgement(prover.trial(before)).truth is Truth.TRUE:
        yield "it is true, but it was true the day before as well"
    family = claim.superlative.family if claim.superlative else None
    latest = int(trial.field.latest[trial.field.subject])
    if family in CROSSING and latest != day_number(claim.as_of):
        yield f"it is true, but the threshold was reached on {day_from(latest)}"
    yield from _said_by(found, claim, int(trial.field.low[trial.field.subject]))
    members = int((trial.membership > Truth.FALSE).sum())
    if members < settings.minimum:
        yield f"it is true, but only {many(members)} may belong to the cohort"
    if family not in {*settings.families, *(one.level for one in settings.measures)}:
        yield f"it is true, but {family} is not looked for"
    if all(claim.measure != one.measure for one in settings.measures):
        yield "it is true, but this measure is not looked at"
    if claim.threshold is not None and claim.threshold not in (
        settings.thresholds or rungs(settings.lowest, claim.threshold)
    ):
        yield f"it is true, but {claim.threshold:,} is no rung of the ladder"


def _said_by(found: Found, claim: Claim, value: int) -> Iterator[str]:
    """The records that say a claim too."""
    for record in found.records:
        told = record.claim
        if told.subject != claim.subject or told.as_of != claim.as_of:
            continue
        lower = replace(told, threshold=claim.threshold) == claim
        if implies(told, claim, below=below, value=value) or (
            lower and claim.threshold in record.also
        ):
            yield f"another record says it too: {told}"
        elif told == replace(claim, superlative=Superlative(family=Family.FIRST)):
            yield f"nobody else has been there, so that nobody could be faster: {told}"


def many(members: int) -> str:
    """A number of members.

    >>> many(1), many(2)
    ('1 member', '2 members')
    """
    return f"{members} member{'' if members == 1 else 's'}"


def _about(prover: Prover, wanted: Wanted, found: Found, entity: str) -> list[Why]:
    """The records about somebody; where there is none, what it reached and who stands before it."""
    subject = Subject(key=entity)
    mine = [record for record in found.records if record.claim.subject == subject]
    if mine:
        return [_told(prover, wanted, found, record.claim) for record in mine]
    reached = [
        _told(prover, wanted, found, claim)
        for counted in wanted.settings.measures
        for claim in _claims(prover, wanted, found, counted, entity)
    ]
    over = (
        f"between {found.first} and {found.last}"
        if found.first < found.last
        else f"on {found.last}"
    )
    return reached or [Why(entity, f"it reached no rung of the ladder {over}, and took no lead")]


def _claims(
    prover: Prover, wanted: Wanted, found: Found, counted: Counted, entity: str
) -> Iterator[Claim]:
    """For the highest rung that somebody reached on each day: was it the first of all?"""
    cohort = wanted.cohort or Cohort(population=counted.population)
    crowds = Crowds(prover, KIND_OF_POPULATION[cohort.population], cohort, ())
    days = day_number(found.first), day_number(found.last)
    log = Measured(crowds, counted, wanted.settings, *days).numbers().log
    place = compute.index(crowds.candidates["entity"], entity).as_py()
    if place < 0:
        return
    reached = zip(log.latest[:, place].tolist(), log.thresholds.tolist(), strict=True)
    highest = {day: rung for day, rung in reached if days[0] <= day <= days[1]}
    for day, threshold in highest.items():
        yield Claim(
            subject=Subject(key=entity),
            superlative=Superlative(family=Family.FIRST),
            cohort=cohort,
            measure=counted.measure,
            threshold=threshold,
            as_of=day_from(day),
            platform=wanted.settings.platform,
            basis=counted.basis,
            region=counted.region,
        )
