"""What became of files, printed: what was taken, what was found in it, what was refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.terminal.figures import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.errors import RecordbookError
    from recordbook.intake.problems import Note
    from recordbook.intake.report import Report
    from recordbook.ledger import Appended
    from recordbook.terminal.page import Page

_ONE = {
    "observations": "observation",
    "names": "name",
    "tracks": "track",
    "credits": "credit",
    "facts": "fact",
    "identities": "identity",
    "corrections": "correction",
}
"""What one row of each table is called."""

_EXAMPLES, _LINES = 3, 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a report and what the ledger answered, or an error."""

    file: str
    report: Report | None = None
    appended: Appended | None = None
    error: RecordbookError | None = None

    def as_dict(self) -> dict[str, object]:
        """The outcome as JSON can hold it."""
        if self.error is not None:
            error, kind = self.error, type(self.error).__name__
            said = {"kind": kind, "message": error.message, "remedy": error.remedy}
            return {"path": self.file, "error": said}
        found = {"path": self.file} | (self.report.as_dict() if self.report else {})
        if self.appended is None:
            return found
        return found | {
            "batch": self.appended.batch,
            "version": self.appended.version,
            "already": self.appended.already,
        }


def show(page: Page, outcomes: Sequence[Outcome], *, book: str, dry_run: bool) -> None:
    """The outcomes as a page for people."""
    taken = [(one, one.report) for one in outcomes if one.report is not None]
    if taken:
        version = max((one.appended.version for one, _ in taken if one.appended), default=0)
        at = f", ledger version {version}" if version else ""
        page.title(f"Would be taken into {book}" if dry_run else f"Taken into {book}{at}")
        page.table(
            ["|file", "read as", "days", "rows"],
            [[report.file, report.format, _days(report), _rows(one)] for one, report in taken],
        )
    _found(page, [report for _, report in taken])
    _meaning(page, [report for _, report in taken])
    _refused(page, outcomes)


def _days(report: Report) -> str:
    if report.first is None or report.last is None:
        return ""
    if report.first == report.last:
        return report.first.isoformat()
    return f"{report.first} to {report.last}"


def _rows(outcome: Outcome) -> str:
    if outcome.appended is not None and outcome.appended.already:
        return "taken before: nothing added"
    if outcome.report is None:
        return ""
    parts = [many(rows, _ONE[name], name) for name, rows in outcome.report.taken.items()]
    refused = outcome.report.refused
    return ", ".join(parts + [f"{refused:,} refused"] * bool(refused)) or "nothing"


def _found(page: Page, reports: Sequence[Report]) -> None:
    """What is odd about rows that were taken, alike notes of many files together."""
    alike: dict[tuple[str, str], list[tuple[str, Note]]] = {}
    for report in reports:
        for note in report.notes:
            alike.setdefault((note.kind, note.text), []).append((report.file, note))
    if alike:
        page.title("Found in it; nothing of this was repaired")
    for (kind, text), found in alike.items():
        total = sum(note.count for _, note in found)
        page.line(
            f"{many(total, kind.removesuffix('s'), kind)}{_where(found, len(reports))}: {text}"
        )
        examples = [example for _, note in found for example in note.examples]
        for example in examples[:_EXAMPLES]:
            page.line(example, indent=6)
        if examples and total > _EXAMPLES:
            page.line(f"and {total - _EXAMPLES:,} more", indent=6)


def _where(found: Sequence[tuple[str, Note]], files: int) -> str:
    """The file that a note is about, or how many there are."""
    if files == 1:
        return ""
    return f" in {found[0][0]}" if len(found) == 1 else f" in {len(found):,} files"


def _meaning(page: Page, reports: Sequence[Report]) -> None:
    """How the days of the files are to be understood, once for each way."""
    said: dict[str, str] = {}
    for report in reports:
        said |= {day: meaning for day, meaning in report.days.items() if day not in said}
    if said:
        page.title("Which day is which")
        page.fields(said.items())


def _refused(page: Page, outcomes: Sequence[Outcome]) -> None:
    errors = [(one.file, one.error) for one in outcomes if one.error is not None]
    if errors:
        page.title(f"Refused: {many(len(errors), 'file')}, of which nothing was taken")
    for file, error in errors:
        page.line(file)
        lines = list(dict.fromkeys(str(error).splitlines()))
        for line in lines[:_LINES]:
            text = line.lstrip()
            page.line(text, indent=4 + len(line) - len(text))
        if len(lines) > _LINES:
            page.line(f"and {len(lines) - _LINES:,} more lines (all with --json)", indent=4)
