"""Tables through mappings: the same rows in four formats, and what a mapping can say of them."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from pyarrow import parquet

from recordbook.intake.door import take
from recordbook.intake.errors import BadTable, ChangedShape, ManyProblems
from recordbook.intake.source import Settings
from recordbook.units import day_number

if TYPE_CHECKING:
    from pathlib import Path

_IDS = ("1p80LdxRV74UKvL8gnD7ky", "1BxfuPKGuaTgP7aM0Bbdwr")
_ROWS = [
    {"date": "2024-01-02", "track_id": _IDS[0], "streams_total": 1664304404, "streams_daily": 5},
    {"date": "2024-01-02", "track_id": _IDS[1], "streams_total": 0, "streams_daily": None},
    {"date": "2024-01-03", "track_id": _IDS[1], "streams_total": 1542173583, "streams_daily": -7},
]


def _delimited(delimiter: str) -> str:
    cells = [list(_ROWS[0]), *(["" if c is None else c for c in row.values()] for row in _ROWS)]
    return "".join(delimiter.join(map(str, row)) + "\r\n" for row in cells)


def _save(folder: Path, kind: str) -> Path:
    path = folder / "data"
    if kind == "parquet":
        table = pa.Table.from_pylist(_ROWS)
        dates = pa.array([date.fromisoformat(row["date"]) for row in _ROWS])
        parquet.write_table(table.set_column(0, "date", dates), path)
    elif kind == "json lines":
        path.write_text("".join(f"{json.dumps(row)}\n" for row in _ROWS), encoding="utf-8")
    else:
        path.write_text(_delimited({"csv": ",", "tsv": "\t", "semicolons": ";"}[kind]))
    return path


@pytest.mark.parametrize("kind", ["csv", "tsv", "semicolons", "json lines", "parquet"])
def test_one_table_in_every_format(tmp_path: Path, kind: str) -> None:
    """The rows are the same in every format, known by content: two days' lag, zero is a hole."""
    batch = take(_save(tmp_path, kind))
    rows = batch.tables["observations"].to_pylist()
    assert [(row["key"], row["low"], row["day"], row["page_day"]) for row in rows] == [
        (f"spotify:track:{_IDS[0]}", 1664304404, 19722, 19724),
        (f"spotify:track:{_IDS[1]}", 1542173583, 19723, 19725),
    ]
    holes = batch.report.note("holes")
    assert holes is not None
    assert holes.count == 1
    assert "2 days after the play day" in batch.report.days["file day"]


def test_the_lag_is_a_setting(tmp_path: Path) -> None:
    """A setting moves the play day, and makes another batch of the same bytes."""
    path = _save(tmp_path, "csv")
    other = take(path, Settings(page_lag=1))
    assert other.report.first == date(2024, 1, 1)
    assert other.digest != take(path).digest
    assert take(path, Settings(page_lag=1)) == other


def _mapped(folder: Path, mapping: str, text: str) -> list[dict[str, object]]:
    maps = folder / "mappings"
    maps.mkdir(exist_ok=True)
    (maps / "own.toml").write_text(f'title="t"\nsource="a site"\n{mapping}', encoding="utf-8")
    path = folder / "own.csv"
    path.write_text(text, encoding="utf-8")
    batch = take(path, Settings(mapping="own", mappings=maps))
    return batch.tables["observations"].to_pylist()


_RELATED = """
key = "{thing}"
[day]
column = "when"
formats = ["%d.%m.%Y"]
[[readings]]
column = "n"
metric = "total"
platform = "melon"
region = "{where}"
relation = "RELATION"
scale = 1000000
grade = "reported"
"""


@pytest.mark.parametrize(
    ("relation", "low", "high"),
    [("=", 59_950_000, 60_050_000), (">=", 59_950_000, None), ("<=", 0, 60_050_000)],
)
def test_relation_scale_region_and_form_of_day(
    tmp_path: Path, relation: str, low: int, high: int | None
) -> None:
    """What a user's mapping says of a number holds: unit, relation, place and written day."""
    mapping = _RELATED.replace("RELATION", relation)
    rows = _mapped(tmp_path, mapping, "thing,when,where,n\nrelease:v/layover,16.12.2023,KR,60.0\n")
    assert len(rows) == 1
    found = rows[0]
    assert (found["low"], found["high"]) == (low, high)
    assert (found["platform"], found["region"], found["grade"]) == ("melon", "kr", "reported")
    assert (found["key"], found["day"]) == ("release:v/layover", day_number(date(2023, 12, 16)))
    assert found["source"] == "a site"


def test_a_column_that_lacks(tmp_path: Path) -> None:
    """A mapping whose column is not there names it, and the columns it does not know."""
    with pytest.raises(ChangedShape, match="lacks 'where' and has the unknown 'place'"):
        _mapped(tmp_path, _RELATED.replace("RELATION", "="), "thing,when,place,n\na,b,c,d\n")


def test_json_lines_that_are_none(tmp_path: Path) -> None:
    """A line that is no object is refused by its number; the others are not taken either."""
    path = _save(tmp_path, "json lines")
    path.write_text(path.read_text() + "\n[1, 2]\n{\n", encoding="utf-8")
    with pytest.raises(ManyProblems, match="2 problems") as caught:
        take(path)
    assert [problem.line for problem in caught.value.problems] == [5, 6]


def test_parquet_columns_of_another_kind(tmp_path: Path) -> None:
    """A column that is no text, number or day is refused as a table."""
    rows = [row | {"streams_total": [1, 2]} for row in _ROWS]
    path = tmp_path / "lists.parquet"
    parquet.write_table(pa.Table.from_pylist(rows), path)
    with pytest.raises(BadTable, match=r"lists\.parquet"):
        take(path)


def test_a_count_read_before_its_day_was_over(tmp_path: Path) -> None:
    """A count read on the day itself is a lower bound of it; one read later is exact."""
    text = (
        "snapshot_date,committed_at,spotify_track_id,track_title,release_title,streams,daily_gain,"
        "repository,commit\n"
        f"8/7/2026,2026-08-07T04:41:04+07:00,{_IDS[0]},Who,MUSE,100,1,r,c\n"
        f"2026-08-08,2026-08-09T04:41:04+00:00,,Who,,100,1,r,c\n"
    )
    path = tmp_path / "jimin.csv"
    path.write_text(text, encoding="utf-8")
    batch = take(path)
    rows = batch.tables["observations"].to_pylist()
    assert [(row["key"], row["low"], row["high"]) for row in rows] == [
        (f"spotify:track:{_IDS[0]}", 100, None),
        ("name:jimin-counter:Who", 100, 100),
    ]
    assert batch.report.first == date(2026, 8, 7)
    assert rows[0]["page_day"] == day_number(date(2026, 8, 6))


def test_a_catalogue_through_a_mapping(tmp_path: Path) -> None:
    """Names, credits, lists and facts come from one table; a first of January may be a year."""
    header = "track_id,track,artist,album,album_id,track_release_date\n"
    rows = "".join(
        f"{key},{title},Taylor Swift,TORTURED POETS,1Mo4aZ8pdj6L1jx8zSwJnt,2024-01-01\n"
        for key, title in zip(_IDS, ("Clara Bow", "loml"), strict=True)
    )
    path = tmp_path / "tracks.csv"
    path.write_text(header + rows + f"{_IDS[0][::-1]},,,,,\n", encoding="utf-8")
    batch = take(path)
    assert batch.report.taken == {"names": 4, "credits": 3, "tracks": 2, "facts": 4}
    assert batch.tables["tracks"]["position"].to_pylist() == [1, 2]
    facts = {
        (row["entity"].split(":")[1], row["attribute"], row["value"], row["from_day"])
        for row in batch.tables["facts"].to_pylist()
    }
    assert facts == {
        ("track", "released", "2024", day_number(date(2024, 1, 1))),
        ("album", "released", "2024", day_number(date(2024, 1, 1))),
        ("album", "complete", "no", None),
    }
    assert json.loads(json.dumps(batch.report.as_dict()))["first"] is None
