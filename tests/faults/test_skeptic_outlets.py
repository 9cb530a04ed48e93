"""What was found where an outlet kept a sentence that had been taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from recordbook.ledger.record_log import SAID
from recordbook.reactions import Quote
from recordbook.syndication.item import Standing
from recordbook.syndication.outbox import Sending, State
from recordbook.system import Workspace, publishing
from recordbook.system.made_world import show_made_world
from recordbook.system.publishing import Publisher, entries

if TYPE_CHECKING:
    from recordbook.system.publishing import Entry

_THEN = datetime(2026, 3, 1, tzinfo=UTC)


def _told(key: str) -> Sending:
    told = f"{_THEN.isoformat(timespec='microseconds')} found"
    return Sending(
        account="mastodon:records",
        item=key,
        edition=told,
        state=State.OUT,
        told=told,
        began=_THEN,
        tried=_THEN,
        due=_THEN,
    )


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
    key = english.key(gone)
    made = korean.offers(log, {key: _told(key)}, lambda _: False)
    assert [one.key for one in made] == [key]
    item = made[0].make()
    assert item is not None
    assert item.language == "en"


@pytest.fixture
def own(tmp_path: Path) -> Workspace:
    """A book in which a record gave way to another, so that it is proven all the same."""
    path = tmp_path / "made.book"
    show_made_world(path)
    book = Workspace.open(str(path)).book
    said = book.records.read()
    stands = next(one for one in entries(book) if one.standing is Standing.FOUND)
    (last,) = [row for row in said.rows.to_pylist() if row["claim"] == stands.claim][-1:]
    row = {name: last[name] for name in SAID.names} | {"status": "withdrawn"}
    book.records.append(pa.Table.from_pylist([row], schema=SAID), after=said)
    return Workspace.open(str(path))


def _right(workspace: Workspace, publisher: Publisher) -> Entry:
    """The record that is withdrawn and proven all the same, of which nothing is told."""
    gone = [one for one in entries(workspace.book) if one.standing is Standing.WITHDRAWN]
    return next(one for one in gone if publisher.item(one, picture=False) is None)


def test_a_fault_of_the_disk_takes_nothing_back(own: Workspace) -> None:
    """Where the store fails, no record that was never wrong is told as withdrawn."""
    publisher = Publisher(own.book, own.prover(), "https://records.example")
    right = _right(own, publisher)
    (Path(own.book.address) / "reactions.sqlite").write_bytes(b"no database at all" * 100)
    assert publisher.item(right, picture=False) is None
    key = publisher.key(right)
    log = [one for one in entries(own.book) if one == right]
    assert publisher.offers(log, {key: _told(key)}, lambda _: False) == []


def test_no_outlet_is_sent_a_quote(own: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """What went out with a quote would keep it when it is forgotten: none goes out."""
    quote = Quote(
        text="So proud",
        language="en",
        link="https://b.example/1",
        credit="@a",
        platform="bluesky",
        posted=_THEN.date(),
    )

    def quoted(*_: object) -> tuple[Quote, ...]:
        return (quote,)

    monkeypatch.setattr(publishing, "quotes_of", quoted)
    publisher = Publisher(own.book, own.prover(), "https://records.example")
    entry = next(one for one in entries(own.book) if one.standing is Standing.FOUND)
    shown, sent = publisher.item(entry, picture=False), publisher.offer(entry, fresh=True).make()
    assert shown is not None
    assert sent is not None
    assert "So proud" in shown.html
    assert "So proud" not in sent.html
