"""`recordbook demo`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.proof.shape import as_dict
from recordbook.system.showcase import OTHERS, STORY, showcase
from recordbook.system.turning import turns
from recordbook.terminal.figures import count
from recordbook.terminal.page import Page
from recordbook.terminal.verdict import show, show_briefly

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recordbook.intake.report import Report

_ABOUT = {
    "artists": "soloists, their groups and their namesakes",
    "releases": "the soloists' releases up to 2024",
    "tracks": "track lists, and the ids under which they chart",
    "charts": "these tracks in the official weekly charts",
    "published": "what press and posts said of their counts",
}


def run_demo(address: Path, *, json: bool) -> None:
    """Make the book, and judge the claims."""
    workspace, reports = showcase(address)
    prover = workspace.prover()
    story, *others = (workspace.prove(claim) for claim in (STORY, *OTHERS))
    page = Page()
    if json:
        page.json({"claims": [as_dict(proof) for proof in (story, *others)]})
        return
    page.console.print(f"The book {address} holds published facts, each with its source:")
    _taken(page, reports)
    show(page, story, turns(prover, story))
    page.title("The same at other levels, and two claims that the facts settle")
    for proof in others:
        show_briefly(page, proof, turns(prover, proof))
    page.title("Go on")
    page.command(f"recordbook prove --book {address} '{others[-1].claim}'")
    page.line(f'recordbook explain --book {address} \'"Layover" by "V"\'')


def _taken(page: Page, reports: Sequence[Report]) -> None:
    page.table(
        ["", "what it holds", ">entries", "days"],
        [
            [
                report.file,
                _ABOUT.get(report.file.removesuffix(".csv"), report.source),
                count(sum(report.taken.values())),
                f"{report.first} to {report.last}" if report.first else "",
            ]
            for report in reports
        ],
    )
