"""What a book keeps beside its ledger changes nothing of what it says of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.engine import DuckDB
from recordbook.intake.source import Settings
from recordbook.measures import Heads
from recordbook.system import derived
from recordbook.system.workspace import Workspace
from recordbook.units import day_from

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from recordbook.intake.problems import Note

_MAPPING = (
    'title = "t"\nsource = "s"\nkey = "spotify:track:{id}"\n[[readings]]\ncolumn = "streams"\n'
)
_DAYS: dict[int, dict[str, int]] = {
    1: dict.fromkeys("abcdefghijkl", 100),
    2: {letter: 110 + at for at, letter in enumerate("lkjihgfedcba")},
    3: {
        **dict.fromkeys("abcdefghij", 130),
        "k": 90,
        "m": 111,
    },  # a fall, and l goes on as m
    4: {**dict.fromkeys("abcdefghij", 130), "k": 90, "m": 111},  # stale
    7: {**dict.fromkeys("abcdefghij", 140), "k": 95, "m": 120, "n": 5},  # after a gap
}


def _taken(folder: Path) -> tuple[Workspace, list[tuple[Note, ...]]]:
    folder.mkdir()
    (folder / "day.toml").write_text(_MAPPING + 'metric = "total"\n', encoding="utf-8")
    workspace, notes = Workspace.create(folder / "book"), list[tuple["Note", ...]]()
    for day, counts in _DAYS.items():
        lines = [f"{letter * 22},{count}" for letter, count in counts.items()]
        path = folder / f"{day}.csv"
        path.write_text("id,streams\n" + "\n".join(lines) + "\n", encoding="utf-8")
        settings = Settings(mapping="day", mappings=folder, day=day_from(19_700 + day))
        notes.append(workspace.take(path, settings).report.notes)
    return workspace, notes


def test_a_large_book_says_what_a_small_one_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notes are the same with heads and without, and heads kept are those made anew."""
    _, small = _taken(tmp_path / "small")
    monkeypatch.setattr(derived, "LARGE", 1)
    workspace, large = _taken(tmp_path / "large")
    assert large == small
    kinds = [{one.kind for one in notes} for notes in small]
    assert kinds == [set(), set(), {"falls", "id moves"}, {"stale days"}, {"gaps"}]
    kept = Heads.read(workspace.book.derived / "heads.arrow")
    snapshot = workspace.book.snapshot()
    assert kept.batches == snapshot.batches
    anew = Heads.empty().brought_to(DuckDB(), snapshot)
    assert sorted(map(str, kept.rows.to_pylist())) == sorted(map(str, anew.rows.to_pylist()))


def test_what_is_known_is_not_read_for_a_file_without_totals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names alone are compared with nothing, so the book's readings are left unread."""
    workspace, _ = _taken(tmp_path / "book")
    monkeypatch.setattr(derived.Held, "before", None)
    path = tmp_path / "tracks.csv"
    head = "track_id,track,artist,album,album_id,track_release_date\n"
    path.write_text(f"{head}{'a' * 22},T,A,B,{'b' * 22},2024-04-19\n", encoding="utf-8")
    assert workspace.take(path).appended is not None
