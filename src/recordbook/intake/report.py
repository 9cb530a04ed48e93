"""Report: what one intake took, what it refused and what it found, for people and for machines."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.intake.problems import Note, Problem
    from recordbook.units import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The account of one file. `first` and `last` are play days of its observations."""

    file: str
    format: str  # the source's machine name
    source: str  # who says so
    digest: str
    taken: Mapping[str, int]  # rows by table
    refused: int = 0  # rows; only `partial` takes the others
    problems: tuple[Problem, ...] = ()
    first: Day | None = None
    last: Day | None = None
    notes: tuple[Note, ...] = ()
    days: Mapping[str, str] = field(
        default_factory=dict[str, str]
    )  # play, page, file day: how they differ

    def note(self, kind: str) -> Note | None:
        """The note of that kind, where there is one."""
        return next((note for note in self.notes if note.kind == kind), None)

    def as_dict(self) -> dict[str, object]:
        """The report as JSON can hold it; days in ISO form."""
        return {
            "file": self.file,
            "format": self.format,
            "source": self.source,
            "digest": self.digest,
            "taken": dict(self.taken),
            "refused": self.refused,
            "problems": [asdict(problem) for problem in self.problems],
            "first": None if self.first is None else self.first.isoformat(),
            "last": None if self.last is None else self.last.isoformat(),
            "notes": [asdict(note) | {"examples": list(note.examples)} for note in self.notes],
            "days": dict(self.days),
        }
