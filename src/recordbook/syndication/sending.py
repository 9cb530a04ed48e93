"""Sending: each item once to each outlet, put right there when it changes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from recordbook.errors import OutletError
from recordbook.syndication.errors import (
    Gone,
    Limited,
    OutboxFailed,
    Refused,
    Unauthorised,
    Unclear,
    Unreached,
    Untold,
)
from recordbook.syndication.outbox import Sending, State
from recordbook.syndication.outcome import NOT_NOW, Did, Outcome
from recordbook.syndication.outlet import Slip
from recordbook.syndication.steps import Step, step_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from recordbook.syndication.outbox import Outbox
    from recordbook.syndication.outlet import Draft, Outlet
    from recordbook.syndication.steps import Offer
    from recordbook.syndication.wire import Wire

_PAUSES: Final = (1, 5, 30, 120, 300, 600, 840, 1200, 1440)
"""Minutes until the next try, by how often it failed; the last one from then on."""

_UNREADABLE: Final = (KeyError, TypeError, ValueError, AttributeError)
"""What an answer of another form than the outlet's leads to."""


@dataclass(kw_only=True)
class Sender:
    """One outlet during one run, with at most `limit` items told for the first time."""

    outlet: Outlet
    outbox: Outbox
    wire: Wire
    limit: int | None = None
    _known: dict[str, Sending] = field(default_factory=dict[str, Sending])

    def send(self, offers: Iterable[Offer]) -> Iterator[Outcome]:
        """Send what is to be sent; what is to be put right goes first.

        An outlet that fails is left alone for the rest of the run. Busy: another process is sending
        to this account. OutboxFailed: nothing more was sent.
        """
        account = self.outlet.account
        with self.outbox.lease(account):
            self.wire.pace.until = self.outbox.quiet_until(account)
            self._known = {one.item: one for one in self.outbox.all(account)}
            try:
                yield from self._each(offers)
            finally:
                if (until := self.wire.pace.until) is not None:
                    self.outbox.be_quiet(account, until)

    def _each(self, offers: Iterable[Offer]) -> Iterator[Outcome]:
        """What is done with each item, until the outlet fails."""
        for offer in sorted(offers, key=lambda offer: offer.key not in self._known):
            try:
                done = self._one(offer)
            except OutboxFailed:
                raise
            except OutletError as error:
                yield self._outcome(offer, Did.STOPPED, said=error.message)
                return
            if done is not None:
                yield done
                if done.did in {Did.UNCLEAR, Did.STOPPED} or (done.did is Did.HELD and done.text):
                    return

    def _one(self, offer: Offer) -> Outcome | None:
        """Do all that is to be done with an item; what it raises stops the outlet.

        Whatever is known of it is on the disk before each step, so that it may end anywhere.
        """
        done: Outcome | None = None
        draft: Draft | None = None
        for tried in range(2 * self.wire.patience.tries):
            step = self._step(offer)
            if step is Step.NOTHING:
                return done
            if step in {Step.HOLD, Step.WAIT, Step.DROP}:
                return done or self._left(offer, step)
            try:
                if (draft := draft or self._draft(offer)) is None:
                    return self._outcome(offer, Did.WAITING, said=NOT_NOW)
                done = self._stepped(offer, step, draft) or done
            except Refused as error:
                return self._refused(offer, step, error)
            except Unclear as error:
                done = self._outcome(offer, Did.UNCLEAR, draft, said=error.message)
                self._now(offer, said=error.message)
                if step is Step.SEEK:
                    return done
                self.wire.pause(tried // 2)
        said = "" if done is None else done.said
        self._later(offer, said)
        return self._outcome(offer, Did.STOPPED, said=f"failed again and again: {said}")

    def _stepped(self, offer: Offer, step: Step, draft: Draft) -> Outcome | None:
        """Do one step; a pause that the outlet asks for is made, if there is time for it."""
        try:
            if step is Step.SEEK:
                return self._seek(offer, draft)
            return self._hand(offer, step, draft)
        except Limited as error:
            if not self.wire.waited(error.until):
                raise
            return None

    def _hand(self, offer: Offer, step: Step, draft: Draft) -> Outcome:
        """Hand a draft to the outlet. Unclear: it may have taken it, which is written down."""
        past = self._known[offer.key]
        slip = self._slip(past, offer.edition, lambda: self._begin(offer))
        deliver = self.outlet.tell if step is Step.TELL else self.outlet.amend
        try:
            receipt = deliver(draft, slip, self.wire)
        except Gone as error:
            if step is Step.TELL:
                self._now(offer, past.state)
                raise Unauthorised(f"nothing is at its address: {error.message}") from None
            self._now(offer, State.DROPPED, edition=offer.edition, said=error.message)
            return self._outcome(offer, Did.DROPPED, said=f"the post is gone: {error.message}")
        except Untold as error:
            self._now(offer, State.HELD, edition=offer.edition, said=error.message)
            return self._outcome(offer, Did.HELD, draft, said=error.message)
        except (Refused, Unclear):
            raise
        except OutletError as error:
            self._now(offer, State.OPEN, said=error.message)
            if isinstance(error, Unreached):
                self._later(offer, error.message)
            raise
        except _UNREADABLE as error:
            raise Unclear(f"the answer cannot be read: {type(error).__name__}") from error
        self._out(offer, offer.edition, receipt)
        return self._outcome(offer, Did.POSTED if step is Step.TELL else Did.CORRECTED, draft)

    def _refused(self, offer: Offer, step: Step, error: Refused) -> Outcome:
        """Write down that the outlet does not take it; or, if it may be out, that nobody knows."""
        if step is Step.SEEK:
            self._now(offer, State.HELD, said=error.message)
            return self._outcome(offer, Did.HELD, said=error.message)
        self._now(offer, State.REFUSED, edition=offer.edition, said=error.message)
        return self._outcome(offer, Did.REFUSED, said=error.message)

    def _seek(self, offer: Offer, draft: Draft) -> Outcome | None:
        """Find out what became of a sending whose answer is not known."""
        past = self._known[offer.key]
        try:
            receipt = self.outlet.seek(draft, self._slip(past, past.edition, _nothing), self.wire)
        except _UNREADABLE as error:
            raise Unclear(f"the answer cannot be read: {type(error).__name__}") from error
        except Untold as error:
            self._now(offer, State.HELD, said=error.message)
            return self._outcome(offer, Did.HELD, draft, said=error.message)
        if receipt is None:
            self._now(offer, State.OPEN)
            return None
        self._out(offer, past.edition, receipt)
        return self._outcome(offer, Did.FOUND_OUT, draft)

    def _step(self, offer: Offer) -> Step:
        past = self._known.get(offer.key)
        step = step_for(past, offer, self.wire.clock(), blind=self.outlet.blind)
        if past is None and step is Step.TELL and self.limit is not None:
            self.limit -= 1
            return step if self.limit >= 0 else Step.NOTHING
        return step

    def _draft(self, offer: Offer) -> Draft | None:
        """What is to be shown of an item, which is known from here on; None if nothing can be."""
        if (item := offer.make()) is None:
            return None
        if offer.key not in self._known:
            self._keep(self._first(offer))
        return self.outlet.draft(item)

    def _left(self, offer: Offer, step: Step) -> Outcome:
        """What is said of an item with which nothing is done now."""
        past = self._known[offer.key]
        if step is Step.DROP:
            self._now(offer, State.DROPPED, edition=offer.edition)
            return self._outcome(offer, Did.DROPPED, said="withdrawn before it was out")
        if step is Step.HOLD:
            return self._outcome(offer, Did.HELD, said=past.said)
        return self._outcome(
            offer, Did.WAITING, said=f"until {past.due:%Y-%m-%d %H:%M}Z: {past.said}"
        )

    def _first(self, offer: Offer) -> Sending:
        now = self.wire.clock()
        return Sending(
            account=self.outlet.account,
            item=offer.key,
            edition=offer.edition,
            state=State.OPEN,
            began=now,
            tried=now,
            due=now,
        )

    def _begin(self, offer: Offer) -> None:
        """Write down that the outlet is about to be handed an item."""
        self._now(offer, State.BEGUN, edition=offer.edition, tried=self.wire.clock())

    def _out(self, offer: Offer, edition: str, receipt: Mapping[str, str]) -> None:
        """Write down that an edition is out."""
        known = {**self._known[offer.key].receipt, **receipt}
        self._now(offer, State.OUT, edition=edition, told=edition, receipt=known, tries=0, said="")

    def _later(self, offer: Offer, said: str) -> None:
        """Write down that it failed, and when to try it again."""
        past = self._known[offer.key]
        pause = timedelta(minutes=_PAUSES[min(past.tries, len(_PAUSES) - 1)])
        self._now(offer, due=self.wire.clock() + pause, tries=past.tries + 1, said=said)

    def _now(self, offer: Offer, state: State | None = None, **changes: object) -> None:
        past = self._known[offer.key]
        self._keep(replace(past, state=state or past.state, **changes))

    def _keep(self, sending: Sending) -> Sending:
        self._known[sending.item] = self.outbox.write(sending)
        return sending

    def _slip(self, past: Sending, edition: str, begin: Callable[[], None]) -> Slip:
        told = past.told is not None
        known = f"{past.account}\0{past.item}\0{edition if told else ''}"
        return Slip(
            token=sha256(known.encode()).hexdigest(),
            began=past.began,
            tried=past.tried,
            moment=datetime.fromisoformat(edition.partition(" ")[0]),
            receipt=past.receipt if told else {},
            begin=begin,
        )

    def _outcome(
        self, offer: Offer, did: Did, draft: Draft | None = None, *, said: str = ""
    ) -> Outcome:
        past = self._known.get(offer.key)
        return Outcome(
            outlet=self.outlet.name,
            item=offer.key,
            did=did,
            text="" if draft is None else draft.text,
            alt="" if draft is None else draft.alt,
            notes=() if draft is None else draft.notes,
            link="" if past is None else past.receipt.get("link", ""),
            said=self.wire.secrets.hidden(said),
        )


def _nothing() -> None:
    """Begin nothing: who asks publishes nothing."""
