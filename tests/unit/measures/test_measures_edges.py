"""The corners of the rules, one small book each."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from recordbook.catalogue.attributes import event_day
from recordbook.engine import DuckDB
from recordbook.ledger.tables import STORED
from recordbook.measures import MEASURES, Evidence, Question, standings

ENGINE = DuckDB(threads=1)
STAMP = {"recorded": 0, "batch": "b", "source": "s"}
Row = dict[str, Any]


def book(**rows: list[Row]) -> Evidence:
    """The evidence of a book with these rows."""
    for name, schema in STORED.items():
        found = [STAMP | row for row in rows.get(name, [])]
        ENGINE.attach(name, pa.Table.from_pylist(found, schema=schema))
    return Evidence(ENGINE, "spotify")


def total(key: str, day: int, low: int, high: int | None = None, **said: str) -> Row:
    """An exact total, counted, unless said otherwise."""
    row: Row = {"platform": "spotify", "basis": "app", "metric": "total", "region": "global"}
    row |= {"grade": "counted", "key": key, "day": day, "low": low}
    return row | {"high": low if high is None else high} | said


def tracks(release: str, *parts: str, edition: str = "", source: str = "s") -> list[Row]:
    """A track list."""
    return [
        {"release": release, "edition": edition, "position": place, "recording": part}
        | {"source": source}
        for place, part in enumerate(parts, start=1)
    ]


def fact(entity: str, attribute: str, value: str, grade: str = "reported") -> Row:
    """A fact as intake dates it."""
    day = event_day(value) if attribute == "released" else None
    said: Row = {"entity": entity, "attribute": attribute, "value": value, "grade": grade}
    return said | {"from_day": day}


def ask(evidence: Evidence, measure: str, entity: str, **question: Any) -> tuple[Any, ...]:
    """low, high, earliest, latest of one entity."""
    rows = standings(evidence, Question(platform="spotify", **question), measure).to_pylist()
    found = [row for row in rows if row["entity"] == entity]
    assert len(found) == 1
    return tuple(found[0][name] for name in ("low", "high", "earliest", "latest"))


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_an_empty_book_has_no_standings(measure: str) -> None:
    """Every measure answers of an empty book: nobody stands anywhere."""
    assert not standings(book(), Question(platform="spotify", as_of=0), measure).num_rows


@pytest.mark.parametrize(
    ("values", "silent", "surely"),
    [
        (["1970-01-11"], 8, 10),  # in the east the day begins a play day early
        (["1970-01-11T18:00:00+09:00"], 9, 10),
        (["1970-01-11T00:00:00+09:00"], 8, 9),  # that is the tenth of January in UTC
        (["1970-01"], -2, 30),
        (["1970"], -2, 365),
        (["1970", "1970-01-11"], 8, 10),  # the year says nothing more than the day
        (["1971", "1970-01-11"], 8, 730),  # sources that disagree
        (["1969-12-31"], -3, -1),
    ],
)
def test_a_release_date_bounds_from_both_sides(values: list[str], silent: int, surely: int) -> None:
    """An album has nothing until the last day on which it surely was not out."""
    parts = tracks("release:r", "recording:a")
    read = [total("recording:a", -20, 7), total("recording:a", 900, 7)]
    facts = [fact("release:r", "released", value) for value in values]
    evidence = book(tracks=parts, observations=read, facts=facts)
    for day, expected in ((silent, (0, 0)), (surely - 1, (0, 7)), (surely, (7, 7))):
        if day > silent or expected == (0, 0):
            assert ask(evidence, "every track", "release:r", as_of=day)[:2] == expected
            assert ask(evidence, "album total", "release:r", as_of=day)[:2] == expected
    question = {"as_of": 0, "threshold": 5}
    for measure in ("every track", "album total", "tracks past"):
        assert ask(evidence, measure, "release:r", **question)[2:] == (silent + 1, surely)


def test_a_counted_reading_outranks_a_release_date() -> None:
    """A counter that was read before its stated release has what was read."""
    dated = [fact("recording:a", "released", "1970-01-11")]
    evidence = book(observations=[total("recording:a", 5, 3)], facts=dated)
    assert ask(evidence, "total", "recording:a", as_of=5, threshold=2) == (3, 3, None, 5)
    assert [row["rule"] for row in evidence.runs.conflicts.to_pylist()] == ["unreleased"]


@pytest.mark.parametrize(
    ("stated", "high"), [([], 5), (["2"], 5), (["3"], 5), (["1"], None), (["two"], 5)]
)
def test_a_list_longer_than_stated_bounds_no_track(stated: list[str], high: int | None) -> None:
    """Where a source states fewer tracks than are listed, one of them may not be on the album."""
    facts = [fact("release:r", "track count", value) for value in stated]
    read = [total("recording:a", 1, 4), total("release:r", 1, 9)]
    evidence = book(
        tracks=tracks("release:r", "recording:a", "recording:b"), observations=read, facts=facts
    )
    rows = standings(evidence, Question(platform="spotify", as_of=1), "total").to_pylist()
    assert {row["entity"]: row["high"] for row in rows}.get("recording:b") == high


@pytest.mark.parametrize(("stated", "low"), [([], 4), (["2"], 4), (["3"], 0)])
def test_a_short_list_proves_no_floor(stated: list[str], low: int) -> None:
    """An album of which a track is not listed has no least track and no most."""
    facts = [fact("release:r", "track count", value) for value in stated]
    read = [total("recording:a", 1, 4), total("recording:b", 1, 6)]
    evidence = book(
        tracks=tracks("release:r", "recording:a", "recording:b"), observations=read, facts=facts
    )
    assert ask(evidence, "every track", "release:r", as_of=1)[:2] == (low, 4)
    assert ask(evidence, "album total", "release:r", as_of=1)[:2] == (10, 10 if low else None)
    assert ask(evidence, "tracks past", "release:r", as_of=1, threshold=5)[:2] == (
        1,
        1 if low else None,
    )


def test_a_list_that_skips_a_place_is_short() -> None:
    """Tracks 1 and 3 are known of an album that has at least three."""
    listed = tracks("release:r", "recording:a", "recording:b", "recording:c")
    read = [total("recording:a", 1, 4), total("recording:c", 1, 6)]
    evidence = book(tracks=[listed[0], listed[2]], observations=read)
    assert ask(evidence, "every track", "release:r", as_of=1)[:2] == (0, 4)


def test_sources_that_put_two_recordings_in_one_place_leave_both_open() -> None:
    """A contested track holds the album's least down and excludes nothing."""
    one = tracks("release:r", "recording:a", "recording:b")
    two = tracks("release:r", "recording:a", "recording:x", source="t")
    read = [total("recording:a", 1, 9), total("recording:b", 1, 8), total("recording:x", 1, 1)]
    read.append(total("release:r", 1, 17, metric="every-track", grade="reported") | {"low": 9})
    evidence = book(tracks=one + two, observations=read)
    assert ask(evidence, "every track", "release:r", as_of=1)[:2] == (1, 9)
    assert ask(evidence, "album total", "release:r", as_of=1)[:2] == (9, None)
    assert ask(evidence, "tracks past", "release:r", as_of=1, threshold=5)[:2] == (1, 2)
    assert not evidence.runs.conflicts.num_rows


def test_a_recording_listed_twice_counts_once_or_twice() -> None:
    """Of an album that lists a recording twice, the total is between once and twice its plays."""
    parts = tracks("release:r", "recording:a", "recording:b", "recording:a")
    read = [total("recording:a", 1, 4), total("recording:b", 1, 3)]
    evidence = book(tracks=parts, observations=read)
    assert ask(evidence, "album total", "release:r", as_of=1)[:2] == (7, 11)
    assert ask(evidence, "tracks past", "release:r", as_of=1, threshold=4)[:2] == (1, 1)


def test_a_total_speaks_of_the_default_edition() -> None:
    """Where a reading counts other tracks than the default edition, a read total says nothing."""
    parts = tracks("release:r", "recording:a", "recording:b")
    parts += tracks("release:r", "recording:a", edition="short")
    read = [total("recording:a", 1, 4), total("release:r", 1, 9)]
    facts = [fact("recording:b", "version", "instrumental")]
    evidence = book(tracks=parts, observations=read, facts=facts)
    assert ask(evidence, "album total", "release:r", as_of=1)[:2] == (9, 9)
    assert ask(evidence, "album total", "release:r", as_of=1, versions=False)[:2] == (4, 4)
    assert ask(evidence, "album total", "release:r", as_of=1, edition="short")[:2] == (4, 4)


def test_an_album_may_fall_when_a_track_of_it_does() -> None:
    """An album's total is not carried past the days between which a track's counter fell."""
    parts = tracks("release:r", "recording:a")
    read = [total("recording:a", 1, 50), total("recording:a", 4, 20)]
    evidence = book(tracks=parts, observations=read)
    found = [ask(evidence, "album total", "release:r", as_of=day)[:2] for day in range(6)]
    assert found == [(0, 50), (50, 50), (0, None), (0, None), (20, 20), (20, None)]
    assert ask(evidence, "album total", "release:r", as_of=5, threshold=50)[2:] == (None, 1)


def test_what_was_counted_between_two_readings_that_show_a_fall_stands_alone() -> None:
    """A reading between may be from before the fall or after it, so nothing is carried from it."""
    read = [total("recording:a", 1, 50), total("recording:a", 4, 20)]
    early = total("recording:a", 2, 10) | {"high": None}  # read before its day was over
    evidence = book(observations=[*read, early])
    found = [ask(evidence, "total", "recording:a", as_of=day)[:2] for day in range(1, 5)]
    assert found == [(50, 50), (10, None), (0, None), (20, 20)]


def test_a_crossing_before_a_fall_stays_crossed() -> None:
    """What was crossed stays crossed; falls in a chain rule out days while nothing is open."""
    read = [
        total("recording:a", day, plays) for day, plays in ((1, 3), (2, 2), (3, 1), (6, 0), (7, 9))
    ]
    evidence = book(observations=read)
    assert ask(evidence, "total", "recording:a", as_of=7, threshold=3)[2:] == (None, 1)
    assert ask(evidence, "total", "recording:a", as_of=7, threshold=4)[2:] == (4, 7)


def test_what_is_derived_is_as_weak_as_what_it_rests_on() -> None:
    """Charted and counted make charted; with a report it is reported."""
    parts = tracks("release:r", "recording:a", "recording:b")
    read = [
        total("recording:a", 1, 4),
        total("recording:b", 1, 3, basis="chart", metric="charted-total", grade="charted"),
        total("recording:b", 1, 5, grade="reported") | {"high": None},
    ]
    evidence = book(tracks=parts, observations=read)
    ask(evidence, "album total", "release:r", as_of=1)
    question = Question(platform="spotify", as_of=1)
    standings(evidence, question, "album total")
    (summed,) = evidence._summed.values()
    rows = summed.labelled.to_pylist()
    found = {(row["low"], row["grade"]) for row in rows if row["entity"] == "release:r"}
    assert found == {(4, "counted"), (7, "charted"), (9, "reported")}


def test_tracks_with_more_than_their_album_are_a_conflict() -> None:
    """A reported total below the sum of counted tracks is set aside, and bounds no track."""
    parts = tracks("release:r", "recording:a", "recording:b", "recording:c")
    read = [
        total("recording:a", 1, 6),
        total("recording:b", 1, 6),
        total("release:r", 1, 10, grade="reported"),
    ]
    evidence = book(tracks=parts, observations=read)
    rows = standings(evidence, Question(platform="spotify", as_of=1), "total").to_pylist()
    assert {row["entity"][-1]: (row["low"], row["high"]) for row in rows} == {
        "a": (6, 6),
        "b": (6, 6),
    }
    lost = {(row["entity"][-1], row["grade"]) for row in evidence.runs.conflicts.to_pylist()}
    assert ("r", "reported") in lost
    assert not {row for row in lost if row[1] == "counted"}


def test_weekly_lists_of_one_weekday_do_not_overlap() -> None:
    """Weeks that end on different weekdays are not added, nor weeks to days, nor home to abroad."""
    said = {"basis": "chart", "grade": "charted"}
    listed = [
        total("recording:a", day, plays, metric="week", **said)
        for day, plays in ((-4, 10), (3, 20), (10, 30), (11, 100))
    ]
    listed += [total("recording:a", 11, 5, metric="day", **said)]
    listed += [
        total("recording:a", 11, 45, metric="day", region=place, **said) for place in ("kr", "us")
    ]
    evidence = book(observations=listed)
    found = [ask(evidence, "total", "recording:a", as_of=day)[0] for day in (-5, -4, 2, 3, 10, 11)]
    assert found == [0, 10, 10, 30, 60, 100]


def test_a_recording_under_two_ids_of_one_list_counts_once() -> None:
    """Two rows of one list that are one recording count with the greater."""
    said = {"basis": "chart", "metric": "day", "grade": "charted"}
    same = [{"key": key, "entity": "recording:a", "grade": "counted"} for key in ("k", "l")]
    listed = [total("k", 1, 3, **said), total("l", 1, 5, **said), total("k", 2, 4, **said)]
    evidence = book(observations=listed, identities=same)
    assert ask(evidence, "total", "recording:a", as_of=2)[0] == 9


def test_charted_cells_that_contradict_each_other_count_nothing() -> None:
    """Two values for one cell of one list are both set aside; a report gives way to the list."""
    said = {"basis": "chart", "metric": "day"}
    listed = [
        total("k", 1, 3, grade="charted", **said),
        total("k", 1, 4, grade="charted", **said),
        total("k", 2, 5, grade="charted", **said),
        total("k", 2, 50, grade="reported", **said),
    ]
    assert ask(book(observations=listed), "total", "k", as_of=2)[0] == 5


@pytest.mark.parametrize(("wanted", "days"), [(1, (None, 1)), (2, (2, 3)), (3, (None, None))])
def test_the_wanted_number_of_parts_is_crossed_in_order(wanted: int, days: tuple[Any, Any]) -> None:
    """The day on which so many tracks stood past the threshold is that of the so-manieth."""
    parts = tracks("release:r", "recording:a", "recording:b", "recording:c")
    read = [total("recording:a", 1, 9), total("recording:b", 1, 2), total("recording:b", 3, 9)]
    read += [total("recording:c", 1, 1), total("recording:c", 9, 3)]
    evidence = book(tracks=parts, observations=read)
    asked = {"as_of": 3, "threshold": 5, "wanted": wanted}
    found = ask(evidence, "tracks past", "release:r", **asked)
    assert found[:2] == (2, 2)
    assert found[2:] == ((10, None) if wanted == 3 else days)


def test_an_album_that_is_not_out_holds_no_artist_back() -> None:
    """Every album of an artist means those that are out; one that may be out proves nothing."""
    facts = [fact(f"release:{name}", "release type", "mini album") for name in "rst"]
    facts += [fact("release:r", "released", "1970-01-01"), fact("release:s", "released", "1980")]
    parts = [row for name in "rst" for row in tracks(f"release:{name}", f"recording:{name}")]
    made = [{"item": f"release:{name}", "artist": "artist:a", "role": "main"} for name in "rs"]
    named = [
        {
            "entity": f"release:{name}",
            "kind": "release",
            "name": name,
            "folded": name,
            "form": "name",
        }
        for name in "rst"
    ]
    read = [total("recording:r", 9, 7), total("recording:s", 9, 2), total("recording:s", 9000, 2)]
    evidence = book(facts=facts, tracks=parts, credits=made, names=named, observations=read)
    albums = frozenset({"mini album"})
    found = [
        ask(evidence, "every album", "artist:a", as_of=day, albums=albums)[:2]
        for day in (9, 3700, 9000)
    ]
    assert found == [(7, 7), (0, None), (2, 2)]
