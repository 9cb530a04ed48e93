"""What is asked of each outlet for an item, its withdrawal and its lookup, request by request."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from outlet_runs import RULES, Clock, item, run
from outlet_server import Served

from recordbook.syndication.item import Standing

if TYPE_CHECKING:
    from outlet_server import Asked

_KNOWN = Path(__file__).with_name("outlet_requests.json")
_CHANGING = {
    "webhook-timestamp",
    "webhook-signature",
    "host",
    "content-length",
    "content-type",
    "idempotency-key",
    "accept",
    "accept-encoding",
    "connection",
    "authorization",
}


@pytest.mark.parametrize("kind", RULES)
def test_the_requests_are_those_that_were_looked_at(kind: str, tmp_path: Path) -> None:
    """Method, address and body of every request are as they were when somebody last read them."""
    assert requests(kind, tmp_path) == json.loads(_KNOWN.read_text(encoding="utf-8"))[kind]


def requests(kind: str, folder: Path) -> list[dict[str, Any]]:
    """All that is asked: a post whose answer is lost, the lookup, and the withdrawal."""
    rules, clock, box = RULES[kind](), Clock(), folder / "outbox.sqlite"
    rules.now = clock
    with Served(rules) as address:
        run(kind, address, box, clock, item())
        clock.ahead += timedelta(hours=3)
        rules.faults = {len(rules.log) + _before_last(kind): "hangs up after"}
        run(kind, address, box, clock, item("n6wwakqcmgwa"))
        clock.ahead += timedelta(hours=3)
        run(kind, address, box, clock, item("n6wwakqcmgwa"))
        run(kind, address, box, clock, item(standing=Standing.WITHDRAWN))
    assert rules.broken == []
    return [_shape(asked) for asked in rules.log]


def _before_last(kind: str) -> int:
    return {"bluesky": 2, "mastodon": 4, "x": 2}.get(kind, 0)


def _shape(asked: Asked) -> dict[str, Any]:
    """A request without what is different every time."""
    shape: dict[str, Any] = {"ask": f"{asked.method} {asked.path}"}
    headers = {name: text for name, text in asked.headers.items() if name not in _CHANGING}
    query = {name: _still(text) for name, text in asked.query.items()}
    if asked.headers.get("content-type", "").startswith("multipart/"):
        form = asked.form
        shape["form"] = {name: _text(data) for name, (_, data) in form.items()}
    elif asked.headers.get("content-type") == "application/json":
        shape["json"] = asked.shape
    elif asked.body:
        shape["body"] = _text(asked.body)
    shape |= {"headers": headers} | ({"query": query} if query else {})
    return json.loads(_still(json.dumps(shape)))


def _text(data: bytes) -> str:
    return f"{len(data)} bytes of PNG" if data[:4] == b"\x89PNG" else data.decode()


def _still(text: str) -> str:
    """A text without moments and without what is made of the server's own address."""
    text = re.sub(r"20\d\d-(?!03-0)\d\d-\d\dT[\d:.]+(?:Z|\+00:00)", "NOW", text)
    text = re.sub(r"\b[2-7a-j][2-7a-z]{12}\b", "KEY", text)
    return re.sub(r"msg_[0-9a-f]{32}|\b[0-9a-f]{64}\b", "DIGEST", text)
