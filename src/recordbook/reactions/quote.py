"""A quote: what an editor let stand of somebody's post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recordbook.units import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A post that an editor approved, with no more about its author than its credit needs.

    `text` is plain text as it is shown, `credit` how the author is named ("@name"), `permission`
    what allows it: embed, granted, or public domain.
    """

    text: str
    language: str
    link: str
    credit: str
    platform: str
    posted: Day
    permission: str = "embed"
