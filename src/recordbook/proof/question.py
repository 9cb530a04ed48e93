"""From a claim to what is asked of the measures: which entities, which counters, which day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.catalogue.hierarchy import POPULATIONS
from recordbook.claims import Aggregate, Comparator, Family
from recordbook.claims.families import AGGREGATE_NAMES, FACTS, FAMILY_NAMES
from recordbook.intake.published import Figure
from recordbook.measures import EVERY, MEASURES, UNBOUNDED, Question
from recordbook.proof.errors import NotProvableYet
from recordbook.units import day_number

if TYPE_CHECKING:
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
}


def check(claim: Claim) -> None:
    """Raise NotProvableYet for what can be written but not proven."""
    family = claim.superlative.family if claim.superlative else None
    for said, missing in (
        (FAMILY_NAMES.get(family, "") if family else "", family not in {None, *PROVABLE}),
        (AGGREGATE_NAMES[claim.measure.aggregate], claim.measure.aggregate not in _KIND_OF_MEASURE),
        (f"the metric {claim.measure.metric}", claim.measure.metric not in _METRICS),
        ("a record of facts", family is not None and claim.measure.aggregate in FACTS),
        (f"the window {claim.window.kind}", claim.window.kind != "ever"),
        ("the basis chart", claim.basis != "app"),
        (f"the region {claim.region}", claim.region != "global"),
        ("comparing with = or <", family is not None and claim.comparator not in UPWARDS),
        (f"{claim.reading.credit} credit", claim.reading.credit == "any solo"),
    ):
        if missing:
            raise NotProvableYet(
                f"{said} cannot be proven yet",
                remedy="see the reference of the claim language for what can",
            )


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
    return _KIND_OF_MEASURE[claim.measure.aggregate]


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
    if aggregate.value not in MEASURES and aggregate not in FACTS:
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
    )
    return aggregate.value, question
