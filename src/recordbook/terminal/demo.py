"""`recordbook demo`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.claims import parse
from recordbook.proof.shape import as_dict
from recordbook.system.keeping import WITHDRAWN
from recordbook.system.made_world import DAY, show_made_world
from recordbook.system.showcase import OTHERS, STORY, showcase
from recordbook.system.turning import turns
from recordbook.terminal.figures import count, many
from recordbook.terminal.page import Page
from recordbook.terminal.records import changed, named, names_of, sentence
from recordbook.terminal.verdict import show, show_briefly

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recordbook.intake.report import Report
    from recordbook.system.made_world import Shown

_ABOUT = {
    "artists": "soloists, their groups and their namesakes",
    "releases": "the soloists' releases up to 2024",
    "tracks": "track lists, and the ids under which they chart",
    "charts": "these tracks in the official weekly charts",
    "published": "what press and posts said of their counts",
}


_MANY = 4
"""How many records of the made world are printed, and how many withdrawals."""


def run_demo(address: Path, made: Path, *, json: bool) -> None:
    """Make the books, judge the claims, and find the records of the made world."""
    workspace, reports = showcase(address)
    prover = workspace.prover()
    story, *others = (workspace.prove(claim) for claim in (STORY, *OTHERS))
    page, world = Page(), show_made_world(made)
    if json:
        claims = [as_dict(proof) for proof in (story, *others)]
        page.json({"claims": claims, "made_up": [changed(change) for change in world.log]})
        return
    page.console.print(f"The book {address} holds published facts, each with its source:")
    _taken(page, reports)
    show(page, story, turns(prover, story))
    page.title("The same at other levels, and two claims that the facts settle")
    for proof in others:
        show_briefly(page, proof, turns(prover, proof))
    _made_up(page, made, world)
    page.title("Go on")
    page.command(f"recordbook prove --book {address} '{others[-1].claim}'")
    page.command(f'recordbook explain --book {address} \'"Layover" by "V"\'')
    page.command(f"recordbook find --book {made} --platform 'made up' --day {DAY}")
    page.command(f"recordbook find --book {made} --changes")


def _made_up(page: Page, address: Path, world: Shown) -> None:
    """The records of a day, and what became of them."""
    page.title(f"Records of {DAY} in a made world: every name and number in {address} is invented")
    records = world.found.records
    names = names_of(world.after.prover(), (record.claim for record in records))
    withdrawn = [change for change in world.log if change.status == WITHDRAWN]
    gone = {change.claim for change in withdrawn}
    page.table(
        ["made-up record", ">among", ""],
        [
            [
                sentence(record, names),
                count(record.members),
                "withdrawn later" if str(record.claim) in gone else "stands",
            ]
            for record in records[:_MANY]
        ],
    )
    page.line(f"and {many(len(records) - _MANY, 'other')} of that day")
    page.title("A made-up figure had been typed wrongly, and was put right")
    for change in withdrawn[:_MANY]:
        page.line(f"withdrawn: {named(parse(change.claim), names)}")
        page.line(change.reason or "", indent=4)
    page.line(f"and {many(len(withdrawn) - _MANY, 'other')}; the log keeps what was said, and why")


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
