"""Claims as hypothesis makes them: every family, aggregate, cohort and reading there is."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from recordbook.claims import (
    Aggregate,
    AllOf,
    AnyOf,
    Claim,
    Cohort,
    Comparator,
    Condition,
    Family,
    Measure,
    Reading,
    Subject,
    Superlative,
    Window,
    families,
    vocabulary,
)

texts = st.text(min_size=1, max_size=8)
keys = st.from_regex(r"[a-z]{1,6}(:[A-Za-z0-9_./-]{1,6}){1,3}", fullmatch=True) | texts
thresholds = (
    st.integers(1, 10**12)
    | st.integers(1, 2**63 - 1)
    | st.builds(lambda digit, power: digit * 10**power, st.integers(1, 9), st.integers(0, 12))
)
small = st.integers(1, 200)

subjects = st.builds(Subject, name=texts, by=st.none() | texts, key=st.none() | keys) | st.builds(
    Subject, key=keys
)

_KNOWN = {
    "gender": vocabulary.GENDERS,
    "generation": vocabulary.GENERATIONS,
    "scene": vocabulary.SCENES,
    "act type": vocabulary.ACT_TYPES,
    "country": vocabulary.COUNTRIES,
}
_WORDS = [*vocabulary.PEOPLE, "genre", "language", "released", "release type", "top", "fandom"]
_VALUES = [
    "South Korea",
    "jazz",
    "Jazz",
    "2023",
    "10",
    "BTS",
    "by the way",
    "drum and bass",
    "BIGHIT",
]

_known = st.sampled_from(sorted(_KNOWN)).flatmap(
    lambda attribute: st.builds(
        Condition,
        attribute=st.just(attribute),
        values=st.sampled_from(sorted(_KNOWN[attribute].values())).map(lambda value: (value,)),
        of=st.sampled_from(["artist", "self"]),
        negated=st.booleans(),
    )
)
_free = st.builds(
    Condition,
    attribute=st.sampled_from(_WORDS) | texts,
    values=st.lists(st.sampled_from(_VALUES) | texts, min_size=1, max_size=3).map(tuple),
    of=st.sampled_from(["artist", "self"]),
    negated=st.booleans(),
)
conditions = _known | _free


def _joined(terms: st.SearchStrategy) -> st.SearchStrategy:
    parts = st.lists(terms, min_size=1, max_size=3).map(tuple)
    return st.builds(AllOf, parts) | st.builds(AnyOf, parts)


cohort_terms = st.just(AllOf(())) | st.recursive(conditions, _joined, max_leaves=6)
cohorts = st.builds(
    Cohort,
    population=st.sampled_from(sorted(vocabulary.POPULATIONS)),
    term=cohort_terms,
    excluding=st.lists(subjects, max_size=2).map(tuple),
)


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    """Any aggregate with the numbers it needs."""
    aggregate = draw(st.sampled_from(Aggregate))
    metric = draw(st.sampled_from([*vocabulary.METRICS, families.WEEKLY]) | texts)
    ranked = aggregate in families.NEEDS_RANK or (
        aggregate in families.NEEDS_PLACE and draw(st.booleans())
    )
    counted = aggregate in families.NEEDS_PAST | families.NEEDS_PLACE and not ranked
    return Measure(
        aggregate=aggregate,
        metric=metric,
        past=draw(thresholds) if counted else None,
        rank=draw(small) if ranked else None,
    )


@st.composite
def superlatives(draw: st.DrawFn) -> Superlative:
    """Any family with the number and the other party it needs."""
    family = draw(st.sampled_from(Family))
    n = None
    if family in {Family.ONE_OF, Family.NTH}:
        n = draw(st.integers(2, 120))
    elif family in families.RANKED | {Family.OVERTAKES}:
        n = draw(st.none() | st.integers(2, 120))
    other = draw(subjects) if family in {Family.OVERTAKES, Family.TIES} else None
    return Superlative(family=family, n=n, other=other)


windows = st.sampled_from(["ever", "decade", "outside christmas", "list began"]).map(
    lambda kind: Window(kind=kind)
) | st.builds(
    Window, kind=st.sampled_from(["since", "in", "so far in"]), year=st.integers(1000, 9999)
)
readings = st.builds(
    Reading,
    single_albums=st.booleans(),
    versions=st.booleans(),
    inclusive_days=st.booleans(),
    credit=st.sampled_from(["main", "exact", "any", "any solo"]),
    edition=st.just("") | texts,
)
moments = st.sampled_from(
    ["12", "2024-01-01", "2024-01-01T08:30:00Z", "2024-01-01T08:30:00.5+09:00"]
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Any claim that can be made."""
    superlative = draw(st.none() | superlatives())
    family = superlative and superlative.family
    measure = draw(measures())
    needed = family is None or family in families.CROSSING
    dated = measure.aggregate is Aggregate.RELEASED
    numbers = st.integers(-300_000, 300_000) if dated else thresholds
    threshold = draw(numbers if needed else st.none() | numbers)
    cohort = None
    if family is not None:
        cohort = draw(cohorts if family not in families.COHORTLESS else st.none() | cohorts)
    comparators = (
        st.sampled_from(Comparator) if threshold is not None else st.just(Comparator.AT_LEAST)
    )
    return Claim(
        subject=draw(subjects),
        measure=measure,
        as_of=draw(st.dates(min_value=date(1000, 1, 1))),
        superlative=superlative,
        cohort=cohort,
        threshold=threshold,
        comparator=draw(comparators),
        platform=draw(st.sampled_from(vocabulary.PLATFORMS) | texts),
        basis=draw(st.sampled_from(["app", "chart"])),
        region=draw(st.just("global") | st.sampled_from(["South Korea", "Philippines"]) | texts),
        window=draw(windows),
        known_at=draw(st.none() | moments),
        reading=draw(readings),
    )
