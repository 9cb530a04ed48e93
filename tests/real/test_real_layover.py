"""Layover and its rivals: on the official charts alone, then with what the press reported."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recordbook.proof.proof import Verdict
from recordbook.system import Workspace
from recordbook.units import day_from

if TYPE_CHECKING:
    from recordbook.proof import Proof

_DEMO = Path(__file__).resolve().parents[2] / "src" / "recordbook" / "system" / "demo"
_STORY = '"Layover" by "V": first and only album by K-pop soloists with every track >= 60M streams'
_IDS = {
    "Love Me Again": "2N0SPREDYqILVEFSsWF5N5",
    "Rainy Days": "5ydjxBSUIDn26MFzU3asP4",
    "Slow Dancing": "5h1BN75CEh8wdSwE1xrbSe",
    "Slow Dancing (Piano Ver.)": "7pgbDdy7ax962o9d2xJceV",
    "Blue": "2UU11hvjN1JIn4iihEodNT",
    "For Us": "4HAOgAnILvXCbSODMoRnmD",
}


@pytest.fixture(scope="module")
def charts(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The demo's catalogue and the whole weekly charts of 2023: nothing published."""
    workspace = Workspace.create(tmp_path_factory.mktemp("layover") / "book")
    for name in ("artists", "releases", "tracks"):
        workspace.take(_DEMO / f"{name}.csv")
    folder = shared_data / "spotify-charts-weekly-global-2023"
    workspace.take(folder / "spotify_weekly_top200.csv.gz")
    return workspace.refreshed()


@pytest.fixture(scope="module")
def press(charts: Workspace, shared_data: Path) -> Workspace:
    """The same book, later, with every figure of the press file."""
    workspace = charts.refreshed()
    folder = shared_data / "press-milestones-kpop-soloists"
    workspace.take(folder / "press_milestones.csv")
    return workspace.refreshed()


def _sums(shared_data: Path) -> dict[str, dict[date, int]]:
    """By title the streams charted worldwide so far, added up from the file by hand."""
    titles = {uri: title for title, uri in _IDS.items()}
    weeks: dict[str, dict[date, int]] = defaultdict(dict)
    path = shared_data / "spotify-charts-weekly-global-2023" / "spotify_weekly_top200.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            title = titles.get(row["uri"].rpartition(":")[2])
            if title and row["region"] == "global":
                weeks[title][date.fromisoformat(row["week_end"])] = int(row["streams"])
    return {
        title: dict(zip(sorted(by), accumulate(by[day] for day in sorted(by)), strict=True))
        for title, by in weeks.items()
    }


def _layover(workspace: Workspace, day: date, level: int = 60) -> Proof:
    said = f'"Layover" by "V": every track >= {level}M streams on spotify as of {day}'
    return workspace.prove(said)


def test_on_charts_alone_three_tracks_are_past_60m(charts: Workspace, shared_data: Path) -> None:
    """Each track is proven past 60M from the week in which its sum passes it; three never are."""
    sums = _sums(shared_data)
    proof = _layover(charts, date(2023, 12, 16))
    assert proof.verdict is Verdict.UNDECIDED
    expected = {
        title: min((day for day, total in by.items() if total >= 60_000_000), default=None)
        for title, by in sums.items()
    }
    assert {part.name: part.latest for part in proof.parts} == expected
    assert expected == {
        "Love Me Again": date(2023, 9, 7),
        "Rainy Days": date(2023, 9, 14),
        "Slow Dancing": date(2023, 10, 5),
        "Slow Dancing (Piano Ver.)": None,
        "Blue": None,
        "For Us": None,
    }
    assert {part.name: part.bounds.low for part in proof.parts} == {
        title: max(by.values()) for title, by in sums.items()
    }
    assert all(part.bounds.high is None for part in proof.parts)
    assert proof.subject.bounds.low == 9_852_032


@pytest.mark.parametrize("day", [date(2023, 9, 13), date(2023, 9, 14), date(2023, 10, 4)])
def test_a_sum_of_weeks_counts_on_the_last_day_of_the_week(
    charts: Workspace, shared_data: Path, day: date
) -> None:
    """What was charted so far is the sum of the weeks that were over by the day, no more."""
    sums = _sums(shared_data)
    for part in _layover(charts, day).parts:
        over = [total for week, total in sums[part.name].items() if week <= day]
        assert part.bounds.low == max(over, default=0)


def test_the_other_three_rest_on_reports(press: Workspace) -> None:
    """With the press every track is past 60M on 2023-12-16; for three of them the press alone."""
    proof = _layover(press, date(2023, 12, 16))
    assert (proof.verdict, proof.grade) == (Verdict.PROVEN, "reported")
    reached = {
        row["entity"]: (row["rule"], row["grade"])
        for row in proof.rows.to_pylist()
        if row["side"] == "reached"
    }
    names = {part.entity: part.name for part in proof.parts}
    assert {names[entity]: how for entity, how in reached.items()} == {
        "Love Me Again": ("charted-sum", "charted"),
        "Rainy Days": ("charted-sum", "charted"),
        "Slow Dancing": ("charted-sum", "charted"),
        "Slow Dancing (Piano Ver.)": ("every", "reported"),
        "Blue": ("every", "reported"),
        "For Us": ("every", "reported"),
    }
    assert _layover(press, date(2023, 12, 15)).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("level", "day"),
    [(50, "2023-11-18"), (60, "2023-12-16"), (70, "2024-01-14"), (80, "2024-02-26")],
)
def test_every_milestone_is_proven_on_its_day_and_open_before(
    press: Workspace, level: int, day: str
) -> None:
    """A level is known from the day of the report on, and not a day sooner."""
    crossed = _layover(press, date(2026, 1, 1), level).subject.latest
    assert crossed == date.fromisoformat(day)


def test_the_story_is_contested_and_single_albums_flip_it(press: Workspace) -> None:
    """FACE may have been there first; with single albums counted, LALISA was."""
    proof = press.prove(f"{_STORY} on spotify as of 2023-12-16")
    assert proof.verdict is Verdict.UNDECIDED
    assert proof.readings == (("counting single albums", Verdict.REFUTED),)
    rivals = {(row["name"], row["maker"]): row for row in proof.rivals.to_pylist()}
    face = rivals["FACE", "Jimin"]
    assert (face["status"], face["member"]) == ("contests", 2)
    assert "beats" not in {row["status"] for row in rivals.values()}
    assert rivals["D-DAY", "Agust D"]["status"] == rivals["D-2", "Agust D"]["status"] == "excluded"
    flipped = press.prove(f"{_STORY} on spotify as of 2023-12-16 counting single albums")
    beats = [row for row in flipped.rivals.to_pylist() if row["status"] == "beats"]
    assert [(row["name"], row["maker"]) for row in beats] == [("LALISA", "LISA")]
    assert day_from(beats[0]["latest"]) == date(2023, 4, 28)


def test_what_would_decide_it_is_face(press: Workspace) -> None:
    """The first cell that nobody read is the slowest track of FACE on the day of the claim."""
    proof = press.prove(f"{_STORY} on spotify as of 2023-12-16")
    assert (proof.missing[0].name, proof.missing[0].day) == ("Interlude : Dive", date(2023, 12, 16))
