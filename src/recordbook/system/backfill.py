"""A long search whose records are kept as it goes: one that was stopped goes on where it was.

How far it came lies in a note beside the ledger. Without the note everything is searched again, and
nothing is lost by that but time.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recordbook.mining import Found
from recordbook.system.finding import found_by_day, span
from recordbook.system.keeping import keep, scope_of
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from recordbook.ledger import Book
    from recordbook.mining import Record
    from recordbook.proof import Prover
    from recordbook.system.finding import Wanted
    from recordbook.system.keeping import Change
    from recordbook.units import Day

_SECONDS = 10.0
"""After so long what was found meanwhile is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a search found, and what that changed in the log.

    `after` is the last day that an earlier search had done before it was stopped: its records are
    in the log, and not in `found`.
    """

    found: Found
    changes: tuple[Change, ...]
    after: Day | None = None


def kept(
    book: Book,
    prover: Prover,
    wanted: Wanted,
    told: Callable[[int, int], None] = lambda _done, _all: None,
    *,
    seconds: float = _SECONDS,
) -> Kept:
    """Search for everything of the days wanted, and keep the log of records as they are found.

    `wanted` must be of everybody: a part of the records of a day would withdraw the others. `told`
    hears how many of how many days are done.
    """
    first, last = span(prover, wanted)
    note = _Note(book.derived / "searched.json", _search(prover, wanted, first, last))
    done = note.read()
    begin = first if done is None else done + 1
    records: list[Record] = []
    fresh: list[Record] = []
    changes: list[Change] = []
    since, clock = begin, time.monotonic()
    for day, of_day in found_by_day(prover, wanted, begin, last):
        fresh += of_day
        if day == last or time.monotonic() - clock >= seconds:
            stretch = Found(first=day_from(since), last=day_from(day), records=tuple(fresh))
            changes += keep(book, prover, stretch, wanted.settings)
            note.write(day)
            records += fresh
            fresh, since, clock = [], day + 1, time.monotonic()
        told(day - first + 1, last - first + 1)
    note.remove()
    return Kept(
        found=Found(first=day_from(begin), last=day_from(last), records=tuple(records)),
        changes=tuple(changes),
        after=None if done is None else day_from(done),
    )


def _search(prover: Prover, wanted: Wanted, first: int, last: int) -> dict[str, Any]:
    """What must be the same for a search to go on."""
    version = prover.snapshot.version
    return {"scope": scope_of(wanted.settings), "version": version, "first": first, "last": last}


@dataclass(frozen=True, slots=True)
class _Note:
    """How far a search came."""

    path: Path
    search: dict[str, Any]

    def read(self) -> int | None:
        """The last day that this very search has done; None where there is no such note."""
        try:
            said = json.loads(self.path.read_text(encoding="utf-8"))
            done = said.pop("done")
        except (OSError, ValueError, KeyError, AttributeError):
            return None
        whole = said == self.search and isinstance(done, int)
        return done if whole and self.search["first"] <= done < self.search["last"] else None

    def write(self, done: int) -> None:
        """Say that a day is done; a note that was cut short is no note."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps({**self.search, "done": done}), encoding="utf-8")
        fresh.replace(self.path)

    def remove(self) -> None:
        """The search is done."""
        self.path.unlink(missing_ok=True)
