"""What became of an item at an outlet in one run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NOT_NOW: Final = "what is known now does not bear out the log: `recordbook find` mends that"
"""What is said of an item of which nothing can be told now."""


class Did(StrEnum):
    """What was done with an item at an outlet."""

    POSTED = "posted"
    CORRECTED = "corrected"
    FOUND_OUT = "found to be out"  # sent before, its answer was lost
    DROPPED = "dropped"
    HELD = "held"
    UNCLEAR = "unclear"
    WAITING = "waiting"
    REFUSED = "refused"
    STOPPED = "stopped"  # the outlet takes nothing now; the rest of its items wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was done with one item at one outlet, and why nothing was, where nothing was."""

    outlet: str
    item: str
    did: Did
    text: str = ""
    alt: str = ""
    notes: tuple[str, ...] = ()
    link: str = ""
    said: str = ""
