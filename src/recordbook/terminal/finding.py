"""`recordbook find`."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from recordbook.claims import parse
from recordbook.mining import Settings
from recordbook.mining.errors import BadTaste
from recordbook.proof.shape import as_dict
from recordbook.system import Workspace
from recordbook.system.auditing import audited
from recordbook.system.explain import found as named
from recordbook.system.finding import Wanted, check, found, platforms, proven
from recordbook.system.keeping import WITHDRAWN, changes, keep
from recordbook.system.reasons import Why, why
from recordbook.terminal.page import Page
from recordbook.terminal.records import changed, show, show_audit, show_changes, show_why

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from datetime import date
    from pathlib import Path

    from recordbook.claims import Cohort
    from recordbook.mining import Found, Record
    from recordbook.proof import Prover
    from recordbook.system.auditing import Audited
    from recordbook.system.keeping import Change

SHOWN = 20
"""Records of a day that are printed unless somebody asks for more; `--json` has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a book."""

    book: str
    day: date | None = None
    since: date | None = None
    whole: bool = False
    cohort: str | None = None
    about: str | None = None
    limit: int | None = None
    minimum: int | None = None
    settings: Path | None = None
    platform: str | None = None
    explain: str | None = None
    changes: bool = False
    audit: bool = False
    dry_run: bool = False
    json: bool = False


def run_find(request: Request) -> None:
    """Find the records that are asked for, prove what is shown, and keep the log."""
    workspace, page = Workspace.open(request.book), Page()
    if request.changes:
        _tell_changes(page, workspace, json=request.json)
        return
    prover = workspace.prover()
    settings = taste(request, prover)
    wanted = _wanted(request, settings, prover)
    with progress("looking for records") as told:
        answer = found(prover, wanted, told)
    if request.explain is not None:
        _tell_why(page, why(prover, wanted, answer, request.explain), json=request.json)
        return
    filtered = wanted.cohort is not None or bool(wanted.about)
    changed: tuple[Change, ...] = ()
    if not filtered and not request.dry_run:
        changed = keep(workspace.book, prover, answer, settings)
    audit = audited(prover.snapshot, answer, settings) if request.audit else None
    withdrawn = [change for change in changed if change.status == WITHDRAWN]
    if request.json:
        page.json(_shape(prover, _cut(answer, settings.limit), withdrawn, audit))
        return
    shown = _cut(answer, settings.limit or SHOWN)
    _checked(prover, shown.records)
    show(page, prover, answer, shown)
    if withdrawn:
        show_changes(page, prover, withdrawn)
    if audit is not None:
        show_audit(page, audit)


def taste(request: Request, prover: Prover) -> Settings:
    """The settings of a file, and what the command line says over them.

    The platform is the book's, where it has but one and nobody says.
    """
    text = ""
    if request.settings is not None:
        try:
            text = request.settings.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadTaste(f"cannot read {request.settings}: {error}") from error
    there = platforms(prover)
    said = {"limit": request.limit, "minimum": request.minimum, "platform": request.platform}
    over = {name: value for name, value in said.items() if value is not None}
    return Settings.read(text, there[0] if len(there) == 1 else "spotify", over)


def _wanted(request: Request, settings: Settings, prover: Prover) -> Wanted:
    about = request.about
    return Wanted(
        first=request.day or request.since,
        last=request.day,
        history=request.whole,
        settings=settings,
        cohort=cohort_of(request.cohort) if request.cohort else None,
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
