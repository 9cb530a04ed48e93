"""Posts asked of servers that have the platforms' own limits, and that fail."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from recordbook.errors import OutletError
from recordbook.reactions.errors import BadPosts
from recordbook.reactions.files import posts_in
from recordbook.reactions.post import Post
from recordbook.syndication.secret import Secrets
from recordbook.syndication.wire import Patience, Wire
from recordbook.system.gathering import TOKEN, gather

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_THERE = 230


def _view(number: int) -> dict[str, Any]:
    return {
        "uri": f"at://did:plc:invented{number}/app.bsky.feed.post/{number}",
        "author": {"did": f"did:plc:invented{number}", "handle": f"i{number}.example.net"},
        "record": {"text": f"60M, wow {number}", "createdAt": "2023-12-17T00:00:00Z"},
    }


def _status(number: int) -> dict[str, Any]:
    return {
        "id": str(number),
        "url": f"https://social.example.net/@i{number}/{number}",
        "created_at": "2023-12-17T00:00:00Z",
        "account": {"acct": f"i{number}"},
        "content": f"<p>60M, wow {number}</p>",
        "visibility": "public",
    }


class _Server(BaseHTTPRequestHandler):
    failing: list[int]  # statuses to give first; 0 is half a body
    asked: list[str | None]  # the authorisation of each request

    def do_GET(self) -> None:
        """Answer as the platform would, or as it is told to fail."""
        self.asked.append(self.headers["authorization"])
        if self.failing:
            self._fail(self.failing.pop(0))
            return
        parts = urlsplit(self.path)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        limit = int(given["limit"])
        if parts.path == "/xrpc/app.bsky.feed.searchPosts" and given["q"] and limit <= 100:
            start = int(given.get("cursor", 0))
            there = [_view(number) for number in range(_THERE)][start : start + limit]
            more = {"cursor": str(start + limit)} if start + limit < _THERE else {}
            self._send(200, json.dumps({"posts": there, **more}))
        elif parts.path == "/api/v1/timelines/tag/Layover" and limit <= 40:
            last = int(given.get("max_id", _THERE))
            numbers = list(range(_THERE))[::-1]
            there = [_status(number) for number in numbers if number < last][:limit]
            self._send(200, json.dumps(there))
        else:
            self._send(400, '{"error": "InvalidRequest"}')

    def _fail(self, status: int) -> None:
        self._send(status or 200, '{"posts": [', more=0 if status else 50)

    def _send(self, status: int, text: str, more: int = 0) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("content-length", str(len(body) + more))
        self.send_header("retry-after", "1")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a server on this machine."""
    _Server.failing, _Server.asked = [], []
    there = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=there.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{there.server_address[1]}"
    there.shutdown()
    thread.join()
    there.server_close()


def _wire() -> Wire:
    patience = Patience(connect=2, request=3, total=20, tries=3, first_pause=0)
    return Wire(secrets=Secrets({}), patience=patience, sleep=lambda _: None)


@pytest.mark.parametrize(
    ("platform", "words"), [("bluesky", "Layover 60M"), ("mastodon", "#Layover")]
)
@pytest.mark.parametrize("most", [500, 130])
def test_every_page_is_saved(
    tmp_path: Path, server: str, platform: Any, words: str, most: int
) -> None:
    """All pages up to the limit are asked for, and what is saved can be imported."""
    path = tmp_path / "posts.jsonl"
    done = gather(platform, words, path, server=server, most=most, environment={}, wire=_wire())
    posts = posts_in(path)
    assert done == len(posts) == min(most, _THERE)
    assert len({post.id for post in posts}) == done
    assert all(isinstance(post, Post) for post in posts)
    assert set(_Server.asked) == {None}


def test_failures_pass(tmp_path: Path, server: str) -> None:
    """A limit, an error of the server and half a body are waited out."""
    _Server.failing = [429, 500, 0]
    path = tmp_path / "posts.jsonl"
    wire = Wire(
        secrets=Secrets({}),
        patience=Patience(connect=2, request=3, total=60, tries=5, first_pause=0),
        sleep=lambda _: None,
    )
    done = gather("bluesky", "x", path, server=server, environment={TOKEN: "t0ken"}, wire=wire)
    assert done == _THERE
    assert set(_Server.asked) == {"Bearer t0ken"}


@pytest.mark.parametrize("status", [500, 400, 401, 0])
def test_failures_leave_no_file(tmp_path: Path, server: str, status: int) -> None:
    """Where the server fails for good there is one error, and no file."""
    _Server.failing = [status] * 10
    with pytest.raises(OutletError):
        gather("bluesky", "x", tmp_path / "a", server=server, environment={}, wire=_wire())
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_asked(tmp_path: Path, server: str) -> None:
    """A file that is there, words for Mastodon, and no server for it are errors at once."""
    (tmp_path / "there").write_text("mine")
    with pytest.raises(BadPosts, match="there already"):
        gather("bluesky", "x", tmp_path / "there", server=server, environment={})
    for words, where in (("two words", server), ("tag", None)):
        with pytest.raises(BadPosts, match="one hashtag"):
            gather("mastodon", words, tmp_path / "a", server=where, environment={})
    with pytest.raises(BadPosts):
        gather("bluesky", "x", tmp_path / "no" / "a", server=server, environment={})
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert _Server.asked == []
