"""A long search that is stopped loses nothing, and goes on where it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from recordbook.mining import Settings
from recordbook.system.backfill import kept
from recordbook.system.finding import Wanted
from recordbook.system.keeping import changes
from recordbook.system.made_world import DAY, FROM, TASTE, made_world, mend

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.system import Workspace
    from recordbook.system.backfill import Kept

_TASTE = replace(TASTE, measures=Settings().measures[1:2], conditions=1)
_ALL = Wanted(history=True, settings=_TASTE)


@pytest.fixture
def world(tmp_path: Path) -> Workspace:
    """The made world with its wrong figure."""
    return made_world(tmp_path / "made.book")


def _search(workspace: Workspace, *, stop: int | None = None, wanted: Wanted = _ALL) -> Kept:
    def told(done: int, _all: int) -> None:
        if done == stop:
            raise KeyboardInterrupt

    return kept(workspace.book, workspace.prover(), wanted, told, seconds=0)


def _said(workspace: Workspace) -> list[tuple[str, str]]:
    return [(change.status, change.claim) for change in changes(workspace.book)]


def test_a_stopped_search_goes_on(tmp_path: Path, world: Workspace) -> None:
    """Stopped and gone on with, the log says what one search in one go says."""
    with pytest.raises(KeyboardInterrupt):
        _search(world, stop=15)
    begun = _said(world)
    rest = _search(world)
    assert rest.after is not None
    assert (rest.found.first, rest.found.last) == (FROM.replace(month=2, day=15), DAY)
    whole = made_world(tmp_path / "other.book")
    assert _search(whole).after is None
    assert _said(world) == _said(whole)
    assert begun == _said(whole)[: len(begun)]
    assert len(_said(whole)) > len(begun)


def test_a_search_that_is_done_begins_anew(world: Workspace) -> None:
    """Without a note everything is looked at again, and the log stays as it is."""
    first = _search(world)
    said = _said(world)
    again = _search(world)
    assert (again.found, again.after, again.changes) == (first.found, None, ())
    assert _said(world) == said


@pytest.mark.parametrize("change", ["book", "settings", "days", "note"])
def test_another_search_does_not_go_on(world: Workspace, change: str) -> None:
    """Another book, other settings, other days or a torn note: from the beginning."""
    with pytest.raises(KeyboardInterrupt):
        _search(world, stop=15)
    wanted = _ALL
    if change == "book":
        world = mend(world)
    elif change == "settings":
        wanted = replace(_ALL, settings=replace(_TASTE, minimum=2))
    elif change == "days":
        wanted = replace(_ALL, last=DAY.replace(day=18))
    else:
        (world.book.derived / "searched.json").write_text('{"done": 12', encoding="utf-8")
    assert _search(world, wanted=wanted).after is None
