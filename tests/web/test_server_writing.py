"""Writing: with a token of the right scope, whole or not at all, and once."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest

from recordbook.ledger import Book
from recordbook.terminal.app import run
from recordbook.web.tokens import Scope, Tokens

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Sites
    from starlette.testclient import TestClient

_TABLE = (
    "platform,basis,metric,region,entity,day,low,high\n"
    "made up,app,streams,global,recording:x,2024-01-01,5,5\n"
)
_WRONG = "regional,nothing\n1,2\n"
_CORRECTION = {"entity": "artist:nobody", "attribute": "gender", "reason": "a test"}


@pytest.fixture
def tokens(own_book: Path) -> Tokens:
    """The tokens of the book that may be written to."""
    return Tokens.of(Book.open(own_book))


def _with(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _send(site: TestClient, token: str, name: str, text: str, **said: Any) -> Any:
    files = {"file": (name, text.encode())}
    return site.post("/api/v1/intake", files=files, data=said, headers=_with(token))


_FACTS = "table_name,entity,attribute,value,reason\nfacts,artist:nobody,gender,male,a test\n"


def test_a_file_is_taken_once(own_book: Path, tokens: Tokens, sites: Sites) -> None:
    """A file is taken whole; sent again, it is there already and nothing is added."""
    site, token = sites(own_book), tokens.add("press", [Scope.INTAKE])
    version = site.get("/api/v1/").json()["ledger"]
    first = _send(site, token, "wrong.csv", _FACTS)
    again = _send(site, token, "other name.csv", _FACTS)
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["already"], again.json()["already"]) == (False, True)
    assert first.json()["version"] == again.json()["version"] == version + 1
    assert site.get("/api/v1/").json()["ledger"] == version + 1


def test_a_dry_run_takes_nothing(own_book: Path, tokens: Tokens, sites: Sites) -> None:
    """What would be taken is told, and the ledger stays as it is."""
    site, token = sites(own_book), tokens.add("press", [Scope.INTAKE])
    before = site.get("/api/v1/").json()
    said = _send(site, token, "wrong.csv", _FACTS, dry_run="true")
    assert (said.status_code, said.json()["taken"]) == (200, {"corrections": 1})
    assert site.get("/api/v1/").json() == before


@pytest.mark.parametrize("text", ["", _WRONG, "<html><title>Gone</title></html>", "\x00\xff" * 50])
def test_a_file_that_cannot_be_taken_leaves_nothing(
    text: str, own_book: Path, tokens: Tokens, sites: Sites
) -> None:
    """What is wrong with a file is said, without where it lay, and the ledger stays as it is."""
    site, token = sites(own_book), tokens.add("press", [Scope.INTAKE])
    before = site.get("/api/v1/").json()
    said = _send(site, token, "bad.csv", text)
    assert said.status_code == 422
    assert said.headers["content-type"] == "application/problem+json"
    assert "/tmp" not in said.text  # noqa: S108 - nothing is written there
    assert site.get("/api/v1/").json() == before


def test_a_correction_is_said_once(own_book: Path, tokens: Tokens, sites: Sites) -> None:
    """A correction is taken with its reason; one without conditions is refused."""
    site, token = sites(own_book), tokens.add("desk", [Scope.CORRECT])
    said = {"corrections": [_CORRECTION]}
    first = site.post("/api/v1/corrections", json=said, headers=_with(token))
    again = site.post("/api/v1/corrections", json=said, headers=_with(token))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["taken"] == {"corrections": 1}
    empty = {"corrections": [{"reason": "everything is wrong"}]}
    refused = site.post("/api/v1/corrections", json=empty, headers=_with(token))
    assert refused.status_code == 422
    unknown = {"corrections": [_CORRECTION | {"colour": "red"}]}
    assert site.post("/api/v1/corrections", json=unknown, headers=_with(token)).status_code == 422


def test_scopes_are_kept_apart(own_book: Path, tokens: Tokens, sites: Sites) -> None:
    """A token does what its scopes say and nothing else."""
    site = sites(own_book)
    reads, takes = tokens.add("reader", [Scope.READ]), tokens.add("press", [Scope.INTAKE])
    assert _send(site, reads, "wrong.csv", _FACTS).status_code == 403
    said = {"corrections": [_CORRECTION]}
    assert site.post("/api/v1/corrections", json=said, headers=_with(takes)).status_code == 403
    approve = site.get("/api/v1/reactions/aaaaaaaaaaaa", headers=_with(takes))
    assert approve.status_code == 403


def test_a_revoked_token_does_nothing(own_book: Path, tokens: Tokens, sites: Sites) -> None:
    """What is taken back is refused at once."""
    site, token = sites(own_book), tokens.add("press", [Scope.INTAKE])
    assert _send(site, token, "wrong.csv", _FACTS).status_code == 201
    tokens.revoke("press")
    assert _send(site, token, "wrong.csv", _FACTS).status_code == 401


def test_a_closed_site_is_read_with_a_token(own_book: Path, tokens: Tokens, sites: Sites) -> None:
    """A closed site shows nothing but its health without a token of the scope `read`."""
    site = sites(own_book, closed=True)
    reads, takes = tokens.add("reader", [Scope.READ]), tokens.add("press", [Scope.INTAKE])
    for address in ("/", "/api/v1/", "/api/v1/openapi.json", "/static/site.css", "/metrics"):
        refused = site.get(address)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Basic ")
        assert site.get(address, headers=_with(takes)).status_code == 403
        shown = site.get(address, headers=_with(reads))
        assert shown.status_code == 200
        assert "public" not in shown.headers["cache-control"]
        assert site.get(address).status_code == 401
    assert site.get("/healthz").status_code == 200


def test_a_browser_may_read_and_never_write_with_a_password(
    own_book: Path, tokens: Tokens, sites: Sites
) -> None:
    """What a browser sends by itself lets it read a closed site, and writes nothing anywhere."""
    site = sites(own_book, closed=True)
    token = tokens.add("all", list(Scope))
    basic = base64.b64encode(f"anyone:{token}".encode()).decode()
    password = {"Authorization": f"Basic {basic}"}
    assert site.get("/api/v1/", headers=password).status_code == 200
    sent = site.post("/api/v1/intake", files={"file": ("a.csv", _FACTS)}, headers=password)
    assert sent.status_code == 401


def test_tokens_are_kept_as_marks_alone(own_book: Path, tokens: Tokens) -> None:
    """The file of tokens is its owner's alone, and holds nothing that lets anybody in."""
    token = tokens.add("press", [Scope.INTAKE])
    path = own_book / "private" / "tokens.json"
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert token.split("_", 2)[2] not in path.read_text(encoding="utf-8")
    held = json.loads(path.read_text(encoding="utf-8"))
    assert tokens.holder(held[0]["mark"]) is None
    assert tokens.holder(f"rb_{held[0]['id']}_{held[0]['mark'][:43]}") is None


def test_tokens_are_made_listed_and_revoked_in_the_terminal(
    own_book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`recordbook token` shows a token once, lists names alone, and takes it back."""
    pytest.importorskip("recordbook.web.commands")
    book = ["--book", str(own_book), "--json"]
    assert run(["token", "add", "press", "--scope", "intake", "--scope", "read", *book]) == 0
    token = json.loads(capsys.readouterr().out)["token"]
    assert run(["token", "add", "press", "--scope", "read", *book]) != 0
    assert run(["token", "list", *book]) == 0
    listed = capsys.readouterr().out
    assert token.split("_", 2)[2] not in listed
    assert json.loads(listed)["tokens"][0]["scopes"] == ["intake", "read"]
    assert Tokens.of(Book.open(own_book)).holder(token) is not None
    assert run(["token", "revoke", "press", *book]) == 0
    assert Tokens.of(Book.open(own_book)).holder(token) is None
    assert run(["token", "revoke", "press", *book]) != 0


@pytest.mark.parametrize(
    "name", ["../../evil.csv", "/etc/passwd", "..\\evil.csv", ".", "", "a\n.csv"]
)
def test_a_name_is_no_path(name: str, own_book: Path, tokens: Tokens, sites: Sites) -> None:
    """A file is written where the server says, whatever it is called."""
    site, token = sites(own_book), tokens.add("press", [Scope.INTAKE])
    there = sorted(path.name for path in own_book.parent.iterdir())
    said = _send(site, token, name, _FACTS)
    assert said.status_code in {201, 422}
    assert sorted(path.name for path in own_book.parent.iterdir()) == there
    if said.status_code == 201:
        assert not set(said.json()["path"]) & set("/\\\n")
