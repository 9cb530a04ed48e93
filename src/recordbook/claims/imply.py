"""Which claims follow from a claim: a partial order, true only where it is certain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, TypeAlias

from recordbook.claims import families
from recordbook.claims.cohort import AllOf, AnyOf, Cohort, CohortTerm, Condition
from recordbook.claims.families import Aggregate, Comparator, Family

if TYPE_CHECKING:
    from collections.abc import Callable

    from recordbook.claims.claim import Claim, Measure

    Below: TypeAlias = Callable[[str, str, str], bool]

_LEADS = families.RANKED | {Family.FIRST, Family.ONLY, Family.FIRST_AND_ONLY}
"""Families that, without a number, hold in every part of the cohort that holds the subject."""

_STATES = frozenset({Family.ONLY, Family.FIRST_AND_ONLY, Family.ONE_OF})
"""Families that say of the as-of day itself that the subject stands at the threshold."""

_WEAKER = {
    Family.FIRST_AND_ONLY: {Family.FIRST, Family.ONLY},
    Family.NTH: {Family.JOINS},
}
_TOTALS = {
    Aggregate.CONSECUTIVE_AT: Aggregate.DAYS_AT,
    Aggregate.CONSECUTIVE_WEEKS_AT: Aggregate.WEEKS_AT,
}
_PLACED = families.NEEDS_PLACE | {
    Aggregate.TRACKS_PAST,
    Aggregate.ALBUMS_PAST,
    Aggregate.ENTRIES,
}


def implies(
    a: Claim,
    b: Claim,
    *,
    below: Below | None = None,
    value: int | None = None,
    tracks: int | None = None,
) -> bool:
    """Whether b is true wherever a is, given that b's cohort holds the subject.

    `below(attribute, narrower, wider)` knows the hierarchies (`"population"` too); `value` is at
    most the subject's own value of a's measure on the as-of day; `tracks` is how many counters its
    edition has. Without them less follows. False says nothing.

    >>> from recordbook.claims import parse
    >>> tail = "with every track >= 60M streams as of 2023-12-16"
    >>> a, b = (parse(f'"Layover": first album {who} {tail}') for who in ("", "by K-pop acts"))
    >>> implies(a, b), implies(b, a)
    (True, False)
    """
    known = _Known(below or _nothing_below, value, tracks)
    if a == b:
        return True
    if not _same_frame(a, b):
        return False
    if b.superlative is None:
        return _plain(a, b, known)
    return a.superlative is not None and _superlative(a, b, known)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known besides the claims."""

    below: Below
    value: int | None
    tracks: int | None


def _nothing_below(_attribute: str, _narrower: str, _wider: str) -> bool:
    """The hierarchy where nothing is known to lie below anything else."""
    return False


def _same_frame(a: Claim, b: Claim) -> bool:
    """Whether both are about one subject, place, time and reading."""
    first = _family(b) is Family.FIRST and _family(a) in {Family.FIRST, Family.FIRST_AND_ONLY}
    later = first and a.as_of <= b.as_of and _timeless(a)
    changed = replace(
        b,
        superlative=a.superlative,
        cohort=a.cohort,
        measure=a.measure,
        threshold=a.threshold,
        comparator=a.comparator,
        as_of=a.as_of if later else b.as_of,
    )
    return changed == a


def _timeless(claim: Claim) -> bool:
    """Whether neither window nor cohort can mean something else on a later day."""
    moving = claim.window.kind in {"decade", "so far in"}
    return not moving and claim.cohort is not None and not claim.cohort.parts


def _family(claim: Claim) -> Family | None:
    return claim.superlative.family if claim.superlative else None


# superlatives


def _superlative(a: Claim, b: Claim, known: _Known) -> bool:
    """Whether a superlative follows from another of the same measure."""
    if a.superlative is None or b.superlative is None or a.measure != b.measure:
        return False
    weaker = b.superlative.family in _WEAKER.get(a.superlative.family, set())
    said = weaker or a.superlative == b.superlative
    return said and _same_goal(a, b, known) and _cohorts(a, b, known)


def _same_goal(a: Claim, b: Claim, known: _Known) -> bool:
    """Whether b's threshold is a's, or one that the only one above a's is alone above as well."""
    if (a.threshold, a.comparator) == (b.threshold, b.comparator):
        return True
    if a.threshold is None or b.threshold is None or known.value is None:
        return False
    lone = _family(a) in {Family.ONLY, Family.FIRST_AND_ONLY} and _family(b) is Family.ONLY
    signs = a.comparator is b.comparator is Comparator.AT_LEAST
    return lone and signs and a.threshold <= b.threshold <= known.value


def _cohorts(a: Claim, b: Claim, known: _Known) -> bool:
    """Whether what a says among its cohort holds among b's."""
    if a.cohort == b.cohort:
        return True
    if a.cohort is None or b.cohort is None or b.superlative is None:
        return False
    if b.superlative.family is Family.JOINS:
        return _within(a.cohort, b.cohort, known.below)
    leads = b.superlative.family in _LEADS and b.superlative.n is None
    return leads and _within(b.cohort, a.cohort, known.below)


def _within(inner: Cohort, outer: Cohort, below: Below) -> bool:
    """Whether every member of the one is a member of the other."""
    names = inner.population, outer.population
    if names[0] != names[1] and not below("population", *names):
        return False
    return set(outer.excluding) <= set(inner.excluding) and entails(inner.term, outer.term, below)


def entails(x: CohortTerm, y: CohortTerm, below: Below = _nothing_below) -> bool:
    """Whether everybody who meets x meets y, as far as and, or and the hierarchy tell.

    What one conjunction asks of the artist it asks of one and the same: of two artists on one
    album the first may be a soloist and the second of K-pop, and neither a K-pop soloist.

    >>> k_pop = Condition(attribute="scene", values=("k-pop",))
    >>> solo = Condition(attribute="act type", values=("soloist",))
    >>> entails(AllOf((k_pop, solo)), solo), entails(solo, AllOf((k_pop, solo)))
    (True, False)
    """
    one = _of_artist(x) and _of_artist(y)
    if isinstance(y, AllOf) and (one or not _of_artist(y)):
        return all(entails(x, part, below) for part in _units(y, one=one))
    if isinstance(x, AnyOf):
        return all(entails(part, y, below) for part in x.parts)
    if isinstance(x, Condition) and isinstance(y, Condition):
        return _narrower(x, y, below)
    parts = _units(x, one=one) if isinstance(x, AllOf) else ()
    others = y.parts if isinstance(y, AnyOf) else ()
    return any(part != x and entails(part, y, below) for part in parts) or any(
        entails(x, part, below) for part in others
    )


def _of_artist(term: CohortTerm) -> bool:
    """Whether a term asks about the artist alone."""
    if isinstance(term, Condition):
        return term.of == "artist"
    return bool(term.parts) and all(map(_of_artist, term.parts))


def _units(term: AllOf, *, one: bool) -> tuple[CohortTerm, ...]:
    """The parts of a conjunction; those about the artist together, unless all are of one artist."""
    artist = tuple(part for part in term.parts if _of_artist(part))
    if one or not artist:
        return term.parts
    rest = tuple(part for part in term.parts if not _of_artist(part))
    return (*rest, artist[0] if len(artist) == 1 else AllOf(artist))


def _narrower(x: Condition, y: Condition, below: Below) -> bool:
    """Whether one condition is the other, or one on values below its values."""
    if (x.attribute, x.of, x.negated) != (y.attribute, y.of, y.negated):
        return False
    inner, outer = (y.values, x.values) if x.negated else (x.values, y.values)
    return all(any(v == w or below(x.attribute, v, w) for w in outer) for v in inner)


# plain statements


def _plain(a: Claim, b: Claim, known: _Known) -> bool:
    """Whether a statement about the subject alone follows."""
    if a.threshold is None or b.threshold is None:
        return False
    if a.superlative is not None and a.superlative.family not in _STATES:
        return False
    if Comparator.ABOUT in {a.comparator, b.comparator}:
        return (a.threshold, a.comparator, a.measure) == (b.threshold, b.comparator, b.measure)
    held = _span(a.comparator, a.threshold)
    if _family(a) in {Family.ONLY, Family.FIRST_AND_ONLY} and known.value is not None:
        held = max(held, _span(Comparator.AT_LEAST, known.value)) if held[1] == _END else held
    return any(
        _inside(span, _span(b.comparator, b.threshold))
        for measure, span in _consequences(a.measure, held, b.measure, known)
        if measure == b.measure
    )


_Span: TypeAlias = "tuple[tuple[float, int], tuple[float, int]]"
_END = (inf, 0)
_START = (-inf, 0)


def _span(sign: Comparator, number: int) -> _Span:
    """The numbers allowed, as cuts just before (0) or just after (1) a number."""
    match sign:
        case Comparator.AT_LEAST:
            return (number, 0), _END
        case Comparator.ABOVE:
            return (number, 1), _END
        case Comparator.BELOW:
            return _START, (number, 0)
        case Comparator.AT_MOST:
            return _START, (number, 1)
        case _:
            return (number, 0), (number, 1)


def _inside(inner: _Span, outer: _Span) -> bool:
    """Whether the outer numbers hold the inner ones."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _consequences(
    measure: Measure, held: _Span, wanted: Measure, known: _Known
) -> list[tuple[Measure, _Span]]:
    """What else the subject's own number says of it, towards the measure that is wanted."""
    low = held[0]
    found = [(measure, held)]
    if measure.metric != wanted.metric:
        return found
    kind = _TOTALS.get(measure.aggregate, measure.aggregate)
    if wanted.aggregate in {kind, measure.aggregate} and _wider(measure, wanted):
        found.append((wanted, (low, _END)))
    if measure.aggregate is Aggregate.EVERY_TRACK and known.tracks:
        if wanted.aggregate is Aggregate.ALBUM_TOTAL:
            found.append((wanted, ((low[0] * known.tracks, low[1]), _END)))
        if wanted.aggregate is Aggregate.TRACKS_PAST and low >= (wanted.past or inf, 0):
            found.append((wanted, ((known.tracks, 0), _END)))
    return found


def _wider(measure: Measure, wanted: Measure) -> bool:
    """Whether whatever counts for the one counts for the other."""
    if measure.aggregate not in _PLACED:
        return False
    past = measure.past is not None and wanted.past is not None and wanted.past <= measure.past
    rank = measure.rank is not None and wanted.rank is not None and measure.rank <= wanted.rank
    return past or rank
