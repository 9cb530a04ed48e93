"""The real series: every file of counts is taken, with the odd things its README knows of."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pyarrow.compute as pc
import pytest

from recordbook.errors import SourceError
from recordbook.intake.door import take
from recordbook.intake.known import Known
from recordbook.intake.moves import find_moves
from recordbook.intake.series import series
from recordbook.units import day_from

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.intake.report import Report

_STALE = (
    "2024-06-25",
    "2024-10-09",
    "2024-11-28",
    "2024-12-15",
    "2025-01-01",
    "2025-02-06",
    "2025-03-07",
    "2025-03-11",
    "2025-03-12",
    "2025-03-28",
    "2025-09-07",
    "2025-09-08",
    "2025-09-09",
)


def _count(report: Report, kind: str) -> int:
    note = report.note(kind)
    return 0 if note is None else note.count


def _two_days_before(days: tuple[str, ...]) -> list[str]:
    return [day_from((date.fromisoformat(d) - date(1970, 1, 3)).days).isoformat() for d in days]


def test_the_taylor_swift_series(shared_data: Path) -> None:
    """All 310,507 readings are taken, two days before their file's date; what is odd is said."""
    folder = shared_data / "kworb-taylor-swift-daily"
    names = take(folder / "taylor_swift_tracks.csv.gz").tables["names"]
    batch = take(folder / "taylor_swift_daily_streams.csv.gz", known=Known(names=names))
    report = batch.report
    assert report.taken == {"observations": 310_507}
    assert (report.first, report.last) == (date(2023, 12, 31), date(2025, 9, 18))
    assert pc.count_distinct(batch.tables["observations"]["day"]).as_py() == 621
    stale, falls, gaps = (report.note(kind) for kind in ("stale days", "falls", "gaps"))
    assert stale is not None
    assert list(stale.examples) == _two_days_before(_STALE)
    assert falls is not None
    assert (falls.count, "25 counters" in falls.text) == (33, True)
    assert gaps is not None
    assert gaps.count == 7
    assert "2 stretches" in gaps.text
    assert "2 days after the play day" in report.days["file day"]


def test_the_move_of_the_anthology(shared_data: Path) -> None:
    """The sixteen tracks that changed their ids in the file of 2025-03-29 are found by count."""
    folder = shared_data / "kworb-taylor-swift-daily"
    catalogue = take(folder / "taylor_swift_tracks.csv.gz").tables
    names, tracks = catalogue["names"], catalogue["tracks"]
    titles = dict(zip(names["entity"].to_pylist(), names["folded"].to_pylist(), strict=True))
    standard = tracks.filter(pc.equal(tracks["release"], "spotify:album:1Mo4aZ8pdj6L1jx8zSwJnt"))
    observations = take(folder / "taylor_swift_daily_streams.csv.gz").tables["observations"]
    moves = [
        move
        for move in find_moves(series(observations), titles)
        if move.new in set(standard["recording"].to_pylist())
    ]
    assert len(moves) == 16
    assert {(move.last, move.first) for move in moves} == {(date(2025, 3, 26), date(2025, 3, 27))}
    clara_bow = next(move for move in moves if move.new.endswith("1UlhrRvYzbHEyugEDspXUB"))
    assert clara_bow.old == "spotify:track:4d9PtIEVij9jW5OaLinH66"
    assert (clara_bow.before, clara_bow.after) == (141_566_053, 141_816_199)


def test_stale_readings_are_lower_bounds(shared_data: Path) -> None:
    """Readings of the thirteen stale days have no upper end, all others are exact."""
    path = shared_data / "kworb-taylor-swift-daily" / "taylor_swift_daily_streams.csv.gz"
    rows = take(path).tables["observations"]
    open_days = set(rows.filter(pc.is_null(rows["high"]))["day"].to_pylist())
    assert sorted(day_from(day).isoformat() for day in open_days) == _two_days_before(_STALE)


def test_the_hot_100(shared_data: Path) -> None:
    """Every row of 68 years is a place in a weekly list, and says in how many a song has been.

    Short weeks and the gap are said; who is featured is no main artist.
    """
    batch = take(shared_data / "billboard-hot-100" / "hot100_1958_2026.csv.gz")
    assert batch.report.taken["observations"] == 2 * 354_887
    metrics = Counter(batch.tables["observations"]["metric"].to_pylist())
    assert metrics == {"rank-week": 354_887, "listed-week": 354_887}
    roles = {
        row["role"]: row["artist"]
        for row in batch.tables["credits"].to_pylist()
        if row["item"].endswith(" - Old Town Road")
    }
    assert roles == {
        "main": "name:billboard.com:Lil Nas X",
        "featured": "name:billboard.com:Billy Ray Cyrus",
    }
    assert (batch.report.first, batch.report.last) == (date(1958, 8, 4), date(2026, 8, 8))
    short, irregular = batch.report.note("short lists"), batch.report.note("irregular weeks")
    assert short is not None
    assert {example.split(": ")[1] for example in short.examples} == {"99 places"}
    assert short.count == 13
    assert irregular is not None
    assert irregular.examples == ("12 days from 1961-12-25 to 1962-01-06",)


def test_the_jimin_counter(shared_data: Path) -> None:
    """Zeros are holes, 8/7/2026 is the seventh of August, early counts are lower bounds."""
    batch = take(shared_data / "jimin-spotify-playcounts" / "jimin_playcounts_by_day.csv")
    table = batch.tables["observations"]
    days = Counter(table["day"].to_pylist())
    assert batch.report.taken["observations"] == 6_926 - 136
    assert _count(batch.report, "holes") == 136
    assert _count(batch.report, "falls") > 0
    assert len(days) == 92
    assert days[(date(2026, 8, 7) - date(1970, 1, 1)).days] == 2 * 73
    assert pc.min(table["low"]).as_py() > 0
    assert _count(batch.report, "early readings") == 1_319 < table["high"].null_count


def test_the_asian_charts(shared_data: Path) -> None:
    """Country charts are taken as places, days and running totals; 168 country-days are stale."""
    batch = take(shared_data / "kworb-asia-daily-top50" / "asia_daily_top50.csv.gz")
    table = batch.tables["observations"]
    rows = Counter(table["metric"].to_pylist())
    assert rows == {"rank-day": 143_200, "day": 143_199, "charted-total": 151_599}
    assert _count(batch.report, "stale places") == 2 * 50 * 168
    assert _count(batch.report, "falls") == 7
    assert set(table["region"].to_pylist()) == {"kr", "id", "my", "ph", "sg", "th", "vn"}


def test_the_weekly_charts(shared_data: Path) -> None:
    """Official weekly charts are taken whole, short weeks said; the sum for Love Me Again holds."""
    path = shared_data / "spotify-charts-weekly-global-2023" / "spotify_weekly_top200.csv.gz"
    batch = take(path)
    table = batch.tables["observations"]
    assert batch.report.format == "spotify-chart-csv"
    assert batch.report.taken["observations"] == 2 * 21_586
    assert _count(batch.report, "short lists") == 11
    weeks = table.filter(pc.equal(table["metric"], "week"))
    ours = weeks.filter(pc.equal(weeks["key"], "spotify:track:2N0SPREDYqILVEFSsWF5N5"))
    assert pc.sum(ours["low"]).as_py() == 190_715_409


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("spotify-charts-weekly-global-2023/layover_global_weekly_2023.csv", 37),
        ("spotify-charts-weekly-korea/spotify_weekly_top200_kr.csv.gz", 2 * 10_800),
        ("youtube-kpop-mv-views/kpop_mv_views_daily.csv.gz", 103),
    ],
)
def test_smaller_files_of_counts(shared_data: Path, name: str, taken: int) -> None:
    """Every reading of the smaller files is taken, none refused."""
    report = take(shared_data / name).report
    assert (report.taken["observations"], report.refused) == (taken, 0)


def test_every_file_is_taken_or_refused_with_the_reason(shared_data: Path) -> None:
    """No file of any folder gives anything but a batch or an error that says what to do."""
    answers = {path.name: _answer(path) for path in sorted(shared_data.glob("*/*"))}
    assert {name for name, answer in answers.items() if not answer} == set()


def _answer(path: Path) -> str:
    """What became of a file: rows by table, or the remedy of the error."""
    try:
        return str(take(path).report.taken)
    except SourceError as error:
        return error.remedy or ""
