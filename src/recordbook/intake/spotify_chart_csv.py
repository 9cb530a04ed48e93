"""Spotify's own charts as CSV: daily and weekly, today's header, the one before 2021, and joined.

A downloaded file says neither its region nor its day; the site puts both in the file's name
(`regional-global-weekly-2023-12-14.csv`), which is taken as a hint where no setting says it. Files
joined by hand carry them as columns (`region`, and `week_end` or `date`). A chart week runs from
Friday to Thursday, so a week that ends on another day is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import Column, bools, compute, repeat
from recordbook.intake.counts import Refused, read_day
from recordbook.intake.delimited import Dialect, first_columns, read_delimited
from recordbook.intake.errors import ChangedShape, MissingSetting
from recordbook.intake.naming import looks_like_spotify, named, spotify_key
from recordbook.intake.problems import Note, note
from recordbook.intake.readings import Kind, readings, together
from recordbook.intake.source import Parsed
from recordbook.units import day_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.intake.sheet import Sheet
    from recordbook.intake.source import Head, Settings, SourceFile

SPOTIFY, SITE = "spotify", "charts.spotify.com"
_TODAY = ("rank", "uri", "artist_names", "track_name", "streams")
_TODAY_REST = (
    "source",
    "peak_rank",
    "previous_rank",
    "days_on_chart",
    "weeks_on_chart",
    "region",
    "week_end",
    "date",
)
_OLD = ("Position", "Track Name", "Artist", "Streams", "URL")
_THURSDAY = 3
_NAME = re.compile(
    r"regional-(?P<region>global|[a-z]{2})-(?P<period>daily|weekly)"
    r"(?:-(?P<day>\d{4}-\d{2}-\d{2})(?:--(?P<until>\d{4}-\d{2}-\d{2}))?)?"
)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the header stands and which column is which."""

    dialect: Dialect
    columns: Sequence[str]

    @property
    def old(self) -> bool:
        return "Position" in self.columns

    def name(self, today: str) -> str:
        return _OLD[(0, 4, 2, 1, 3)[_TODAY.index(today)]] if self.old else today


@dataclass(frozen=True, slots=True)
class _Facts:
    """What holds of the whole file; `day` and `region` are None where rows say it."""

    weekly: bool
    day: date | None
    region: str | None


class SpotifyChartCsv:
    """The regional song charts of charts.spotify.com, and of spotifycharts.com before it."""

    name = "spotify-chart-csv"
    title = "Spotify chart CSV (daily or weekly, any year)"

    def recognises(self, head: Head) -> bool:
        """Whether the header has most of a chart's columns."""
        columns = set(_layout(head).columns)
        if len(columns.intersection(_OLD)) >= len(_OLD) - 1:
            return True
        most = len(columns.intersection(_TODAY)) >= len(_TODAY) - 1
        return most and bool(columns & {"days_on_chart", "weeks_on_chart", "peak_rank"})

    def read(self, file: SourceFile, settings: Settings) -> Parsed:
        """Streams and places of each row on its chart's day or week.

        Raises `ChangedShape` where a column lacks, `MissingSetting` where day, region or period are
        nowhere said.
        """
        layout = _layout(file.head)
        _check_columns(file.name, layout)
        facts = _facts(file.name, layout, settings)
        sheet = read_delimited(file, layout.dialect)
        tables = _tables(sheet, layout, facts)
        span = "week of seven days that ends on it" if facts.weekly else "play day"
        return Parsed(
            source=SITE,
            tables=tables,
            problems=sheet.problems,
            refused=sheet.refused,
            notes=_holes(sheet, layout),
            days={"file day": f"the chart's day is the {span} (UTC)"},
            shape={"day": str(facts.day), "region": str(facts.region), "weekly": str(facts.weekly)},
        )


def _layout(head: Head) -> _Layout:
    """The header is the first line or, under the note of old files, the second."""
    for skip in (0, 1):
        columns = first_columns(head, Dialect(skip=skip))
        if {"rank", "uri", "Position", "URL"}.intersection(columns):
            return _Layout(Dialect(skip=skip), columns)
    return _Layout(Dialect(), first_columns(head))


def _check_columns(name: str, layout: _Layout) -> None:
    needed, rest = (_OLD, ()) if layout.old else (_TODAY, _TODAY_REST)
    missing = [column for column in needed if column not in layout.columns]
    if missing:
        extra = [column for column in layout.columns if column not in {*needed, *rest}]
        raise ChangedShape(name, SITE, missing, extra)


def _facts(name: str, layout: _Layout, settings: Settings) -> _Facts:
    hint = _NAME.search(name.lower())
    said = set(layout.columns)
    period = settings.period or (
        "week"
        if said & {"weeks_on_chart", "week_end"}
        else "day"
        if "days_on_chart" in said
        else None
        if hint is None
        else {"daily": "day", "weekly": "week"}[hint["period"]]
    )
    if period is None:
        raise MissingSetting(
            f"{name}: nothing says whether this chart counts a day or a week",
            remedy="Say so with the setting period: day or week.",
        )
    weekly = period == "week"
    day = None if said & {"week_end", "date"} else settings.day or _hinted_day(hint, weekly=weekly)
    region = None if "region" in said else settings.region or (hint and hint["region"])
    if day is None and not said & {"week_end", "date"}:
        raise MissingSetting(
            f"{name}: nothing says which day this chart is of",
            remedy="Say it with --day YYYY-MM-DD.",
        )
    if region is None and "region" not in said:
        raise MissingSetting(
            f"{name}: nothing says which region this chart is of",
            remedy="Say it with --region: global, or a country's two letters.",
        )
    if weekly and day is not None and day.weekday() != _THURSDAY:
        raise MissingSetting(
            f"{name}: {day} is no Thursday, and a chart week ends on Thursdays",
            remedy="Say the week's last day with --day YYYY-MM-DD.",
        )
    return _Facts(weekly, day, region)


def _hinted_day(hint: re.Match[str] | None, *, weekly: bool) -> date | None:
    """The day in the file's name; old weekly names say Friday to Friday, the last not counted."""
    try:
        if hint is None or hint["day"] is None:
            return None
        if hint["until"] is None:
            return read_day(hint["day"])
        until = read_day(hint["until"])
        return until - timedelta(days=1) if weekly and until.weekday() == _THURSDAY + 1 else until
    except Refused:
        return None


def _tables(sheet: Sheet, layout: _Layout, facts: _Facts) -> dict[str, pa.Table]:
    rank, streams = (sheet.counts(layout.name(column)) for column in ("rank", "streams"))
    columns = {
        "key": _keys(sheet, layout.name("uri")),
        "day": _days(sheet, layout, facts),
        "rank": rank,
        "streams": streams,
        "region": _regions(sheet, facts),
        "title": sheet.text(layout.name("track_name")),
        "artist": sheet.text(layout.name("artist_names")),
    }
    low = ~bools(compute.greater_equal(rank, 1))
    sheet.refuse(low, layout.name("rank"), "a place is 1 or more", "Correct the row.")
    kept = sheet.kept(columns)
    span = "week" if facts.weekly else "day"
    found = [
        readings(
            Kind(SPOTIFY, "chart", metric, kept["region"], "charted", SITE),
            key=kept["key"],
            day=kept["day"],
            low=kept[column],
        )
        for metric, column in ((span, "streams"), (f"rank-{span}", "rank"))
    ]
    names = named(source=SITE, key=kept["key"], title=kept["title"], artist=kept["artist"])
    return {"observations": together(found), **names}


def _holes(sheet: Sheet, layout: _Layout) -> list[Note]:
    blank = bools(compute.equal(sheet.text(layout.name("streams")), ""))
    found = note(
        "holes", "blank in streams: the place is taken, the count is not", int(blank.sum())
    )
    return [] if found is None else [found]


def _keys(sheet: Sheet, column: str) -> Column:
    """`spotify:track:<id>`, from the same or, in old files, from a web address."""
    text = sheet.text(column)
    ids = compute.replace_substring_regex(
        text, r"^(spotify:track:|https?://open\.spotify\.com/track/)", ""
    )
    wrong = ~bools(looks_like_spotify(ids))
    sheet.refuse(wrong, column, "not the address of a Spotify track", "Download the chart again.")
    return spotify_key("track", ids)


def _days(sheet: Sheet, layout: _Layout, facts: _Facts) -> Column:
    if facts.day is not None:
        return repeat(day_number(facts.day), sheet.rows, pa.int32())
    column = "week_end" if "week_end" in layout.columns else "date"
    days = sheet.days(column)
    if facts.weekly:  # day 0, 1970-01-01, was a Thursday
        odd = np.asarray(compute.fill_null(days, 0)) % 7 != 0
        sheet.refuse(odd, column, "a chart week ends on Thursdays", "Correct the row's day.")
    return days


def _regions(sheet: Sheet, facts: _Facts) -> Column:
    if facts.region is not None:
        return repeat(facts.region.lower(), sheet.rows, pa.string())
    return compute.utf8_lower(sheet.text("region"))
