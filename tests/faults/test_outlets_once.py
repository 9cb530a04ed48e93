"""Law: whatever fails at whichever request, readers see an item once, or a person is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from outlet_runs import RULES, Clock, in_child, item, run
from outlet_server import FAULTS, KILLS, Served

from recordbook.syndication.item import Standing
from recordbook.syndication.outbox import Outbox, State
from recordbook.syndication.outcome import Did

if TYPE_CHECKING:
    from pathlib import Path

REQUESTS = {"bluesky": 3, "mastodon": 5, "x": 3, "discord": 1, "webhook": 1}
"""How many requests a new post takes when nothing fails."""

_STEPS = [(kind, at) for kind, count in REQUESTS.items() for at in range(count)]


@pytest.mark.parametrize("kind", RULES)
def test_a_quiet_run_posts_once_and_no_more(kind: str, tmp_path: Path) -> None:
    """An item goes out in one run with the fewest requests, and not again in the next."""
    rules, clock, box = RULES[kind](), Clock(), tmp_path / "outbox.sqlite"
    with Served(rules) as address:
        assert [done.did for done in run(kind, address, box, clock, item())] == [Did.POSTED]
        assert len(rules.log) == REQUESTS[kind]
        assert run(kind, address, box, clock, item()) == []
    assert len(rules.log) == REQUESTS[kind]
    assert len(rules.seen) == 1
    assert rules.broken == []


@pytest.mark.parametrize("kind", RULES)
def test_what_is_put_right_is_the_same_post(kind: str, tmp_path: Path) -> None:
    """A withdrawal and a correction reach readers where the post is, each once, and say so."""
    rules, clock, box = RULES[kind](), Clock(), tmp_path / "outbox.sqlite"
    with Served(rules) as address:
        for standing in (Standing.FOUND, Standing.WITHDRAWN, Standing.CORRECTED):
            did = [done.did for done in run(kind, address, box, clock, item(standing=standing))]
            assert did == [Did.POSTED if standing is Standing.FOUND else Did.CORRECTED]
            assert run(kind, address, box, clock, item(standing=standing)) == []
    shown = _texts(kind, rules)
    assert rules.broken == []
    assert sum("Withdrawn:" in text or "record.withdrawn" in text for text in shown) == 1
    assert sum("Correction:" in text or "record.corrected" in text for text in shown) == 1


def test_withdrawn_before_it_was_out_is_never_told(tmp_path: Path) -> None:
    """An item that was taken back before it went out leaves no trace at an outlet."""
    rules, clock, box = RULES["mastodon"](), Clock(), tmp_path / "outbox.sqlite"
    rules.faults = {0: "fails before", 1: "fails before", 2: "fails before"}
    with Served(rules) as address:
        assert run("mastodon", address, box, clock, item())[0].did is Did.STOPPED
        done = run("mastodon", address, box, clock, item(standing=Standing.WITHDRAWN))
        assert [one.did for one in done] == [Did.DROPPED]
        assert run("mastodon", address, box, clock, item(standing=Standing.WITHDRAWN)) == []
    assert rules.seen == []


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(("kind", "at"), _STEPS)
def test_one_failure_anywhere(kind: str, at: int, fault: str, tmp_path: Path) -> None:
    """One failure of one request: later runs end with the item out once, or held."""
    rules, clock, box = RULES[kind](), Clock(), tmp_path / "outbox.sqlite"
    rules.now, rules.faults = clock, {at: fault}
    with Served(rules) as address:
        _until_settled(kind, address, box, clock, request=0.7 if fault == "slow" else 5)
    assert rules.broken == []
    _once(kind, rules, box)


@pytest.mark.parametrize("fault", ["fails after", "hangs up after", "half a body", "fails before"])
@pytest.mark.parametrize("kind", RULES)
def test_failing_for_a_while(kind: str, fault: str, tmp_path: Path) -> None:
    """An outlet that fails eight times in a row, whether or not it did as asked, shows it once."""
    rules, clock, box = RULES[kind](), Clock(), tmp_path / "outbox.sqlite"
    rules.now, rules.faults = clock, dict.fromkeys(range(8), fault)
    with Served(rules) as address:
        _until_settled(kind, address, box, clock)
    _once(kind, rules, box)


@pytest.mark.parametrize("kill", KILLS)
@pytest.mark.parametrize(("kind", "at"), _STEPS)
def test_killed_at_a_request(kind: str, at: int, kill: str, tmp_path: Path) -> None:
    """A process killed before or after the outlet did as asked: the next runs make it once."""
    rules, clock, box = RULES[kind](), Clock(), tmp_path / "outbox.sqlite"
    rules.now, rules.faults = clock, {at: kill}
    with Served(rules) as address:
        assert in_child(kind, address, box, Standing.FOUND, rules=rules) == 9
        _until_settled(kind, address, box, clock)
    assert rules.broken == []
    _once(kind, rules, box)


@pytest.mark.parametrize("at", [-1, 1, -2, 2, -3, 3])
@pytest.mark.parametrize("kind", RULES)
def test_killed_at_a_write(kind: str, at: int, tmp_path: Path) -> None:
    """A process killed around any write of its outbox: the next runs make it once."""
    rules, clock, box = RULES[kind](), Clock(), tmp_path / "outbox.sqlite"
    rules.now = clock
    with Served(rules) as address:
        assert in_child(kind, address, box, Standing.FOUND, rules=rules, at=at) == 9
        _until_settled(kind, address, box, clock)
    assert rules.broken == []
    _once(kind, rules, box)


@pytest.mark.parametrize("at", [-1, 1, -2, 2])
@pytest.mark.parametrize("kind", RULES)
def test_killed_while_putting_right(kind: str, at: int, tmp_path: Path) -> None:
    """A process killed around any write of a withdrawal: it is said once, and nothing is lost."""
    rules, clock, box = RULES[kind](), Clock(), tmp_path / "outbox.sqlite"
    rules.now = clock
    with Served(rules) as address:
        assert run(kind, address, box, clock, item())[0].did is Did.POSTED
        withdrawn = Standing.WITHDRAWN
        assert in_child(kind, address, box, withdrawn, rules=rules, at=at) == 9
        for _ in range(3):
            clock.ahead += timedelta(minutes=3)
            run(kind, address, box, clock, item(standing=withdrawn))
    assert rules.broken == []
    said = [text for text in _texts(kind, rules) if "ithdrawn" in text]
    assert len(said) == 1
    (kept,) = Outbox(box).all()
    assert kept.state is State.OUT


@pytest.mark.parametrize("fault", ["too many", "fails after", "hangs up before", "half a body"])
@pytest.mark.parametrize("kind", RULES)
def test_one_failure_while_putting_right(kind: str, fault: str, tmp_path: Path) -> None:
    """One failure of any request of a withdrawal: later runs end with it said once."""
    for at in range(REQUESTS[kind]):
        rules, clock, box = RULES[kind](), Clock(), tmp_path / f"{at}.sqlite"
        rules.now = clock
        with Served(rules) as address:
            assert run(kind, address, box, clock, item())[0].did is Did.POSTED
            rules.faults = {len(rules.log) + at: fault}
            for _ in range(3):
                run(kind, address, box, clock, item(standing=Standing.WITHDRAWN))
                clock.ahead += timedelta(hours=3)
        assert rules.broken == []
        assert sum("ithdrawn" in text for text in _texts(kind, rules)) == 1
        (kept,) = Outbox(box).all()
        assert kept.state is State.OUT


def test_a_post_that_is_seen_late_is_not_posted_again(tmp_path: Path) -> None:
    """Where the list of own posts lags behind, nothing is sent before it must show the post."""
    rules, clock, box = RULES["x"](), Clock(), tmp_path / "outbox.sqlite"
    rules.now, rules.faults, rules.hidden = clock, {2: "hangs up after"}, 1
    with Served(rules) as address:
        assert run("x", address, box, clock, item())[0].did is Did.UNCLEAR
        assert run("x", address, box, clock, item())[0].did is Did.UNCLEAR
        rules.hidden = 0
        clock.ahead += timedelta(minutes=3)
        assert run("x", address, box, clock, item())[0].did is Did.FOUND_OUT
    assert len(rules.seen) == 1


def test_what_is_held_waits_for_a_person(tmp_path: Path) -> None:
    """Discord tells nothing: held until somebody says that it is out, or is to be sent."""
    rules, clock, box = RULES["discord"](), Clock(), tmp_path / "outbox.sqlite"
    rules.faults = {0: "hangs up before"}
    with Served(rules) as address:
        assert run("discord", address, box, clock, item())[0].did is Did.HELD
        clock.ahead += timedelta(days=30)
        assert run("discord", address, box, clock, item())[0].did is Did.HELD
        assert len(rules.log) == 1
        Outbox(box).settle("discord:#test", item().key, sent=False, receipt={})
        assert run("discord", address, box, clock, item())[0].did is Did.POSTED
    assert len(rules.seen) == 1


def _until_settled(kind: str, address: str, box: Path, clock: Clock, *, request: float = 5) -> None:
    """Run again, every so often, until nothing is left to be done."""
    for _ in range(12):
        done = run(kind, address, box, clock, item(), request=request)
        if not done or done[-1].did is Did.HELD:
            return
        clock.ahead += timedelta(hours=3)
    raise AssertionError(f"never settled: {done}")


def _once(kind: str, rules: object, box: Path) -> None:
    """Readers saw it once; or nobody can tell, it was seen once at most, and it is held."""
    (kept,) = Outbox(box).all()
    if kind == "discord" and kept.state is State.HELD:
        assert len(rules.seen) <= 1
        return
    assert kept.state is State.OUT
    assert len(rules.seen) == 1


def _texts(kind: str, rules: object) -> list[str]:
    if kind in {"mastodon", "discord"}:
        return rules.edits
    key = "type" if kind == "webhook" else "text"
    return [str(one[key]) for one in rules.seen]
