"""An outlet: somewhere items are posted, and how it tells what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from recordbook.syndication.item import Item
    from recordbook.syndication.wire import Wire


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an outlet is to show of an item: made from the item alone, without asking anybody.

    `notes` say what had to be left out.
    """

    item: Item
    text: str
    image: bytes | None
    alt: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One sending, as the outlet sees it.

    `token` is the same for ever for the first post of an item at an account, and for each edition
    that puts it right. `began` is when the item was first meant to go out, `tried` when it was last
    handed over, `moment` the time of the edition. `receipt` is what the outlet calls the post that
    is out, empty before. `begin` is to be called right before the one request that publishes.
    """

    token: str
    began: datetime
    tried: datetime
    moment: datetime
    receipt: Mapping[str, str]
    begin: Callable[[], None]


class Outlet(Protocol):
    """Somewhere items are posted; everything it does to the world goes through a `Wire`."""

    @property
    def name(self) -> str:
        """What the settings call it."""
        ...

    @property
    def account(self) -> str:
        """Who posts where: the same for ever, and another for another account."""
        ...

    @property
    def needs(self) -> tuple[str, ...]:
        """The names of its secrets in the environment."""
        ...

    @property
    def blind(self) -> bool:
        """Whether it cannot see what is out, but does not mind to hear of it twice."""
        ...

    def draft(self, item: Item) -> Draft:
        """What it would show of an item; Refused if that can be made to fit by no means."""
        ...

    def tell(self, draft: Draft, slip: Slip, wire: Wire) -> Mapping[str, str]:
        """Post the draft, and give the receipt. Unclear: it may be out."""
        ...

    def amend(self, draft: Draft, slip: Slip, wire: Wire) -> Mapping[str, str]:
        """Put right what is out under the slip's receipt. Unclear: it may be done."""
        ...

    def seek(self, draft: Draft, slip: Slip, wire: Wire) -> Mapping[str, str] | None:
        """What became of a sending whose answer is not known: its receipt, if it is out.

        None: it is not out, or to send it again under the same token does no harm. Unclear: it is
        too early to say. Untold: the outlet has no means to say.
        """
        ...
