"""All that the smaller folders hold, in one book with the demo's facts."""

from __future__ import annotations

from pathlib import Path

import pytest

from recordbook.intake.errors import UnknownFormat
from recordbook.proof.proof import Verdict
from recordbook.system import Workspace

_DEMO = Path(__file__).resolve().parents[2] / "src" / "recordbook" / "system" / "demo"
_STORY = (
    '"Layover" by "V": first and only album by K-pop soloists with every track >= 60M streams'
    " on spotify as of 2023-12-16"
)
_LOADED = {
    "press-milestones-kpop-soloists/press_milestones.csv": {"observations": 150, "identities": 32},
    "spotify-charts-weekly-global-2023/layover_global_weekly_2023.csv": {
        "observations": 37,
        "names": 6,
    },
    "spotify-charts-weekly-korea/spotify_weekly_top200_kr.csv.gz": {
        "observations": 21_600,
        "names": 1_298,
        "credits": 1_355,
    },
    "youtube-kpop-mv-views/kpop_mv_views_daily.csv.gz": {
        "observations": 103,
        "names": 44,
        "credits": 45,
    },
}
"""What each smaller file of counts brings to a book that holds the demo's catalogue."""

_REFUSED = (
    "jimin-spotify-playcounts/counter_head.json",
    "jiosaavn-api-docs/layover_album.json",
    "kdapi-groups/groups.json",
    "kdapi-groups/metadata.json",
    *(
        f"kpop_catalogue/{name}.csv"
        for name in (
            "albums",
            "artists",
            "disagreements",
            "duration_conflicts",
            "homonyms",
            "playcounts",
            "tracks",
        )
    ),
    "mattx0601-modern-kpop-analysis/kpop_artists.csv",
    "mattx0601-modern-kpop-analysis/kpop_boy_groups.csv",
    "mattx0601-modern-kpop-analysis/kpop_girl_groups.csv",
    "minigb-kpop-dataset/artist_list.csv",
    "minigb-kpop-dataset/song_list.csv",
    "reaction_posts_notes/README.md",
)
"""Tables of shapes that no mapping describes, JSON of other services, and prose."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A book of the demo's facts."""
    workspace = Workspace.create(tmp_path_factory.mktemp("folders") / "book")
    for name in ("artists", "releases", "tracks", "charts", "published"):
        workspace.take(_DEMO / f"{name}.csv")
    return workspace


@pytest.mark.parametrize("name", _REFUSED)
def test_what_no_source_knows_is_refused(
    shared_data: Path, workspace: Workspace, name: str
) -> None:
    """The error says how the file begins and what could be read, and nothing is written."""
    before = workspace.book.snapshot().version
    with pytest.raises(UnknownFormat, match="begins") as caught:
        workspace.take(shared_data / name)
    assert "Known formats" in (caught.value.remedy or "")
    assert workspace.book.snapshot().version == before


@pytest.mark.parametrize("name", _LOADED)
def test_what_is_known_is_taken_once(shared_data: Path, workspace: Workspace, name: str) -> None:
    """Every row arrives in the book, and the same file again adds nothing."""
    first, again = (workspace.take(shared_data / name).appended for _ in range(2))
    assert first is not None
    assert (dict(first.rows), first.already) == (_LOADED[name], False)
    assert again is not None
    assert (dict(again.rows), again.already, again.version) == ({}, True, first.version)


def test_more_of_the_same_world_leaves_the_story_as_it_was(
    shared_data: Path, workspace: Workspace
) -> None:
    """With all of the recorded catalogue answers besides, the claim and its flip are the same."""
    for folder in ("beets-fixtures", "zmb3-spotify-fixtures"):
        for path in sorted((shared_data / folder).glob("*.json")):
            assert workspace.take(path).appended is not None
    proof = workspace.refreshed().prove(_STORY)
    assert proof.verdict is Verdict.UNDECIDED
    assert proof.readings == (("counting single albums", Verdict.REFUTED),)
    mine = {row["entity"] for row in proof.rivals.to_pylist() if row["status"] == "contests"}
    assert "release:jimin-bts/face" in mine
    assert proof.subject.bounds.low == 60_000_000
