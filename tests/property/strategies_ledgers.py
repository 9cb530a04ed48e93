"""Small books with a bit of everything that a real one has, and claims about them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from hypothesis import strategies as st

from recordbook.catalogue.rows import Statements
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
)
from recordbook.intake.batch import Batch
from recordbook.intake.observations import OBSERVATIONS
from recordbook.intake.report import Report
from recordbook.ledger import Book
from recordbook.ledger.tables import CORRECTIONS
from recordbook.units import day_from

if TYPE_CHECKING:
    from pathlib import Path

DAY = 19_600
DAYS = st.integers(DAY, DAY + 9)
COUNTS = st.integers(0, 12)
ARTISTS = [f"artist:{name}" for name in "abc"]
RELEASES = [f"release:{name}" for name in "pqrst"]
RECORDINGS = [f"recording:{number}" for number in range(7)]
KEYS = ["k:1", "k:2", "k:3"]
_NOTES = Report(file="f", format="t", source="s", digest="d", taken={})


def batch(digest: str, **tables: pa.Table) -> Batch:
    """A batch of some tables."""
    filled = {name: rows for name, rows in tables.items() if rows.num_rows}
    return Batch(name=f"{digest}.csv", source="test", digest=digest, tables=filled, report=_NOTES)


def new_book(folder: Path, batches: list[Batch]) -> Book:
    """A book of batches, one second apart."""
    moments = (datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=at) for at in range(10**6))
    book = Book.create(folder / "book", cache=folder / "cache", clock=lambda: next(moments))
    for one in batches:
        book.append(one)
    return book


def observed(rows: list[dict[str, Any]]) -> pa.Table:
    """Observations; what is usual goes without saying."""
    usual = {"platform": "spotify", "basis": "app", "metric": "total", "region": "global"}
    told = {"grade": "counted", "source": "s"}
    return pa.Table.from_pylist([usual | told | row for row in rows], schema=OBSERVATIONS)


@st.composite
def catalogues(draw: st.DrawFn) -> dict[str, pa.Table]:
    """Artists, releases with editions, types and dates, and keys that moved."""
    said = Statements()
    for artist in ARTISTS:
        said.name(artist, f"Artist {artist[-1]}", source="s")
        _facts(draw, said, artist, "act type", ["soloist", "soloist", "group", "girl group", "duo"])
        for place in range(draw(st.sampled_from([1, 1, 2, 0]))):
            born = draw(st.sampled_from(["1995-12-30", "1995-12", "1995", "1997-09-01"]))
            said.fact(artist, "birth day", born, source=f"s{place}")
        _facts(draw, said, artist, "scene", ["k-pop", "k-pop", "j-pop", "asian pop"])
    for recording in RECORDINGS:
        said.name(recording, f"Track {recording[-1]}", source="s")
        said.credit(recording, draw(st.sampled_from(ARTISTS)), source="s")
        if draw(st.integers(0, 9)) == 0:
            said.fact(recording, "version", "instrumental", source="s")
        if draw(st.integers(0, 2)) == 0:  # often wrong: readings need not wait for it
            day = day_from(DAY + draw(st.integers(-2, 9)))
            said.fact(recording, "released", day.isoformat(), source="s")
    for release in RELEASES:
        _release(draw, said, release)
    for key in KEYS:
        for _ in range(draw(st.integers(0, 2))):
            ends = draw(st.sampled_from([(None, None), (None, 4), (3, None), (5, None), (2, 6)]))
            start, end = (None if end is None else day_from(DAY + end) for end in ends)
            entity = draw(st.sampled_from([*RECORDINGS[:3], RELEASES[0]]))
            said.identity(key, entity, source="s", period=(start, end))
    return said.arrow()


def _facts(
    draw: st.DrawFn, said: Statements, entity: str, attribute: str, values: list[str]
) -> None:
    for place in range(draw(st.sampled_from([1, 1, 1, 2, 0]))):
        said.fact(entity, attribute, draw(st.sampled_from(values)), source=f"s{place}")


def _release(draw: st.DrawFn, said: Statements, release: str) -> None:
    said.name(release, f"Release {release[-1]}", source="s")
    for artist in draw(st.lists(st.sampled_from(ARTISTS), min_size=1, max_size=2, unique=True)):
        said.credit(
            release, artist, source="s", role=draw(st.sampled_from(["main", "main", "featured"]))
        )
    types = ["mini album", "full album", "mini album", "single album", "album", "release"]
    _facts(draw, said, release, "release type", types)
    for place in range(draw(st.sampled_from([0, 1, 1, 2]))):
        day = day_from(DAY + draw(st.integers(-3, 6))).isoformat()
        value = draw(st.sampled_from([day, day, day[:7], day + "T18:00:00+09:00"]))
        said.fact(release, "released", value, source=f"s{place}")
    tracks = draw(st.lists(st.sampled_from(RECORDINGS), min_size=1, max_size=3))
    for position, track in enumerate(tracks, 1):
        said.track(release, position, track, source="s")
    if draw(st.integers(0, 3)) == 0:
        said.fact(release, "track count", str(draw(st.integers(1, 4))), source="s")
    if draw(st.integers(0, 3)) == 0:
        said.track(release, 1, draw(st.sampled_from(RECORDINGS)), source="s", edition="deluxe")


@st.composite
def readings(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Readings that need not agree: totals, statements, lists, of tracks and of releases."""
    rows: list[dict[str, Any]] = []
    for _ in range(draw(st.integers(3, 25))):
        day, low = draw(DAYS), draw(COUNTS)
        kind = draw(
            st.sampled_from(["exact", "exact", "least", "most", "every", "list", "charted"])
        )
        key = draw(st.sampled_from([*RECORDINGS, *RECORDINGS, *KEYS, *RELEASES[:3]]))
        grade = draw(st.sampled_from(["counted", "counted", "charted", "reported"]))
        row: dict[str, Any] = {"key": key, "day": day, "low": low, "high": low, "grade": grade}
        if kind == "least":
            row |= {"high": None}
        elif kind == "most":
            row |= {"low": 0, "high": 3 * low}
        elif kind == "every":
            row |= {"key": draw(st.sampled_from(RELEASES)), "metric": "every-track", "high": None}
        elif kind == "list":
            metric, region = (
                draw(st.sampled_from(["day", "week"])),
                draw(st.sampled_from(["global", "kr", "us"])),
            )
            row |= {
                "basis": "chart",
                "metric": metric,
                "region": region,
                "grade": "charted",
                "low": low // 3,
                "high": low // 3,
            }
        elif kind == "charted":
            row |= {"basis": "chart", "metric": "charted-total", "high": None, "grade": "charted"}
        rows.append(row)
    return rows


@st.composite
def batches(draw: st.DrawFn) -> list[Batch]:
    """A catalogue and two files of readings, with a correction in between or after."""
    taken = [batch("catalogue", **draw(catalogues()))]
    taken.append(batch("one", observations=observed(draw(readings()))))
    if draw(st.booleans()):
        said = {
            "table_name": draw(st.sampled_from([None, "observations"])),
            "key": draw(st.sampled_from(RECORDINGS)),
            "day": draw(st.one_of(st.none(), DAYS)),
            "reason": "misread",
        }
        taken.append(batch("fix", corrections=pa.Table.from_pylist([said], schema=CORRECTIONS)))
    taken.append(batch("two", observations=observed(draw(readings()))))
    return taken


_TERMS = [
    AllOf(()),
    AllOf((Condition(attribute="act type", values=("soloist",)),)),
    AllOf(
        (
            Condition(attribute="scene", values=("k-pop",)),
            Condition(attribute="act type", values=("soloist",)),
        )
    ),
    AllOf((Condition(attribute="scene", values=("asian pop",)),)),
    AnyOf(
        (
            Condition(attribute="act type", values=("group",)),
            Condition(attribute="released", values=("2023",), of="self"),
        )
    ),
    AllOf((Condition(attribute="act type", values=("group",), negated=True),)),
    AllOf((Condition(attribute="artist", values=("Artist a", "Artist b")),)),
]
_N = {
    Family.NTH: (2, 3),
    Family.ONE_OF: (2, 3),
    Family.FASTEST: (None, 2),
    Family.YOUNGEST: (None, 2),
    Family.OLDEST: (None, 2),
    Family.MOST: (None, 2),
    Family.LEAST: (None, 2),
}
_FAMILIES = [
    Family.FIRST,
    Family.ONLY,
    Family.FIRST_AND_ONLY,
    Family.NTH,
    Family.ONE_OF,
    Family.JOINS,
    Family.FASTEST,
    Family.MOST,
    Family.LEAST,
    Family.YOUNGEST,
    Family.OLDEST,
]
_FLOWS = [
    Aggregate.DAY,
    Aggregate.ROLLING,
    Aggregate.WEEK,
    Aggregate.HOURS_24,
    Aggregate.FIRST_DAY,
    Aggregate.FIRST_WEEK,
]
_RATES = [Aggregate.PER_DAY, Aggregate.SHORT_OF, Aggregate.DAYS_TO]
_MEASURES = {
    "album": [
        Aggregate.EVERY_TRACK,
        Aggregate.EVERY_TRACK,
        Aggregate.ALBUM_TOTAL,
        Aggregate.TRACKS_PAST,
        *_FLOWS,
        *_RATES,
        Aggregate.PER_TRACK,
    ],
    "track": [Aggregate.TOTAL, Aggregate.TOTAL, *_FLOWS, *_RATES],
    "artist": [Aggregate.TRACKS_PAST, Aggregate.ALBUMS_PAST, Aggregate.EVERY_ALBUM],
}
_SUBJECTS = {"album": RELEASES[:2], "track": RECORDINGS[:2], "artist": ARTISTS[:2]}


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """A claim that can be proven, of any family and measure, on some reading."""
    population = draw(st.sampled_from(["album", "album", "album", "track", "artist"]))
    aggregate = draw(st.sampled_from(_MEASURES[population]))
    family = draw(st.one_of(st.none(), *[st.sampled_from(_FAMILIES)] * 4))
    counts = aggregate in {
        Aggregate.TRACKS_PAST,
        Aggregate.ALBUMS_PAST,
        Aggregate.SHORT_OF,
        Aggregate.DAYS_TO,
    }
    levels = family in {Family.MOST, Family.LEAST}
    n = draw(st.sampled_from(_N.get(family, (None,)))) if family else None
    comparators = [Comparator.AT_LEAST, Comparator.ABOVE]
    if family is None:
        comparators += [Comparator.EQUAL, Comparator.BELOW, Comparator.AT_MOST]
    terms = _TERMS[:1] + _TERMS[3:4] if population == "artist" else _TERMS
    term = draw(st.sampled_from(terms if population != "artist" else _TERMS[:1]))
    excluding = (
        (Subject(key=draw(st.sampled_from(_SUBJECTS[population]))),)
        if draw(st.integers(0, 5)) == 0
        else ()
    )
    reaching = {Family.FIRST, Family.NTH, Family.JOINS, Family.FASTEST}
    dated = aggregate in _FLOWS or family in reaching
    windows = [Window(), Window(kind="in", year=2023), Window(kind="since", year=2024)]
    if aggregate in _FLOWS:
        windows.append(Window(kind="outside christmas"))
    return Claim(
        subject=Subject(key=draw(st.sampled_from(_SUBJECTS[population]))),
        window=draw(st.sampled_from(windows)) if dated else Window(),
        superlative=family and Superlative(family=family, n=n),
        cohort=family and Cohort(population=population, term=term, excluding=excluding),
        measure=Measure(aggregate=aggregate, past=draw(st.integers(1, 12)) if counts else None),
        threshold=None if levels else draw(st.integers(1, 3 if counts else 14)),
        comparator=Comparator.AT_LEAST if levels else draw(st.sampled_from(comparators)),
        as_of=day_from(draw(st.integers(DAY - 1, DAY + 10))),
        reading=Reading(
            single_albums=draw(st.booleans()),
            versions=draw(st.booleans()),
            credit=draw(st.sampled_from(["main", "exact", "any"])),
            edition=draw(st.sampled_from(["", "", "deluxe"])),
        ),
    )
