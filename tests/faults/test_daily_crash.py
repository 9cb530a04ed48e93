"""A daily pass that is broken off anywhere leaves the state that was, and can be done again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recordbook.mining.daily import KINDS, Releases, State, advance, group, told
from recordbook.mining.daily import files as daily_files
from recordbook.mining.daily import log as daily_log

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

LADDER = (10, 20, 50)
_DAYS = (
    {"a": 1, "b": 15, "c": 9},
    {"a": 11, "b": 16, "c": 10, "d": 3},
    {"a": 25, "b": 12, "d": 60},
    {"a": 70, "c": 30, "d": 61, "e": 1},
)


class Broken(BaseException):
    """The process is killed here."""


def _begun(folder: Path) -> State:
    state = State.create(folder, LADDER)
    tracks = [pa.array(["a", "c", "b", "d"])]
    about = np.array([[0, 1], [0, 0]], dtype=np.int32), np.zeros(2, dtype=np.int32)
    group(state, Releases(np.array([0, 2, 4]), tracks, *about))
    return state


def _file(folder: Path, day: int) -> Path:
    counts = _DAYS[day]
    path = folder / f"{day}.parquet"
    pq.write_table(pa.table({"id": list(counts), "count": list(counts.values())}), path)
    return path


def _all(state: State) -> dict[str, Any]:
    held = {name: state[name].tolist() for name in sorted(state.note.turns)}
    return held | {kind: told(state, kind).tolist() for kind in KINDS} | {"day": state.day}


@pytest.mark.parametrize("when", range(16))
def test_broken_off_at_any_write(
    tmp_path: Path, when: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever write is the last, the state is that of the day before, and goes on as ever."""
    whole = _begun(tmp_path / "whole")
    state = _begun(tmp_path / "state")
    writes = 0
    real, real_add = daily_files.np.save, daily_log.Log.add

    def counted() -> None:
        nonlocal writes
        writes += 1
        if writes == when + 1:
            raise Broken

    def save(file: Any, values: Any) -> None:
        file.write(b"half of it")
        counted()
        file.seek(0)
        file.truncate()
        real(file, values)

    def add(log: daily_log.Log, rows: Any) -> None:
        real_add(log, rows[:1])
        log.length -= len(rows[:1])
        counted()
        real_add(log, rows)

    for day in range(len(_DAYS)):
        path = _file(tmp_path, day)
        advance(whole, day, [path])
        before, writes = _all(state), 0
        with monkeypatch.context() as broken:
            broken.setattr(daily_files.np, "save", save)
            broken.setattr(daily_log.Log, "add", add)
            try:
                advance(state, day, [path])
            except Broken:
                assert _all(state) == before
                state = State.open(tmp_path / "state", LADDER)
                assert _all(state) == before
        if state.day != day:
            advance(state, day, [path])
        assert _all(state) == _all(whole)


def test_a_file_that_is_none_changes_nothing(tmp_path: Path) -> None:
    """A day of which one file cannot be read is not taken in part."""
    state = _begun(tmp_path / "state")
    advance(state, 0, [_file(tmp_path, 0)])
    before = _all(state)
    torn = tmp_path / "torn.parquet"
    torn.write_bytes(_file(tmp_path, 1).read_bytes()[:-20])
    with pytest.raises((OSError, pa.ArrowInvalid)):
        advance(state, 1, [_file(tmp_path, 1), torn])
    assert _all(state) == before
    advance(state, 1, [_file(tmp_path, 1)])
    assert state.day == 1
