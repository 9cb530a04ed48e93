"""The page of the claim language: its words from the code, its examples parsed and printed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from recordbook import claims
from recordbook.claims import (
    AGGREGATE_NAMES,
    FAMILY_NAMES,
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
    families,
    measure_text,
    parse,
    vocabulary,
)
from recordbook.claims.cohort_text import cohort_text
from recordbook.claims.measure_rules import COMPARATOR_WORDS
from recordbook.claims.quantities import UNITS
from recordbook.claims.text import reading_words, superlative_text

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = date(2023, 12, 16)
EXAMPLES = (
    '"Layover" by "V": first and only album by K-pop soloists with every track >= 60M streams',
    '"Layover" by "V": every track past 60 million streams on spotify',
    '"Layover" by "V": released on 2023-09-08',
    '"Layover" by "V": 6 tracks',
    '"Layover" by "V": duration 17:36',
    "spotify:track:3r8RuvgbX9s7ammBn07D3W: total over 1.2B streams",
    '"FACE" by "Jimin" (upc:196922429743): album total about 24.25M streams',
    '"Seven" by "Jung Kook": 3rd track by K-pop soloists with total >= half a billion streams',
    '"Layover" by "V": one of only 4 albums by Korean soloists with every track >= 6천만 streams',
    '"Layover" by "V": joins albums by K-pop soloists with album total >= 100 crore streams',
    '"Seven" by "Jung Kook": 2nd fastest track by K-pop acts to 1B streams',
    '"Seven" by "Jung Kook": most streams in a day among tracks by Korean acts released in 2023',
    '"BTS": most monthly listeners among K-pop groups',
    '"BTS": first group from Asia with 4 tracks >= 1B streams',
    '"BTS": every album >= 1B streams',
    '"GOLDEN": overtakes "FACE" by "Jimin" to become 2nd in album total among albums by soloists',
    '"GOLDEN" by "Jung Kook": personal best in first-day streams',
    '"Seven": longest consecutive days at no. 1 among tracks by members of BTS on spotify charts',
    '"Layover": only album (by K-pop soloists or by J-pop acts) of genre jazz with total >= 9M',
    '"Layover": first EP excluding "A" and "ME" by "JISOO" with total >= 5M views in South Korea',
    '"ME": 2nd album by female acts signed to YG with every track >= 9M not counting instrumentals',
    '"ME": first single album with album total >= 9M known at 2024-01-01 counting single albums',
)
"""Claims as people may write them; a day is given to those that name none."""

_HEAD = """\
# The claim language

A claim is one sentence: whom it is about, a colon, and what is said; then where, when and on which
reading. Printing a claim gives its one canonical text, and reading that text gives the same claim.

    SUBJECT: SUPERLATIVE POPULATION COHORT with MEASURE on PLATFORM WINDOW as of DAY READING
    SUBJECT: SUPERLATIVE MEASURE among POPULATION COHORT on PLATFORM WINDOW as of DAY READING
    SUBJECT: MEASURE on PLATFORM as of DAY READING

The second form compares levels; the third, a plain statement, compares with nobody. A subject is a
name in quotes, `"Layover" by "V"`, a key such as `spotify:track:...`, `isrc:...` or `mbid:...`, or
both: `"Layover" by "V" (upc:...)`. Capitals of the language's own words do not matter.
"""
_SUBJECT = Subject(name="X")
_OTHER = Subject(name="Y")


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table with its head."""
    names = list(head)
    lines = [names, ["---"] * len(names), *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _code(words: Iterable[str]) -> str:
    """The words, each as code."""
    return ", ".join(f"`{word}`" for word in words)


def _examples() -> str:
    """Every example with its canonical text, where that is another."""
    lines: list[str] = []
    for text in EXAMPLES:
        canonical = str(parse(text, default_as_of=DAY))
        lines += [f"    {text}", *([f"      = {canonical}"] if canonical != text else []), ""]
    return "\n".join(lines).rstrip()


def _families() -> str:
    """Every family as the text says it."""
    numbered = {Family.NTH, Family.ONE_OF}
    return _table(
        ("words", "called"),
        (
            (
                f"`{superlative_text(_superlative(family, 3 if family in numbered else None))}`",
                FAMILY_NAMES[family],
            )
            for family in Family
        ),
    )


def _superlative(family: Family, n: int | None) -> Superlative:
    """The family with what it needs."""
    other = _OTHER if family in {Family.OVERTAKES, Family.TIES} else None
    return Superlative(family=family, n=n, other=other)


def _measures() -> str:
    """Every measure as the text says it, with a threshold."""
    return _table(
        ("words", "called"),
        ((f"`{measure_text(_stated(kind))}`", AGGREGATE_NAMES[kind]) for kind in Aggregate),
    )


def _stated(kind: Aggregate) -> Claim:
    """A plain statement of the measure."""
    ranked = kind in families.NEEDS_RANK | families.NEEDS_PLACE
    measure = Measure(
        aggregate=kind,
        past=100_000_000 if kind in families.NEEDS_PAST else None,
        rank=10 if ranked else None,
    )
    exact = kind in families.EXACT_BY_DEFAULT
    listed = ranked or kind in families.MOVES
    small = exact or listed or kind in {Aggregate.TRACKS_PAST, Aggregate.ALBUMS_PAST}
    facts = {Aggregate.RELEASED: 19_608, Aggregate.DURATION: 1056}
    return Claim(
        subject=_SUBJECT,
        measure=measure,
        as_of=DAY,
        threshold=facts.get(kind, 4 if small else 60_000_000),
        comparator=Comparator.EQUAL if exact else Comparator.AT_LEAST,
    )


_CONDITIONS = (
    (("scene", "k-pop"), ("act type", "soloist")),
    (("gender", "female"), ("country", "Philippines")),
    (("generation", "4"), ("act type", "girl group")),
    (("member of", "BTS"),),
    (("artist", "V"),),
    (("label", "YG"),),
    (("debut", "2013"),),
    (("released", "2023"),),
    (("genre", "jazz"),),
    (("language", "Korean"),),
    (("release type", "mini album"),),
    (("top", "100"),),
    (("fandom", "ARMY"),),
)


def _conditions() -> str:
    """Every phrase of a cohort, with the attributes it stands for."""
    rows: list[tuple[str, str]] = []
    for pairs in _CONDITIONS:
        parts = tuple(
            Condition(attribute=a, values=(v,), of=vocabulary.owner("album", a)) for a, v in pairs
        )
        text = cohort_text(Cohort(term=AllOf(parts)), plural=False).removeprefix("album ")
        rows.append((f"`{text}`", ", ".join(f"{a} = {v}" for a, v in pairs)))
    return _table(("words", "attributes"), rows)


def _readings() -> list[str]:
    """Every answer that differs from the default."""
    odd = Reading(single_albums=True, versions=False, inclusive_days=True, edition="Deluxe")
    rules = ("exact", "any", "any solo")
    return [
        *reading_words(odd),
        *(word for credit in rules for word in reading_words(Reading(credit=credit))),
    ]


def _words() -> str:
    """The words that stand in lists."""
    signs = {sign: [w for w, s in COMPARATOR_WORDS.items() if s is sign] for sign in Comparator}
    acts = [*vocabulary.SCENES, *vocabulary.GENDERS, *vocabulary.GENERATIONS]
    kinds = [*acts, *vocabulary.COUNTRIES]
    windows = ("since 2020", "in 2023", "so far in 2023", "this decade")
    seasons = ("outside the Christmas season", "since the list began")
    lists = {
        "Populations": _code(vocabulary.POPULATIONS),
        "Before the noun": _code(kinds),
        "Nouns after `by`": _code([*vocabulary.ACT_TYPES, "acts"]),
        "Metrics": _code(vocabulary.METRICS) + ', or any other in quotes: `"page views"`',
        "Platforms": _code(vocabulary.PLATFORMS) + ', or any other in quotes: `on "My Site"`',
        "Windows": _code([*windows, *seasons]) + "; ever is the default",
        "Readings": _code(_readings()),
        "Number words": _code(UNITS) + "; also `half a billion`, `60,000,000`, `60_000_000`",
        "Comparators": "; ".join(_code(words) for words in signs.values()),
    }
    return "\n\n".join(f"**{name}.** {words}." for name, words in lists.items())


_NOTES = """\
A value that no list knows stands in quotes, and any attribute can be asked for:
`whose artist "fandom" is "ARMY"`, `whose own "mood" is not "sad"`. Several values, of which one
must hold, are parted by `/`: `from South Korea / Japan`. Conditions that follow each other must all
hold; `or` is clearest within parentheses, `not` stands before one condition, and
`excluding "A" and "B" by "C"` comes last.

`on spotify` is the count that the app shows, `on spotify charts` the filtered count of the charts.
A platform that is a chart and nothing else (billboard hot 100) has the chart's count without saying
so.

A bare number means "at least", but for what is exact by nature (`6 tracks`, `duration 17:36`,
`153 days to 100M streams`, `peak rank 1`), where it means "exactly". `nearly` and `about` mean that
the measure rounds to the number. A threshold must be above zero.

An error marks the word it cannot take, says what could stand there, and offers the nearest word:

"""


def _error() -> str:
    """What a misspelt claim is answered."""
    try:
        parse('"Layover" by "V": first album by K-pup soloists with every track >= 60M streams')
    except claims.ClaimTextError as error:
        return "\n".join(f"    {line}".rstrip() for line in str(error).splitlines())
    raise AssertionError("K-pup is a word")


def page() -> str:
    """The language: examples, families, measures, cohorts and the lists of words."""
    parts = {
        "Examples": _examples(),
        "Families": _families(),
        "Measures": _measures(),
        "Cohorts": _conditions(),
        "Words": _words(),
        "Rules": _NOTES + _error(),
    }
    return _HEAD + "".join(f"\n## {name}\n\n{text}\n" for name, text in parts.items())
