"""`recordbook intake`."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from recordbook.errors import CatalogueError, SourceError
from recordbook.intake.door import take
from recordbook.ledger.errors import NoBook
from recordbook.system import Workspace
from recordbook.terminal.failing import MISUSED
from recordbook.terminal.page import Page
from recordbook.terminal.taken import Outcome, show

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from recordbook.intake.source import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Files to take into a book, and how."""

    book: str
    files: Sequence[Path]
    settings: Settings
    dry_run: bool = False
    json: bool = False


def mappings_of(book: str) -> Path:
    """The folder of the user's own mappings: in the book, or beside it where it is no folder."""
    return _beside(book) / "mappings"


def run_intake(request: Request) -> int:
    """Take every file that can be taken, tell of each, and return the exit status."""
    workspace, made = _workspace(request)
    outcomes: list[Outcome] = []
    try:
        with _progress(request.files) as tell:
            for path in request.files:
                outcomes.append(_outcome(workspace, path, request))
                tell()
    finally:
        _tell(request, outcomes, made=made)
    return MISUSED if any(outcome.error for outcome in outcomes) else 0


def _workspace(request: Request) -> tuple[Workspace | None, bool]:
    """The book's workspace, and whether it was made now; none where a dry run finds no book."""
    try:
        return Workspace.open(request.book), False
    except NoBook:
        if request.dry_run or not all(path.is_file() for path in request.files):
            return None, False
        return Workspace.create(request.book), True


def _outcome(workspace: Workspace | None, path: Path, request: Request) -> Outcome:
    rejects = None if request.dry_run else _beside(request.book) / "rejects"
    try:
        if workspace is None:
            return Outcome(str(path), take(path, request.settings).report)
        taken = workspace.take(path, request.settings, dry_run=request.dry_run, rejects=rejects)
    except (SourceError, CatalogueError) as error:
        return Outcome(str(path), error=error)
    return Outcome(str(path), taken.report, taken.appended)


def _tell(request: Request, outcomes: Sequence[Outcome], *, made: bool) -> None:
    page = Page()
    if request.json:
        files = [outcome.as_dict() for outcome in outcomes]
        page.json({"book": request.book, "made": made, "dry_run": request.dry_run, "files": files})
        return
    if made:
        page.console.print(f"Made a new book: {request.book}")
    show(page, outcomes, book=request.book, dry_run=request.dry_run)


def _beside(book: str) -> Path:
    return Path() if "://" in book else Path(book)


@contextmanager
def _progress(files: Sequence[Path]) -> Generator[Callable[[], object]]:
    """A bar over the files, on a terminal only; what is called after each."""
    console = Page(errors=True).console
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}"))
    with Progress(
        *columns,
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        total = sum(path.stat().st_size for path in files if path.is_file())
        task = bar.add_task(
            f"taking in {len(files):,} files, {total / 1e6:,.1f} MB", total=len(files)
        )
        yield lambda: bar.advance(task)
