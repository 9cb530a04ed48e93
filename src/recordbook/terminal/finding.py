"""`recordbook find`."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from recordbook.claims import parse
from recordbook.mining import Settings
from recordbook.mining.errors import BadTaste
from recordbook.proof.shape import as_dict
from recordbook.system import Workspace
from recordbook.system.auditing import audited
from recordbook.system.backfill import Kept, kept
from recordbook.system.explain import found as named
from recordbook.system.finding import Wanted, check, found, platforms, proven
from recordbook.system.keeping import WITHDRAWN, changes
from recordbook.system.reasons import Why, why
from recordbook.terminal.page import Page
from recordbook.terminal.records import changed, show, show_audit, show_changes, show_why

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from datetime import date

    from recordbook.claims import Cohort
    from recordbook.mining import Found, Record
    from recordbook.proof import Prover
    from recordbook.system.auditing import Audited
    from recordbook.system.keeping import Change
    from recordbook.terminal.search import Search

SHOWN = 20
"""Records of a day that are printed unless somebody asks for more; `--json` has all of them."""


def run_find(book: str, search: Search, *, json: bool) -> None:
    """Find the records that are asked for, prove what is shown, and keep the log."""
    workspace, page = Workspace.open(book), Page()
    if search.changes:
        _tell_changes(page, workspace, json=json)
        return
    prover = workspace.prover()
    settings = taste(search, prover)
    wanted = _wanted(search, settings, prover)
    if search.audit and (wanted.cohort is not None or wanted.about):
        raise BadTaste(
            "--audit compares all records of a day, not some",
            remedy="leave out --cohort and --about",
        )
    done = _searched(workspace, prover, wanted, only_look=search.dry_run or bool(search.explain))
    answer = done.found
    if search.explain is not None:
        _tell_why(page, why(prover, wanted, answer, search.explain), json=json)
        return
    audit = audited(prover.snapshot, answer, settings) if search.audit else None
    withdrawn = [change for change in done.changes if change.status == WITHDRAWN]
    if json:
        page.json(_shape(prover, _cut(answer, settings.limit), withdrawn, audit))
        return
    if done.after is not None:
        page.line(f"goes on after {done.after}: what was found before is in the log (--changes)")
    shown = _cut(answer, settings.limit or SHOWN)
    _checked(prover, shown.records)
    show(page, prover, answer, shown)
    if withdrawn:
        show_changes(page, prover, withdrawn)
    if audit is not None:
        show_audit(page, audit)


def _searched(workspace: Workspace, prover: Prover, wanted: Wanted, *, only_look: bool) -> Kept:
    """Everything that was found; the log is kept unless some records alone are looked for."""
    with progress("looking for records") as told:
        if only_look or wanted.cohort is not None or wanted.about:
            return Kept(found=found(prover, wanted, told), changes=())
        return kept(workspace.book, prover, wanted, told)


def taste(search: Search, prover: Prover) -> Settings:
    """The settings of a file, and what the command line says over them.

    The platform is the book's, where it has but one and nobody says.
    """
    text = ""
    if search.settings is not None:
        try:
            text = search.settings.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadTaste(f"cannot read {search.settings}: {error}") from error
    there = platforms(prover)
    said = {"limit": search.limit, "minimum": search.minimum, "platform": search.platform}
    over = {name: value for name, value in said.items() if value is not None}
    return Settings.read(text, there[0] if len(there) == 1 else "spotify", over)


def _wanted(search: Search, settings: Settings, prover: Prover) -> Wanted:
    about = search.about
    return Wanted(
        first=search.day or search.since,
        last=search.day,
        history=search.whole,
        settings=settings,
        cohort=cohort_of(search.cohort) if search.cohort else None,
        about=frozenset() if about is None else frozenset({named(about, prover.names.tables)}),
    )


def cohort_of(text: str) -> Cohort:
    """A cohort by its own words: `albums by K-pop soloists`."""
    claim = parse(f'"any": most total streams among {text} as of 2000-01-01')
    if claim.cohort is None:
        raise BadTaste(f"{text} is no cohort")
    return claim.cohort


def _cut(answer: Found, limit: int | None) -> Found:
    """The most prominent records of each day."""
    if limit is None:
        return answer
    counts: dict[date, int] = {}
    kept: list[Record] = []
    for record in answer.records:
        counts[record.day] = counts.get(record.day, 0) + 1
        if counts[record.day] <= limit:
            kept.append(record)
    return replace(answer, records=tuple(kept))


def _checked(prover: Prover, records: tuple[Record, ...]) -> None:
    """Ask the prover of every record that is shown."""
    with progress("proving them") as told:
        for done, record in enumerate(records, 1):
            check(prover, record)
            told(done, len(records))


def _shape(
    prover: Prover, answer: Found, withdrawn: list[Change], audit: Audited | None
) -> dict[str, Any]:
    """What was found, as programs read it: each record as a proof, with what it stands out by."""
    shapes: list[dict[str, Any]] = []
    with progress("proving them") as told:
        for done, record in enumerate(answer.records, 1):
            said = {
                "day": record.day.isoformat(),
                "members": record.members,
                "also": list(record.also),
                "prominence": {
                    "score": record.prominence.score,
                    "factors": dict(record.prominence.factors),
                },
            }
            shapes.append({**as_dict(proven(prover, record)), **said})
            told(done, len(answer.records))
    shape: dict[str, Any] = {
        "first": answer.first.isoformat(),
        "last": answer.last.isoformat(),
        "records": shapes,
        "withdrawn": [changed(change) for change in withdrawn],
    }
    if audit is not None:
        shape["audit"] = {
            "recall": audit.audit.recall,
            "precision": audit.audit.precision,
            "said": audit.summary,
        }
    return shape


def _tell_changes(page: Page, workspace: Workspace, *, json: bool) -> None:
    newest = changes(workspace.book)[::-1]
    if json:
        page.json({"changes": [changed(change) for change in newest]})
    else:
        show_changes(page, workspace.prover(), newest)


def _tell_why(page: Page, said: list[Why], *, json: bool) -> None:
    if json:
        page.json({"explained": [{"claim": one.claim, "because": one.because} for one in said]})
    else:
        show_why(page, said)


@contextmanager
def progress(doing: str) -> Generator[Callable[[int, int], None]]:
    """A bar with the time left, on a terminal only; it hears how many of how many are done."""
    console = Page(errors=True).console
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
