"""kworb pages: artist songs and albums, the lists, the charts of a country."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from recordbook.intake.door import take
from recordbook.intake.errors import ChangedShape, MissingSetting
from recordbook.intake.source import Settings
from recordbook.units import day_number

if TYPE_CHECKING:
    from pathlib import Path

_IDS = ("2N0SPREDYqILVEFSsWF5N5", "5h1BN75CEh8wdSwE1xrbSe", "3JsHnjpbhX4SnySpvpa9DK")
_PAGE = """<!DOCTYPE html><html><head><title>{title}</title></head><body>
<div class="container"><span class="pagetitle">{title}</span>
<a href="https://kworb.net/">kworb</a><br>{stamp}<br>{tables}</div></body></html>"""
_SUMMARY = """<table><thead><tr><th></th><th>Total</th><th>As lead</th><th>Solo</th>
<th>As feature (*)</th></tr></thead><tbody><tr><td>Streams</td><td>1,900,000,000</td></tr>
<tr><td>Daily</td><td>1,200,000</td></tr><tr><td>Tracks</td><td>16</td></tr></tbody></table>"""


def _table(header: str, *rows: str) -> str:
    cells = "".join(f"<th>{name}</th>" for name in header.split("|"))
    body = "".join(
        "<tr>" + "".join(f"<td>{c}</td>" for c in row.split("|")) + "</tr>" for row in rows
    )
    return f"<table class='sortable'><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


def _link(kind: str, key: str, text: str) -> str:
    return f'<a href="https://open.spotify.com/{kind}/{key}" target="_blank">{text}</a>'


def _save(folder: Path, title: str, tables: str, stamp: str = "Last updated: 2023/12/18") -> Path:
    path = folder / "page.html"
    path.write_text(_PAGE.format(title=title, tables=tables, stamp=stamp), encoding="utf-8")
    return path


def _songs(folder: Path) -> Path:
    rows = (
        f"{_link('track', _IDS[0], 'Love Me Again')}|227,000,123|600,000",
        f"* {_link('track', _IDS[1], 'wherever u r')}|100,500,000|",
        f"{_link('track', _IDS[2], 'Lost')}|0|0",
    )
    tables = _SUMMARY + _table("Song Title|Streams|Daily", *rows)
    return _save(folder, "V - Spotify Top Songs", tables)


def test_an_artists_songs(tmp_path: Path) -> None:
    """Totals count to the day before the stamp; a zero is a hole; a star is no part of a title."""
    batch = take(_songs(tmp_path))
    rows = batch.tables["observations"].to_pylist()
    assert [(row["key"], row["low"], row["metric"]) for row in rows] == [
        (f"spotify:track:{_IDS[0]}", 227000123, "total"),
        (f"spotify:track:{_IDS[1]}", 100500000, "total"),
    ]
    assert {row["day"] for row in rows} == {day_number(date(2023, 12, 17))}
    assert {row["page_day"] for row in rows} == {day_number(date(2023, 12, 18))}
    assert "wherever u r" in batch.tables["names"]["name"].to_pylist()
    holes = batch.report.note("holes")
    assert holes is not None
    assert holes.count == 1


@pytest.mark.parametrize(
    ("settings", "play", "page"),
    [
        (Settings(page_lag=2), date(2023, 12, 16), date(2023, 12, 18)),
        (Settings(stamp="play"), date(2023, 12, 18), None),
        (Settings(day=date(2023, 12, 15)), date(2023, 12, 15), None),
    ],
)
def test_what_the_stamp_means_is_a_setting(
    tmp_path: Path, settings: Settings, play: date, page: date | None
) -> None:
    """The same page stands for another play day where a setting says so."""
    row = take(_songs(tmp_path), settings).tables["observations"].to_pylist()[0]
    assert row["day"] == day_number(play)
    assert row["page_day"] == (None if page is None else day_number(page))


def test_an_artists_albums(tmp_path: Path) -> None:
    """Album totals are readings of the album's own id."""
    rows = (
        f"{_link('album', _IDS[0], 'Layover')}|700,000,000|1",
        f"^ {_link('album', _IDS[1], 'Hits')}|5|1",
    )
    batch = take(_save(tmp_path, "V - Albums", _table("Album Title|Streams|Daily", *rows)))
    table = batch.tables["observations"]
    assert table["key"].to_pylist() == [f"spotify:album:{key}" for key in _IDS[:2]]
    assert set(batch.tables["names"]["kind"].to_pylist()) == {"release"}
    assert "credits" not in batch.tables


def test_artists_in_millions_are_intervals(tmp_path: Path) -> None:
    """A total in millions with one decimal is the interval it was rounded from."""
    row = f'<a href="/spotify/artist/{_IDS[2]}_songs.html">V</a>|12,345.6|7.1'
    batch = take(_save(tmp_path, "Most streamed artists", _table("Artist|Streams|Daily", row)))
    found = batch.tables["observations"].to_pylist()[0]
    assert (found["key"], found["low"], found["high"]) == (
        f"spotify:artist:{_IDS[2]}",
        12_345_550_000,
        12_345_650_000,
    )


def test_monthly_listeners(tmp_path: Path) -> None:
    """Listeners are a metric of their own."""
    row = f'1|<a href="artist/{_IDS[2]}_songs.html">V</a>|13,000,000|-5,000|40|14,000,000'
    header = "#|Artist|Listeners|Daily +/-|Peak|PkListeners"
    found = take(_save(tmp_path, "Listeners", _table(header, row))).tables["observations"]
    assert found["metric"].to_pylist() == ["listeners"]
    assert found["low"].to_pylist() == [13_000_000]


def _chart(folder: Path, title: str) -> Path:
    song = (
        f'<div><a href="../artist/{_IDS[2]}.html">V</a> - '
        f'<a href="../track/{_IDS[0]}.html">Love Me Again</a> '
        '(w/ <a href="../artist/x.html">X</a>)</div>'
    )
    header = "Pos|P+|Artist and Title|Days|Pk|(x?)|Streams|Streams+|7Day|7Day+|Total"
    row = f"1|=|{song}|12|1|(x3)|83,632|+2,523|562,576|-819|1,774,123"
    return _save(folder, title, _table(header, row), stamp="")


def test_a_countrys_chart(tmp_path: Path) -> None:
    """Place, day and running total stand on the chart's own day and country."""
    batch = take(_chart(tmp_path, "Spotify Daily Chart - South Korea - 2025/06/09 | Totals"))
    rows = batch.tables["observations"].to_pylist()
    assert {row["metric"]: row["low"] for row in rows} == {
        "rank-day": 1,
        "day": 83632,
        "charted-total": 1774123,
    }
    assert {(row["region"], row["basis"]) for row in rows} == {("kr", "chart")}
    assert batch.report.first == date(2025, 6, 9)
    assert batch.tables["credits"]["artist"].to_pylist() == ["name:kworb.net:V"]


def test_a_chart_of_nowhere(tmp_path: Path) -> None:
    """A title that names no known country leaves the region to a setting."""
    path = _chart(tmp_path, "Spotify Daily Chart - Atlantis - 2025/06/09")
    with pytest.raises(MissingSetting, match="no known country"):
        take(path)
    assert take(path, Settings(region="pt")).report.refused == 0


def test_a_page_without_a_stamp(tmp_path: Path) -> None:
    """The day of a page that bears none is asked for, never taken from the clock."""
    table = _table("Song Title|Streams|Daily", f"{_link('track', _IDS[0], 'A')}|5|1")
    with pytest.raises(MissingSetting, match="bears no day"):
        take(_save(tmp_path, "V", table, stamp=""))


def test_a_page_that_changed_its_table(tmp_path: Path) -> None:
    """A kworb page whose table has other columns is refused by name."""
    with pytest.raises(ChangedShape, match="known kind"):
        take(_save(tmp_path, "V", _table("Song|Plays", "A|5")))
