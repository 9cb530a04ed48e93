"""What texts say, and what the errors of other texts point at."""

from __future__ import annotations

import re
from datetime import date

import pytest

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
    parse,
)
from recordbook.claims.errors import (
    BadNumber,
    ClaimTextError,
    MissingDay,
    UnexpectedWord,
    UnknownWord,
)

DAY = date(2023, 12, 16)
K_POP = Condition(attribute="scene", values=("k-pop",))
SOLOIST = Condition(attribute="act type", values=("soloist",))


def read(text: str) -> Claim:
    """The claim, as of the day of the story."""
    return parse(text, default_as_of=DAY)


def test_the_story_claim() -> None:
    """The story's sentence is read into all its parts, and is its own canonical text."""
    text = (
        '"Layover" by "V": first and only album by K-pop soloists with every track >= 60M streams '
        "on spotify as of 2023-12-16"
    )
    claim = parse(text)
    assert claim == Claim(
        subject=Subject(name="Layover", by="V"),
        superlative=Superlative(family=Family.FIRST_AND_ONLY),
        cohort=Cohort(population="album", term=AllOf((K_POP, SOLOIST))),
        measure=Measure(aggregate=Aggregate.EVERY_TRACK),
        threshold=60_000_000,
        as_of=DAY,
    )
    assert str(claim) == text


@pytest.mark.parametrize(
    ("said", "family", "n"),
    [
        ("first album with album total >= 9", Family.FIRST, None),
        ("1st album with album total >= 9", Family.FIRST, None),
        ("third album with album total >= 9", Family.NTH, 3),
        ("one of the only 3 albums with album total >= 9", Family.ONE_OF, 3),
        ("one of 1 album with album total >= 9", Family.ONLY, None),
        ("joins albums with album total >= 9", Family.JOINS, None),
        ("2nd fastest album to 100M streams", Family.FASTEST, 2),
        ("most streamed album with album total", Family.MOST, None),
        ("2nd most first-day streams among tracks", Family.MOST, 2),
        ("biggest first-day streams among tracks", Family.MOST, None),
        ('overtakes "A" by "B" to become 2nd most streamed album with total', Family.OVERTAKES, 2),
        ('ties "A" in album total', Family.TIES, None),
        ("extends the record in album total", Family.EXTENDS, None),
        ("breaks its own record in album total", Family.BREAKS_OWN, None),
        ("personal best in album total", Family.PERSONAL_BEST, None),
        ("longest days at no. 1 among tracks", Family.LONGEST, None),
        ("youngest soloist with total >= 1B streams", Family.YOUNGEST, None),
    ],
)
def test_families(said: str, family: Family, n: int | None) -> None:
    """Every family is read, with its number."""
    superlative = read(f'"X": {said}').superlative
    assert superlative is not None
    assert (superlative.family, superlative.n) == (family, n)


@pytest.mark.parametrize(
    ("said", "measure", "comparator", "threshold"),
    [
        ("every song over 60M streams", Aggregate.EVERY_TRACK, ">", 60_000_000),
        ("album total = 5M views", Aggregate.ALBUM_TOTAL, "=", 5_000_000),
        ("nearly 60M", Aggregate.TOTAL, "~", 60_000_000),
        ("less than 60M streams", Aggregate.TOTAL, "<", 60_000_000),
        ("up to 60M streams", Aggregate.TOTAL, "<=", 60_000_000),
        ("6 tracks", Aggregate.TRACK_COUNT, "=", 6),
        ("4 tracks >= 100M streams", Aggregate.TRACKS_PAST, ">=", 4),
        ("duration 17:36", Aggregate.DURATION, "=", 1056),
        ("released on 2023-09-08", Aggregate.RELEASED, "=", 19_608),
        ("24M streams in a single day", Aggregate.DAY, ">=", 24_000_000),
        ("peak rank 3", Aggregate.PEAK_RANK, "=", 3),
        ("153 days to 100M streams", Aggregate.DAYS_TO, "=", 153),
        ("at least 20 entries in the top 100 on one day", Aggregate.ENTRIES, ">=", 20),
        ("3 entries in the top 10 in one week", Aggregate.ENTRIES, ">=", 3),
        ("re-entry rank 4", Aggregate.RE_ENTRY_RANK, "=", 4),
        ("weekly debut rank 1", Aggregate.DEBUT_RANK, "=", 1),
        ("7 re-entries at no. 1", Aggregate.RE_ENTRIES, ">=", 7),
        ("98 places gained in a single week", Aggregate.RISE, ">=", 98),
        ("81 places lost in one day", Aggregate.FALL, ">=", 81),
        ("59 weeks on the list to no. 1", Aggregate.LISTED_WEEKS_TO, ">=", 59),
        ("12 days from its debut to the top 10", Aggregate.DAYS_FROM_DEBUT, ">=", 12),
        ("7 consecutive weeks at no. 1", Aggregate.CONSECUTIVE_WEEKS_AT, ">=", 7),
        ("over 50M monthly listeners", Aggregate.LISTENERS, ">", 50_000_000),
        ("1.2M short of 60M streams", Aggregate.SHORT_OF, ">=", 1_200_000),
        ("50 countries at no. 1", Aggregate.COUNTRIES_AT, ">=", 50),
    ],
)
def test_statements(said: str, measure: Aggregate, comparator: str, threshold: int) -> None:
    """Plain statements are read with comparator and threshold."""
    claim = read(f'"X": {said}')
    assert (claim.measure.aggregate, claim.comparator.value) == (measure, comparator)
    assert claim.threshold == threshold


def test_over_a_number_to_be_counted_past() -> None:
    """What is counted over N is counted from N + 1 on."""
    assert read('"X": 4 tracks over 99 streams').measure.past == 100


def test_cohort_words() -> None:
    """Conditions are read by their words, whoever's attribute they are."""
    cohort = read(
        '"X": first album (by female acts from the Philippines or not released in 2023) signed to '
        'YG in Korean excluding "A" and "B" by "C" with album total >= 9M streams'
    ).cohort
    assert cohort is not None
    assert cohort.excluding == (Subject(name="A"), Subject(name="B", by="C"))
    either = AnyOf(
        (
            AllOf(
                (
                    Condition(attribute="gender", values=("female",)),
                    Condition(attribute="country", values=("Philippines",)),
                )
            ),
            Condition(attribute="released", values=("2023",), of="self", negated=True),
        )
    )
    label = Condition(attribute="label", values=("YG",))
    language = Condition(attribute="language", values=("Korean",), of="self")
    assert cohort == Cohort(term=AllOf((either, label, language)), excluding=cohort.excluding)


def test_artists_have_attributes_of_their_own() -> None:
    """In a population of acts the conditions are on the acts themselves."""
    cohort = read('"X": first K-pop girl group from Asia with 4 tracks >= 1B streams').cohort
    assert cohort is not None
    assert cohort.population == "group"
    assert {(c.attribute, c.of) for c in cohort.parts if isinstance(c, Condition)} == {
        ("scene", "self"),
        ("act type", "self"),
        ("country", "self"),
    }


def test_the_tail() -> None:
    """Platform, basis, region, window, moment and reading come in any order."""
    claim = read(
        '"X": total >= 9M streams since 2020 known at 2024-01-01T00:00:00Z on spotify charts in '
        'Korea any credit, days inclusive, edition "Deluxe", not counting versions'
    )
    assert (claim.platform, claim.basis, claim.region) == ("spotify", "chart", "South Korea")
    assert claim.window == Window(kind="since", year=2020)
    assert claim.known_at == "2024-01-01T00:00:00Z"
    assert claim.reading == Reading(
        versions=False, inclusive_days=True, credit="any", edition="Deluxe"
    )


def test_a_chart_needs_no_basis() -> None:
    """A platform that is a chart has the chart's basis, unless the claim says otherwise."""
    assert read('"X": peak rank = 1 on billboard hot 100').basis == "chart"
    assert read('"X": total >= 9 on billboard hot 100 basis app').basis == "app"


@pytest.mark.parametrize(
    "word",
    [
        "FIRST Album BY k-POP Soloists WITH Every Track",
        "first  album\nby kpop soloists with each track",
    ],
)
def test_capitals_and_spaces_do_not_matter(word: str) -> None:
    """The language's own words are read in any case and spacing."""
    assert read(f'"X": {word} >= 9M streams') == read(
        '"X": first album by K\u2011pop soloists with every track >= 9M streams'
    )


def test_subjects() -> None:
    """A subject is a name, a key, or both; quotes within a name are escaped."""
    assert read("spotify:track:7eJ: 6 tracks").subject == Subject(key="spotify:track:7eJ")
    assert read("“X” (mbid:1-2): 6 tracks").subject == Subject(name="X", key="mbid:1-2")
    assert read(r'"7\" mix" by "V": 6 tracks').subject == Subject(name='7" mix', by="V")


@pytest.mark.parametrize(
    ("text", "kind", "word", "says"),
    [
        ('"X": frist album with total >= 9', UnexpectedWord, "frist", "did you mean 'first'?"),
        ('"X": first albun with total >= 9', UnknownWord, "albun", "did you mean 'album'?"),
        ('"X": first album by K-pup acts with total >= 9', UnknownWord, "K-pup", "'K-pop'"),
        ('"X": first album by K-pop solists with total >= 9', UnknownWord, "solists", "'soloists'"),
        ('"X": evry track >= 9', UnexpectedWord, "evry", "did you mean 'every'?"),
        ('"X": every track >= 9 steams', UnexpectedWord, "steams", "did you mean 'streams'?"),
        ('"X": total >= 9 on spotfy', UnknownWord, "spotfy", "did you mean 'spotify'?"),
        ('"X": total >= 0 streams', BadNumber, "0", "not above zero"),
        ('"X": total >= -5M streams', BadNumber, "-5M", "not above zero"),
        ('"X": total >= 1.5 streams', BadNumber, "1.5", "not a whole number"),
        ('"X": total >= 9 as of 2026-02-30', BadNumber, "2026-02-30", "no day"),
        ('"X": total >= 9 as of 8/7/2026', UnexpectedWord, "8", "a day: 2023-12-16"),
        ('"X": total >= 9 on spotify on melon', UnknownWord, "melon", "said twice"),
        ('"X": 5 days at no. 3', BadNumber, "3", "in the top 3"),
        ('"X": 4 tracks under 9M', UnknownWord, "under", "write '>='"),
        ('"X": total >= 9 known at 2024-13-01', BadNumber, "2024-13-01", "no moment"),
        (r'"\q": total >= 9', UnknownWord, r'"\q"', "backslash"),
        ("Layover", UnexpectedWord, "Layover", "a name in quotes"),
        ("", UnexpectedWord, "", "ends too early"),
    ],
)
def test_errors_point_at_the_word(
    text: str, kind: type[ClaimTextError], word: str, says: str
) -> None:
    """An error names the word and its column, and what was meant or expected."""
    with pytest.raises(kind, match=re.escape(says)) as caught:
        read(text)
    error = caught.value
    assert (error.word, text[error.column - 1 :][: len(word)]) == (word, word)


def test_the_mark_stands_under_the_word() -> None:
    """The line of marks is as wide as the text is shown, wide letters twice."""
    with pytest.raises(ClaimTextError) as caught:
        read('"봄날": evry track >= 9')
    assert str(caught.value).splitlines()[1:3] == ['  "봄날": evry track >= 9', "          ^^^^"]


def test_a_day_is_needed() -> None:
    """A claim without a day is an error that says so, unless a day is given beside it."""
    with pytest.raises(MissingDay, match="as of 2023-12-16"):
        parse('"X": total >= 9')
    assert read('"X": total >= 9').as_of == DAY


@pytest.mark.parametrize(
    "text", ["a " * 500_000, '"' * 1_000_001, "(" * 10**6, "“" * 10**6, '"X": ' + "1" * 10**6]
)
def test_a_megabyte_is_refused_at_once(text: str) -> None:
    """A text as long as a book is an error whose message is short."""
    with pytest.raises(ClaimTextError) as caught:
        read(text)
    assert len(str(caught.value)) < 1000


def test_comparators_have_words() -> None:
    """Every comparator can be written as a word."""
    words = {"at least": ">=", "exactly": "=", "over": ">", "under": "<", "at most": "<="}
    for word, sign in {**words, "about": "~"}.items():
        assert read(f'"X": total {word} 9M streams').comparator is Comparator(sign)


def test_a_year_is_no_language() -> None:
    """What could be the window or the year of release is asked for, not guessed."""
    with pytest.raises(UnknownWord, match="2022 is no language"):
        parse('"X": most total streams among tracks in 2022 as of 2023-01-01')
    quoted = '"X": first track in "2022" with total >= 1M streams on spotify as of 2023-01-01'
    assert str(parse(quoted)) == quoted
