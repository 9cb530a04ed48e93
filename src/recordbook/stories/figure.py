"""The figure of a card: the one number that the claim is about, and what it is a number of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.catalogue.countries import COUNTRIES
from recordbook.claims import Aggregate, Comparator
from recordbook.claims.families import RANKS
from recordbook.stories.counted import clock, platform_name
from recordbook.units import day_from

if TYPE_CHECKING:
    from recordbook.claims import Claim
    from recordbook.proof import Proof
    from recordbook.stories.language import Language
    from recordbook.units import Bounds

_COMPARED = {
    Comparator.AT_LEAST: "exact",
    Comparator.EQUAL: "exact",
    Comparator.ABOVE: "above",
    Comparator.BELOW: "below",
    Comparator.AT_MOST: "most",
    Comparator.ABOUT: "about",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is written, and what it is a number of."""

    number: str
    label: str


def figure(proof: Proof, language: Language) -> Figure:
    """What the claim compares with or, where it has no threshold, what the subject stands at."""
    claim, bounds = proof.claim, proof.subject.bounds
    if claim.threshold is None:
        return Figure(known(claim, bounds, language), label(claim, language, bounds.low))
    key = f"bound.{_COMPARED[claim.comparator]}"
    said = language.say("pictures", key, n=amount(claim, claim.threshold, language))
    return Figure(said, label(claim, language, claim.threshold))


def amount(claim: Claim, value: int, language: Language) -> str:
    """An exact value of the claim's measure, as short as it can be said."""
    aggregate = claim.measure.aggregate
    if aggregate is Aggregate.RELEASED:
        return language.date(day_from(value))
    if aggregate is Aggregate.DURATION:
        return clock(value)
    if aggregate in RANKS:
        return language.say("pictures", "bound.rank", n=value)
    return language.exact(value)


def known(claim: Claim, bounds: Bounds, language: Language) -> str:
    """What is known of a number; where it is not exact, rounded so that nothing is overstated."""

    def said(value: int, *, up: bool = False) -> str:
        counts = claim.measure.aggregate not in RANKS | {Aggregate.RELEASED, Aggregate.DURATION}
        number = language.rounded(value, up=up) if counts else amount(claim, value, language)
        return number.replace(" ", "\u00a0")  # a number stays on one line

    low, high = bounds.low, bounds.high
    if bounds.exact:
        return amount(claim, low, language)
    if high is None:
        key = "bound.least" if low else "bound.unknown"
        return language.say("pictures", key, n=said(low))
    if not low:
        return language.say("pictures", "bound.most", n=said(high, up=True))
    return language.say("pictures", "bound.between", low=said(low), high=said(high, up=True))


def label(claim: Claim, language: Language, n: int) -> str:
    """What a number of the claim's measure is a number of: "streams on every track"."""
    measure = claim.measure
    metric = measure.metric if language.has("pictures", f"unit.{measure.metric}") else "other"
    values: dict[str, object] = {"n": n, "where": _where(claim, language)}
    values["unit"] = language.say("pictures", f"unit.{metric}", what=measure.metric)
    values["past"] = language.exact(measure.past) if measure.past is not None else ""
    key = measure.aggregate.value.replace(" ", "_")
    return language.say("pictures", f"figure.{key}", **values)


def _where(claim: Claim, language: Language) -> str:
    """The places of a list that count, or the number that does; "" where neither is meant."""
    rank, past = claim.measure.rank, claim.measure.past
    if rank is not None:
        return language.say("pictures", "where.one" if rank == 1 else "where.rank", rank=rank)
    return language.say("pictures", "where.past", past=language.exact(past)) if past else ""


def basis(proof: Proof, language: Language) -> str:
    """What was counted, where, and how it is known: "Spotify, app counts, read directly"."""
    claim = proof.claim
    platform = platform_name(claim.platform) or claim.platform
    listed = claim.measure.metric in {"rank", "weekly rank"}
    key = "list" if listed else claim.basis
    said = language.say("pictures", f"basis.{key}", platform=platform)
    if claim.region != "global":
        code = next((code for code, place in COUNTRIES.items() if place[0] == claim.region), "")
        region = str(language.locale.territories.get(code, claim.region))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] - Babel has no type for it
        said = language.say("pictures", "basis.region", basis=said, region=region)
    grade = language.say("pictures", f"basis.{proof.grade}")
    return language.say("pictures", "basis.graded", basis=said, grade=grade)
