"""A platform's own count weighs more than a release date that says it cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.proof.certificate import certificate_of
from recordbook.proof.recheck import recheck
from recordbook.system import Workspace

if TYPE_CHECKING:
    from pathlib import Path

_ONE, _TWO = "1" * 22, "2" * 22
_FILES = {
    "artists.csv": "artist,name,act_type,source\nx,X,soloist,typed\ny,Y,soloist,typed\n",
    "tracks.csv": "release,recording,title,position,artist,released,spotify_ids,source\n"
    f"x/a,x/one,One,1,x,2023-01-01,{_ONE},typed\n"
    f"y/b,y/two,Two,1,y,2025-01-01,{_TWO},typed\n",
    "day.csv": "date,track_id,streams_total,streams_daily\n"
    f"2024-01-04,{_ONE},70000000,\n2024-01-04,{_TWO},90000000,\n",
}


def test_a_wrong_release_date_excludes_nobody_who_was_counted(tmp_path: Path) -> None:
    """A rival read at 90M beats the claim though its typed release day is a year later."""
    workspace = Workspace.create(tmp_path / "book")
    for name, text in _FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        workspace.take(tmp_path / name)
    claim = '"One" by "X": only track by soloists with total >= 60M streams as of 2024-01-02'
    proof = workspace.refreshed().prove(claim)
    assert proof.verdict == "refuted"
    assert proof.rivals["low"].to_pylist() == [90_000_000]
    assert recheck(certificate_of(proof), str(tmp_path / "book")).ok


def test_a_date_that_was_set_aside_excludes_nobody(tmp_path: Path) -> None:
    """Press and a date of equal weight clash: neither stands, and so the rival contests."""
    files = _FILES | {
        "releases.csv": "release,artist,title,release_type,source\nx/a,x,A,single,typed\n"
        "y/b,y,B,single,typed\n",
        "day.csv": f"date,track_id,streams_total,streams_daily\n2024-01-04,{_ONE},70000000,\n",
        "published.csv": "as_of,date_quality,artist,album,track,metric,relation,value,note,"
        "source_url\n2024-01-02,stated,Y,B,Two,spotify_streams_total,>=,65000000,,https://p.test/y\n",
    }
    workspace = Workspace.create(tmp_path / "book")
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        workspace.take(tmp_path / name)
    claim = '"One" by "X": only track by soloists with total >= 60M streams as of 2024-01-02'
    proof = workspace.refreshed().prove(claim)
    assert (proof.verdict, proof.rivals["status"].to_pylist()) == ("undecided", ["contests"])
    assert recheck(certificate_of(proof), str(tmp_path / "book")).ok
