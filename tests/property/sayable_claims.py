"""Claims that make sense of somebody in a small catalogue, so that they can be said and read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from recordbook.catalogue.rows import Statements
from recordbook.claims import (
    Aggregate,
    AllOf,
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

DAY = date(2023, 12, 16)
_RELEASE, _RECORDING, _ARTIST = "release", "recording", "artist"
_WORKS = {
    _RELEASE: ((Subject(name="Layover", by="V"), Subject(name="FACE", by="Jimin"))),
    _RECORDING: ((Subject(name="Blue", by="V"), Subject(name="Like Crazy", by="Jimin"))),
    _ARTIST: ((Subject(name="Jung Kook"), Subject(name="Jimin"))),
}


def catalogue() -> Statements:
    """Singers with an album of two songs each, and two groups."""
    said = Statements()
    for artist, name, album, title, tracks in (
        ("v", "V", "layover", "Layover", ("Blue", "For Us")),
        ("jimin", "Jimin", "face", "FACE", ("Like Crazy", "Alone")),
        ("jung-kook", "Jung Kook", "golden", "GOLDEN", ("Hate You", "Somebody")),
    ):
        said.name(f"artist:{artist}", name, source="test")
        said.fact(f"artist:{artist}", "act type", "soloist", source="test")
        said.name(f"release:{album}", title, source="test")
        said.credit(f"release:{album}", f"artist:{artist}", source="test")
        for place, track in enumerate(tracks, 1):
            said.name(f"recording:{album}/{place}", track, source="test")
            said.credit(f"recording:{album}/{place}", f"artist:{artist}", source="test")
            said.track(f"release:{album}", place, f"recording:{album}/{place}", source="test")
    said.name("artist:bts", "BTS", source="test")
    said.fact("artist:bts", "act type", "boy group", source="test")
    said.fact("artist:v", "label", "BIGHIT MUSIC", source="test")
    for member in ("v", "jimin", "jung-kook"):
        said.fact(f"artist:{member}", "member of", "artist:bts", source="test")
    return said


_FLOWS = (
    *(Aggregate.FIRST_DAY, Aggregate.FIRST_WEEK, Aggregate.DAY, Aggregate.WEEK),
    *(Aggregate.HOURS_24, Aggregate.ROLLING, Aggregate.PER_DAY),
)
_LISTED = tuple(
    families.RANKS
    | families.MOVES
    | families.CLIMBS
    | families.NEEDS_PLACE
    | {Aggregate.RE_ENTRIES}
)
_MEASURES = {
    _RELEASE: (
        *_FLOWS,
        *(Aggregate.ALBUM_TOTAL, Aggregate.EVERY_TRACK, Aggregate.PER_TRACK, Aggregate.LOST),
        *(Aggregate.DAYS_TO, Aggregate.SHORT_OF, *sorted(families.FACTS)),
    ),
    _RECORDING: (
        *_FLOWS,
        *sorted(_LISTED),
        *(Aggregate.TOTAL, Aggregate.LOST, Aggregate.DAYS_TO, Aggregate.SHORT_OF),
        Aggregate.RELEASED,
    ),
    _ARTIST: (
        *(Aggregate.TOTAL, Aggregate.LISTENERS, Aggregate.TRACKS_PAST, Aggregate.ALBUMS_PAST),
        *(Aggregate.ENTRIES, Aggregate.EVERY_ALBUM, Aggregate.DAY),
    ),
}
_POPULATIONS = {
    _RELEASE: ("album", "EP", "mini album", "full album", "soundtrack"),
    _RECORDING: ("track", "track", "collaboration"),
    _ARTIST: ("artist", "soloist", "group"),
}
_SMALL = frozenset(
    families.RANKS
    | families.MOVES
    | families.CLIMBS
    | families.NEEDS_PLACE
    | {Aggregate.RE_ENTRIES, Aggregate.ENTRIES, Aggregate.TRACKS_PAST, Aggregate.ALBUMS_PAST}
    | {Aggregate.TRACK_COUNT, Aggregate.DAYS_TO}
)
_LARGE = st.builds(
    lambda digits, power: digits * 10**power,
    st.sampled_from([1, 2, 3, 6, 15, 25, 75, 123]),
    st.integers(4, 8),
) | st.integers(10_000, 5 * 10**9)


def _condition(attribute: str, *values: str) -> st.SearchStrategy[tuple[str, tuple[str, ...]]]:
    return st.sampled_from(values).map(lambda value: (attribute, (value,)))


_CONDITIONS = (
    _condition("gender", *vocabulary.GENDERS.values()),
    _condition("scene", *vocabulary.SCENES.values()),
    _condition("generation", "1", "3", "4"),
    _condition("country", "South Korea", "Philippines", "Japan", "Southeast Asia", "Brazil"),
    _condition("act type", *vocabulary.ACT_TYPES.values()),
    _condition("label", "BIGHIT MUSIC"),
    _condition("debut", "2013"),
    _condition("member of", "BTS"),
    _condition("released", "2023", "2019"),
    _condition("genre", "jazz", "pop", "r&b"),
    _condition("language", "Korean", "English"),
)


@st.composite
def cohorts(draw: st.DrawFn, kind: str) -> Cohort:
    """A population of the kind, with up to three conditions and perhaps somebody left out."""
    population = draw(st.sampled_from(_POPULATIONS[kind]))
    found = draw(st.lists(st.one_of(_CONDITIONS), max_size=3, unique_by=lambda one: one[0]))
    own = {"released", "genre", "language"}
    parts = [
        Condition(attribute=a, values=v, of=vocabulary.owner(population, a))
        for a, v in found
        if not (kind == _ARTIST and a in own | {"act type"})
    ]
    excluding = draw(st.sampled_from([(), (), (), (_WORKS[kind][1],)]))
    return Cohort(population=population, term=AllOf(tuple(parts)), excluding=excluding)


@st.composite
def measures(draw: st.DrawFn, kind: str) -> Measure:
    """A measure that counts something of the kind."""
    aggregate = draw(st.sampled_from(_MEASURES[kind]))
    place = aggregate in families.NEEDS_PLACE and draw(st.sampled_from([True, True, False]))
    ranked = aggregate in families.NEEDS_RANK or place
    past = aggregate in families.NEEDS_PAST | families.NEEDS_PLACE and not ranked
    return Measure(
        aggregate=aggregate,
        rank=draw(st.sampled_from([1, 1, 5, 10, 100])) if ranked else None,
        past=draw(_LARGE) if past else None,
    )


_SPANS = families.NEEDS_PLACE - {Aggregate.COUNTRIES_AT}
_ALONE = families.FACTS | {Aggregate.SHORT_OF, Aggregate.DAYS_TO}
_REACHING = [*sorted(families.CROSSING - {Family.FASTEST})]
_LEVELS = [Family.MOST, Family.LEAST, Family.TIES, Family.OVERTAKES, Family.EXTENDS]
_OWN = [Family.BREAKS_OWN, Family.PERSONAL_BEST]


def _families(kind: str, measure: Measure) -> list[Family | None]:
    """The families that say something of a measure."""
    if measure.aggregate in _ALONE:
        return [None]
    if measure.aggregate in families.RANKS:
        return [None, *_REACHING, Family.HIGHEST]
    if measure.aggregate in families.MOVES | families.CLIMBS | {Aggregate.RE_ENTRIES}:
        return [None, *_REACHING, Family.MOST]
    found: list[Family | None] = [None, None, *_REACHING, *_LEVELS]
    found += [Family.LONGEST] if measure.aggregate in _SPANS else [Family.FASTEST]
    return found + ([Family.YOUNGEST, Family.OLDEST] if kind == _ARTIST else _OWN)


@st.composite
def superlatives(draw: st.DrawFn, kind: str, measure: Measure) -> Superlative | None:
    """A family that says something of the measure."""
    family = draw(st.sampled_from(_families(kind, measure)))
    if family is None:
        return None
    n = None
    if family in {Family.NTH, Family.ONE_OF}:
        n = draw(st.integers(2, 24))
    elif family in families.RANKED | {Family.OVERTAKES}:
        n = draw(st.none() | st.integers(2, 12))
    other = _WORKS[kind][1] if family in {Family.OVERTAKES, Family.TIES} else None
    return Superlative(family=family, n=n, other=other)


def _threshold(measure: Measure) -> st.SearchStrategy[int]:
    if measure.aggregate is Aggregate.RELEASED:
        return st.integers(19_000, 19_600)
    if measure.aggregate is Aggregate.DURATION:
        return st.integers(61, 5_000)
    return st.integers(2, 120) if measure.aggregate in _SMALL else _LARGE


@st.composite
def sayable(draw: st.DrawFn) -> Claim:
    """A claim that somebody could make of an album, a song or a singer."""
    kind = draw(st.sampled_from([_RELEASE, _RECORDING, _ARTIST]))
    measure = draw(measures(kind))
    superlative = draw(superlatives(kind, measure))
    family = superlative.family if superlative else None
    needed = family is None or family in families.CROSSING | {Family.YOUNGEST, Family.OLDEST}
    threshold = draw(_threshold(measure)) if needed else None
    exact = measure.aggregate in families.EXACT_BY_DEFAULT
    usual = Comparator.EQUAL if exact else Comparator.AT_LEAST
    signs = [*([usual] * 20), *Comparator]
    listed = measure.aggregate in {*_LISTED, Aggregate.ENTRIES}
    platform = draw(
        st.sampled_from(
            ["billboard hot 100", "spotify", "melon"] if listed else ["spotify", "spotify", "melon"]
        )
    )
    alone = family is None or (family in families.COHORTLESS and draw(st.booleans()))
    claim = Claim(
        subject=_WORKS[kind][0],
        measure=measure,
        as_of=DAY,
        superlative=superlative,
        cohort=None if alone else draw(cohorts(kind)),
        threshold=threshold,
        comparator=draw(st.sampled_from(signs)) if needed else Comparator.AT_LEAST,
        platform=platform,
        basis="chart" if listed else "app",
        region=draw(st.sampled_from(["global", "global", "global", "South Korea", "Philippines"])),
        window=draw(st.sampled_from(_WINDOWS)) if family else Window(),
        reading=draw(st.sampled_from(_READINGS)),
    )
    fact = family is None and measure.aggregate in families.FACTS
    plain = replace(claim, platform="spotify", basis="app", region="global", reading=Reading())
    return plain if fact else claim


_WINDOWS = (
    *(Window(), Window(), Window(), Window(kind="in", year=2023), Window(kind="since", year=2020)),
    *(Window(kind="so far in", year=2023), Window(kind="decade"), Window(kind="list began")),
    Window(kind="outside christmas"),
)
_READINGS = (
    *([Reading()] * 25),
    *(Reading(), Reading(), Reading(), Reading(), Reading(single_albums=True)),
    *(Reading(versions=False), Reading(credit="any"), Reading(credit="exact")),
    *(Reading(inclusive_days=True), Reading(edition="Anthology")),
)
