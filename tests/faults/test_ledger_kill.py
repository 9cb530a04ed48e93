"""Law: a process killed at any moment of an append leaves the book as it was, or with all of it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest

from recordbook.catalogue.tables import FACTS, NAMES
from recordbook.intake.batch import Batch
from recordbook.intake.report import Report
from recordbook.ledger import Book

_HERE = Path(__file__).parent
_ROWS = 30_000

# The child appends batches until it is killed: from outside, or by itself at a commit (negative:
# just before that commit of the book, counted from -1; positive: just after; 0: not by itself).
_CHILD = """
import os, signal, sys
sys.path.insert(0, sys.argv[2])
from recordbook.ledger import Book, book
from test_ledger_kill import batch_of

at, commits, real = int(sys.argv[3]), [0], book.commit

def kill(moment):
    if moment == at:
        os.kill(os.getpid(), signal.SIGKILL)

def counted(*arguments, **options):
    commits[0] += 1
    kill(-commits[0])
    done = real(*arguments, **options)
    kill(commits[0])
    return done

book.commit = counted
opened = Book.open(sys.argv[1])
print("ready", flush=True)
for number in range(1, 1000):
    opened.append(batch_of(number))
"""


def batch_of(number: int) -> Batch:
    """A batch of two tables, large enough to be killed in the middle."""
    fact = {"entity": "recording:a", "attribute": "n", "grade": "counted", "source": "test"}
    name = {"entity": "recording:a", "kind": "recording", "name": "a", "folded": "a"}
    name |= {"form": "name", "source": "test"}
    tables = {
        "facts": pa.Table.from_pylist([fact | {"value": str(number)}] * _ROWS, schema=FACTS),
        "names": pa.Table.from_pylist([name], schema=NAMES),
    }
    digest = f"{number:064x}"
    report = Report(file="f", format="test", source="test", digest=digest, taken={})
    return Batch(name="f", source="test", digest=digest, tables=tables, report=report)


def _start(place: Path, at: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _CHILD, str(place), str(_HERE), str(at)]
    pipe = subprocess.PIPE
    child = subprocess.Popen(command, stdout=pipe, text=True)  # noqa: S603  # ours
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def _whole(place: Path) -> int:
    """How many batches the book shows, each of them whole and once."""
    snapshot = Book.open(place).snapshot()
    values = snapshot.table("facts")["value"].value_counts().to_pylist()
    found = {int(one["values"]): one["counts"] for one in values}
    assert found == dict.fromkeys(range(1, snapshot.version + 1), _ROWS)
    assert snapshot.table("names").num_rows == snapshot.version
    return snapshot.version


@pytest.mark.parametrize(("at", "shown"), [(-1, 0), (1, 0), (2, 0), (-3, 0), (3, 1), (-5, 1)])
def test_killed_at_a_commit(tmp_path: Path, at: int, shown: int) -> None:
    """Before its last commit nothing of a batch shows, afterwards all; it can be taken again."""
    Book.create(tmp_path / "book")
    with _start(tmp_path / "book", at) as child:
        assert child.wait(timeout=60) == -signal.SIGKILL
    assert _whole(tmp_path / "book") == shown
    again = [Book.open(tmp_path / "book").append(batch_of(number)).already for number in (1, 2)]
    assert again == [number <= shown for number in (1, 2)]
    assert _whole(tmp_path / "book") == 2


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Sixteen kills at sixteen moments, one after the other in one book, tear nothing."""
    Book.create(tmp_path / "book")
    shown = 0
    for round_ in range(16):
        with _start(tmp_path / "book", 0) as child:
            time.sleep(0.013 * round_)
            child.kill()
        now = _whole(tmp_path / "book")
        assert now >= shown
        shown = now
    assert not Book.open(tmp_path / "book").append(batch_of(shown + 1)).already
    assert _whole(tmp_path / "book") == shown + 1
