"""What was found where a site kept what had been taken back, or could be held by one question."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from recordbook.reactions.store import FILE, opened
from recordbook.system.made_world import show_made_world
from recordbook.web.app import create_app
from recordbook.web.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book of the made world."""
    path = tmp_path / "made.book"
    show_made_world(path)
    return path


@pytest.mark.parametrize(("lang", "word"), [("en", "Withdrawn: "), ("ko", "[철회] ")])
def test_what_was_withdrawn_is_listed_as_no_record(book: Path, lang: str, word: str) -> None:
    """No list says of what was withdrawn that it is so, on the page or in its twin."""
    site = TestClient(create_app(Settings(book=str(book), rate=0)))
    told = site.get("/days/2025-02-19.json", params={"lang": lang}).json()
    assert told["withdrawn"]
    for one in told["withdrawn"]:
        assert one["headline"].startswith(word)
        assert one["others"] is None
    assert not any(one["headline"].startswith(word) for one in told["standing"])


def test_a_page_of_before_a_quote_went_is_not_current(book: Path) -> None:
    """Whoever knows only when a page changed is given it anew once a quote of it is forgotten."""
    site = TestClient(create_app(Settings(book=str(book), rate=0, look=0.0)))
    before = site.get("/").headers["last-modified"]
    assert site.get("/", headers={"if-modified-since": before}).status_code == 304
    with opened(book / FILE, make=True) as store, store.change():
        pass  # as every approval and every forgetting does
    os.utime(book / FILE)
    again = site.get("/", headers={"if-modified-since": before})
    assert again.status_code == 200
    assert again.headers["last-modified"] != before
