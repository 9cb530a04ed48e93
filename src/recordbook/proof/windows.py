"""Reaching a threshold within a window: what was reached before it, or after, does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recordbook.measures import ALWAYS
from recordbook.proof.asked import on_lists, span_of
from recordbook.proof.question import DATED, flows

if TYPE_CHECKING:
    from recordbook.claims import Claim
    from recordbook.measures import Question
    from recordbook.proof.field import Flags, Ints


def windowed(claim: Claim) -> bool:
    """Whether a claim asks who reached a total within a window.

    Flows and lists count nothing outside a window in the first place.
    """
    return claim.window.kind in DATED and not (flows(claim) or on_lists(claim))


def crossed_within(claim: Claim, earliest: Ints, latest: Ints) -> tuple[Ints, Ints]:
    """The days between which a threshold was reached in the claim's window; ALWAYS is never.

    Who surely reached it outside never did; who may have, may never.
    """
    since, until = span_of(claim)
    first = -ALWAYS if since is None else since
    last = ALWAYS if until is None else until
    never = (latest < first) | (earliest > last)
    surely = (earliest >= first) & (latest <= last)
    return (
        np.where(never, ALWAYS, np.maximum(earliest, first)),
        np.where(surely, latest, ALWAYS),
    )


def unread_within(found: dict[str, Ints], asked: Question, days: int, told: Flags) -> None:
    """Let those whom no row tells of have gained nothing before so many days of a window."""
    if asked.since is not None:
        first = asked.since + days - 1
        found["earliest"] = np.where(told, found["earliest"], np.maximum(found["earliest"], first))
        found["high"] = np.where(~told & (asked.as_of < first), 0, found["high"])
