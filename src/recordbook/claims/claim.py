"""A claim as data: who is said to be first, only or fastest at what, among whom, as of which day."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from recordbook.units import Day


class Family(StrEnum):
    """The families of superlatives; the value is the word in the canonical text."""

    FIRST = "first"
    ONLY = "only"
    FIRST_AND_ONLY = "first and only"
    NTH = "nth"  # "3rd": exactly n - 1 reached it before
    ONE_OF = "one of"  # "one of 3": exactly n have reached it
    JOINS = "joins"  # has reached it, and somebody had before
    FASTEST = "fastest"  # "2nd fastest" with n = 2
    MOST = "most"  # "2nd most" with n = 2
    LEAST = "least"
    OVERTAKES = "overtakes"  # passes `other`, to become nth where n is given
    TIES = "ties"  # stands level with `other`
    EXTENDS = "extends"  # held the most, and still does with more
    BREAKS_OWN = "breaks own"  # takes the most from an item of the same artist
    PERSONAL_BEST = "personal best"  # the most of the artist's own
    LONGEST = "longest"
    HIGHEST = "highest"
    YOUNGEST = "youngest"
    OLDEST = "oldest"


class Aggregate(StrEnum):
    """How a measure is made of the counters of an entity."""

    TOTAL = "total"  # a track's own count; "album total" for a release: the sum of its counters
    EVERY_TRACK = "every track"  # the least of a release's tracks
    TRACKS_PAST = "tracks past"  # how many tracks have reached `past`
    ALBUMS_PAST = "albums past"  # how many albums have an album total of `past`
    EVERY_ALBUM = "every album"  # the least album total of an artist's albums
    FIRST_DAY = "first-day"
    FIRST_WEEK = "first-week"
    DAY = "in a day"
    ROLLING = "7-day"
    LISTENERS = "monthly listeners"
    DAYS_TO = "days to"  # elapsed days from release to `past`
    DAYS_AT = "days at"
    CONSECUTIVE_AT = "consecutive days at"
    PEAK_RANK = "peak rank"
    DEBUT_RANK = "debut rank"
    ENTRIES = "entries"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom a claim is about: a name, a name and the artist, or a key such as `spotify:track:...`."""

    name: str
    by: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of a cohort: an attribute takes one of these values, or something below them.

    `of` says whose attribute: the item's own, or that of an artist credited on it.
    """

    attribute: str
    values: tuple[str, ...]
    of: str = "artist"  # artist | self
    negated: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part must hold."""

    parts: tuple[CohortTerm, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part must hold."""

    parts: tuple[CohortTerm, ...]


CohortTerm: TypeAlias = Condition | AllOf | AnyOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Among whom: a population, the conditions on it, and those it leaves out by name."""

    population: str = "album"  # album | EP | single album | release | track | artist | group ...
    term: CohortTerm = AllOf(())
    excluding: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What is counted: an aggregate of a metric; `past` and `rank` belong to the aggregates that say so."""

    aggregate: Aggregate
    metric: str = "streams"
    past: int | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Superlative:
    """A family and its number or its other party, where it has one."""

    family: Family
    n: int | None = None
    other: Subject | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When the thing must have happened; the default is ever."""

    kind: str = "ever"  # ever | since | in | so far in | decade | outside christmas | list began
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One set of answers to what the words leave open; the defaults are those of `claims.md`."""

    single_albums: bool = False  # does a single album count as an album?
    versions: bool = True  # do instrumentals and other versions count as tracks?
    inclusive_days: bool = False  # is the release day day 1?
    credit: str = "main"  # main: any main credit | exact: the only main credit | any: featured too
    edition: str = ""  # which edition's track list; "" is the one the bare title means


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim, complete: `parse(str(claim)) == claim`.

    Without superlative and cohort it is a plain statement about the subject. `threshold` is what the
    measure must reach (streams, cumulative, by the end of `as_of`); families that compare levels have
    none.
    """

    subject: Subject
    measure: Measure
    as_of: Day
    superlative: Superlative | None = None
    cohort: Cohort | None = None
    threshold: int | None = None
    platform: str = "spotify"
    basis: str = "app"  # app | chart
    region: str = "global"
    window: Window = field(default_factory=Window)
    known_at: str | None = None  # a moment (ISO 8601) or a ledger version
    reading: Reading = field(default_factory=Reading)
