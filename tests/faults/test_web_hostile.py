"""Unwelcome guests of a site: whatever they send is refused or shown as the text that it is."""

from __future__ import annotations

import json
import logging
import re
import shutil
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import anyio
import pytest
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from recordbook.ledger import Book
from recordbook.system.made_world import show_made_world
from recordbook.web.app import create_app
from recordbook.web.guard import Guard
from recordbook.web.journal import Lines
from recordbook.web.settings import Settings
from recordbook.web.tokens import Scope, Tokens

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import Message, Receive, Send
    from starlette.types import Scope as Asgi

_EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE observations; --",
    "{{ 7 * 7 }}${7*7}",
    "javascript:alert(1)",
    "../../../../etc/passwd",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "\u202egnp.exe\u0000",
    "A" * 3000,
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of the made world."""
    path = tmp_path_factory.mktemp("hostile") / "made.book"
    show_made_world(path)
    return path


@pytest.fixture(scope="module")
def site(book: Path) -> TestClient:
    """A site over it that anybody reaches."""
    return _site(book)


def _site(book: Path, **said: object) -> TestClient:
    settings = Settings(book=str(book), **{"rate": 0, **said})  # type: ignore[arg-type]
    return TestClient(create_app(settings), raise_server_exceptions=False, follow_redirects=False)


_FIELDS = (
    "/ask?claim=",
    "/search?q=",
    "/check?text=",
    "/cohorts?of=",
    "/cohorts?measure=",
    "/days/",
    "/records/",
    "/artists/",
    "/albums/",
    "/tracks/",
    "/embed/",
    "/oembed?url=",
    "/?lang=",
    "/api/v1/prove?claim=",
    "/api/v1/prove?as_known=1&claim=",
    "/api/v1/find?cohort=",
    "/api/v1/find?about=",
    "/api/v1/find?platform=",
    "/api/v1/explain?entity=",
    "/api/v1/entities?q=",
    "/api/v1/records?cursor=",
    "/api/v1/records/",
    "/static/",
    "/feeds/",
    "/",
)


@pytest.mark.parametrize("field", _FIELDS)
def test_no_field_speaks_for_the_site(field: str, site: TestClient) -> None:
    """Script, SQL, templates and paths in any field are answered, and never as markup of ours."""
    for evil in _EVIL:
        answer = site.get(field + quote(evil, safe=""))
        assert answer.status_code < 500, (field, evil, answer.text[:500])
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert "<script>alert" not in answer.text
            assert "<img src=x" not in answer.text
            assert "49$" not in answer.text
        assert "root:" not in answer.text
        assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/....//app.py",
        "/static//etc/passwd",
        "/static/..\\app.py",
        "/static/%00",
        "/records/..%2f..%2fprivate%2ftokens.json",
        "/private/tokens.json",
        "/api/v1/../../private/tokens.json",
    ],
)
def test_no_path_leads_out(path: str, site: TestClient) -> None:
    """No address shows a file that is not a page's."""
    answer = site.get(path)
    assert answer.status_code in {400, 404}
    assert "import" not in answer.text


@pytest.mark.parametrize(
    "path", ["//evil.example", "//evil.example/..", "/\\evil.example", "/api/v1"]
)
def test_no_redirect_leads_away(path: str, site: TestClient) -> None:
    """Wherever an answer sends somebody, it is within the site."""
    answer = site.get(path, headers={"X-Forwarded-Host": "evil.example"})
    to = answer.headers.get("location", "/")
    assert re.match(r"https?://127\.0\.0\.1:8000/|/(?![/\\])", to), to


_HEADERS = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Scheme": "nothttps",
    "X-Forwarded-Prefix": "/evil",
    "X-Host": "evil.example",
    "X-Original-URL": "/evil",
    "X-Rewrite-URL": "/evil",
    "X-HTTP-Method-Override": "DELETE",
    "Forwarded": "host=evil.example",
    "Origin": "https://evil.example",
    "Referer": "https://evil.example/",
    "Cookie": "session=evil",
    "User-Agent": "evil",
    "HX-Request": "true",
    "Range": "bytes=0-1",
    "Accept": "application/evil",
}


@pytest.mark.parametrize("address", ["/", "/help", "/sources", "/api/v1/", "/api/v1/records"])
def test_headers_poison_nothing(address: str, book: Path) -> None:
    """Whatever the headers of the first asker, the second gets the page that a clean site gives."""
    clean = _site(book).get(address)
    site = _site(book)
    poisoned = site.get(address, headers=_HEADERS)
    assert "evil" not in poisoned.text
    assert site.get(address).content == poisoned.content == clean.content
    unkeyed = site.get(f"{address}?evil=evil&utm_source=evil")
    assert unkeyed.content == clean.content


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1@evil.example", "evil.example#127.0.0.1", ""]
)
def test_other_names_are_not_answered(host: str, site: TestClient) -> None:
    """A site answers to its own names alone, so that no other site can borrow it."""
    answer = site.get("/", headers={"Host": host})
    assert answer.status_code == 421


def test_bodies_have_an_end(book: Path) -> None:
    """What is larger than allowed is refused, said or unsaid, before it is read to the end."""
    site = _site(book, asked=1_000, largest=2_000)
    said = site.post("/api/v1/check", content=b"x" * 1_001)
    assert said.status_code == 413

    sent = 0

    def endless() -> object:
        nonlocal sent
        for _ in range(1_000):
            sent += 100
            yield b"x" * 100

    unsaid = site.post("/api/v1/check", content=endless())  # type: ignore[arg-type]
    assert unsaid.status_code == 413


@pytest.mark.parametrize("pace", ["never", "dripping"])
def test_a_body_that_does_not_come_is_not_waited_for(pace: str, book: Path) -> None:
    """A body that stops, or comes a byte at a time, is given up on after a while."""

    async def app(scope: Asgi, receive: Receive, send: Send) -> None:  # noqa: ARG001 - an app's
        while (await receive()).get("more_body"):
            pass

    async def receive() -> Message:
        await anyio.sleep(60 if pace == "never" else 0.01)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: Message) -> None:
        raise AssertionError(message)

    async def sent() -> None:
        guard = Guard(app, Settings(book=str(book), patience=0.2))
        head = {"type": "http", "method": "POST", "path": "/check", "query_string": b""}
        await guard(head | {"headers": [(b"host", b"localhost")]}, receive, send)

    with pytest.raises(HTTPException) as told:
        anyio.run(sent)
    assert told.value.status_code == 408


def test_nobody_writes_without_a_token(site: TestClient, book: Path) -> None:
    """No method and no address changes the book for somebody without a token, or a forged one."""
    before = site.get("/api/v1/").json()
    token = Tokens.of(Book.open(book)).add("press", [Scope.INTAKE])
    forged = [
        {},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer rb_00000000_" + "A" * 43},
        {"Authorization": f"Bearer {token[:-1]}"},
        {"Authorization": f"Bearer {token}x"},
        {"Authorization": f"Bearer {token[:12]}{'A' * 43}"},
        {"Authorization": f"Basic {token}"},
        {"Authorization": f"Token {token}"},
        {"Cookie": f"token={token}"},
        {"X-API-Key": token},
    ]
    text = "table_name,entity,attribute,value,reason\nfacts,artist:x,gender,male,evil\n"
    for headers in forged:
        for address in ("/api/v1/intake", "/api/v1/corrections", "/api/v1/reactions/aaaaaaaaaaaa"):
            sent = site.post(address, files={"file": ("a.csv", text)}, headers=headers)
            assert sent.status_code == 401, (address, headers)
    asked = site.post(f"/api/v1/intake?token={token}", files={"file": ("a.csv", text)})
    assert asked.status_code == 401
    for method in ("PUT", "PATCH", "DELETE", "POST", "TRACE", "EVIL"):
        for address in (
            "/",
            "/api/v1/",
            "/api/v1/records",
            "/records/aaaaaaaaaaaa",
            "/static/site.css",
        ):
            assert site.request(method, address).status_code in {401, 404, 405}
    assert site.get("/api/v1/").json() == before


def test_a_form_of_another_site_writes_nothing(site: TestClient) -> None:
    """What a browser can be made to send from elsewhere has no token, and no cookie is ever set."""
    elsewhere = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        sent = site.post(
            "/api/v1/corrections", content=b"x=1", headers=elsewhere | {"Content-Type": kind}
        )
        assert sent.status_code == 401
    asked = site.options(
        "/api/v1/intake", headers=elsewhere | {"Access-Control-Request-Method": "POST"}
    )
    assert "access-control-allow-origin" not in asked.headers
    for address in ("/", "/api/v1/", "/help"):
        answer = site.get(address, headers=elsewhere)
        assert "set-cookie" not in answer.headers
        assert "access-control-allow-origin" not in answer.headers


def test_too_many_questions_are_put_off(book: Path) -> None:
    """A client that asks too much is told when to ask again; others, and what is cached, go on."""
    site = _site(book, rate=0.01, burst=5)
    answers = [site.get(f"/api/v1/entities?q=a{number}") for number in range(8)]
    told = [answer.status_code for answer in answers]
    assert told == sorted(told)
    assert (told[:4], told[5:]) == ([200] * 4, [429] * 3)
    assert int(answers[-1].headers["retry-after"]) > 0
    assert site.get("/api/v1/entities?q=a1").status_code == 200
    forged = {"X-Forwarded-For": "192.0.2.1"}
    assert site.get("/api/v1/entities?q=b", headers=forged).status_code == 429


def test_proxies_are_believed_where_they_are_named(book: Path) -> None:
    """Behind a named proxy every client has a bucket of its own, and none can choose another's."""
    settings = Settings(book=str(book), rate=0.01, burst=1, proxies=("10.0.0.0/8",))
    site = TestClient(create_app(settings), client=("10.0.0.1", 1))

    def asked(said: str, words: str) -> int:
        headers = {"X-Forwarded-For": said}
        return site.get(f"/api/v1/entities?q={words}", headers=headers).status_code

    assert asked("192.0.2.1", "a") == 200
    assert asked("198.51.100.9, 192.0.2.1", "b") == 429
    assert asked("192.0.2.2", "c") == 200


def test_the_log_keeps_no_secret(book: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A line says what became of a request, without its query, token or body, on one line."""
    site = _site(book)
    token = Tokens.of(Book.open(book)).add("secretive", [Scope.READ])
    with caplog.at_level(logging.INFO, logger="recordbook.web"):
        site.get("/api/v1/entities?q=hidden", headers={"Authorization": f"Bearer {token}"})
        site.get("/no%0d%0away?token=" + token)
        site.post("/api/v1/check", json={"text": "hidden words"}, headers={"Authorization": token})
    lines = [Lines().format(record) for record in caplog.records]
    assert len(lines) == 3
    for line in lines:
        assert "\n" not in line
        assert "hidden" not in line
        assert token.split("_", 2)[2] not in line
        assert {"at", "request", "status", "ms", "path"} <= set(json.loads(line))


@pytest.mark.parametrize("damage", ["gone", "torn"])
def test_a_broken_book_is_no_leak(damage: str, book: Path, tmp_path: Path) -> None:
    """Where the book is damaged under the site, people are told so and shown no path."""
    own = shutil.copytree(book, tmp_path / "own.book")
    site = _site(own, look=0.0)
    assert site.get("/api/v1/").status_code == 200
    if damage == "gone":
        shutil.rmtree(own)
    else:
        for path in (own / "batches" / "_delta_log").iterdir():
            path.write_bytes(b"torn")
    time.sleep(0.01)
    answer = site.get("/api/v1/find")
    assert answer.status_code in {500, 503}
    assert str(tmp_path) not in answer.text
    assert site.get("/healthz").status_code == 200
