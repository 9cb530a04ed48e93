"""Moves become dated identities when a person says so, and can be taken back."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from recordbook.intake.batch import Batch
from recordbook.intake.report import Report
from recordbook.ledger.tables import CORRECTIONS
from recordbook.system import Workspace
from recordbook.system.errors import TwoRecordings
from recordbook.terminal.app import run
from recordbook.units import Bounds, day_number

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.ledger import Appended

_OLD, _NEW, _LAST = (f"{digit}{letter * 21}" for digit, letter in zip("012", "abc", strict=True))
_OTHER, _ALBUM, _REISSUE = "3" * 22, "4" * 22, "5" * 22
_HEAD = "date,track_id,streams_total,streams_daily\n"
_LIST = "track_id,track,artist,album,album_id,track_release_date\n"


def _book(folder: Path, *, named: tuple[str, ...] = (_OLD, _NEW, _LAST)) -> Workspace:
    """A counter that moves twice, another beside it, and albums that list what is named."""
    homes = {_OLD: _ALBUM, _NEW: _REISSUE, _LAST: _REISSUE}
    rows = [f"{key},Clara Bow,T,A{homes[key]},{homes[key]},2024-04-19" for key in named]
    rows.append(f"{_OTHER},Peter,T,A{_ALBUM},{_ALBUM},2024-04-19")
    (folder / "tracks.csv").write_text(_LIST + "\n".join(rows) + "\n", encoding="utf-8")
    counts = [(_OLD, 1_000), (_OLD, 1_010), (_NEW, 1_020), (_NEW, 1_031), (_LAST, 1_040)]
    lines = [
        f"2025-03-{25 + at},{key},{total},\n2025-03-{25 + at},{_OTHER},{500 + at},"
        for at, (key, total) in enumerate(counts)
    ]
    (folder / "counts.csv").write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    workspace = Workspace.create(folder / "book")
    workspace.take(folder / "tracks.csv")
    workspace.take(folder / "counts.csv")
    return workspace.refreshed()


def _total(workspace: Workspace, key: str, day: str) -> Bounds:
    claim = f"spotify:track:{key}: total >= 1 streams on spotify as of {day}"
    return workspace.refreshed().prove(claim).subject.bounds


def _stitch(workspace: Workspace) -> Appended:
    appended = workspace.stitch(one.move for one in workspace.moves()).appended
    assert appended is not None
    return appended


def test_a_proposal_shows_its_evidence(tmp_path: Path) -> None:
    """Both keys, days and counts of each move are there, in the order of the days."""
    first, second = _book(tmp_path).moves()
    assert (first.move.old[-1], first.move.new[-1], second.move.new[-1]) == ("a", "b", "c")
    assert (first.move.last, first.move.before) == (date(2025, 3, 24), 1_010)
    assert (first.move.first, first.move.after) == (date(2025, 3, 25), 1_020)
    assert first.same_title
    assert str(first).startswith("Clara Bow: ")


def test_nothing_is_joined_by_itself(tmp_path: Path) -> None:
    """To look for moves, or to try a stitch, writes nothing."""
    workspace = _book(tmp_path)
    before = workspace.book.snapshot().version
    tried = workspace.stitch((one.move for one in workspace.moves()), dry_run=True)
    assert tried.report.taken["identities"] == 3
    assert workspace.book.snapshot().version == before


def test_moves_that_follow_each_other_are_one_recording(tmp_path: Path) -> None:
    """The last named key is the recording; every key leads to it, each for its own days."""
    workspace = _book(tmp_path)
    _stitch(workspace)
    rows = workspace.book.snapshot().table("identities").to_pylist()
    periods = {row["key"][-1]: (row["from_day"], row["to_day"]) for row in rows}
    days = {day: day_number(date(2025, 3, day)) for day in (24, 25, 26, 27)}
    assert periods == {"a": (None, days[24]), "b": (days[25], days[26]), "c": (days[27], None)}
    assert {row["entity"] for row in rows} == {f"spotify:track:{_LAST}"}
    assert {(row["grade"], row["source"]) for row in rows} == {
        ("reported", "stitched by recordbook")
    }
    for key in (_OLD, _NEW, _LAST):
        assert _total(workspace, key, "2025-03-24") == Bounds.exactly(1_010)
        assert _total(workspace, key, "2025-03-25") == Bounds.exactly(1_020)


def test_albums_list_the_one_recording(tmp_path: Path) -> None:
    """A track list that named an old key names the recording; nothing is left as a track twice."""
    workspace = _book(tmp_path)
    _stitch(workspace)
    snapshot = workspace.book.snapshot()
    listed = {
        (row["release"][-1], row["position"], row["recording"][-1])
        for row in snapshot.table("tracks").to_pylist()
    }
    assert listed == {("4", 1, "c"), ("4", 2, "3"), ("5", 1, "c"), ("5", 2, "c")}
    named = {row["entity"] for row in snapshot.table("names").to_pylist()}
    assert named & {f"spotify:track:{_OLD}", f"spotify:track:{_NEW}"} == set()
    reasons = snapshot.table("corrections")["reason"].to_pylist()
    assert all("1,010" in str(reason) and "1,020" in str(reason) for reason in reasons)


def test_a_key_without_a_name_joins_the_one_that_has_one(tmp_path: Path) -> None:
    """Where only the old key is in the catalogue, that is the recording and stays as it is."""
    workspace = _book(tmp_path, named=(_OLD,))
    appended = _stitch(workspace)
    assert set(appended.rows) == {"identities"}
    assert _total(workspace, _OLD, "2025-03-27") == Bounds.exactly(1_040)


def test_what_is_stitched_is_no_move_any_more(tmp_path: Path) -> None:
    """A second stitch finds nothing and adds nothing."""
    workspace = _book(tmp_path)
    _stitch(workspace)
    assert workspace.moves() == ()
    assert workspace.stitch(()).appended is None


def test_a_stitch_can_be_taken_back(tmp_path: Path) -> None:
    """One correction that undoes the batch leaves the catalogue as it was before."""
    workspace = _book(tmp_path)
    tables = ("names", "tracks", "credits", "facts", "identities")
    before = [_rows(workspace, name) for name in tables]
    appended = _stitch(workspace)
    assert [_rows(workspace, name) for name in tables] != before
    row = dict.fromkeys(CORRECTIONS.names) | {"batch_undone": appended.batch, "reason": "wrong"}
    report = Report(file="undo", format="undo", source="me", digest="undo", taken={})
    table = pa.Table.from_pylist([row], schema=CORRECTIONS)
    workspace.book.append(
        Batch(name="undo", source="me", digest="undo", tables={"corrections": table}, report=report)
    )
    assert [_rows(workspace, name) for name in tables] == before
    assert len(workspace.moves()) == 2


def _rows(workspace: Workspace, name: str) -> list[str]:
    rows = workspace.book.snapshot().table(name).drop_columns(["recorded", "batch"])
    return sorted(map(str, rows.to_pylist()))


def test_keys_that_the_catalogue_tells_apart_are_not_joined(tmp_path: Path) -> None:
    """Where old and new stand for different recordings a stitch is refused, and writes nothing."""
    workspace = _book(tmp_path)
    catalogue = (
        "release,position,recording,title,artist,spotify_ids,source\n"
        f"r,1,one,Clara Bow,t,{_OLD},typed\nr,2,two,Clara Bow (Live),t,{_NEW},typed\n"
    )
    (tmp_path / "typed.csv").write_text(catalogue, encoding="utf-8")
    workspace.take(tmp_path / "typed.csv")
    version = workspace.book.snapshot().version
    with pytest.raises(TwoRecordings, match="recording:one and recording:two"):
        workspace.stitch(one.move for one in workspace.moves())
    assert workspace.book.snapshot().version == version


def test_the_command_joins_what_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A key chooses its moves; without any choice nothing is written; an unknown key is wrong."""
    _book(tmp_path)
    book = ["--book", str(tmp_path / "book"), "--json"]
    assert run(["stitch", *book]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["version"], [move["accepted"] for move in said["moves"]]) == (None, [False] * 2)
    assert run(["stitch", f"spotify:track:{_OLD}", *book]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["version"], [move["accepted"] for move in said["moves"]]) == (3, [True, False])
    assert run(["stitch", "spotify:track:none", *book]) == 2
