"""What would go out, without asking anybody or writing anything down."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recordbook.syndication.errors import Refused
from recordbook.syndication.outcome import NOT_NOW, Did, Outcome
from recordbook.syndication.steps import Step, step_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from recordbook.syndication.outbox import Sending
    from recordbook.syndication.outlet import Outlet
    from recordbook.syndication.steps import Offer


def rehearsed(
    outlet: Outlet,
    offers: Iterable[Offer],
    known: Mapping[str, Sending],
    now: datetime,
    limit: int | None,
) -> Iterator[Outcome]:
    """What `Sender.send` would do if all went well; nobody is asked, and nothing is written."""
    did = {Step.TELL: Did.POSTED, Step.AMEND: Did.CORRECTED, Step.SEEK: Did.UNCLEAR}
    did |= {Step.DROP: Did.DROPPED, Step.HOLD: Did.HELD, Step.WAIT: Did.WAITING}
    left = limit
    for offer in sorted(offers, key=lambda offer: offer.key not in known):
        past = known.get(offer.key)
        step = step_for(past, offer, now, blind=outlet.blind)
        if step is Step.TELL and past is None and left is not None:
            left -= 1
        if step is Step.NOTHING or (left is not None and left < 0):
            continue
        done = Outcome(outlet=outlet.name, item=offer.key, did=did[step])
        if step in {Step.TELL, Step.AMEND}:
            done = _drafted(done, outlet, offer)
        yield replace(done, said=done.said or (past.said if past else ""))


def _drafted(done: Outcome, outlet: Outlet, offer: Offer) -> Outcome:
    """The outcome with what would be shown."""
    if (item := offer.make()) is None:
        return replace(done, did=Did.WAITING, said=NOT_NOW)
    try:
        draft = outlet.draft(item)
    except Refused as error:
        return replace(done, did=Did.REFUSED, said=error.message)
    return replace(done, text=draft.text, alt=draft.alt, notes=draft.notes)
