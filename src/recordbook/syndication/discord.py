"""Discord: messages in a channel through a webhook, whose address is a secret."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import regex

from recordbook.syndication.drafting import drafted
from recordbook.syndication.errors import Unclear, Untold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.syndication.item import Item
    from recordbook.syndication.outlet import Draft, Slip
    from recordbook.syndication.wire import Wire

LENGTH: Final = 2000
"""Characters of a message, counted as UTF-16 units, of which no count gives more."""

_ALT, _IMAGE = 1024, 10_000_000
_MARKS: Final = regex.compile(r"([\\*_~`|\[\]<]|^[#>-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Discord:
    """A channel. What was sent cannot be looked up: an item without an answer is held."""

    name: str
    account: str
    variable: str  # the name of the variable with the webhook's address
    tags: tuple[str, ...] = ()
    blind: bool = False

    @property
    def needs(self) -> tuple[str, ...]:
        """The address of the webhook."""
        return (self.variable,)

    def draft(self, item: Item) -> Draft:
        """The message, in which no letter is taken for a mark."""
        return drafted(
            item,
            lambda text: len(text.encode("utf-16-le")) // 2 <= LENGTH,
            tags=self.tags,
            most_bytes=_IMAGE,
            most_alt=_ALT,
            written=_literal,
        )

    def tell(self, draft: Draft, slip: Slip, wire: Wire) -> Mapping[str, str]:
        """Send the message and wait for its id."""
        slip.begin()
        answer = wire.once("POST", self._address(wire, wait="true"), {}, **_parts(draft))
        ident = answer.shape.get("id")
        if not isinstance(ident, str):
            raise Unclear("the message was taken, but its id did not arrive")
        return {"id": ident}

    def amend(self, draft: Draft, slip: Slip, wire: Wire) -> Mapping[str, str]:
        """Edit the message; to do so twice does no harm. Untold: nobody knows its id."""
        if not (ident := slip.receipt.get("id")):
            raise Untold("the id of the message is not known: edit it by hand, then settle it")
        slip.begin()
        wire.once("PATCH", self._address(wire, f"/messages/{ident}"), {}, **_parts(draft))
        return {"id": ident}

    def seek(self, draft: Draft, slip: Slip, wire: Wire) -> None:
        """Untold for a new message: a webhook cannot list what it sent. An edit can be repeated."""
        del draft, wire
        if not slip.receipt:
            raise Untold("no answer came, and Discord does not tell: look into the channel")

    def _address(self, wire: Wire, more: str = "", **query: str) -> str:
        parts = urlsplit(wire.secrets[self.variable])
        asked = urlencode([*parse_qsl(parts.query), *query.items()])
        return urlunsplit(parts._replace(path=parts.path.rstrip("/") + more, query=asked))


def _parts(draft: Draft) -> dict[str, Any]:
    """The message as a form: JSON, and the picture where there is one."""
    shape: dict[str, Any] = {
        "content": draft.text,
        "allowed_mentions": {"parse": []},
        "attachments": [],
    }
    files: dict[str, tuple[str, bytes, str]] = {}
    if draft.image is not None:
        shape["attachments"] = [{"id": 0, "filename": "card.png", "description": draft.alt}]
        files["files[0]"] = ("card.png", draft.image, "image/png")
    payload = (None, json.dumps(shape).encode(), "application/json")
    return {"files": {"payload_json": payload, **files}}


def _literal(text: str) -> str:
    """Text that Discord shows as it is."""
    return _MARKS.sub(r"\\\1", text)
