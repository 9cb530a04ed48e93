"""The daily pass at its edges: what it recognises, what it refuses, and the worst of days."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recordbook.mining.daily import LEFT, Releases, State, advance, group, told
from recordbook.mining.daily.names import Names
from recordbook.mining.daily.pages import Page
from recordbook.mining.errors import NotNext, OtherState

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.mining.daily import Day

LADDER = (10, 20, 50, 100)


def write(folder: Path, day: int, counts: dict[str, int | None]) -> Path:
    """A day's counts as Parquet."""
    ids, values = pa.array(list(counts), pa.string()), pa.array(list(counts.values()), pa.int64())
    path = folder / f"{day}.parquet"
    pq.write_table(pa.table({"id": ids, "count": values}), path, row_group_size=64)
    return path


def follow(state: State, folder: Path, *days: dict[str, int | None]) -> list[Day]:
    """Days one after the other, from day 1."""
    return [
        advance(state, day, [write(folder, day, counts)])
        for day, counts in enumerate(days, start=1)
    ]


def test_the_same_ids_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids that lie on disk byte for byte as the day before are known without decoding them."""
    state = State.create(tmp_path / "state", LADDER)
    counts = {f"track:{number}": number for number in range(200)}
    follow(state, tmp_path, counts)
    monkeypatch.setattr(Page, "ids", lambda _: pytest.fail("ids were decoded"))
    later = write(tmp_path, 2, {track: count + 5 for track, count in counts.items()})
    assert len(advance(state, 2, [later]).crossings["track"]) == 20


def test_another_order_is_learnt_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids in another order are looked up the first time and known the next."""
    state = State.create(tmp_path / "state", LADDER)
    counts = {f"track:{number}": number for number in range(200)}
    turned = dict(reversed(counts.items()))
    turned = {track: turned[track] for track in sorted(turned)}
    follow(state, tmp_path, counts, turned)
    monkeypatch.setattr(Names, "number", lambda _, parts: [] if not parts else pytest.fail("again"))
    state = State.open(tmp_path / "state", LADDER)
    later = write(tmp_path, 3, {track: count + 1 for track, count in turned.items()})
    brought = advance(state, 3, [later])
    assert sorted(brought.crossings["track"]["rung"].tolist()) == [0, 1, 2, 3]


def test_ids_of_any_length_are_told_apart(tmp_path: Path) -> None:
    """Ids of different lengths, and ids that come later, are found again."""
    state = State.create(tmp_path / "state", LADDER)
    follow(state, tmp_path, {"a": 1, "bb": 1}, {"ccc": 1, "bb": 2}, {"bb": 60, "ccc": 1, "a": 3})
    assert told(state, "track")["subject"].tolist() == [1, 1, 1]
    assert state.names.count == 3


def test_a_count_that_is_not_there_is_no_reading(tmp_path: Path) -> None:
    """A null count leaves the counter as it was, as if its row were missing."""
    state = State.create(tmp_path / "state", LADDER)
    days = follow(state, tmp_path, {"a": 1, "b": 5}, {"a": None, "b": 6}, {"a": 10, "b": 7})
    assert [day.missing for day in days] == [0, 1, 0]
    assert told(state, "track").tolist() == [(0, 0, 2, 3)]


def test_a_counter_that_falls_every_day_is_left(tmp_path: Path) -> None:
    """Of a counter that fell nothing is told, and the others are told of as before."""
    state = State.create(tmp_path / "state", LADDER)
    days = follow(state, tmp_path, {"a": 90, "b": 9}, {"a": 60, "b": 9}, {"a": 30, "b": 11})
    assert [day.left.tolist() for day in days] == [[], [0], []]
    assert state["rungs"].tolist() == [LEFT, 1]
    assert told(state, "track").tolist() == [(1, 0, 3, 3)]


def test_all_at_once(tmp_path: Path) -> None:
    """A hundred thousand counters that reach three rungs on one day all tie: nobody is first."""
    many = 100_000
    state = State.create(tmp_path / "state", LADDER)
    tracks = [f"track:{number}" for number in range(many)]
    starts = np.arange(0, many + 1, 10)
    values = np.zeros((many // 10, 2), dtype=np.int32)
    days = np.zeros(many // 10, dtype=np.int32)
    group(state, Releases(starts, [pa.array(tracks)], values, days))
    brought = follow(state, tmp_path, dict.fromkeys(tracks, 1), dict.fromkeys(tracks, 70))[1]
    assert {kind: len(rows) for kind, rows in brought.crossings.items()} == {
        "track": 3 * many,
        "every": 3 * many // 10,
        "total": 3 * many // 10,  # ten already reached 10, and 700 is past 100
    }
    assert not any(found.place.any() for found in brought.candidates.values())
    assert not any(found.fastest.any() for found in brought.candidates.values())


def test_a_day_comes_after_the_last(tmp_path: Path) -> None:
    """A day that is known, or lies before one that is, is refused and changes nothing."""
    state = State.create(tmp_path / "state", LADDER)
    follow(state, tmp_path, {"a": 1}, {"a": 2})
    for day in (1, 2):
        with pytest.raises(NotNext, match="does not come after day 2\n"):
            advance(state, day, [write(tmp_path, day, {"a": 99})])
    assert state["counts"].tolist() == [2]


@pytest.mark.parametrize("ladder", [(), (0, 5), (5, 5), (9, 3)])
def test_a_ladder_rises(tmp_path: Path, ladder: tuple[int, ...]) -> None:
    """A ladder without thresholds, or that does not rise, is refused."""
    with pytest.raises(ValueError, match="a ladder is some positive thresholds that rise"):
        State.create(tmp_path, ladder)


def test_a_release_has_tracks(tmp_path: Path) -> None:
    """Releases without tracks are refused, and the state is as it was."""
    state = State.create(tmp_path, LADDER)
    none = np.zeros((1, 0), dtype=np.int32)
    with pytest.raises(ValueError, match="one track or more"):
        group(state, Releases(np.array([0, 0]), [], none, np.zeros(1, dtype=np.int32)))
    assert len(state["starts"]) == 1


def test_only_its_own_state_is_opened(tmp_path: Path) -> None:
    """A state that is not there, damaged, or of another version, ladder or mark is not opened."""
    with pytest.raises(OtherState, match="no state lies there"):
        State.open(tmp_path, LADDER)
    state = State.create(tmp_path, LADDER, mark="one")
    advance(state, 1, [write(tmp_path, 1, {"a": 1})])
    assert State.open(tmp_path, LADDER, mark="one").day == 1
    with pytest.raises(OtherState, match="another version of the book"):
        State.open(tmp_path, LADDER, mark="two")
    with pytest.raises(OtherState, match="other thresholds"):
        State.open(tmp_path, LADDER[1:])
    counts = state.path("counts")
    whole = counts.read_bytes()
    counts.write_bytes(whole[:-1] + b"\x01")
    with pytest.raises(OtherState, match="damaged"):
        State.open(tmp_path, LADDER)
    counts.write_bytes(whole[:-4])
    with pytest.raises(OtherState, match="damaged"):
        State.open(tmp_path, LADDER)
    note = tmp_path / "note.json"
    said = json.loads(note.read_text(encoding="utf-8"))
    note.write_text(json.dumps(said | {"format": 99}), encoding="utf-8")
    with pytest.raises(OtherState, match="format 99, known here is"):
        State.open(tmp_path, LADDER)
    note.write_text('{"format": 1}', encoding="utf-8")
    with pytest.raises(OtherState, match="can be read"):
        State.open(tmp_path, LADDER)
