"""A book in object storage, against a server on this machine that speaks S3."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import duckdb
import pyarrow as pa
import pytest

from recordbook.catalogue.tables import FACTS
from recordbook.intake.batch import Batch
from recordbook.intake.report import Report
from recordbook.ledger import Book
from recordbook.ledger.errors import BookExists, NoBook

if TYPE_CHECKING:
    from collections.abc import Iterator

_HERE = Path(__file__).parent
_CHILD = """
import sys
sys.path.insert(0, sys.argv[2])
from recordbook.ledger import Book
from test_ledger_object_storage import batch_of

book = Book.open(sys.argv[1])
print(*(int(book.append(batch_of(number)).already) for number in range(6)))
"""


def batch_of(number: int) -> Batch:
    """A batch of one fact."""
    fact = {"entity": "recording:a", "attribute": "n", "grade": "counted", "source": "test"}
    tables = {"facts": pa.Table.from_pylist([fact | {"value": str(number)}], schema=FACTS)}
    digest = f"{number:064x}"
    report = Report(file="f", format="test", source="test", digest=digest, taken={})
    return Batch(name="f", source="test", digest=digest, tables=tables, report=report)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an S3 server of its own process, with one bucket."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    quiet = subprocess.DEVNULL
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:  # noqa: S603  # ours
        try:
            _make_bucket(address)
            yield address
        finally:
            process.kill()


def _make_bucket(address: str) -> None:
    for _ in range(300):
        try:
            with urlopen(Request(f"{address}/records", method="PUT")):  # noqa: S310  # http it is
                return
        except HTTPError:
            raise
        except (URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail("the S3 server did not start")


@pytest.fixture
def address(server: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> str:
    """Where a test puts its book, with the environment that leads there."""
    settings = {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_ALLOW_HTTP": "true",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return f"s3://records/{request.node.name}"


def test_a_book_in_object_storage_is_a_book(address: str, tmp_path: Path) -> None:
    """It is made, taken up, known as it was, compacted and read by the engine from local copies."""
    with pytest.raises(NoBook):
        Book.open(address)
    book = Book.create(address, cache=tmp_path)
    for number in range(3):
        assert not book.append(batch_of(number)).already
    assert book.append(batch_of(1)).already
    with pytest.raises(BookExists):
        Book.create(address)
    assert book.compact() == {"facts": (3, 1)}
    again = Book.open(address, cache=tmp_path)
    assert again.snapshot(2).table("facts")["value"].to_pylist() == ["0", "1"]
    (path,) = again.snapshot().files("facts")
    assert Path(path).is_relative_to(tmp_path)
    (counted,) = duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()  # noqa: S608  # our path
    assert counted == (3,)
    assert again.history()["version"].to_pylist() == [1, 2, 3]


def test_a_local_copy_is_fetched_once(address: str, tmp_path: Path) -> None:
    """Files never change, so what lies in the cache is not fetched again."""
    book = Book.create(address, cache=tmp_path)
    book.append(batch_of(1))
    (path,) = book.snapshot().files("facts")
    before = Path(path).stat()
    assert book.snapshot().files("facts") == [path]
    assert Path(path).stat().st_ino == before.st_ino
    assert not list(tmp_path.rglob("*.part"))


def test_two_writers_in_object_storage(address: str, tmp_path: Path) -> None:
    """Of two processes that take the same files at once, exactly one takes each."""
    book = Book.create(address, cache=tmp_path)
    command = [sys.executable, "-c", _CHILD, address, str(_HERE)]
    children = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603  # ours
        for _ in range(2)
    ]
    first, second = (child.communicate(timeout=120)[0].split() for child in children)
    assert [{one, other} for one, other in zip(first, second, strict=True)] == [{"0", "1"}] * 6
    values = book.snapshot().table("facts")["value"].to_pylist()
    assert sorted(values) == [str(number) for number in range(6)]
