"""Published figures: what a page or a post said about a count, as the least and most it allows.

A figure is the number a page showed on some day, and pages are late: what stands there on day P
is the count as of the end of an earlier play day. So "at least" holds at P for every relation, and
"at most" holds only at P less the lag (settings: `page_lag`). Where the day was computed from a
count of days, which may or may not count the first, the lag is one day more; where only the day of
the report is known, nothing says how old the figure was, and "at most" is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from recordbook.catalogue.published_names import PublishedName
from recordbook.intake.arrow import texts
from recordbook.intake.counts import Refused, read_count, read_day
from recordbook.intake.delimited import first_columns, read_delimited
from recordbook.intake.errors import ChangedShape
from recordbook.intake.observations import OBSERVATIONS
from recordbook.intake.problems import Note
from recordbook.intake.source import Parsed
from recordbook.units import day_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from recordbook.intake.sheet import Sheet
    from recordbook.intake.source import Head, Settings, SourceFile

LAG = 3
"""Days from a play day to the last day on which a page still shows it as the newest.

One for the platform to count it, one for pages to be written a day late, and one because the page's
day may begin in the east, up to 14 hours before the platform's.
"""

EVERY_TRACK, WHOLE_PROFILE = "(every track)", "(whole profile)"
RELATIONS: Final = (">=", ">", "<=", "<", "=", "~")
QUALITIES: Final = ("stated", "computed from day count", "report date", "unknown")
_UNDATED = "only the day of the report is known, so they are taken as least counts"
_COLUMNS: Final = (
    "as_of",
    "date_quality",
    "artist",
    "album",
    "track",
    "metric",
    "relation",
    "value",
    "note",
    "source_url",
)


@dataclass(frozen=True, slots=True)
class _Series:
    """Which count a metric's name means."""

    platform: str
    basis: str
    metric: str


METRICS: Final[Mapping[str, _Series]] = {
    "spotify_streams_total": _Series("spotify", "app", "total"),
    "spotify_streams_day_filtered": _Series("spotify", "chart", "day"),
    "youtube_music_streams_total": _Series("youtube music", "app", "total"),
    "youtube_views_total": _Series("youtube", "app", "total"),
    "apple_music_streams_total": _Series("apple music", "app", "total"),
}
"""The metrics that a published figure can have; any other is left out, and said to be."""


class _LeftOut(Exception):
    """Why a row that is well formed gives no observation."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number and the day it was published for."""

    relation: str
    value: int

    def bounds(self) -> tuple[int, int | None]:
        """The least and the most that the figure allows.

        About 24,250,000 is whatever rounds to it: half a unit of its last digit that is not zero,
        to either side. A figure written to the last digit is that number.

        >>> Figure("~", 24_250_000).bounds(), Figure(">", 5).bounds(), Figure("<", 5).bounds()
        ((24245000, 24254999), (6, None), (0, 4))
        """
        match self.relation:
            case ">=":
                return self.value, None
            case ">":
                return self.value + 1, None
            case "<=":
                return 0, self.value
            case "<":
                return 0, self.value - 1
            case "~":
                half = _last_unit(self.value) // 2
                return self.value - half, self.value + max(half - 1, 0)
            case _:
                return self.value, self.value


def _last_unit(value: int) -> int:
    zeros = len(str(value)) - len(str(value).rstrip("0"))
    return 10**zeros if value else 1


class PublishedFigures:
    """Figures from press and posts, typed with their relation and address."""

    name = "published-figures"
    title = "published figures CSV (as_of, relation, value, source_url)"

    def recognises(self, head: Head) -> bool:
        """Whether the header has most of a figure's columns, relation and address among them."""
        columns = set(first_columns(head))
        return {"relation", "source_url"} <= columns and len(columns & set(_COLUMNS)) >= len(
            _COLUMNS
        ) - 2

    def read(self, file: SourceFile, settings: Settings) -> Parsed:
        """One or two observations per figure; rows that no observation can hold are noted."""
        columns = first_columns(file.head)
        missing = [column for column in _COLUMNS if column not in columns]
        if missing:
            raise ChangedShape(file.name, "published figures", missing, [])
        sheet = read_delimited(file)
        _check(sheet)
        lag = LAG if settings.page_lag is None else settings.page_lag
        kept = sheet.kept({name: sheet.text(name) for name in _COLUMNS})
        cells = [[cell.strip() for cell in texts(kept[name])] for name in _COLUMNS]
        rows: list[dict[str, object]] = []
        left: dict[str, list[str]] = {}
        undated: list[str] = []
        for line in zip(*cells, strict=True):
            row: dict[str, str] = dict(zip(_COLUMNS, line, strict=True))
            try:
                rows.extend(observations(row, lag))
            except _LeftOut as reason:
                left.setdefault(str(reason), []).append(_shown(row))
            else:
                if row["date_quality"] == "report date" and row["relation"] in ("=", "~"):
                    undated.append(_shown(row))
        return Parsed(
            source="published figures",
            tables={"observations": pa.Table.from_pylist(rows, schema=OBSERVATIONS)},
            problems=sheet.problems,
            refused=sheet.refused,
            notes=[
                *(Note("left out", len(who), why, tuple(who[:3])) for why, who in left.items()),
                *(
                    [Note("undated figures", len(undated), _UNDATED, tuple(undated[:3]))]
                    * bool(undated)
                ),
            ],
            days={
                "page day": "as_of: the day for which a figure was published",
                "play day": f"at least: the page day; at most: {lag} days before it",
            },
        )


def _check(sheet: Sheet) -> None:
    def refuse(name: str, fine: Callable[[str], bool], what: str, remedy: str) -> None:
        bad = [not fine(cell.strip()) for cell in texts(sheet.text(name))]
        sheet.refuse(np.array(bad, dtype=bool), name, what, remedy)

    refuse("relation", lambda cell: cell in RELATIONS, "no relation", "Write >=, >, <=, <, = or ~.")
    refuse("value", _is_count, "not a whole number above zero", "Write it in plain digits.")
    refuse("as_of", _is_day_or_blank, "not a day", "Write YYYY-MM-DD, or nothing if unknown.")
    refuse(
        "date_quality",
        lambda cell: cell in QUALITIES,
        "does not say how the day is known",
        f"Write one of: {', '.join(QUALITIES)}.",
    )
    refuse("artist", bool, "blank", "Name the artist.")
    refuse("album", bool, "blank", "Name the album.")
    refuse("source_url", bool, "blank", "Give the page's address.")


def _is_count(text: str) -> bool:
    try:
        return bool(read_count(text))
    except Refused:
        return False


def _is_day_or_blank(text: str) -> bool:
    try:
        return not text or bool(read_day(text))
    except Refused:
        return False


def _shown(row: Mapping[str, str]) -> str:
    about = " / ".join(filter(None, (row["artist"], row["album"], row["track"])))
    return f"{about}: {row['metric']} {row['relation']} {row['value']}"


def observations(row: Mapping[str, str], lag: int) -> Iterable[dict[str, object]]:
    """The rows of observations that one published figure gives."""
    series = METRICS.get(row["metric"])
    if series is None:
        raise _LeftOut(f"the metric {row['metric']} is none the book holds")
    if not row["as_of"] or row["date_quality"] == "unknown":
        raise _LeftOut("nothing says on which day it was true")
    if row["album"] == WHOLE_PROFILE:
        raise _LeftOut("a whole profile is no release, and its parts overlap")
    if " + " in row["track"]:
        raise _LeftOut("a sum of some tracks is no count of one thing")
    every = row["track"] == EVERY_TRACK
    if every and (series.metric != "total" or row["relation"] not in (">=", ">")):
        raise _LeftOut("of every track only a least count can be said")
    low, high = Figure(row["relation"], int(row["value"])).bounds()
    track = "" if every else row["track"]
    day = day_number(read_day(row["as_of"]))
    shared: dict[str, object] = {
        "platform": series.platform,
        "basis": series.basis,
        "metric": "every-track" if every else series.metric,
        "region": "global",
        "key": PublishedName(row["artist"], row["album"], track).key,
        "grade": "reported",
        "source": row["source_url"],
        "page_day": day,
    }
    if series.metric == "day":
        if row["date_quality"] != "stated":
            raise _LeftOut("nothing says on which day it was played")
        return [shared | {"day": day, "low": low, "high": high}]
    found = [shared | {"day": day, "low": low, "high": None}] if low else []
    if high is not None and row["date_quality"] != "report date":
        late = lag + (row["date_quality"] == "computed from day count")
        found.append(shared | {"day": day - late, "low": 0, "high": high})
    if not found:
        raise _LeftOut("a most without the day it was read on says nothing")
    return found
