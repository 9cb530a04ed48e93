"""What `recordbook find` can be asked: light enough for `--help`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - the command line is made from the types
from pathlib import Path  # noqa: TC003 - same
from typing import Annotated, TypeAlias

from cyclopts import Parameter

Flag: TypeAlias = Annotated[bool, Parameter(negative="", show_default=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A search for records.

    Args:
        day: The day (2023-12-16).
        since: Every day from this one to the last day of the book.
        whole: Every day of the book.
        cohort: Among these alone, in the words of a claim: 'albums by K-pop soloists'.
        about: Records of this artist, release or track alone: a name, or an id.
        limit: How many of each day are shown; all are found.
        minimum: How many members a cohort must at least have.
        settings: A TOML file that says what is looked for.
        platform: Records of this platform; by default the book's, where it has but one, or spotify.
        explain: Say why this claim, or anything of this artist, release or track, is a record or
            is none.
        changes: Print what was found and what was withdrawn, the newest first; look for nothing.
        audit: Compare with what trying everything finds. This may take long.
        dry_run: Leave the log of records as it is.
    """

    day: date | None = None
    since: date | None = None
    whole: Annotated[Flag, Parameter(name="--all")] = False
    cohort: str | None = None
    about: Annotated[str | None, Parameter(name=["--about", "--artist"])] = None
    limit: int | None = None
    minimum: int | None = None
    settings: Path | None = None
    platform: str | None = None
    explain: str | None = None
    changes: Flag = False
    audit: Flag = False
    dry_run: Flag = False
