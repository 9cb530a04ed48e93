"""From a claim to what is asked of the measures: which entities, which counters, which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.catalogue.hierarchy import POPULATIONS
from recordbook.claims import Aggregate, Comparator, Family
from recordbook.claims.families import AGGREGATE_NAMES, FACTS, FAMILY_NAMES
from recordbook.intake.published import Figure
from recordbook.measures import EVERY, MEASURES, UNBOUNDED, Question
from recordbook.measures.flows import FLOWS
from recordbook.measures.flows.listed import CADENCES
from recordbook.measures.flows.rates import RATES
from recordbook.proof.asked import kind_listed, on_lists, region_of, span_of, unlisted
from recordbook.proof.errors import NotProvableYet
from recordbook.units import day_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.claims import Claim

PROVABLE = frozenset(
    {
        Family.FIRST,
        Family.ONLY,
        Family.FIRST_AND_ONLY,
        Family.NTH,
        Family.ONE_OF,
        Family.JOINS,
        Family.FASTEST,
        Family.MOST,
        Family.LEAST,
        Family.OVERTAKES,
        Family.TIES,
        Family.EXTENDS,
        Family.BREAKS_OWN,
        Family.PERSONAL_BEST,
        Family.LONGEST,
        Family.HIGHEST,
        Family.YOUNGEST,
        Family.OLDEST,
    }
)
"""The families that can be proven; the others can be written and read."""

COUNTS = frozenset({Aggregate.TRACKS_PAST, Aggregate.ALBUMS_PAST})
"""Measures that count parts past a threshold of their own."""

KIND_OF_POPULATION = {
    "track": "recording",
    "artist": "artist",
    "group": "artist",
    "soloist": "artist",
} | dict.fromkeys(POPULATIONS, "release")
"""The kind of entity each population is made of."""

_KIND_OF_MEASURE = {
    Aggregate.TOTAL: "recording",
    Aggregate.ALBUM_TOTAL: "release",
    Aggregate.EVERY_TRACK: "release",
    Aggregate.TRACKS_PAST: "artist",
    Aggregate.ALBUMS_PAST: "artist",
    Aggregate.EVERY_ALBUM: "artist",
    **dict.fromkeys(FACTS, "release"),
    **{Aggregate(flow): "recording" for flow in FLOWS},
    Aggregate.PER_DAY: "recording",
    Aggregate.SHORT_OF: "recording",
    Aggregate.DAYS_TO: "recording",
    Aggregate.PER_TRACK: "release",
    Aggregate.LISTENERS: "artist",
}


def check(claim: Claim) -> None:
    """Raise NotProvableYet for what can be written but not proven."""
    family = claim.superlative.family if claim.superlative else None
    for said, missing in _unproven(claim, family):
        if missing:
            raise NotProvableYet(
                f"{said} cannot be proven yet",
                remedy="see the reference of the claim language for what can",
            )


def _unproven(claim: Claim, family: Family | None) -> Iterator[tuple[str, bool]]:
    """What about a claim may not be provable yet, and whether it is there."""
    yield FAMILY_NAMES.get(family, "") if family else "", family not in {None, *PROVABLE}
    yield "comparing with = or <", family is not None and claim.comparator not in UPWARDS
    yield f"{claim.reading.credit} credit", claim.reading.credit == "any solo"
    reaching = family in REACHING | {Family.JOINS, Family.FIRST_AND_ONLY}
    yield f"reaching {AGGREGATE_NAMES[claim.measure.aggregate]}", rate(claim) and reaching
    inclusive = claim.measure.aggregate is Aggregate.DAYS_TO and claim.reading.inclusive_days
    yield "days to a threshold, the first day counted", inclusive
    slowly = family not in {None, Family.LEAST, Family.TIES} or (
        family is None and claim.comparator in UPWARDS
    )  # who has not been there yet has taken no days to it, however many have gone by
    yield "many days to a threshold", claim.measure.aggregate is Aggregate.DAYS_TO and slowly
    ages = family in {Family.YOUNGEST, Family.OLDEST}
    yield "an age without a threshold to reach", ages and claim.threshold is None
    yield "an age at a place in a list", ages and on_lists(claim)
    if on_lists(claim):
        kind = None if claim.cohort is None else kind_of(claim)
        yield from ((said, True) for said in unlisted(claim, kind))
        return
    yield from (
        (AGGREGATE_NAMES[claim.measure.aggregate], claim.measure.aggregate not in _KIND_OF_MEASURE),
        (f"the metric {claim.measure.metric}", not (listened(claim) or measured_in(claim))),
        ("the monthly listeners of a work", listened(claim) and kind_of(claim) != "artist"),
        ("a record of facts", family is not None and claim.measure.aggregate in FACTS),
        (f"the window {claim.window.kind}", not _windowed(claim)),
        *_unlisted_flow(claim),
    )


def _unlisted_flow(claim: Claim) -> Iterator[tuple[str, bool]]:
    """What cannot be proven of a basis or a region, which only what lists tell may have."""
    told = charted_flow(claim) and claim.measure.metric == "streams"
    name = AGGREGATE_NAMES[claim.measure.aggregate]
    yield f"{name} on the basis {claim.basis}", claim.basis != "app" and not told
    yield f"the region {claim.region}", claim.region != "global" and not told
    if told:
        yield f"{name} of more than a track by lists", kind_of(claim) != "recording"
        first = claim.measure.aggregate in {Aggregate.FIRST_DAY, Aggregate.FIRST_WEEK}
        ever = claim.window.kind == "ever"
        window = claim.window.kind == "outside christmas" or (first and not ever)
        yield f"the window {claim.window.kind}", window


DATED = frozenset({"since", "in", "so far in", "decade"})
"""The windows that are a span of days."""

REACHING = frozenset(
    {Family.FIRST, Family.NTH, Family.JOINS, Family.FASTEST, Family.YOUNGEST, Family.OLDEST}
)
"""The families that ask only when a threshold was reached."""


def _windowed(claim: Claim) -> bool:
    """Whether a claim can be proven within its window."""
    family = claim.superlative.family if claim.superlative else None
    if listened(claim):
        return claim.window.kind == "ever"
    if flows(claim):
        return claim.window.kind in {"ever", "outside christmas", *DATED}
    if family in REACHING:
        return claim.window.kind in {"ever", *DATED}
    return claim.window.kind == "ever"


UPWARDS = frozenset({Comparator.AT_LEAST, Comparator.ABOVE})
"""The comparators that only say what is enough."""

_METRICS = frozenset({"streams", "views", "tracks", "day", "seconds"})


def kind_of(claim: Claim) -> str:
    """The kind of entity a claim ranges over."""
    if claim.cohort is not None:
        kind = KIND_OF_POPULATION.get(claim.cohort.population)
        if kind is None:
            raise NotProvableYet(f"claims about a {claim.cohort.population} cannot be proven yet")
        return kind
    return kind_listed(claim) if on_lists(claim) else _KIND_OF_MEASURE[claim.measure.aggregate]


def goal_of(claim: Claim) -> tuple[int, int]:
    """The least and the greatest value that the claim allows; UNBOUNDED is no limit.

    "About" a number is whatever rounds to it, by its last digit that is not zero.
    """
    if claim.threshold is None:
        return EVERY, int(UNBOUNDED)
    low, high = Figure(claim.comparator.value, claim.threshold).bounds()
    return low, int(UNBOUNDED) if high is None else high


def least_count(claim: Claim) -> int:
    """The value whose crossing decides the claim; EVERY where it has no threshold.

    The least that the claim allows, or, where it only says what is too much, the least of that.
    """
    low, high = goal_of(claim)
    return low or high + 1


def question_of(claim: Claim, kind: str) -> tuple[str, Question]:
    """The measure to use and what to ask of it."""
    aggregate, measure = claim.measure.aggregate, claim.measure
    if aggregate is Aggregate.TOTAL and kind == "release":
        aggregate = Aggregate.ALBUM_TOTAL
    measured = aggregate.value in MEASURES or aggregate in FACTS
    if not (measured or on_lists(claim) or flows(claim) or rate(claim) or listened(claim)):
        raise NotProvableYet(f"{AGGREGATE_NAMES[aggregate]} cannot be proven yet")
    counts = aggregate in COUNTS
    albums = POPULATIONS["album"]
    if claim.reading.single_albums:
        albums |= POPULATIONS["single album"]
    question = Question(
        platform=claim.platform,
        as_of=day_number(claim.as_of),
        threshold=(measure.past or EVERY) if counts else least_count(claim),
        wanted=least_count(claim) if counts and claim.threshold else 1,
        edition=claim.reading.edition,
        versions=claim.reading.versions,
        albums=albums,
        basis="chart" if on_lists(claim) else claim.basis,
        region=region_of(claim),
        metric=measure.metric,
        rank=measure.rank,
        past=None if counts else measure.past,
        since=span_of(claim)[0],
        until=span_of(claim)[1],
        credit=claim.reading.credit,
        season=claim.window.kind != "outside christmas",
    )
    own = kind == "release" and (flows(claim) or rate(claim))
    if own and charted_flow(claim):
        raise NotProvableYet(
            f"{AGGREGATE_NAMES[aggregate]} of a release by lists cannot be proven yet"
        )
    return f"album {aggregate}" if own else aggregate.value, question


def rate(claim: Claim) -> bool:
    """Whether a claim is about a number that totals give with days, tracks or a number to reach."""
    return f"album {claim.measure.aggregate}" in RATES and claim.measure.rank is None


def listened(claim: Claim) -> bool:
    """Whether a claim is about how many people listen, which rises and falls."""
    return claim.measure.aggregate is Aggregate.LISTENERS


def measured_in(claim: Claim) -> bool:
    """Whether the metric of a claim is one that counters and facts are measured in."""
    return claim.measure.metric in _METRICS


def charted_flow(claim: Claim) -> bool:
    """Whether a claim is about what lists say was gained."""
    return claim.basis == "chart" and claim.measure.aggregate.value in CADENCES


def flows(claim: Claim) -> bool:
    """Whether a claim is about what was gained, and not about what a counter stands at."""
    return claim.measure.aggregate.value in FLOWS
