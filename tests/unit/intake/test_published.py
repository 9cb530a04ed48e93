"""Published figures become bounds that hold whatever the page's delay."""

from __future__ import annotations

from datetime import date
from typing import cast

import pyarrow as pa
import pytest

from recordbook.intake.errors import ChangedShape
from recordbook.intake.published import LAG, Figure, PublishedFigures
from recordbook.intake.source import Parsed, Settings, SourceFile
from recordbook.units import day_number

HEADER = "as_of,date_quality,artist,album,track,metric,relation,value,note,source_url\n"
DAY = day_number(date(2024, 5, 25))


def _read(*rows: str, settings: Settings | None = None) -> Parsed:
    text = HEADER + "".join(f"{row},,https://example.org/a\n" for row in rows)
    file = SourceFile("published.csv", pa.py_buffer(text.encode()), "digest")
    source = PublishedFigures()
    assert source.recognises(file.head)
    return source.read(file, settings or Settings())


def _bounds(parsed: Parsed) -> set[tuple[object, ...]]:
    rows = cast("list[dict[str, object]]", parsed.tables["observations"].to_pylist())
    return {tuple(row[name] for name in ("metric", "key", "day", "low", "high")) for row in rows}


@pytest.mark.parametrize(
    ("relation", "value", "low", "high"),
    [
        ("~", 24_250_000, 24_245_000, 24_254_999),
        ("~", 1_021_000_000, 1_020_500_000, 1_021_499_999),
        ("~", 190_000_000, 185_000_000, 194_999_999),
        ("~", 29_065_312, 29_065_312, 29_065_312),
        ("=", 60_000_000, 60_000_000, 60_000_000),
        (">=", 60_000_000, 60_000_000, None),
        (">", 60_000_000, 60_000_001, None),
        ("<=", 60_000_000, 0, 60_000_000),
        ("<", 60_000_000, 0, 59_999_999),
    ],
)
def test_a_relation_is_an_interval(relation: str, value: int, low: int, high: int | None) -> None:
    """About a number is whatever rounds to it; the others are what they say."""
    assert Figure(relation, value).bounds() == (low, high)


def test_a_figure_read_on_a_page_bounds_two_days() -> None:
    """The least holds on the page's day, the most only on the earliest play day it can show."""
    parsed = _read("2024-05-25,stated,V,Layover,Blue,spotify_streams_total,~,100750000")
    assert _bounds(parsed) == {
        ("total", "name:v|layover|blue", DAY, 100_745_000, None),
        ("total", "name:v|layover|blue", DAY - LAG, 0, 100_754_999),
    }


def test_a_computed_day_is_a_day_less_sure() -> None:
    """A day count may or may not count the first day, so the most is earlier."""
    row = "2024-05-25,computed from day count,V,Layover,Blue,spotify_streams_total,<,100"
    assert _bounds(_read(row)) == {("total", "name:v|layover|blue", DAY - LAG - 1, 0, 99)}


def test_a_report_day_gives_no_most() -> None:
    """A figure whose own day is unknown is only a least, and the report says so."""
    parsed = _read("2024-05-25,report date,V,Layover,,spotify_streams_total,=,1505230001")
    assert _bounds(parsed) == {("total", "name:v|layover|", DAY, 1_505_230_001, None)}
    assert [note.kind for note in parsed.notes] == ["undated figures"]


def test_every_track_is_said_of_the_release() -> None:
    """A least for every track is one row on the release, not on its tracks."""
    parsed = _read("2024-05-25,stated,V,Layover,(every track),spotify_streams_total,>=,60000000")
    assert _bounds(parsed) == {("every-track", "name:v|layover|", DAY, 60_000_000, None)}


def test_a_chart_day_is_an_exact_reading_of_that_day() -> None:
    """What was played on a stated day is a reading of that day, on the chart's basis."""
    parsed = _read("2024-05-25,stated,V,Layover,,spotify_streams_day_filtered,=,39653740")
    assert _bounds(parsed) == {("day", "name:v|layover|", DAY, 39_653_740, 39_653_740)}
    assert parsed.tables["observations"]["basis"].to_pylist() == ["chart"]


def test_the_lag_is_a_setting() -> None:
    """Who knows that pages are read at once may say so."""
    settings = Settings(page_lag=0)
    row = "2024-05-25,stated,V,Layover,Blue,spotify_streams_total,=,7"
    assert {bound[2] for bound in _bounds(_read(row, settings=settings))} == {DAY}


@pytest.mark.parametrize(
    "row",
    [
        "2024-05-25,stated,Jimin,FACE,Like Crazy + Alone,spotify_streams_total,~,227850000",
        ",unknown,JISOO,ME,All Eyes On Me,spotify_streams_total,>=,100000000",
        "2024-05-25,stated,V,(whole profile),,spotify_streams_total,>=,1500000000",
        "2024-05-25,stated,V,Layover,,billboard200_consecutive_weeks,=,8",
        "2024-05-25,stated,V,Layover,(every track),spotify_streams_total,=,60000000",
        "2024-05-25,report date,V,Layover,,spotify_streams_total,<,60000000",
    ],
)
def test_what_no_observation_can_hold_is_left_out_and_said(row: str) -> None:
    """Sums, profiles, unknown days and unknown metrics are noted with the reason."""
    parsed = _read(row)
    assert parsed.tables["observations"].num_rows == 0
    assert [note.kind for note in parsed.notes] == ["left out"]
    assert not parsed.problems


def test_another_platform_is_another_count() -> None:
    """A YouTube Music figure is never taken for one of Spotify."""
    row = "2024-05-25,stated,JISOO,ME,FLOWER,youtube_music_streams_total,~,950200000"
    parsed = _read(row)
    assert set(parsed.tables["observations"]["platform"].to_pylist()) == {"youtube music"}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("2024-02-30,stated,V,Layover,,spotify_streams_total,>=,1", "as_of"),
        ("2024-02-28,guessed,V,Layover,,spotify_streams_total,>=,1", "date_quality"),
        ("2024-02-28,stated,V,Layover,,spotify_streams_total,=>,1", "relation"),
        ("2024-02-28,stated,V,Layover,,spotify_streams_total,>=,-1", "value"),
        ("2024-02-28,stated,V,Layover,,spotify_streams_total,>=,0", "value"),
        ("2024-02-28,stated,,Layover,,spotify_streams_total,>=,1", "artist"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_problem(row: str, column: str) -> None:
    """The problem names the line and the column."""
    parsed = _read(row)
    assert [(problem.line, problem.column) for problem in parsed.problems] == [(2, column)]


def test_a_missing_column_is_said() -> None:
    """A file without the day's quality is not read as if all days were stated."""
    text = HEADER.replace("date_quality", "quality")
    file = SourceFile("published.csv", pa.py_buffer(text.encode()), "digest")
    with pytest.raises(ChangedShape, match="date_quality"):
        PublishedFigures().read(file, Settings())
