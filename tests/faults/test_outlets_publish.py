"""`recordbook publish` from a real book to servers that enforce the rules of their outlets."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pyarrow as pa
import pytest
from outlet_rules import SECRETS, DiscordRules
from outlet_runs import RULES
from outlet_server import Served

from recordbook.ledger import Book
from recordbook.ledger.record_log import SAID
from recordbook.syndication.item import Standing
from recordbook.syndication.outbox import FILE, Outbox, Sending, State
from recordbook.syndication.wire import Patience
from recordbook.system import Workspace
from recordbook.system.feeding import feed_of, topics
from recordbook.system.made_world import show_made_world
from recordbook.system.publishing import Publisher, entries
from recordbook.terminal.publishing import Publication, run_publish

if TYPE_CHECKING:
    from pathlib import Path

_SETTINGS = """
site = "https://records.example"
[outlets.bluesky]
handle = "records.example"
server = "{address}"
[outlets.mastodon]
user = "records"
server = "{address}"
[outlets.x]
user = "records"
server = "{address}"
[outlets.discord]
channel = "#records"
[outlets.webhook]
address = "{address}/hook"
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the made world, with records found and withdrawn; nobody writes to it."""
    path = tmp_path_factory.mktemp("made") / "made.book"
    show_made_world(path)
    return path


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may write to."""
    return shutil.copytree(made, tmp_path / "own.book")


def _publish(book: Path, kind: str, address: str, **said: object) -> int:
    (book / "outlets.toml").write_text(_SETTINGS.format(address=address), encoding="utf-8")
    held = {**SECRETS, "RECORDBOOK_DISCORD_WEBHOOK": address + DiscordRules.path}
    asked = {"to": (kind,), "send": True, "environment": held, "patience": Patience(request=5)}
    return run_publish(str(book), Publication(**{**asked, **said}))


@pytest.mark.parametrize("kind", ["bluesky", "mastodon", "webhook"])
def test_the_records_of_a_day_go_out_once(
    kind: str, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The most prominent records of the last day are posted, by the outlet's rules, and once."""
    rules = RULES[kind]()
    with Served(rules) as address:
        assert _publish(own, kind, address, limit=2) == 0
        assert len(rules.seen) == 2
        assert _publish(own, kind, address, limit=0) == 0
    assert len(rules.seen) == 2
    assert rules.broken == []
    assert "2 posts went out" in capsys.readouterr().out
    log = {one.key: one for one in entries(Book.open(own))}
    for sent in Outbox(own / FILE).all():
        assert log[sent.item.removesuffix("-en")].standing is Standing.FOUND


def test_a_rehearsal_leaves_no_trace(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --send nothing is asked of the outlet, no secret is needed, nothing is written."""
    rules = RULES["mastodon"]()
    before = sorted(path.name for path in own.iterdir())
    with Served(rules) as address:
        assert _publish(own, "mastodon", address, send=False, environment={}, limit=2) == 0
    assert rules.log == []
    assert sorted(path.name for path in own.iterdir()) == sorted([*before, "outlets.toml"])
    said = capsys.readouterr().out
    assert said.count("would be posted") == 2
    assert "nothing was sent" in said


@pytest.mark.parametrize("kind", ["mastodon", "x"])
def test_what_the_log_withdraws_is_put_right(kind: str, own: Path) -> None:
    """A record that went out and is withdrawn in the log is put right at the outlet, and once."""
    rules, workspace = RULES[kind](), Workspace.open(own)
    gone = [one for one in entries(workspace.book) if one.standing is Standing.WITHDRAWN]
    publisher = Publisher(workspace.book, workspace.prover(), "https://records.example")
    wrong = [(one, item) for one in gone if (item := publisher.item(one, picture=False))]
    assert wrong
    entry = wrong[0][0]
    with Served(rules) as address:
        _publish(own, kind, address, limit=1)
        box = Outbox(own / FILE)
        (out,) = box.all()
        told = f"{entry.published.isoformat(timespec='microseconds')} found"
        box.write(_moved(out, publisher.key(entry), told))  # as if that one had gone out instead
        assert _publish(own, kind, address, limit=0) == 0
        now = box.find(out.account, publisher.key(entry))
        assert now is not None
        assert now.state is State.OUT
        assert now.told is not None
        assert now.told.endswith("withdrawn")
        assert _publish(own, kind, address, limit=0) == 0
    assert rules.broken == []
    shown = json.dumps(rules.seen)
    assert shown.count("record.withdrawn" if kind == "webhook" else "Withdrawn") >= 1


def _moved(out: Sending, item: str, told: str) -> Sending:
    return Sending(
        account=out.account,
        item=item,
        edition=told,
        state=State.OUT,
        told=told,
        receipt=out.receipt,
        began=out.began,
        tried=out.tried,
        due=out.due,
    )


def test_what_is_held_is_listed_and_settled(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An item whose fate is not known is listed with what to type, and goes by what is typed."""
    rules = RULES["discord"]()
    rules.faults = {0: "hangs up after"}
    with Served(rules) as address:
        _publish(own, "discord", address, limit=1)
        capsys.readouterr()
        assert _publish(own, "discord", address, held=True, json=True) == 0
        (held,) = json.loads(capsys.readouterr().out)["held"]
        assert held["state"] == "held"
        name = f"{held['outlet']}/{held['item']}"
        ident = rules.seen[0]["id"]
        assert _publish(own, "discord", address, sent=(f"{name}={ident}",), json=True) == 0
        assert json.loads(capsys.readouterr().out)["held"] == []
        assert _publish(own, "discord", address, limit=0, json=True) == 0
        assert json.loads(capsys.readouterr().out)["outcomes"] == []
    assert len(rules.seen) == 1


def test_a_record_that_is_not_proven_now_is_not_told(own: Path) -> None:
    """Where the log says found and the prover does not, nothing is told until the log is mended."""
    book = Workspace.open(own).book
    claim = 'release:paper-lanterns: total >= 900M streams on "made up" as of 2025-02-19'
    _logged(book, claim, "found", scope="other")
    rules = RULES["mastodon"]()
    with Served(rules) as address:
        _publish(own, "mastodon", address, limit=100)
    assert not any("900" in one["text"] for one in rules.seen)
    assert len(Outbox(own / FILE).all()) == len(rules.seen) > 3


def test_the_feeds_of_a_book(made: Path) -> None:
    """Every topic has its feed, with what stands in it and is proven, and what was withdrawn."""
    workspace = Workspace.open(made)
    prover = workspace.prover()
    found = topics(workspace.book, prover)
    assert found[0].topic == "all"
    standing = [one for one in entries(workspace.book) if one.standing is Standing.FOUND]
    assert found[0].records == len(standing) > 5
    artist = next(one for one in found if one.topic.startswith("artist:"))
    said = {"base": "https://records.example", "author": "Records"}
    shape = json.loads(feed_of(workspace.book, prover, artist.topic, form="json", **said))
    assert artist.called in shape["title"]
    assert len(shape["items"]) >= artist.records
    assert all(artist.topic in one["tags"] for one in shape["items"])
    whole = feed_of(workspace.book, prover, **said)
    assert whole == feed_of(workspace.book, prover, **said)
    root = ET.fromstring(whole)  # noqa: S314 - our own output
    titles = [str(one.text) for one in root.iter("{http://www.w3.org/2005/Atom}title")]
    assert sum(title.startswith("Withdrawn: ") for title in titles) >= 1
    assert b"Compared with" in whole
    empty = json.loads(feed_of(workspace.book, prover, "artist:nobody", form="json", **said))
    assert empty["items"] == []


def test_where_a_claim_stands(tmp_path: Path) -> None:
    """It stands while any search stands by it; found again it is corrected."""
    times = iter(datetime(2026, 1, day, tzinfo=UTC) for day in range(1, 20))
    book = Book.create(tmp_path / "b", clock=lambda: next(times))
    steps = [
        ("found", "a", Standing.FOUND, 1, 1),
        ("found", "b", Standing.FOUND, 1, 1),
        ("withdrawn", "a", Standing.FOUND, 1, 1),
        ("withdrawn", "b", Standing.WITHDRAWN, 1, 4),
        ("found", "b", Standing.CORRECTED, 1, 5),
        ("withdrawn", "b", Standing.WITHDRAWN, 1, 6),
    ]
    for status, scope, standing, published, updated in steps:
        _logged(book, "release:x: total >= 1 streams on spotify as of 2025-01-01", status, scope)
        (entry,) = entries(book)
        assert (entry.standing, entry.published.day, entry.updated.day) == (
            standing,
            published,
            updated,
        )


def _logged(book: Book, claim: str, status: str, scope: str) -> None:
    row = {"claim": claim, "day": 20138, "status": status, "known_at": 1, "scope": scope}
    book.records.append(pa.Table.from_pylist([row], schema=SAID), after=book.records.read())
