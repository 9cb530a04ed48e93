"""The Taylor Swift series in a book, with its catalogue and the facts that no file has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import swift_by_hand as hand

from recordbook.intake.source import Settings
from recordbook.system import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.intake.report import Report
    from recordbook.system.stitching import Proposal

FOLDER = "kworb-taylor-swift-daily"


class SwiftBook(NamedTuple):
    """The book with every move stitched; the report of the counts, and the version before."""

    workspace: Workspace
    report: Report
    unstitched: int
    proposals: tuple[Proposal, ...]

    @property
    def ids(self) -> list[tuple[str, str]]:
        """The id that every move went from, and the one that it went to."""
        moves = (one.move for one in self.proposals)
        return [(move.old.rpartition(":")[2], move.new.rpartition(":")[2]) for move in moves]


def swift_book(shared_data: Path, here: Path, *, sleeves: bool = True) -> SwiftBook:
    """All 621 days in a new book below a folder, with the facts from the sleeves or without."""
    folder, workspace = shared_data / FOLDER, Workspace.create(here / "book")
    workspace.take(folder / "taylor_swift_tracks.csv.gz")
    if sleeves:
        (here / "sleeves.toml").write_text(hand.MAPPING, encoding="utf-8")
        (here / "sleeves.csv").write_text(hand.TYPED, encoding="utf-8")
        workspace.take(here / "sleeves.csv", Settings(mapping="sleeves", mappings=here))
    taken = workspace.take(folder / "taylor_swift_daily_streams.csv.gz")
    assert taken.appended is not None
    proposals = workspace.moves()
    workspace.stitch(proposal.move for proposal in proposals)
    return SwiftBook(workspace.refreshed(), taken.report, taken.appended.version, proposals)
