"""What was found where an outlet kept a sentence that had been taken back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from recordbook.syndication.item import Standing
from recordbook.syndication.outbox import Sending, State
from recordbook.system import Workspace
from recordbook.system.made_world import show_made_world
from recordbook.system.publishing import Publisher, entries

_THEN = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A book with records found and withdrawn."""
    path = tmp_path_factory.mktemp("made") / "made.book"
    show_made_world(path)
    return Workspace.open(str(path))


def test_what_was_told_in_another_language_is_put_right_in_it(workspace: Workspace) -> None:
    """An outlet that speaks Korean now takes back what it once said in English."""
    log = entries(workspace.book)
    site = "https://records.example"
    english, korean = (
        Publisher(workspace.book, workspace.prover(), site, code) for code in ("en", "ko")
    )
    gone = next(
        one
        for one in log
        if one.standing is Standing.WITHDRAWN and english.item(one, picture=False) is not None
    )
    key, told = english.key(gone), f"{_THEN.isoformat(timespec='microseconds')} found"
    past = Sending(
        account="mastodon:records",
        item=key,
        edition=told,
        state=State.OUT,
        told=told,
        began=_THEN,
        tried=_THEN,
        due=_THEN,
    )
    made = korean.offers(log, {key: past}, lambda _: False)
    assert [one.key for one in made] == [key]
    item = made[0].make()
    assert item is not None
    assert item.language == "en"
