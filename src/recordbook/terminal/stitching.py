"""`recordbook stitch`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.system import Workspace
from recordbook.terminal.errors import NoSuchMove
from recordbook.terminal.figures import count, many
from recordbook.terminal.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.ledger import Appended
    from recordbook.system.stitching import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which moves a person accepts: by either key, those with one title, or every one."""

    keys: Sequence[str] = ()
    same_title: bool = False
    every: bool = False


def run_stitch(book: str, choice: Choice, *, dry_run: bool = False, json: bool = False) -> None:
    """Show the moves of a book, and make one recording of the keys of those that are accepted."""
    workspace = Workspace.open(book)
    found = workspace.moves()
    accepted = _accepted(found, choice)
    taken = workspace.stitch((one.move for one in accepted), dry_run=dry_run)
    page = Page()
    if json:
        moves = [_shape(one, accepted=one in accepted) for one in found]
        version = taken.appended.version if taken.appended else None
        page.json({"book": book, "dry_run": dry_run, "version": version, "moves": moves})
        return
    _show(page, found, accepted, taken.appended)


def _accepted(found: Sequence[Proposal], choice: Choice) -> list[Proposal]:
    keys = {key for one in found for key in (one.move.old, one.move.new)}
    unknown = [key for key in choice.keys if key not in keys]
    if unknown:
        raise NoSuchMove(
            f"no counter goes from or to {', '.join(unknown)}",
            remedy="`recordbook stitch` lists the moves that were found.",
        )
    return [
        one
        for one in found
        if choice.every
        or (choice.same_title and one.same_title)
        or {one.move.old, one.move.new} & set(choice.keys)
    ]


def _shape(one: Proposal, *, accepted: bool) -> dict[str, object]:
    move = one.move
    return {
        "old": {
            "key": move.old,
            "title": one.old_title,
            "day": f"{move.last}",
            "count": move.before,
        },
        "new": {
            "key": move.new,
            "title": one.new_title,
            "day": f"{move.first}",
            "count": move.after,
        },
        "same_title": one.same_title,
        "accepted": accepted,
    }


def _show(
    page: Page, found: Sequence[Proposal], accepted: Sequence[Proposal], appended: Appended | None
) -> None:
    if not found:
        page.line("No counter goes on under another key.")
        return
    seem = many(len(found), "counter that seems", "counters that seem")
    page.title(f"{seem} to go on under another key")
    page.table(
        ["title", "|key", "|day", ">count"],
        [row for one in found for row in _rows(one)],
    )
    if appended is not None:
        page.title(f"Stitched: {many(len(accepted), 'move')}, ledger version {appended.version}")
        page.line("Each key stands for the one recording on its own days.")
    elif accepted:
        page.title(f"Would be stitched: {many(len(accepted), 'move')}")
    else:
        page.title("Nothing is stitched until you say which")
        page.command("recordbook stitch --same-title   # or --all, or the keys")


def _rows(one: Proposal) -> list[list[str]]:
    move = one.move
    return [
        [one.old_title or "(no title)", move.old, f"to {move.last}", count(move.before)],
        [one.new_title or "(no title)", move.new, f"from {move.first}", count(move.after)],
    ]
