"""The server's own work on pages: cache, versions, twins, errors, headers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from recordbook.system import Workspace
from recordbook.web.shelf import Shelf

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Sites

_MORE = "table_name,entity,attribute,value,reason\nfacts,artist:nobody,gender,male,a test\n"


def _moved_on(book: Path) -> None:
    """Bring a book to its next version."""
    file = book.parent / "wrong.csv"
    file.write_text(_MORE, encoding="utf-8")
    Workspace.open(book).take(file)


def test_a_page_is_made_once(made_book: Path, sites: Sites) -> None:
    """The second asker of an address gets what the first got, from memory."""
    site = sites(made_book)
    first = site.get("/api/v1/records?limit=3")
    again = site.get("/api/v1/records?limit=3&utm_source=elsewhere")
    assert first.content == again.content
    assert first.headers["etag"] == again.headers["etag"]
    said = site.get("/metrics").text
    assert 'recordbook_requests_total{cached="yes",method="GET",status="200"}' in said


def test_what_is_known_is_not_sent_again(made_book: Path, sites: Sites) -> None:
    """A client that has a page, by its mark or by its day, is told so and sent nothing."""
    site = sites(made_book)
    first = site.get("/api/v1/changes")
    for known in (
        {"If-None-Match": first.headers["etag"]},
        {"If-None-Match": f'"x", W/{first.headers["etag"]}'},
        {"If-Modified-Since": first.headers["last-modified"]},
    ):
        again = site.get("/api/v1/changes", headers=known)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    other = site.get("/api/v1/changes", headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_head_says_what_get_would(made_book: Path, sites: Sites) -> None:
    """HEAD has the headers of GET and no body, whoever came first."""
    site = sites(made_book)
    for address in ("/api/v1/changes", "/", "/nowhere"):
        head, get = site.head(address), site.get(address)
        assert head.content == b""
        assert (head.status_code, head.headers.get("etag")) == (
            get.status_code,
            get.headers.get("etag"),
        )


def test_new_versions_are_seen(own_book: Path, sites: Sites) -> None:
    """What is taken in by another process is served within the time between two looks."""
    site = sites(own_book, look=0.05)
    before = site.get("/api/v1/").json()
    _moved_on(own_book)
    time.sleep(0.06)
    after = site.get("/api/v1/").json()
    assert after["ledger"] == before["ledger"] + 1


def test_a_shelf_looks_cheaply(own_book: Path) -> None:
    """A look at a book that has not changed reads no table, and one at a book that has sees it."""
    shelf = Shelf.of(str(own_book))
    version = shelf.version
    started = time.perf_counter()
    for _ in range(200):
        assert shelf.look() is version
    assert time.perf_counter() - started < 1
    _moved_on(own_book)
    assert shelf.look().ledger == version.ledger + 1
    with shelf.prover() as prover, shelf.prover() as same:
        assert prover is same
        assert prover.snapshot.version == shelf.version.ledger


def test_every_language_has_its_own_page(made_book: Path, sites: Sites) -> None:
    """The language comes from the address, else from what the client accepts, and is said."""
    site = sites(made_book)
    korean = site.get("/nowhere", headers={"Accept-Language": "fr, ko;q=0.8, en;q=0.2"}).text
    assert '<html lang="ko">' in korean
    assert '<html lang="en">' in site.get("/nowhere").text
    assert '<html lang="en">' in site.get("/nowhere?lang=xx").text
    named = site.get("/nowhere?lang=ko", headers={"Accept-Language": "en"}).text
    assert '<html lang="ko">' in named


def test_errors_are_told_in_the_form_that_was_asked_for(made_book: Path, sites: Sites) -> None:
    """People get a page in their language, programs get problem+json, both the same status."""
    site = sites(made_book)
    page, twin, api = site.get("/nowhere"), site.get("/nowhere.json"), site.get("/api/v1/nowhere")
    assert [page.status_code, twin.status_code, api.status_code] == [404, 404, 404]
    assert page.headers["content-type"].startswith("text/html")
    for said in (twin, api):
        assert said.headers["content-type"] == "application/problem+json"
        shape = said.json()
        assert {"type", "title", "status", "detail", "instance"} <= set(shape)
        assert shape["status"] == 404
        assert shape["request"] == said.headers["x-request-id"]
    assert page.headers["x-request-id"] in page.text


@pytest.mark.parametrize("address", ["/", "/nowhere", "/api/v1/", "/static/site.css", "/healthz"])
def test_every_answer_is_guarded(address: str, made_book: Path, sites: Sites) -> None:
    """Whatever is answered allows no script or style within a page and no frame around it."""
    headers = sites(made_book).get(address).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "server" not in headers


def test_health_is_told_plainly(made_book: Path, sites: Sites) -> None:
    """A live process says ok, and a ready one says which versions it serves."""
    site = sites(made_book)
    assert site.get("/healthz").text == "ok\n"
    assert site.get("/readyz").text.startswith("ready: ledger version ")
    figures = site.get("/metrics").text
    version = site.get("/api/v1/").json()["ledger"]
    assert f"recordbook_ledger_version {float(version)}" in figures
