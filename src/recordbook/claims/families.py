"""The words a claim is built of: families, aggregates and comparators, and what each one needs."""

from __future__ import annotations

from enum import StrEnum


class Family(StrEnum):
    """The families of superlatives; the value is the word in the canonical text."""

    FIRST = "first"
    ONLY = "only"
    FIRST_AND_ONLY = "first and only"
    NTH = "nth"  # "3rd": exactly n - 1 reached it before
    ONE_OF = "one of"  # "one of 3": exactly n have reached it
    JOINS = "joins"  # has reached it, and somebody had before
    FASTEST = "fastest"  # fewest days from release to the threshold; "2nd fastest" with n = 2
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

    TOTAL = "total"  # the entity's own count
    ALBUM_TOTAL = "album total"  # the sum of a release's counters
    EVERY_TRACK = "every track"  # the least of a release's tracks
    EVERY_ALBUM = "every album"  # the least album total of an artist's albums
    TRACKS_PAST = "tracks past"  # how many tracks have reached `past`
    ALBUMS_PAST = "albums past"  # how many albums have an album total of `past`
    FIRST_DAY = "first-day"
    FIRST_WEEK = "first-week"
    DAY = "in a day"
    WEEK = "in a week"
    HOURS_24 = "in 24 hours"
    ROLLING = "7-day"
    PER_DAY = "per day"  # total by days since release
    PER_TRACK = "per track"  # album total by tracks
    LOST = "lost"  # how far a counter fell
    LISTENERS = "monthly listeners"
    DAYS_TO = "days to"  # elapsed days from release to `past`
    DAYS_AT = "days at"  # total days at or above `rank`, or at or above `past`
    WEEKS_AT = "weeks at"
    CONSECUTIVE_AT = "consecutive days at"
    CONSECUTIVE_WEEKS_AT = "consecutive weeks at"
    PEAK_RANK = "peak rank"
    DEBUT_RANK = "debut rank"
    RE_ENTRY_RANK = "re-entry rank"  # the best place at which it came back to the list
    RE_ENTRIES = "re-entries"  # returns to `rank` after a list on which it did not stand there
    RISE = "places gained"  # most from one list to the next
    FALL = "places lost"
    DAYS_FROM_DEBUT = "days from debut to"  # elapsed, from its first list to the first at `rank`
    WEEKS_FROM_DEBUT = "weeks from debut to"
    LISTED_DAYS_TO = "days on the list to"  # lists it was on by then, that one included
    LISTED_WEEKS_TO = "weeks on the list to"
    ENTRIES = "entries"  # items of the entity at or above `rank` on one day
    COUNTRIES_AT = "countries at"  # countries where the entity stands at or above `rank` or `past`
    SHORT_OF = "short of"  # how much is missing to `past`
    TRACK_COUNT = "track count"  # tracks of the edition
    RELEASED = "released"  # the day of release, as a day number
    DURATION = "duration"  # of the edition, in seconds


class Comparator(StrEnum):
    """How the measure stands to the threshold; `ABOUT` means that it rounds to it."""

    AT_LEAST = ">="
    EQUAL = "="
    ABOVE = ">"
    BELOW = "<"
    AT_MOST = "<="
    ABOUT = "~"


CROSSING = frozenset(
    {
        Family.FIRST,
        Family.ONLY,
        Family.FIRST_AND_ONLY,
        Family.NTH,
        Family.ONE_OF,
        Family.JOINS,
        Family.FASTEST,
    }
)
"""Families about reaching a threshold; the others compare levels."""

COHORTLESS = frozenset(
    {
        Family.OVERTAKES,
        Family.TIES,
        Family.EXTENDS,
        Family.BREAKS_OWN,
        Family.PERSONAL_BEST,
    }
)
"""Families that may stand without a cohort: they name their rival or compare with before."""

RANKED = frozenset(
    {
        Family.FASTEST,
        Family.MOST,
        Family.LEAST,
        Family.LONGEST,
        Family.HIGHEST,
        Family.YOUNGEST,
        Family.OLDEST,
    }
)
"""Families that take a place: "2nd fastest"."""

NEEDS_PAST = frozenset(
    {Aggregate.TRACKS_PAST, Aggregate.ALBUMS_PAST, Aggregate.DAYS_TO, Aggregate.SHORT_OF}
)
"""Aggregates that count what has reached `past`."""

CLIMBS = frozenset(
    {
        Aggregate.DAYS_FROM_DEBUT,
        Aggregate.WEEKS_FROM_DEBUT,
        Aggregate.LISTED_DAYS_TO,
        Aggregate.LISTED_WEEKS_TO,
    }
)
"""Aggregates of the way from the debut to `rank`."""

MOVES = frozenset({Aggregate.RISE, Aggregate.FALL})
"""Aggregates of the step from one list to the next."""

RANKS = frozenset({Aggregate.PEAK_RANK, Aggregate.DEBUT_RANK, Aggregate.RE_ENTRY_RANK})
"""Aggregates that are places themselves: the smaller, the higher."""

NEEDS_RANK = CLIMBS | {Aggregate.ENTRIES, Aggregate.RE_ENTRIES}
"""Aggregates that look at a chart down to `rank`."""

NEEDS_PLACE = frozenset(
    {
        Aggregate.DAYS_AT,
        Aggregate.WEEKS_AT,
        Aggregate.CONSECUTIVE_AT,
        Aggregate.CONSECUTIVE_WEEKS_AT,
        Aggregate.COUNTRIES_AT,
    }
)
"""Aggregates that take either `past` or `rank`."""

FIXED_METRIC = {
    Aggregate.LISTENERS: "listeners",
    Aggregate.TRACK_COUNT: "tracks",
    Aggregate.RELEASED: "day",
    Aggregate.DURATION: "seconds",
}
"""Aggregates that can be of one metric only."""

WEEKLY = "weekly rank"
"""The metric of places in a weekly list, where the platform has daily lists as well."""

RANK_OR_WEEKLY = RANKS | MOVES | {Aggregate.ENTRIES, Aggregate.RE_ENTRIES}
"""Aggregates of places that do not say by themselves whether of a daily or a weekly list."""

FACTS = frozenset({Aggregate.TRACK_COUNT, Aggregate.RELEASED, Aggregate.DURATION})
"""Aggregates that no platform counts: facts of the catalogue."""

EXACT_BY_DEFAULT = FACTS | RANKS | {Aggregate.DAYS_TO}
"""Aggregates whose bare number means "=": "6 tracks" is six, "4 tracks past 100M" at least four."""

FAMILY_NAMES = {
    Family.FIRST: "first",
    Family.ONLY: "only",
    Family.FIRST_AND_ONLY: "first and only",
    Family.NTH: "Nth to reach",
    Family.ONE_OF: "one of K",
    Family.JOINS: "joins a club",
    Family.FASTEST: "fastest",
    Family.MOST: "most, by level",
    Family.LEAST: "least, by level",
    Family.OVERTAKES: "overtakes",
    Family.TIES: "ties",
    Family.EXTENDS: "extends a record",
    Family.BREAKS_OWN: "breaks own record",
    Family.PERSONAL_BEST: "personal best",
    Family.LONGEST: "longest",
    Family.HIGHEST: "highest",
    Family.YOUNGEST: "youngest",
    Family.OLDEST: "oldest",
}
"""What messages call each family."""

AGGREGATE_NAMES = {
    Aggregate.TOTAL: "total",
    Aggregate.ALBUM_TOTAL: "album total",
    Aggregate.EVERY_TRACK: "all items (every track)",
    Aggregate.EVERY_ALBUM: "all items (every album)",
    Aggregate.TRACKS_PAST: "count of items (tracks)",
    Aggregate.ALBUMS_PAST: "count of items (albums)",
    Aggregate.FIRST_DAY: "biggest flow (first day)",
    Aggregate.FIRST_WEEK: "biggest flow (first week)",
    Aggregate.DAY: "biggest flow (day)",
    Aggregate.WEEK: "biggest flow (week)",
    Aggregate.HOURS_24: "biggest flow (24 hours)",
    Aggregate.ROLLING: "biggest flow (7 days)",
    Aggregate.PER_DAY: "rate (per day)",
    Aggregate.PER_TRACK: "rate (per track)",
    Aggregate.LOST: "correction (fall)",
    Aggregate.LISTENERS: "monthly listeners",
    Aggregate.DAYS_TO: "days to a threshold",
    Aggregate.DAYS_AT: "longevity (days)",
    Aggregate.WEEKS_AT: "longevity (weeks)",
    Aggregate.CONSECUTIVE_AT: "streak (days)",
    Aggregate.CONSECUTIVE_WEEKS_AT: "streak (weeks)",
    Aggregate.PEAK_RANK: "peak",
    Aggregate.DEBUT_RANK: "debut",
    Aggregate.RE_ENTRY_RANK: "re-entry",
    Aggregate.RE_ENTRIES: "number of re-entries",
    Aggregate.RISE: "jump (places gained)",
    Aggregate.FALL: "fall (places lost)",
    Aggregate.DAYS_FROM_DEBUT: "climb (days from debut)",
    Aggregate.WEEKS_FROM_DEBUT: "climb (weeks from debut)",
    Aggregate.LISTED_DAYS_TO: "climb (days on the list)",
    Aggregate.LISTED_WEEKS_TO: "climb (weeks on the list)",
    Aggregate.ENTRIES: "simultaneous entries",
    Aggregate.COUNTRIES_AT: "countries",
    Aggregate.SHORT_OF: "near miss",
    Aggregate.TRACK_COUNT: "number of tracks",
    Aggregate.RELEASED: "release day",
    Aggregate.DURATION: "duration",
}
"""What messages call each aggregate."""
