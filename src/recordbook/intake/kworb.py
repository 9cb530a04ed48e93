"""kworb.net pages: an artist's songs and albums, the lists, and the charts of a country.

The page of an artist or a list says "Last updated"; which play day its counts end on is disputed,
so it is a setting: by default the stamp is the page's day and the counts end one day before it
(`page_lag`). Pages of charts name the chart's own day. The column Daily is the page's own
difference of totals, repeated where the page was not brought up to date, and is not taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import Column, bools, compute, strings
from recordbook.intake.errors import ChangedShape, MissingSetting
from recordbook.intake.kworb_page import Page, read_page
from recordbook.intake.naming import named
from recordbook.intake.problems import Note, note
from recordbook.intake.readings import Kind, readings, together
from recordbook.intake.series import CUMULATIVE
from recordbook.intake.sheet import Sheet, row_numbers
from recordbook.intake.source import Parsed
from recordbook.units import day_number

if TYPE_CHECKING:
    from recordbook.intake.source import Head, Settings, SourceFile

SITE = "kworb.net"
_MARKS = re.compile(
    r"kworb|Last updated:\s*\d{4}/\d\d/\d\d|Spotify (?:Daily|Weekly) Chart - ", re.IGNORECASE
)
_THURSDAY = 3
_LAG = 1  # days; a series read for 621 days shows two from play day to the day of saving
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class _Shape:
    """One kind of page, known by the columns of its table."""

    columns: tuple[str, ...]  # all of them must be there
    counted: str  # what the links lead to: track, album, artist
    basis: str
    metrics: tuple[tuple[str, str], ...]  # metric and the column it stands in
    scale: int = 1


_SHAPES = (
    _Shape(
        ("Pos", "Artist and Title", "Days", "Streams", "7Day", "Total"),
        "track",
        "chart",
        (("rank-day", "Pos"), ("day", "Streams"), ("charted-total", "Total")),
    ),
    _Shape(
        ("Pos", "Artist and Title", "Wks", "Streams", "Total"),
        "track",
        "chart",
        (("rank-week", "Pos"), ("week", "Streams")),  # a daily chart's total is another number
    ),
    _Shape(("Song Title", "Streams", "Daily"), "track", "app", (("total", "Streams"),)),
    _Shape(("Album Title", "Streams", "Daily"), "album", "app", (("total", "Streams"),)),
    _Shape(("Artist and Title", "Streams", "Daily"), "track", "app", (("total", "Streams"),)),
    _Shape(("Artist", "Streams", "Daily"), "artist", "app", (("total", "Streams"),), _MILLION),
    _Shape(
        ("Artist", "Listeners", "Peak", "PkListeners"),
        "artist",
        "app",
        (("listeners", "Listeners"),),
    ),
)
_KINDS = {"track": "recording", "album": "release", "artist": "artist"}


@dataclass(frozen=True, slots=True)
class _When:
    play: int
    page: int | None
    said: str


class Kworb:
    """Pages of kworb.net, saved as HTML."""

    name = "kworb"
    title = "kworb.net page (HTML: artist songs or albums, lists, country charts)"

    def recognises(self, head: Head) -> bool:
        """Whether this is HTML that bears kworb's marks and a table's header."""
        html = head.text.lstrip()[:1] == "<"
        return html and "<table" in head.text.lower() and bool(_MARKS.search(head.text))

    def read(self, file: SourceFile, settings: Settings) -> Parsed:
        """The count of each row of the page's table.

        Raises `ChangedShape` where no table is of a known kind, `MissingSetting` where the page
        bears no stamp or a chart no known region.
        """
        page = read_page(file.text())
        shape = next((one for one in _SHAPES if set(one.columns) <= set(page.header)), None)
        if shape is None:
            extra = [name for name in page.header if name]
            raise ChangedShape(file.name, SITE, ["a table of a known kind"], extra)
        when = _when(file.name, page, shape, settings)
        region = _region(file.name, page, shape, settings)
        sheet = _sheet(page, shape)
        said = sheet.kept(_said(page, shape))
        tables, notes = _counted(sheet, shape, when, region, said["key"])
        names = named(
            source=SITE,
            key=said["key"],
            title=said["title"],
            artist=said["artist"] if "Artist and Title" in shape.columns else None,
            kind=_KINDS[shape.counted],
        )
        return Parsed(
            source=SITE,
            tables={"observations": tables, **names},
            problems=sheet.problems,
            refused=sheet.refused,
            notes=notes,
            days={"file day": when.said},
            shape={"day": str(when.play), "region": region},
        )


def _when(name: str, page: Page, shape: _Shape, settings: Settings) -> _When:
    """The play day: a setting, the chart's own day, or the stamp less the lag."""
    if settings.day is not None:
        return _When(day_number(settings.day), None, "the play day is a setting")
    day = page.chart_day if shape.basis == "chart" else page.stamp
    if day is None:
        raise MissingSetting(
            f"{name}: the page bears no day", remedy="Say its play day with --day YYYY-MM-DD."
        )
    stamp = settings.stamp or ("play" if shape.basis == "chart" else "page")
    lag = (_LAG if settings.page_lag is None else settings.page_lag) if stamp == "page" else 0
    play = day - timedelta(days=lag)
    if "week" in dict(shape.metrics) and play.weekday() != _THURSDAY:
        raise MissingSetting(
            f"{name}: {play} is no Thursday, and a chart week ends on Thursdays",
            remedy="Say the week's last day with --day YYYY-MM-DD.",
        )
    if stamp == "play":
        return _When(day_number(play), None, f"the page's day {day} is the play day")
    said = f"the page is stamped {day}; its counts end on the play day {play}, {lag} days before"
    return _When(day_number(play), day_number(day), said)


def _region(name: str, page: Page, shape: _Shape, settings: Settings) -> str:
    region = settings.region or (page.region if shape.basis == "chart" else "global")
    if region is None:
        raise MissingSetting(
            f"{name}: the page's title names no known country",
            remedy="Say it with --region: global, or a country's two letters.",
        )
    return region.lower()


def _sheet(page: Page, shape: _Shape) -> Sheet:
    """The numbers of the page; a row without a title or an id is refused."""
    names = ["row", *(name for _, name in shape.metrics)]
    columns = [[row.cells[0] for row in page.rows], *(page.column(name) for name in names[1:])]
    table = pa.Table.from_arrays([strings(cells) for cells in columns], names=names)
    sheet = Sheet(table, lambda: row_numbers(table.num_rows))
    blank = np.array([not key for key, _, _ in _things(page, shape)], dtype=bool)
    sheet.refuse(blank, "row", "nothing says what was counted", "Save the page again.")
    for metric, name in shape.metrics:
        if metric.startswith("rank"):
            low = ~bools(compute.greater_equal(sheet.counts(name), 1))
            sheet.refuse(low, name, "a place is 1 or more", "Save the page again.")
    return sheet


def _said(page: Page, shape: _Shape) -> dict[str, Column]:
    keys, titles, artists = zip(*_things(page, shape), strict=True) if page.rows else ((),) * 3
    return {"key": strings(keys), "title": strings(titles), "artist": strings(artists)}


def _things(page: Page, shape: _Shape) -> list[tuple[str, str, str]]:
    """Key, title and artist of each row; what is not linked is known by its text only."""
    title = next(name for name in shape.columns if name.endswith(("Title", "Artist")))
    things: list[tuple[str, str, str]] = []
    for row, text in zip(page.rows, page.column(title), strict=True):
        plain = text.lstrip("*^ ")
        key, linked = row.linked(shape.counted)
        named = f"name:{SITE}:{plain}" if plain else ""
        spotify = f"spotify:{shape.counted}:{key}" if key else named
        things.append((spotify, linked or plain, row.linked("artist")[1]))
    return things


def _counted(
    sheet: Sheet, shape: _Shape, when: _When, region: str, key: Column
) -> tuple[pa.Table, list[Note]]:
    found: list[pa.Table] = []
    notes: list[Note | None] = []
    ends = {metric: _ends(sheet, name, metric, shape.scale) for metric, name in shape.metrics}
    for metric, (low, high) in ends.items():
        kept = sheet.kept({"low": low, "high": high})
        grade = "charted" if shape.basis == "chart" else "counted"
        kind = Kind("spotify", shape.basis, metric, region, grade, SITE)
        found.append(
            readings(
                kind, key=key, day=when.play, page_day=when.page, low=kept["low"], high=kept["high"]
            )
        )
        text = f"blank or zero in {dict(shape.metrics)[metric]}: not taken"
        notes.append(note("holes", text, kept["low"].null_count))
    return together(found), [one for one in notes if one is not None]


def _ends(sheet: Sheet, name: str, metric: str, scale: int) -> tuple[Column, Column]:
    """Least and most of each number; null where it is a hole."""
    if scale == 1:
        low = sheet.counts(name)
        low = compute.if_else(compute.equal(low, 0), None, low) if metric in CUMULATIVE else low
        return low, low
    return sheet.rounded(name, scale)
