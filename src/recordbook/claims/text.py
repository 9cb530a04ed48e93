"""The one canonical text of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.claims import families, vocabulary
from recordbook.claims.cohort_text import cohort_text, quote, subject_text
from recordbook.claims.families import Aggregate, Comparator, Family
from recordbook.claims.quantities import write_number
from recordbook.units import day_from

if TYPE_CHECKING:
    from recordbook.claims.claim import Claim, Measure, Reading, Superlative, Window

_SPANS = {
    Aggregate.DAYS_AT: "days",
    Aggregate.WEEKS_AT: "weeks",
    Aggregate.CONSECUTIVE_AT: "consecutive days",
    Aggregate.CONSECUTIVE_WEEKS_AT: "consecutive weeks",
    Aggregate.COUNTRIES_AT: "country charts",
}
_LEVELS = frozenset(
    {Aggregate.TOTAL, Aggregate.ALBUM_TOTAL, Aggregate.EVERY_TRACK, Aggregate.EVERY_ALBUM}
)
_PREFIXED = frozenset({Aggregate.FIRST_DAY, Aggregate.FIRST_WEEK, Aggregate.ROLLING})
_FACT_NAMES = {
    Aggregate.TRACK_COUNT: "track count",
    Aggregate.RELEASED: "release day",
    Aggregate.DURATION: "playing time",
}
_WINDOWS = {
    "decade": "this decade",
    "outside christmas": "outside the Christmas season",
    "list began": "since the list began",
}


def text_of(claim: Claim) -> str:
    """The claim's text: who, what, among whom, where and when."""
    parts = [f"{subject_text(claim.subject)}:", *_body(claim), *_tail(claim)]
    return " ".join(part for part in parts if part)


def _body(claim: Claim) -> list[str]:
    """What is said of the subject."""
    superlative, cohort = claim.superlative, claim.cohort
    if superlative is None:
        return [measure_text(claim)]
    plural = superlative.family in {Family.ONE_OF, Family.JOINS}
    head = superlative_text(superlative)
    if cohort and superlative.family in _COHORT_FIRST:
        fast = superlative.family is Family.FASTEST
        return [
            head,
            cohort_text(cohort, plural=plural),
            "to" if fast else "with",
            _goal(claim) if fast else measure_text(claim),
        ]
    link = "in" if superlative.family in families.COHORTLESS else ""
    among = ["among", cohort_text(cohort, plural=True)] if cohort else []
    return [head, link, measure_text(claim), *among]


_COHORT_FIRST = families.CROSSING | {Family.YOUNGEST, Family.OLDEST}


def superlative_text(superlative: Superlative) -> str:
    """The family with its number or its other party."""
    family, n = superlative.family, superlative.n
    if family is Family.NTH and n:
        return ordinal(n)
    if family is Family.ONE_OF:
        return f"one of {n}"
    if superlative.other:
        become = f" to become {ordinal(n)}" if n else ""
        return f"{family.value} {subject_text(superlative.other)}{become}"
    if family in {Family.EXTENDS, Family.BREAKS_OWN}:
        return f"{family.value} record"
    return f"{ordinal(n)} {family.value}" if n else family.value


def ordinal(n: int) -> str:
    """The number of a place.

    >>> [ordinal(n) for n in (1, 2, 3, 11, 22, 113)]
    ['1st', '2nd', '3rd', '11th', '22nd', '113th']
    """
    teen = n % 100 in {11, 12, 13}
    return f"{n}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def _goal(claim: Claim) -> str:
    """What the fastest is fastest to: "100M streams" where that is the plain total."""
    releases = claim.cohort and claim.cohort.population in vocabulary.RELEASE_POPULATIONS
    total = Aggregate.ALBUM_TOTAL if releases else Aggregate.TOTAL
    if claim.measure.aggregate is total and claim.comparator is Comparator.AT_LEAST:
        return f"{write_number(claim.threshold or 0)} {metric_text(claim.measure.metric)}"
    return measure_text(claim)


def metric_text(metric: str) -> str:
    """The metric's word, in quotes where it is none the language knows."""
    return metric if metric in vocabulary.METRICS else quote(metric)


def measure_text(claim: Claim) -> str:
    """What is counted, with its threshold."""
    measure = claim.measure
    kind, metric = measure.aggregate, metric_text(measure.metric)
    if kind in families.FACTS:
        return _fact(claim)
    after = _bound(claim)
    if kind in _LEVELS:
        return _joined(kind.value, after, metric)
    if kind in _PREFIXED:
        return _joined(kind.value, metric, after)
    if kind in families.RANKS | {Aggregate.LISTENERS}:
        return _joined(_weekly(measure), kind.value, after)
    if kind in _COUNTED:
        return _joined(_count(claim), _counted(measure, metric))
    return _joined(metric, kind.value, after)


_COUNTED = families.NEEDS_PAST | families.NEEDS_RANK | families.NEEDS_PLACE | families.MOVES


def _weekly(measure: Measure) -> str:
    """The word that says of a weekly list, where the measure does not say it itself."""
    return "weekly" if measure.metric == families.WEEKLY else ""


def _counted(measure: Measure, metric: str) -> str:
    """What is counted, where the number comes before it."""
    past = f"{write_number(measure.past)} {metric}" if measure.past else ""
    match measure.aggregate:
        case Aggregate.TRACKS_PAST:
            return f"tracks >= {past}"
        case Aggregate.ALBUMS_PAST:
            return f"albums >= {past}"
        case Aggregate.DAYS_TO | Aggregate.SHORT_OF:
            return f"{measure.aggregate.value} {past}"
        case _:
            return f"{_SPANS[measure.aggregate]} >= {past}" if past else _placed(measure)


def _placed(measure: Measure) -> str:
    """What is counted of places in lists."""
    kind, rank, weekly = measure.aggregate, measure.rank, _weekly(measure)
    if kind is Aggregate.ENTRIES:
        return f"entries in the top {rank} {'in one week' if weekly else 'on one day'}"
    if kind in families.MOVES:
        return f"{kind.value} in a {'week' if weekly else 'day'}"
    if kind in families.CLIMBS:
        return f"{kind.value} {'no. 1' if rank == 1 else f'the top {rank}'}"
    top = "at no. 1" if rank == 1 else f"in the top {rank}"
    return _joined(weekly, _SPANS.get(kind, kind.value), top)


def _fact(claim: Claim) -> str:
    """A fact of the catalogue with its value."""
    kind, value, sign = claim.measure.aggregate, claim.threshold, claim.comparator
    if value is None:
        return _FACT_NAMES[kind]
    exact = sign is Comparator.EQUAL
    if kind is Aggregate.RELEASED:
        link = "on" if exact else sign.value
        return f"released {link} {day_from(value).isoformat()}"
    if kind is Aggregate.DURATION:
        return _joined("duration", "" if exact else sign.value, clock(value))
    return f"{value} tracks" if exact else f"{sign.value} {value} tracks"


def clock(seconds: int) -> str:
    """Minutes and seconds, with hours where there are any.

    >>> clock(1056), clock(3661)
    ('17:36', '1:01:01')
    """
    minutes, rest = divmod(seconds, 60)
    hours, left = divmod(minutes, 60)
    return f"{hours}:{left:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _bound(claim: Claim) -> str:
    """The threshold after the thing counted."""
    if claim.threshold is None:
        return ""
    plain = claim.measure.aggregate in families.RANKS
    number = str(claim.threshold) if plain else write_number(claim.threshold)
    return f"{claim.comparator.value} {number}"


def _count(claim: Claim) -> str:
    """The threshold before the thing counted; the usual comparator goes without saying."""
    if claim.threshold is None:
        return ""
    exact = claim.measure.aggregate in families.EXACT_BY_DEFAULT
    usual = Comparator.EQUAL if exact else Comparator.AT_LEAST
    sign = "" if claim.comparator is usual else f"{claim.comparator.value} "
    number = claim.threshold
    streams = claim.measure.aggregate is Aggregate.SHORT_OF
    return f"{sign}{write_number(number) if streams else number}"


def _joined(*parts: str) -> str:
    """The parts that are there."""
    return " ".join(part for part in parts if part)


def _tail(claim: Claim) -> list[str]:
    """Where, when and on which reading."""
    return [
        _platform(claim),
        "" if claim.region == "global" else f"in {_region(claim.region)}",
        _window(claim.window),
        f"as of {claim.as_of.isoformat()}",
        f"known at {claim.known_at}" if claim.known_at else "",
        ", ".join(reading_words(claim.reading)),
    ]


def _platform(claim: Claim) -> str:
    """The platform, and the basis where it is not the platform's own."""
    usual = claim.basis == vocabulary.default_basis(claim.platform)
    fact = claim.superlative is None and claim.measure.aggregate in families.FACTS
    if fact and usual and claim.platform == "spotify":
        return ""
    known = claim.platform in vocabulary.PLATFORMS
    name = claim.platform if known else quote(claim.platform)
    basis = " charts" if claim.basis == "chart" else f" basis {claim.basis}"
    return f"on {name}{'' if usual else basis}"


def _region(region: str) -> str:
    """The country, in quotes where it is none the language knows."""
    return region if vocabulary.PLACES.get(region.casefold()) == region else quote(region)


def _window(window: Window) -> str:
    """The window, unless it is ever."""
    if window.kind == "ever":
        return ""
    return _WINDOWS.get(window.kind) or f"{window.kind} {window.year}"


def reading_words(reading: Reading) -> list[str]:
    """The answers that differ from the default, as the text says them."""
    words = {
        "counting single albums": reading.single_albums,
        "not counting instrumentals": not reading.versions,
        "days inclusive": reading.inclusive_days,
        f"{reading.credit} credit": reading.credit != "main",
        f"edition {quote(reading.edition)}": bool(reading.edition),
    }
    return [word for word, said in words.items() if said]
