"""Asking after chosen posts, against a server that answers, fails, limits and breaks off."""

from __future__ import annotations

import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "reactions"))  # posts that are invented

from posted import ABOUT, RECORD, TEXTS, bytes_of, store_of, taken

from recordbook.reactions import quotes_of
from recordbook.reactions.approval import approve, chosen_of
from recordbook.reactions.choosing import propose
from recordbook.syndication.secret import Secrets
from recordbook.syndication.wire import Patience, Wire
from recordbook.system.lookup import DOORS, _door, look_up

if TYPE_CHECKING:
    from collections.abc import Iterator

_STATUS = {"1": 404, "2": 200, "3": 410, "4": 500, "5": 429, "6": 403, "7": 302, "8": 200}
"""What the server says of the post of each number."""


class _Platform(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answer as the post's number says."""
        asked = parse_qs(urlsplit(self.path).query)["url"][0]
        status = _STATUS[asked.rpartition("/")[2]]
        body = b'{"html": ""}'
        self.send_response(status)
        self.send_header("content-length", str(len(body) + (1000 if status == 500 else 0)))
        self.send_header("retry-after", "3600")
        self.send_header("location", "http://127.0.0.1:9/")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - same
        """Say nothing."""


@pytest.fixture
def door() -> Iterator[str]:
    """The address of a server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Platform)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/oembed"
    server.shutdown()
    thread.join()
    server.server_close()


def _wire() -> Wire:
    patience = Patience(connect=2, request=3, total=20, tries=2, first_pause=0)
    return Wire(secrets=Secrets({}), patience=patience, sleep=lambda _: None)


def test_only_what_is_gone_is_erased(tmp_path: Path, door: str) -> None:
    """A post that its platform does not have is erased; any other answer changes nothing."""
    with store_of(tmp_path) as store:
        taken(store, tmp_path)
        propose(store, RECORD, ABOUT, 8)
        approve(store, RECORD, [one.place for one in chosen_of(store, RECORD)])
        looked = look_up(store, RECORD, wire=_wire(), doors={"x": door})
        gone = {f"https://x.com/invented{number}/status/{number}" for number in (1, 3)}
        assert set(looked.gone) == gone
        assert looked.standing + len(looked.unknown) == 6
        assert taken(store, tmp_path).forgotten == 2
    texts = {quote.text for quote in quotes_of(str(tmp_path), RECORD)}
    assert texts == set(TEXTS) - {TEXTS[0], TEXTS[2]}
    assert TEXTS[0].encode() not in bytes_of(tmp_path)


def test_nobody_answers(tmp_path: Path) -> None:
    """Without an answer, and on a platform that cannot be asked, every post stays."""
    with store_of(tmp_path) as store:
        taken(store, tmp_path)
        propose(store, RECORD, ABOUT, 3)
        for doors in ({"x": "http://127.0.0.1:9/oembed"}, {}):
            looked = look_up(store, wire=_wire(), doors=doors)
            assert (looked.standing, looked.gone, len(looked.unknown)) == (0, (), 3)
        assert look_up(store, "other", wire=_wire(), doors={}).unknown == ()


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        ("https://social.example.net/@a/1", "https://social.example.net/api/oembed"),
        ("https://10.0.0.1/@a/1", None),
        ("https://[::1]/@a/1", None),
        ("https://localhost/@a/1", None),
        ("https://social.example.net:8443/@a/1", None),
    ],
)
def test_only_names_of_the_net_are_asked(link: str, asked: str | None) -> None:
    """A post cannot send us to a machine beside us."""
    assert _door(DOORS["mastodon"], link) == asked
