"""Why a file was not taken, one class per reason, all below `SourceError`.

* CannotOpen, EmptyFile, TruncatedFile, TooLarge: the bytes
* WrongEncoding, ErrorPage, UnknownFormat: what the bytes are
* UnknownSource, UnknownMapping, BadMapping, BadSetting, MissingSetting: what was asked
* ChangedShape, DuplicateColumns, BadTable: the columns
* ManyProblems: the rows
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from recordbook.intake.problems import Problem

_SHOWN = 20  # problems that fit a screen; the reject file holds all of them


class CannotOpen(SourceError):
    """There is no file to read at this path."""


class EmptyFile(SourceError):
    """The file holds nothing."""


class TruncatedFile(SourceError):
    """The compressed file is cut off or damaged."""


class TooLarge(SourceError):
    """The file, or a line of it, is larger than is safe to read."""


class WrongEncoding(SourceError):
    """The text is not UTF-8."""


class ErrorPage(SourceError):
    """The file is a web page, not data."""


class UnknownFormat(SourceError):
    """No known format looks like this file."""

    def __init__(self, name: str, seen: str, known: Iterable[str]) -> None:
        """Name the file, show how it begins, and list what could have been read."""
        listed = "; ".join(known)
        first = next(iter(seen.strip().splitlines()), "")[:80]
        super().__init__(
            f"{name}: no known format looks like this file, which begins {first!r}",
            remedy=f"Known formats: {listed}. Any other table is read with a saved mapping.",
        )


class UnknownSource(SourceError):
    """There is no source of that name."""

    def __init__(self, source: str, known: Iterable[str]) -> None:
        """Name what was asked for and what there is."""
        super().__init__(
            f"there is no source called {source!r}", remedy=f"Known sources: {', '.join(known)}."
        )


class UnknownMapping(SourceError):
    """There is no mapping of that name."""

    def __init__(self, mapping: str, known: Iterable[str]) -> None:
        """Name what was asked for and what there is."""
        super().__init__(
            f"there is no mapping called {mapping!r}",
            remedy=f"Known mappings: {', '.join(known)}.",
        )


class BadMapping(SourceError):
    """The mapping cannot be used."""


class MissingSetting(SourceError):
    """The file does not say something that a reading needs, and no setting says it."""


class BadSetting(SourceError):
    """A setting has a value that it cannot have."""


class DuplicateColumns(SourceError):
    """Two columns carry one name."""

    def __init__(self, name: str, columns: Iterable[str]) -> None:
        """Name the file and the columns."""
        super().__init__(
            f"{name}: more than one column is called {', '.join(map(repr, columns))}",
            remedy="Rename or delete one of them; which one is meant is not guessed.",
        )


class ChangedShape(SourceError):
    """The file is not shaped as its source shapes files."""

    def __init__(
        self, name: str, source: str, missing: Iterable[str], extra: Iterable[str]
    ) -> None:
        """Name the columns that lack and those that are unknown."""
        parts = [
            f"{word} {', '.join(map(repr, columns))}"
            for word, columns in (("lacks", list(missing)), ("has the unknown", list(extra)))
            if columns
        ]
        super().__init__(
            f"{name}: not shaped as files of {source} are: it {' and '.join(parts)}",
            remedy="If the source changed its columns, read the file through a mapping.",
        )


class BadTable(SourceError):
    """The table is damaged, or its columns are of a kind that cannot be read."""


class ManyProblems(SourceError):
    """Rows of the file cannot be taken, so none was."""

    def __init__(self, name: str, problems: Sequence[Problem], rejects: Path | None) -> None:
        """Show the first problems and say where all of them are."""
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.rejects: Path | None = rejects
        shown = "\n".join(f"  {problem}" for problem in problems[:_SHOWN])
        more = len(problems) - _SHOWN
        rest = f"\n  and {more:,} more" if more > 0 else ""
        where = "" if rejects is None else f" All of them are in {rejects}."
        remedies = " ".join(dict.fromkeys(problem.remedy for problem in problems[:_SHOWN]))
        super().__init__(
            f"{name}: {len(problems):,} problem{'s' * (len(problems) != 1)}, nothing was taken\n"
            f"{shown}{rest}",
            remedy=f"{remedies}{where} Or take the other rows only, with --partial.",
        )
