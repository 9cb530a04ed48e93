"""A correction typed as a CSV changes what the book says from then on, not what it said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recordbook.errors import SourceError
from recordbook.intake.door import take
from recordbook.system import Workspace

if TYPE_CHECKING:
    from pathlib import Path

_ID = "1" * 22
_CLAIM = f"spotify:track:{_ID}: total >= 60M streams on spotify as of 2024-01-02"
_FACTS = {
    "tracks.csv": "release,recording,title,position,artist,spotify_ids,source\n"
    f"x/a,x/one,One,1,x,{_ID},typed\n",
    "releases.csv": "release,artist,title,release_type,source\nx/a,x,A,single,typed\n",
    "artists.csv": "artist,name,act_type,source\nx,X,soloist,typed\n",
    "day.csv": f"date,track_id,streams_total,streams_daily\n2024-01-04,{_ID},61000000,\n",
    "wrong.csv": f"platform,key,day,reason\nspotify,spotify:track:{_ID},2024-01-02,stamped late\n",
}


def _taken(folder: Path, *names: str) -> Workspace:
    workspace = Workspace.create(folder / "book")
    for name in names:
        (folder / name).write_text(_FACTS[name], encoding="utf-8")
        workspace.take(folder / name)
    return workspace


def test_a_correction_takes_a_reading_back(tmp_path: Path) -> None:
    """What was proven is open once its reading no longer stands; as known before, it is proven."""
    workspace = _taken(tmp_path, "artists.csv", "releases.csv", "tracks.csv", "day.csv")
    before = workspace.prove(_CLAIM)
    (tmp_path / "wrong.csv").write_text(_FACTS["wrong.csv"], encoding="utf-8")
    workspace.take(tmp_path / "wrong.csv")
    after = workspace.refreshed()
    assert before.verdict == "proven"
    assert after.prove(_CLAIM).verdict == "undecided"
    assert after.prove(_CLAIM, known_at=before.version).verdict == "proven"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"key,reason\nspotify:track:{_ID},\n", "reason"),
        ("key,day,reason\n,,why\n", "nothing says what is meant"),
        (f"key,day,reason\nspotify:track:{_ID},8/7/2026,why\n", "not a day"),
        (f"key,why,reason\nspotify:track:{_ID},x,y\n", "why"),
    ],
)
def test_an_unfit_correction_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """A correction without a reason, a condition or a readable day is refused with the reason."""
    (tmp_path / "wrong.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=said):
        take(tmp_path / "wrong.csv")
