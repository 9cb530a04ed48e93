"""A made world: invented artists on an invented platform, to show a day's records being found.

Nothing in it is about anybody. Every claim in it says `on "made up"`, and every row gives "made up"
as its source.
"""

from __future__ import annotations

import csv
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from recordbook.intake import source
from recordbook.mining import Settings
from recordbook.system.finding import Wanted
from recordbook.system.keeping import changes, keep
from recordbook.system.showcase import workspace_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recordbook.mining import Found
    from recordbook.system.keeping import Change
    from recordbook.system.workspace import Workspace
    from recordbook.units import Day

FILES = Path(__file__).parent / "made"
"""The folder of the invented catalogue, and of how many streams a day each track has."""

CATALOGUE = ("artists", "releases", "tracks")

FROM, DAY = date(2025, 1, 31), date(2025, 2, 19)
"""The first day that is counted, and the day whose records are looked for."""

MISREAD, AS = "night-ferry/harbour-lights", 10_000_000
"""The recording that is typed wrongly on that day, and by how much too high."""

TASTE = Settings(platform="made up", lowest=10_000_000, minimum=3)
"""What is looked for in so small a world."""

_COUNTS = ("day", "recording", "streams")
_WRONG = ("platform", "key", "day", "reason")
_REASON = "typed 3 for 2 in the first place (made up)"
_UNMENDED = len(CATALOGUE) + 1  # the ledger version after the catalogue and the counts
_WANTED = Wanted(first=DAY, last=DAY, settings=TASTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The made world before and after a figure was put right, and what its log says of that day."""

    before: Workspace
    found: Found
    after: Workspace
    log: tuple[Change, ...]


def show_made_world(address: Path) -> Shown:
    """Find a day's records in the made world, put a figure right, and find them again."""
    before = made_world(address)
    known = before.prover(_UNMENDED)
    found_before = before.find(_WANTED, known_at=_UNMENDED)
    keep(before.book, known, found_before, TASTE)
    after = mend(before)
    keep(after.book, after.prover(), after.find(_WANTED), TASTE)
    return Shown(before=before, found=found_before, after=after, log=changes(after.book, TASTE))


def made_world(address: Path) -> Workspace:
    """A workspace on the made world, counted up to `DAY`, one figure of that day typed wrongly.

    A book of exactly this world is used again, put right or not. NoDemo: something else is at the
    address.
    """
    with tempfile.TemporaryDirectory() as folder:
        counts = _written(Path(folder) / "counts.csv", _COUNTS, _counted())
        files = [*(FILES / f"{name}.csv" for name in CATALOGUE), counts]
        return workspace_of(address, files, _settings, later=_mending(Path(folder)))


def mend(workspace: Workspace) -> Workspace:
    """The same book after the wrong figure was taken back and the right one was taken in."""
    with tempfile.TemporaryDirectory() as folder:
        for file in _mending(Path(folder)):
            workspace.take(file, _settings(file))
    return workspace.refreshed()


def _mending(folder: Path) -> list[Path]:
    """The correction, and the figure as it should have been."""
    right = [row for row in _counted(wrong=False) if row[:2] == (str(DAY), MISREAD)]
    wrong = [("made up", f"recording:{MISREAD}", str(DAY), _REASON)]
    return [
        _written(folder / "wrong.csv", _WRONG, wrong),
        _written(folder / "right.csv", _COUNTS, right),
    ]


def _settings(file: Path) -> source.Settings | None:
    counted = file.stem in {"counts", "right"}
    return source.Settings(mapping="counts", mappings=FILES) if counted else None


def _counted(*, wrong: bool = True) -> Iterator[tuple[str, str, int]]:
    """Every track's count at the end of every day."""
    with (FILES / "paces.csv").open(encoding="utf-8", newline="") as file:
        paces = [(name, int(start), int(pace)) for name, start, pace in list(csv.reader(file))[1:]]
    for day in _days():
        for name, start, pace in paces:
            typed = AS if wrong and (day, name) == (DAY, MISREAD) else 0
            yield str(day), name, start + pace * (day - FROM).days + typed


def _days() -> Iterator[Day]:
    for after in range((DAY - FROM).days + 1):
        yield FROM + timedelta(days=after)


def _written(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path
