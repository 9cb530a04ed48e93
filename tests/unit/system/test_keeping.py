"""The record log follows what is found: nothing is lost, and what goes says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from recordbook.claims import parse
from recordbook.intake import source
from recordbook.mining import Found, Prominence, Record, Settings
from recordbook.system.finding import Wanted
from recordbook.system.keeping import FOUND, WITHDRAWN, changes, keep
from recordbook.system.made_world import DAY, FILES, TASTE, made_world, mend

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.system import Workspace

_ALBUM, _WIDER = (
    f'release:paper-lanterns: first and only {cohort} with every track >= 10M streams on "made up" '
    "as of 2025-02-19"
    for cohort in ("album by K-pop soloists", "album by soloists")
)
_TRACK = (
    "recording:night-ferry/harbour-lights: first track by K-pop soloists with total >= 30M streams "
    'on "made up" as of 2025-02-19'
)
_USUAL = Settings()


def _found(*claims: str, first: date = DAY) -> Found:
    records = (
        Record(claim=parse(claim), members=5, prominence=Prominence({"rarity": 2.0}))
        for claim in claims
    )
    return Found(first=first, last=DAY, records=tuple(records))


@pytest.fixture
def world(tmp_path: Path) -> Workspace:
    """The made world with its wrong figure."""
    return made_world(tmp_path / "made.book")


def _keep(workspace: Workspace, found: Found, settings: Settings = _USUAL) -> list[tuple[str, str]]:
    kept = keep(workspace.book, workspace.prover(), found, settings)
    return [(change.status, change.claim) for change in kept]


def test_what_is_found_is_kept_once(world: Workspace) -> None:
    """The same search again changes nothing."""
    found = _found(_ALBUM, _TRACK)
    texts = [str(record.claim) for record in found.records]
    assert _keep(world, found) == [(FOUND, text) for text in texts]
    assert _keep(world, found) == []
    said = changes(world.book)
    assert [(change.claim, change.day, change.known_at) for change in said] == [
        (text, DAY, world.prover().snapshot.version) for text in texts
    ]


def test_what_a_correction_takes_away_is_withdrawn_with_the_reason(world: Workspace) -> None:
    """The log keeps both, and names the figure and the files that changed it."""
    _keep(world, _found(_ALBUM, _TRACK))
    mended = mend(world)
    assert _keep(mended, _found(_ALBUM)) == [(WITHDRAWN, _TRACK)]
    *_, last = changes(world.book)
    assert last.reason == (
        "refuted: Harbour Lights has 20,389,000 on 2025-02-19; taken in since: wrong.csv, right.csv"
    )
    assert [change.status for change in changes(world.book)] == [FOUND, FOUND, WITHDRAWN]


def test_what_holds_again_is_found_again(world: Workspace) -> None:
    """A record may go and come back; all three are in the log."""
    for found in (_found(_ALBUM), _found(), _found(_ALBUM)):
        _keep(world, found)
    assert [change.status for change in changes(world.book)] == [FOUND, WITHDRAWN, FOUND]


def test_a_wider_record_replaces_the_narrower(world: Workspace) -> None:
    """The reason is the record that says more."""
    _keep(world, _found(_ALBUM))
    _keep(world, _found(_WIDER))
    reasons = [change.reason for change in changes(world.book) if change.status == WITHDRAWN]
    assert reasons == [f"another record says more: {parse(_WIDER)}"]


def test_other_days_and_other_settings_are_left_alone(world: Workspace) -> None:
    """A search withdraws only what it would have found itself."""
    _keep(world, _found(_ALBUM))
    assert _keep(world, _found(), replace(_USUAL, minimum=9)) == []
    assert _keep(world, Found(first=date(2025, 2, 1), last=date(2025, 2, 18), records=())) == []
    assert _keep(world, _found(), replace(_USUAL, limit=1)) == [(WITHDRAWN, str(parse(_ALBUM)))]


def test_an_older_view_of_the_book_changes_nothing(world: Workspace) -> None:
    """Who still looks at the book as it was does not overrule who has seen more."""
    old = world.prover()
    _keep(mend(world), _found(_ALBUM))
    assert keep(world.book, old, _found(_TRACK), _USUAL) == ()


def _take(workspace: Workspace, folder: Path, name: str, *lines: str) -> Workspace:
    """The book after a file of these lines was taken in."""
    file = folder / name
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    counted = name == "late.csv"
    workspace.take(file, source.Settings(mapping="counts", mappings=FILES) if counted else None)
    return workspace.refreshed()


def test_a_late_file_withdraws_and_its_undoing_restores(world: Workspace, tmp_path: Path) -> None:
    """A rival that nobody had read ends a record; when its figures are taken back, it holds."""
    wanted = Wanted(first=DAY, last=DAY, settings=TASTE)
    comet = next(
        str(record.claim)
        for record in world.find(wanted).records
        if str(record.claim).startswith("recording:slow-comet/slow-comet: first and only")
    )

    def searched(workspace: Workspace) -> list[tuple[str, str]]:
        done = keep(workspace.book, workspace.prover(), workspace.find(wanted), TASTE)
        return [(change.status, change.claim) for change in done if change.claim == comet]

    assert searched(world) == [(FOUND, comet)]
    late = _take(
        world,
        tmp_path,
        "artists.csv",
        "artist,name,act_type,gender,country,scene,source",
        "oren-hale,Oren Hale,soloist,male,Sweden,western,made up",
    )
    late = _take(
        late,
        tmp_path,
        "tracks.csv",
        "release,position,artist,recording,title,source",
        "far-bell,1,oren-hale,far-bell/far-bell,Far Bell,made up",
    )
    late = _take(
        late,
        tmp_path,
        "late.csv",
        "day,recording,streams",
        "2025-02-10,far-bell/far-bell,33000000",
    )
    assert searched(late) == [(WITHDRAWN, comet)]
    *_, said = (change for change in changes(late.book) if change.claim == comet)
    assert said.reason is not None
    assert "Far Bell" in said.reason
    assert "late.csv" in said.reason
    undone = _take(
        late,
        tmp_path,
        "wrong.csv",
        "platform,key,reason",
        "made up,recording:far-bell/far-bell,of another platform (made up)",
    )
    assert searched(undone) == []  # the rival is still there, and was never read: it contests
    gone = _take(
        undone,
        tmp_path,
        "gone.csv",
        "entity,reason",
        "recording:far-bell/far-bell,there is no such recording (made up)",
    )
    assert searched(gone) == [(FOUND, comet)]
