"""The store of posts under interruption, two writers and hostile input."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "reactions"))  # posts that are invented

from posted import ABOUT, RECORD, TEXTS, bytes_of, row, store_of, taken, written

from recordbook.errors import RecordbookError
from recordbook.reactions import quotes_of
from recordbook.reactions.approval import approve
from recordbook.reactions.choosing import propose
from recordbook.reactions.errors import BadPosts, DamagedStore, StoreBusy
from recordbook.reactions.files import posts_in
from recordbook.reactions.forgetting import forget
from recordbook.reactions.importing import import_posts
from recordbook.reactions.store import Store, opened

_DIES = """
import os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from posted import TEXTS, store_of, taken
from recordbook.reactions import importing
from recordbook.reactions.forgetting import forget
from recordbook.reactions.store import Store
folder, at = Path(sys.argv[2]), sys.argv[3]
with store_of(folder) as store:
    if at == "import":
        importing.drop = lambda *_: os._exit(9)
        taken(store, folder)
    elif at == "forget":
        store.db.create_function("die", 0, lambda: os._exit(9))
        store.db.execute(
            "CREATE TEMP TRIGGER last AFTER INSERT ON main.gone BEGIN SELECT die(); END"
        )
        forget(store, ["1"])
    else:
        Store.tidy = lambda _: os._exit(9)
        forget(store, ["1"])
"""


def _dies(folder: Path, at: str) -> None:
    helpers = str(Path(__file__).parents[1] / "unit" / "reactions")
    command = [sys.executable, "-c", _DIES, helpers, str(folder), at]
    done = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - our own
    assert done.returncode == 9, done.stderr


def test_an_import_that_dies_leaves_nothing(tmp_path: Path) -> None:
    """A program that ends in the middle of an import has taken no post; it can be done again."""
    _dies(tmp_path, "import")
    with store_of(tmp_path) as store:
        assert store.rows("SELECT count(*) FROM posts") == [(0,)]
        assert taken(store, tmp_path).kept == len(TEXTS)


def test_forgetting_that_dies_has_not_begun(tmp_path: Path) -> None:
    """A program that ends while it forgets has forgotten nothing, and it can be done again."""
    with store_of(tmp_path) as store:
        taken(store, tmp_path)
    _dies(tmp_path, "forget")
    with store_of(tmp_path) as store:
        assert store.rows("SELECT count(*) FROM posts") == [(len(TEXTS),)]
        assert forget(store, ["1"]) == 1
    assert TEXTS[0].encode() not in bytes_of(tmp_path)


def test_forgetting_that_dies_afterwards_is_complete(tmp_path: Path) -> None:
    """A program that ends before it tidies up has erased every byte all the same."""
    with store_of(tmp_path) as store:
        taken(store, tmp_path)
        propose(store, RECORD, ABOUT, 8)
        approve(store, RECORD, [1])
    _dies(tmp_path, "tidy")
    left = bytes_of(tmp_path)
    assert TEXTS[0].encode() not in left
    assert b"@invented1" not in left


def test_a_bad_file_among_good_ones(tmp_path: Path) -> None:
    """If one of several files is bad, none is taken."""
    good = written(tmp_path / "good.jsonl", [row(1, TEXTS[0])])
    bad = written(tmp_path / "bad.jsonl", [row(2, TEXTS[1]), row(3, "x", created_at="?")])
    with store_of(tmp_path) as store:
        before = bytes_of(tmp_path)
        with pytest.raises(RecordbookError, match=r"bad\.jsonl: line 2"):
            import_posts(store, [good, bad])
    assert bytes_of(tmp_path) == before


def test_two_writers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program writes, a change fails at once and says so; readers read on."""
    monkeypatch.setattr("recordbook.reactions.store._WAIT", 0.05)
    with store_of(tmp_path) as store:
        taken(store, tmp_path)
        propose(store, RECORD, ABOUT, 3)
        approve(store, RECORD, [1, 2, 3])
        other = sqlite3.connect(store.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert len(quotes_of(str(tmp_path), RECORD)) == 3
        with pytest.raises(StoreBusy):
            forget(store, ["1"])
        other.execute("ROLLBACK")
        other.close()
        assert forget(store, ["1"]) == 1


@pytest.mark.parametrize("data", [b"no database at all, but long enough to be one" * 40, b""])
def test_a_damaged_store(tmp_path: Path, data: bytes) -> None:
    """A file that is no store is an error of ours with a remedy."""
    path = tmp_path / "reactions.sqlite"
    path.write_bytes(data)
    with pytest.raises(DamagedStore) as caught, opened(path):
        pass
    assert caught.value.remedy


def test_a_newer_store(tmp_path: Path) -> None:
    """A store of a later recordbook is not touched."""
    with store_of(tmp_path) as store:
        store.db.execute("PRAGMA user_version = 99")
    with pytest.raises(DamagedStore, match="format 99"), store_of(tmp_path):
        pass


_HOSTILE = {
    "surrogate": "Paper Lanterns 60M \ud83d so proud",
    "override": "Paper Lanterns 60M \u202eso proud of it\u202c",
    "zalgo": "Paper Lanterns 60M " + "a\u0301\u0302\u0303\u0304\u0305" * 30,
    "emoji only": "💜" * 400,
    "huge": "Paper Lanterns 60M " * 100_000,
    "nulls": "Paper Lanterns 60M \0 so proud",
    "sql": "Paper Lanterns 60M'); DROP TABLE posts; -- so proud",
    "digits": "9" * 100_000,
    "spaces": " " * 100_000,
    "backtracking": "a " * 50_000 + "!" * 50_000,
    "mail backtracking": "a" * 60_000 + "@",
    "phone backtracking": "(1 " * 30_000,
}


@pytest.mark.parametrize("what", _HOSTILE)
def test_hostile_texts(tmp_path: Path, what: str) -> None:
    """A hostile text is refused or kept as text, quickly, and the store is as it was otherwise."""
    lines = [row(1, _HOSTILE[what]), row(2, TEXTS[1])]
    path = tmp_path / "posts.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with store_of(tmp_path) as store:
        done = import_posts(store, [path])
        assert done.read in {1, 2}  # blank texts are no posts
        assert done.kept == (2 if what == "sql" else 1)
        assert store.rows("SELECT count(*) FROM posts") == [(done.read,)]


@pytest.mark.parametrize("depth", [250, 5_000])
def test_deep_answers(tmp_path: Path, depth: int) -> None:
    """Comments below comments without end are read as deep as makes sense, or refused at once."""
    path = tmp_path / "deep.json"
    listing = '{"kind":"Listing","data":{"children":['
    path.write_text(listing * depth + "]}}" * depth, encoding="utf-8")
    if depth == 250:
        assert posts_in(path) == []
    else:
        with pytest.raises(BadPosts, match="nested too deeply"):
            posts_in(path)


def test_a_store_is_private(tmp_path: Path) -> None:
    """Only its owner may read the store."""
    with store_of(tmp_path) as store:
        assert isinstance(store, Store)
        assert store.path.stat().st_mode & 0o077 == 0
