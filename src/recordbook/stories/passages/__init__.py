"""The parts of an article: what each of them says, and on whose word."""

from __future__ import annotations

from recordbook.stories.passages.context import around, context, reactions
from recordbook.stories.passages.open_ends import open_ends
from recordbook.stories.passages.proven import proven
from recordbook.stories.passages.record import corrections, lede, record
from recordbook.stories.passages.time import time
from recordbook.stories.passages.work import work

__all__ = [
    "around",
    "context",
    "corrections",
    "lede",
    "open_ends",
    "proven",
    "reactions",
    "record",
    "time",
    "work",
]
