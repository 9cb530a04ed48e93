"""The demo: a book of the facts typed into the project, and the claims that it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recordbook.intake.arrow import column, texts
from recordbook.intake.door import take
from recordbook.system.errors import NoDemo
from recordbook.system.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recordbook.intake.report import Report
    from recordbook.intake.source import Settings

FACTS = Path(__file__).parent / "demo"
"""The folder of the facts, each row with its source."""

FILES = ("artists", "releases", "tracks", "charts", "published")
"""The files of facts in the order in which they build on each other."""

_STORY = '"Layover" by "V": first and only album by K-pop soloists with'

_BILLION = "with album total >= 1B streams on spotify as of 2024-01-09"

STORY = f"{_STORY} every track >= 60M streams on spotify as of 2023-12-16"
"""The claim that the press made."""

OTHERS = (
    f"{_STORY} every track >= 50M streams on spotify as of 2023-11-18",
    f"{_STORY} every track >= 100M streams on spotify as of 2024-05-24",
    f'"Layover" by "V": joins albums by K-pop soloists {_BILLION}',
    f'"Layover" by "V": first album by K-pop soloists {_BILLION}',
)
"""The same at the levels before and after; then what the facts do settle."""


def showcase(address: Path, facts: Path = FACTS) -> tuple[Workspace, tuple[Report, ...]]:
    """A workspace on the facts, made if there is none, and what each file brought.

    A book of exactly these facts is used again, one that was cut short is completed. Anything else
    at the address is left as it is: NoDemo.
    """
    files = [facts / f"{name}.csv" for name in FILES]
    return workspace_of(address, files), tuple(take(file).report for file in files)


def workspace_of(
    address: Path,
    files: Sequence[Path],
    settings: Callable[[Path], Settings | None] = lambda _: None,
    later: Sequence[Path] = (),
) -> Workspace:
    """A workspace on these files, made if there is none; it may hold the `later` ones too.

    NoDemo: anything else is at the address.
    """
    digests = {take(file, settings(file)).report.digest for file in (*files, *later)}
    workspace = _workspace(address, digests)
    for file in files:
        workspace.take(file, settings(file))
    return workspace.refreshed()


def _workspace(address: Path, digests: set[str]) -> Workspace:
    remedy = "name another folder, or remove this one if nothing in it is needed"
    if not address.exists():
        return Workspace.create(address)
    if not (address / "batches").is_dir():
        raise NoDemo(f"{address} is there already, and it is no book", remedy=remedy)
    workspace = Workspace.open(address)
    held = set(texts(column(workspace.book.history(), "digest")))
    if not held <= digests:
        raise NoDemo(f"the book {address} holds other things than the demo's facts", remedy=remedy)
    return workspace
