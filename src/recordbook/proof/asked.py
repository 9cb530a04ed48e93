"""What a claim asks of lists and flows besides its number: the region, the days that count."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from recordbook.catalogue.countries import COUNTRIES
from recordbook.claims import Aggregate, Family
from recordbook.claims.families import AGGREGATE_NAMES, FAMILY_NAMES, MOVES, RANKS
from recordbook.measures.lists import home_region, known_list, usual_cadence
from recordbook.measures.lists.known import DAY, WEEK
from recordbook.units import day_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.claims import Claim

_CODES = {name.casefold(): code.lower() for code, (name, _) in COUNTRIES.items()}
_OF_ALBUMS = frozenset({"billboard 200", "official albums"})
"""Platforms whose lists hold releases; all others hold recordings."""

_DAILY = frozenset(
    {
        Aggregate.DAYS_AT,
        Aggregate.CONSECUTIVE_AT,
        Aggregate.DAYS_FROM_DEBUT,
        Aggregate.LISTED_DAYS_TO,
    }
)
_OF_PLACES = frozenset({None, Family.HIGHEST, Family.TIES})
"""The families that compare places; the smaller place is the higher."""


def on_lists(claim: Claim) -> bool:
    """Whether a claim is about places in lists."""
    return claim.measure.rank is not None or claim.measure.aggregate in RANKS | MOVES


def region_of(claim: Claim) -> str:
    """The region as observations write it: global, or a country's code.

    >>> from recordbook.claims import parse
    >>> said = '"Who": peak rank 12 on billboard hot 100 as of 2025-01-01'
    >>> region_of(parse(said)), region_of(parse(said.replace("100 as", "100 in South Korea as")))
    ('us', 'kr')
    """
    if claim.region == "global":
        return home_region(claim.platform) if on_lists(claim) else "global"
    return _CODES.get(claim.region.casefold(), claim.region.lower())


def span_of(claim: Claim) -> tuple[int | None, int | None]:
    """The first and the last day number that the claim's window lets count; None: no limit.

    "This decade" is that of the as-of day.
    """
    kind, year = claim.window.kind, claim.window.year
    if kind == "decade":
        year = claim.as_of.year // 10 * 10
    if year is None:
        return None, None
    since = day_number(date(year, 1, 1))
    return since, day_number(date(year, 12, 31)) if kind in {"in", "so far in"} else None


def kind_listed(claim: Claim) -> str:
    """The kind of entity whose places a measure counts."""
    if claim.measure.aggregate is Aggregate.ENTRIES:
        return "artist"
    return "release" if claim.platform in _OF_ALBUMS else "recording"


def unlisted(claim: Claim, kind: str | None) -> Iterator[str]:
    """What about a claim on lists cannot be proven; `kind` is what its population is made of."""
    aggregate = claim.measure.aggregate
    family = claim.superlative.family if claim.superlative else None
    known = known_list(claim.platform, region_of(claim), _cadence(claim))
    if claim.window.kind == "outside christmas":
        yield "the window outside christmas"
    if kind is not None and kind != kind_listed(claim):
        yield f"{AGGREGATE_NAMES[aggregate]} of a {claim.cohort and claim.cohort.population}"
    if aggregate in RANKS and family not in _OF_PLACES:
        yield f"{FAMILY_NAMES[family] if family else ''} of places"
    if known.places is not None and (claim.measure.rank or 0) > known.places:
        yield f"a place below the {known.places} of the list"
    if known.source == "" and usual_cadence(claim.platform) == WEEK:
        yield f"a daily list of {claim.platform}"


def _cadence(claim: Claim) -> int:
    aggregate = claim.measure.aggregate
    if aggregate in _DAILY:
        return DAY
    weekly = "weeks" in aggregate.value or claim.measure.metric == "weekly rank"
    return WEEK if weekly else usual_cadence(claim.platform)
