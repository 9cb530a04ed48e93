"""Outlets that say no, that say too much, or that are asked by two at once."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from outlet_rules import SECRETS, BlueskyRules, MastodonRules, WebhookRules
from outlet_runs import APART, RULES, Clock, item, offer, outlet, picture, run, sender
from outlet_server import Answered, Asked, Rules, Served

from recordbook.errors import OutletError
from recordbook.syndication.errors import (
    Busy,
    NoSecret,
    OutboxFailed,
    Unclear,
    UnfitSettings,
    Unreached,
)
from recordbook.syndication.item import Standing
from recordbook.syndication.outbox import Outbox, State
from recordbook.syndication.outcome import Did
from recordbook.syndication.secret import Secret, Secrets
from recordbook.syndication.wire import Patience, Wire

if TYPE_CHECKING:
    from pathlib import Path


class Fixed(Rules):
    """Answers everything alike."""

    def __init__(self, answered: Answered) -> None:
        super().__init__()
        self.answered = answered

    def answer(self, _: Asked) -> Answered:
        """Answer as ever."""
        return self.answered


def _wire(**patience: float) -> Wire:
    clock = Clock()
    return Wire(
        secrets=Secrets({"K": Secret("very-secret-token")}),
        patience=Patience(**patience),
        clock=clock,
        sleep=clock.sleep,
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "5000"},
        {"ratelimit-remaining": "0", "ratelimit-reset": "{epoch}"},
        {"x-rate-limit-remaining": "0", "x-rate-limit-reset": "{epoch}"},
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "{iso}"},
        {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "5000"},
    ],
)
def test_a_limit_is_kept_across_runs(headers: dict[str, str], tmp_path: Path) -> None:
    """Until the moment an outlet names nothing is asked of it, in no run; after it, all is well."""
    clock, box = Clock(), tmp_path / "outbox.sqlite"
    moment = clock() + timedelta(seconds=5000)
    said = {
        name: text.format(epoch=int(moment.timestamp()), iso=moment.isoformat())
        for name, text in headers.items()
    }
    rules = Fixed(Answered(429, {}, said))
    with Served(rules) as address:
        one = sender("webhook", address, box, clock)
        assert [done.did for done in one.send([offer(item("a")), offer(item("b"))])] == [
            Did.STOPPED
        ]
        asked = len(rules.log)
        clock.ahead += timedelta(seconds=4000)
        assert [done.did for done in run("webhook", address, box, clock, item("a"))] == [
            Did.STOPPED
        ]
        assert len(rules.log) == asked
        clock.ahead += timedelta(seconds=1100)
        rules.answered = Answered(200)
        assert [done.did for done in run("webhook", address, box, clock, item("a"))] == [Did.POSTED]


def test_a_short_limit_is_waited_for(tmp_path: Path) -> None:
    """A pause that fits into the run is made, and the item goes out in the same run."""
    rules, clock = MastodonRules(), Clock()
    rules.faults = {0: "too many", 3: "too many", 6: "too many"}
    with Served(rules) as address:
        done = run("mastodon", address, tmp_path / "outbox.sqlite", clock, item())
    assert [one.did for one in done] == [Did.POSTED]
    assert sum(clock.slept) >= 20
    assert len(rules.seen) == 1


@pytest.mark.parametrize("said", [[], None, {}, "x", 5, {"id": 5, "did": []}, {"data": []}, [{}]])
@pytest.mark.parametrize("kind", RULES)
def test_an_answer_of_another_form(kind: str, said: object, tmp_path: Path) -> None:
    """An outlet that answers something else stops; nothing but an event counts as sent."""
    clock, box = Clock(), tmp_path / "outbox.sqlite"
    with Served(Fixed(Answered(200, said))) as address:
        for _ in range(3):
            run(kind, address, box, clock, item())
            clock.ahead += timedelta(hours=3)
    (kept,) = Outbox(box).all()
    assert (kept.state is State.OUT) is (kind == "webhook")


@pytest.mark.parametrize("status", [401, 402, 403])
@pytest.mark.parametrize("kind", RULES)
def test_who_is_not_let_in_asks_once(kind: str, status: int, tmp_path: Path) -> None:
    """A token that does not open stops the outlet, and nothing counts as sent."""
    rules, clock, box = Fixed(Answered(status, {"detail": "no"})), Clock(), tmp_path / "o.sqlite"
    with Served(rules) as address:
        done = run(kind, address, box, clock, item("a"), item("b"))
        assert [one.did for one in done] == [Did.STOPPED]
        assert len(rules.log) == 1
    assert all(one.state is State.OPEN for one in Outbox(box).all())


def test_another_account_is_noticed(tmp_path: Path) -> None:
    """A token of somebody else's posts nothing."""
    rules = Fixed(Answered(200, {"id": "9", "username": "somebody", "url": ""}))
    with Served(rules) as address:
        (done,) = run("mastodon", address, tmp_path / "outbox.sqlite", Clock(), item())
    assert done.did is Did.STOPPED
    assert "not that of records" in done.said
    assert [asked.method for asked in rules.log] == ["GET"]


@pytest.mark.parametrize("kind", ["discord", "mastodon"])
def test_a_post_that_was_deleted_is_not_posted_again(kind: str, tmp_path: Path) -> None:
    """A correction of a post that somebody deleted is dropped, and said to be."""
    rules, clock, box = RULES[kind](), Clock(), tmp_path / "outbox.sqlite"
    with Served(rules) as address:
        run(kind, address, box, clock, item())
        rules.seen.clear()
        (done,) = run(kind, address, box, clock, item(standing=Standing.WITHDRAWN))
        assert done.did is Did.DROPPED
        assert run(kind, address, box, clock, item(standing=Standing.CORRECTED)) == []
    assert rules.seen == []


def test_an_edited_discord_message_needs_its_id(tmp_path: Path) -> None:
    """A message whose id a person did not give is held again when it has to be put right."""
    rules, clock, box = RULES["discord"](), Clock(), tmp_path / "outbox.sqlite"
    rules.faults = {0: "no body"}
    with Served(rules) as address:
        assert run("discord", address, box, clock, item())[0].did is Did.HELD
        outbox, key = Outbox(box), item().key
        outbox.settle("discord:#test", key, sent=True, receipt={})
        withdrawn = item(standing=Standing.WITHDRAWN)
        assert run("discord", address, box, clock, withdrawn)[0].did is Did.HELD
        held = outbox.find("discord:#test", key)
        assert held is not None
        assert held.state is State.HELD
        assert "Withdrawn:" not in rules.seen[0]["content"]
        outbox.settle("discord:#test", key, sent=False, receipt={"id": rules.seen[0]["id"]})
        assert run("discord", address, box, clock, withdrawn)[0].did is Did.CORRECTED
    assert "Withdrawn:" in rules.seen[0]["content"]


def test_a_picture_that_is_too_large_is_left_out(tmp_path: Path) -> None:
    """A card beyond the outlet's limit is left out, and said to be; the text goes out."""
    rules = BlueskyRules()
    with Served(rules) as address:
        large = item(image=picture(1_000_000))
        (done,) = run("bluesky", address, tmp_path / "outbox.sqlite", Clock(), large)
    assert done.did is Did.POSTED
    assert "picture left out" in done.notes[0]
    assert "embed" not in rules.seen[0]
    assert rules.broken == []


@pytest.mark.parametrize("kind", RULES)
@pytest.mark.parametrize("status", [400, 401, 404, 422, 429, 500])
def test_no_secret_is_told(kind: str, status: int, tmp_path: Path) -> None:
    """An outlet that repeats every secret in its answers makes none of them visible or stored."""
    hook = RULES["discord"].path
    echo = " ".join([*SECRETS.values(), hook, "session-jwt-987654"])
    rules = Fixed(Answered(status, {"error": echo, "message": echo, "detail": echo}))
    box = tmp_path / "outbox.sqlite"
    with Served(rules) as address:
        done = run(kind, address, box, Clock(), item())
        needs = outlet(kind, address).needs
    held = {**SECRETS, "RECORDBOOK_DISCORD_WEBHOOK": hook.rpartition("/")[2]}
    with sqlite3.connect(box) as database:
        stored = "\n".join(database.iterdump())
    database.close()
    for name in needs:
        for text in (repr(done), stored):
            assert held[name] not in text, name
    assert done


def test_a_secret_is_not_printed_or_stored() -> None:
    """A secret shows itself in no text and no pickle; whatever it is written as is hidden."""
    import pickle  # noqa: PLC0415

    one = Secret("p@ss/word 1234")
    assert "1234" not in f"{one} {one!r} {[one]}"
    with pytest.raises(TypeError):
        pickle.dumps(one)
    secrets = Secrets({"K": one})
    shown = secrets.hidden(
        "a p%40ss%2Fword%201234 b p@ss/word 1234 c " + json.dumps("p@ss/word 1234")
    )
    assert "1234" not in shown
    assert shown.startswith("a [secret] b [secret] c")
    with pytest.raises(NoSecret, match="RECORDBOOK_X"):
        Secrets.of(["RECORDBOOK_X"], {"RECORDBOOK_X": "  "})


def test_two_at_once_post_once(tmp_path: Path) -> None:
    """Of several processes that publish at once one sends; the others find it busy, or done."""
    rules, box = MastodonRules(), tmp_path / "outbox.sqlite"
    rules.faults = dict.fromkeys(range(2), "slow")
    with Served(rules) as address:
        children = [APART.Process(target=_many, args=("mastodon", address, box)) for _ in range(4)]
        for child in children:
            child.start()
        for child in children:
            child.join(60)
            assert child.exitcode == 0
        run("mastodon", address, box, Clock(), *(item(name) for name in "abc"))
    assert len(rules.seen) == 3
    assert len({one["text"] for one in rules.seen}) == 3
    assert rules.broken == []


def _many(kind: str, address: str, box: Path) -> None:
    try:
        run(kind, address, box, Clock(), *(item(name) for name in "abc"))
    except Busy:
        return


def test_the_lease_ends_with_its_holder(tmp_path: Path) -> None:
    """While one holds an account's lease another finds it busy; afterwards it does not."""
    first, second = Outbox(tmp_path / "o.sqlite"), Outbox(tmp_path / "o.sqlite")
    with first.lease("a"):
        with pytest.raises(Busy), second.lease("a"):
            pass
        with second.lease("b"):
            pass
    with second.lease("a"):
        pass


@pytest.mark.parametrize("broken", ["no folder", "no database", "newer", "read only"])
def test_without_an_outbox_nothing_is_sent(broken: str, tmp_path: Path) -> None:
    """Where the intent cannot be written down, the outlet hears nothing."""
    rules, box = WebhookRules(), tmp_path / "outbox.sqlite"
    if broken == "no folder":
        box = tmp_path / "none" / "outbox.sqlite"
    elif broken == "no database":
        box.write_bytes(b"no database at all, but text" * 100)
    elif broken == "newer":
        Outbox(box)
        with sqlite3.connect(box) as database:
            database.execute("pragma user_version = 99")
        database.close()
    with Served(rules) as address:
        if broken == "read only":
            one = sender("webhook", address, box, Clock())
            with sqlite3.connect(box) as database:
                database.execute(
                    "create trigger full before insert on sendings"
                    " begin select raise(abort, 'disk full'); end"
                )
            database.close()
            with pytest.raises(OutboxFailed, match="disk full"):
                list(one.send([offer(item())]))
        else:
            with pytest.raises(OutboxFailed):
                run("webhook", address, box, Clock(), item())
    assert rules.log == []


def test_time_is_bounded_whatever_the_server_does() -> None:
    """A server that answers a byte now and then, or never, holds nobody longer than was allowed."""
    rules = Fixed(Answered(200, {"long": "x" * 4000}))
    rules.faults = {0: "slow"}
    with Served(rules) as address:
        began = time.monotonic()
        with pytest.raises(Unclear):
            _wire(request=0.5).once("POST", address, {})
        assert time.monotonic() - began < 3
    silent = threading.Event()
    with Served(_Silent(silent)) as address:
        began = time.monotonic()
        with pytest.raises(Unreached):
            _wire(request=0.3, tries=2, total=60).safe("GET", address, {})
        assert time.monotonic() - began < 4
        silent.set()


class _Silent(Rules):
    """Answers nothing until it is told to."""

    def __init__(self, told: threading.Event) -> None:
        super().__init__()
        self.told = told

    def answer(self, _: Asked) -> Answered:
        """Wait."""
        self.told.wait(10)
        return Answered(200)


def test_a_run_has_an_end(tmp_path: Path) -> None:
    """When the time of a run is used up nothing more is asked, and what is left goes out later."""
    rules, clock, box = MastodonRules(), Clock(), tmp_path / "outbox.sqlite"
    rules.faults = {5: "too many"}
    with Served(rules) as address:
        one = sender("mastodon", address, box, clock)
        one.wire.patience = Patience(total=6.5, request=5)
        did = [done.did for done in one.send([offer(item("a")), offer(item("b"))])]
        assert did == [Did.POSTED, Did.STOPPED]
        clock.ahead += timedelta(minutes=5)
        assert [done.did for done in run("mastodon", address, box, clock, item("b"))] == [
            Did.POSTED
        ]
    assert len(rules.seen) == 2


@pytest.mark.parametrize("address", ["http://outlet.example/x", "ftp://127.0.0.1/x", "file:///x"])
def test_secrets_go_nowhere_unencrypted(address: str) -> None:
    """An address that is not encrypted is refused before anything is sent."""
    with pytest.raises(UnfitSettings, match="not encrypted"):
        _wire().once("POST", address, {})


def test_a_redirect_is_not_followed() -> None:
    """A secret is not carried to where an outlet points."""
    elsewhere = Fixed(Answered(200))
    with Served(elsewhere) as other:
        rules = Fixed(Answered(307, {}, {"Location": other}))
        with Served(rules) as address, pytest.raises(OutletError, match="307"):
            _wire().once("POST", address, {"authorization": "Bearer very-secret-token"})
    assert elsewhere.log == []


def test_limits_of_new_items_do_not_hold_back_corrections(tmp_path: Path) -> None:
    """At most so many new items in a run, and every correction, which goes first."""
    rules, clock, box = MastodonRules(), Clock(), tmp_path / "outbox.sqlite"
    with Served(rules) as address:
        run("mastodon", address, box, clock, item("a"), item("b"))
        gone = [item(name, Standing.WITHDRAWN) for name in "ab"]
        new = [item(name) for name in "cdef"]
        one = sender("mastodon", address, box, clock, limit=1)
        did = [done.did for done in one.send([offer(two) for two in (*new, *gone)])]
    assert did == [Did.CORRECTED, Did.CORRECTED, Did.POSTED]
    assert len(rules.seen) == 3


@pytest.mark.parametrize("kind", RULES)
@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> ]]> & \" '",
        "\x00\x07 \u202eevil \ud800 \u2066open",
        "@everyone <@123> @somebody **bold** [a](https://evil.example) `x` # y",
        "뷔" * 300,
        "\u200b",
        "https://evil.example/" + "x" * 280,
        "👨\u200d👩\u200d👧" * 120,
        "=HYPERLINK(1) \r\nContent-Type: text/html\r\n\r\nx",
    ],
)
def test_hostile_text_breaks_no_rule(text: str, kind: str, tmp_path: Path) -> None:
    """Whatever stands in every field, each outlet takes the item, and its withdrawal, once."""
    rules, clock, box = RULES[kind](), Clock(), tmp_path / "outbox.sqlite"
    hostile = {"headline": text, "post": text, "claim": text, "tags": (text,)}
    hostile["alt"] = f"Card. {text}"
    with Served(rules) as address:
        for standing in (Standing.FOUND, Standing.WITHDRAWN):
            (done,) = run(kind, address, box, clock, item("a", standing, **hostile))
            assert done.did in {Did.POSTED, Did.CORRECTED}, done.said
    assert rules.broken == []
    shown = json.dumps(rules.seen)
    assert "records.example/records/a" in shown
