"""Law: a snapshot shows exactly the batches committed up to its version, whatever goes on beside.

Appends, kills and compactions are nested into one another at their commits, which are the only
steps that others can see. A dictionary in plain Python says what each version must show.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from recordbook.catalogue.tables import FACTS, NAMES
from recordbook.intake.batch import Batch
from recordbook.intake.report import Report
from recordbook.ledger import Book, book, compaction
from recordbook.ledger.place import commit


class Killed(Exception):
    """The process is gone at this point."""


@dataclass(frozen=True)
class Step:
    """An append of the batch `number`, or a compaction; other steps run before its commits."""

    number: int | None
    within: dict[int, list[Step]] = field(default_factory=dict)
    killed_at: int | None = None
    clock: int = 0  # the seconds that the writer's clock goes, forward or back


def _steps(depth: int) -> st.SearchStrategy[Step]:
    inner = (
        st.just({})
        if not depth
        else st.dictionaries(
            st.integers(0, 2), st.lists(_steps(depth - 1), min_size=1, max_size=2), max_size=2
        )
    )
    number = st.none() | st.integers(0, 7)
    killed = st.none() | st.integers(0, 2)
    return st.builds(Step, number, inner, killed, st.integers(-5, 5))


def _batch(number: int) -> Batch:
    fact = {"entity": "recording:a", "attribute": "n", "value": str(number), "grade": "counted"}
    name = {"entity": f"recording:{number}", "kind": "recording", "name": "n", "folded": "n"}
    tables = {
        "facts": pa.Table.from_pylist([fact | {"source": "test"}] * (number + 1), schema=FACTS),
        "names": pa.Table.from_pylist([name | {"form": "name", "source": "test"}], schema=NAMES),
    }
    if number % 3 == 0:
        del tables["names"]
    digest = f"{number:064x}"
    report = Report(file="f", format="test", source="test", digest=digest, taken={})
    return Batch(name="f", source="test", digest=digest, tables=tables, report=report)


class World:
    """A book and what its versions must show."""

    def __init__(self, folder: str) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.book = Book.create(folder, clock=lambda: self.now)
        self.shown: dict[int, int] = {}  # by ledger version: the number that it made visible
        self.running: list[tuple[Step, list[int]]] = []

    def commit(self, *arguments: Any, **options: Any) -> int:
        """Commit, after the steps that come between; or be killed just before."""
        step, count = self.running[-1]
        at = count[0]
        count[0] += 1
        self.run(step.within.get(at, []))
        if at == step.killed_at:
            raise Killed
        return commit(*arguments, **options)

    def run(self, steps: list[Step]) -> None:
        """Take the steps, one after the other."""
        for step in steps:
            self.now += timedelta(seconds=step.clock)
            self.running.append((step, [0]))
            try:
                self._take(step)
            except Killed:
                pass
            finally:
                self.running.pop()

    def _take(self, step: Step) -> None:
        if step.number is None:
            self.book.compact()
            return
        done = self.book.append(_batch(step.number))
        assert done.already == (step.number in self.shown.values())
        if not done.already:
            self.shown[done.version] = step.number
        assert self.shown[done.version] == step.number

    def check(self) -> None:
        """Compare every version there ever was with the dictionary."""
        newest = self.book.snapshot()
        seen = [number for _, number in sorted(self.shown.items())]
        for version in range(newest.version + 1):
            expected = [number for at, number in sorted(self.shown.items()) if at <= version]
            snapshot = self.book.snapshot(version)
            facts = snapshot.table("facts")["value"].to_pylist()
            assert sorted(facts) == sorted(str(n) for n in expected for _ in range(n + 1))
            names = snapshot.table("names")["entity"].to_pylist()
            assert sorted(names) == sorted(f"recording:{n}" for n in expected if n % 3)
            assert (
                self.book.snapshot(snapshot.moment).table("facts").equals(snapshot.table("facts"))
            )
        assert [int(d, 16) for d in self.book.history()["digest"].to_pylist()] == seen


_TWO_COMPACTIONS = [Step(0), Step(1), Step(None, within={0: [Step(None)]})]
_KILLED_COMPACTION = [Step(0), Step(1), Step(None, killed_at=1), Step(2), Step(None)]


@example(_TWO_COMPACTIONS)
@example(_KILLED_COMPACTION)
@settings(max_examples=40, deadline=None)
@given(st.lists(_steps(2), min_size=1, max_size=5))
def test_every_snapshot_shows_what_was_committed_up_to_it(steps: list[Step]) -> None:
    """Kills, other writers and compactions at any commit change nothing that a snapshot shows."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(folder)
        with (
            patch.object(book, "commit", world.commit),
            patch.object(compaction, "commit", world.commit),
        ):
            for step in steps:
                world.run([step])
                world.check()
