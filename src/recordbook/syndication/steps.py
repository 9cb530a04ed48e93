"""What is to be done with an item at an outlet, by what is known of it there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from recordbook.syndication.item import Standing
from recordbook.syndication.outbox import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from recordbook.syndication.item import Item
    from recordbook.syndication.outbox import Sending


class Step(StrEnum):
    """What is to be done with an item at an outlet."""

    TELL = "tell"
    AMEND = "amend"
    SEEK = "seek"  # find out whether it is out
    DROP = "drop"  # withdrawn before it was ever out
    HOLD = "hold"  # a person has to say whether it is out
    WAIT = "wait"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An item that may go out; it is made only if it does, and None if it cannot be told now.

    `fresh` items are told where they are not out yet; the others are only put right.
    """

    key: str
    standing: Standing
    updated: datetime
    fresh: bool
    make: Callable[[], Item | None]

    @property
    def edition(self) -> str:
        """What changes whenever the item does; later ones sort behind earlier ones."""
        return f"{self.updated.astimezone(UTC).isoformat(timespec='microseconds')} {self.standing}"


def step_for(past: Sending | None, offer: Offer, now: datetime, *, blind: bool) -> Step:
    """What is to be done with an item of which this is known."""
    gone = offer.standing is Standing.WITHDRAWN
    if past is None:
        return Step.TELL if offer.fresh and not gone else Step.NOTHING
    if past.state in {State.HELD, State.BEGUN}:
        return Step.HOLD if past.state is State.HELD else Step.SEEK
    if _settled(past, offer):
        return Step.NOTHING
    if past.told is None and gone and not blind:
        return Step.DROP
    if past.due > now:
        return Step.WAIT
    return Step.TELL if past.told is None else Step.AMEND


def _settled(past: Sending, offer: Offer) -> bool:
    """Whether the edition, or a later one, is out, or will not be."""
    if offer.edition <= (past.told or "") or offer.edition < past.edition:
        return True
    if past.state is State.DROPPED and (past.told is not None or not offer.fresh):
        return True
    return past.state is not State.OPEN and offer.edition == past.edition
