"""Spotify chart CSVs of every age, as the site gives them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from recordbook.intake.door import take
from recordbook.intake.errors import ChangedShape, ManyProblems, MissingSetting
from recordbook.intake.source import Settings
from recordbook.units import day_number

if TYPE_CHECKING:
    from pathlib import Path

_IDS = ("2N0SPREDYqILVEFSsWF5N5", "5h1BN75CEh8wdSwE1xrbSe")
_WEEKLY = (
    "\ufeffrank,uri,artist_names,track_name,source,peak_rank,previous_rank,weeks_on_chart,streams\n"
    f'"1","spotify:track:{_IDS[0]}","V","Love Me Again","BIGHIT MUSIC","11","-1","1","22489337"\n'
    f'"2","spotify:track:{_IDS[1]}","V, UMI","Slow ""Dancing""","BIGHIT","13","3","2","17000000"\n'
)
_OLD = (
    ',,,"Note that these figures are generated using a formula that protects the chart.",\n'
    'Position,"Track Name",Artist,Streams,URL\n'
    f'1,"bad guy","Billie Eilish",7000000,https://open.spotify.com/track/{_IDS[0]}\n'
)


def _write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_weekly_chart_with_mark_and_quotes(tmp_path: Path) -> None:
    """Byte-order mark and quoted numbers change nothing; day and region come from the name."""
    path = _write(tmp_path, "regional-global-weekly-2023-08-17.csv", _WEEKLY)
    batch = take(path)
    rows = batch.tables["observations"].to_pylist()
    week = next(row for row in rows if row["metric"] == "week")
    assert len(rows) == 4
    assert (week["key"], week["low"], week["high"]) == (
        f"spotify:track:{_IDS[0]}",
        22489337,
        22489337,
    )
    assert (week["region"], week["basis"], week["grade"]) == ("global", "chart", "charted")
    assert week["day"] == day_number(date(2023, 8, 17))
    assert batch.tables["names"]["name"].to_pylist() == ["Love Me Again", 'Slow "Dancing"']
    assert batch.tables["credits"]["artist"].to_pylist()[1] == "name:charts.spotify.com:V, UMI"
    assert batch.source == "charts.spotify.com"


def test_settings_come_before_the_name(tmp_path: Path) -> None:
    """What a setting says holds, whatever the file is called; and the batch is another one."""
    path = _write(tmp_path, "regional-global-weekly-2023-08-17.csv", _WEEKLY)
    said = take(path, Settings(day=date(2023, 8, 24), region="KR"))
    assert set(said.tables["observations"]["region"].to_pylist()) == {"kr"}
    assert said.report.first == date(2023, 8, 24)
    assert said.digest != take(path).digest


def test_a_renamed_file_is_known_by_its_content(tmp_path: Path) -> None:
    """A name that says nothing leaves the day to be asked for, not the format."""
    path = _write(tmp_path, "download (3).txt", _WEEKLY)
    with pytest.raises(MissingSetting, match="which day"):
        take(path)
    assert take(path, Settings(day=date(2023, 8, 17), region="global")).report.refused == 0


def test_a_chart_week_ends_on_a_thursday(tmp_path: Path) -> None:
    """A weekly chart dated on another day is asked about, not shifted."""
    path = _write(tmp_path, "regional-global-weekly-2023-08-18.csv", _WEEKLY)
    with pytest.raises(MissingSetting, match="no Thursday"):
        take(path)


def test_a_chart_from_before_2021(tmp_path: Path) -> None:
    """The note line, the old header and web addresses are read as the same things."""
    path = _write(tmp_path, "regional-us-daily-2019-06-01.csv", _OLD)
    table = take(path).tables["observations"]
    assert sorted(table["metric"].to_pylist()) == ["day", "rank-day"]
    assert set(table["key"].to_pylist()) == {f"spotify:track:{_IDS[0]}"}
    assert set(table["region"].to_pylist()) == {"us"}


def test_an_old_weekly_name_gives_friday_to_friday(tmp_path: Path) -> None:
    """The last day of such a name is not in the week: the week ends the Thursday before."""
    path = _write(tmp_path, "regional-us-weekly-2019-05-31--2019-06-07.csv", _OLD)
    assert take(path).report.first == date(2019, 6, 6)


def test_an_old_chart_without_a_name_asks_for_its_period(tmp_path: Path) -> None:
    """Old files do not say day or week, so a setting must."""
    path = _write(tmp_path, "chart.csv", _OLD)
    with pytest.raises(MissingSetting, match="a day or a week"):
        take(path)
    settings = Settings(day=date(2019, 6, 1), region="us", period="day")
    assert take(path, settings).report.last == date(2019, 6, 1)


def test_joined_files_carry_region_and_week(tmp_path: Path) -> None:
    """Columns region and week_end say of each row what a file name says of a file."""
    text = (
        "region,week_end,rank,uri,artist_names,track_name,source,peak_rank,previous_rank,"
        "weeks_on_chart,streams\n"
        f"global,2023-08-17,1,spotify:track:{_IDS[0]},V,Love Me Again,B,1,-1,1,22489337\n"
        f"kr,2023-08-24,1,spotify:track:{_IDS[0]},V,Love Me Again,B,1,-1,2,1000\n"
    )
    batch = take(_write(tmp_path, "joined.csv", text))
    assert (batch.report.first, batch.report.last) == (date(2023, 8, 17), date(2023, 8, 24))
    assert set(batch.tables["observations"]["region"].to_pylist()) == {"global", "kr"}


def test_a_list_of_198_rows_is_taken_and_said(tmp_path: Path) -> None:
    """A short week is no error: all its rows are taken and the report says that it is short."""
    head, first, *_ = _WEEKLY.splitlines(keepends=True)
    rows = [
        first.replace('"1"', f'"{rank}"', 1).replace("2N0", f"{rank:03}") for rank in range(1, 199)
    ]
    path = _write(tmp_path, "regional-global-weekly-2023-02-23.csv", head + "".join(rows))
    batch = take(path)
    note = batch.report.note("short lists")
    assert batch.report.taken["observations"] == 396
    assert note is not None
    assert note.examples == ("global 2023-02-23: 198 places",)


def test_a_chart_that_lost_a_column(tmp_path: Path) -> None:
    """A source that changed its shape is refused by what lacks and what is new."""
    text = _WEEKLY.replace("streams", "plays")
    path = _write(tmp_path, "regional-global-weekly-2023-08-17.csv", text)
    with pytest.raises(ChangedShape, match="lacks 'streams' and has the unknown 'plays'"):
        take(path)


def test_rows_that_cannot_be_are_refused_together(tmp_path: Path) -> None:
    """Every bad row is named by line and value, and nothing is taken."""
    text = _WEEKLY.replace('"22489337"', '"-5"').replace(_IDS[1], "short")
    path = _write(tmp_path, "regional-global-weekly-2023-08-17.csv", text)
    with pytest.raises(ManyProblems, match="2 problems") as caught:
        take(path)
    found = {(problem.line, problem.column) for problem in caught.value.problems}
    assert found == {(2, "streams"), (3, "uri")}
