"""Mastodon: statuses with the card; edits put them right."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, cast

import regex

from recordbook.syndication.drafting import drafted
from recordbook.syndication.errors import Unauthorised, Unclear, Unreached, Untold
from recordbook.syndication.lengths import code_points
from recordbook.syndication.plain import quiet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recordbook.syndication.item import Item
    from recordbook.syndication.outlet import Draft, Slip
    from recordbook.syndication.wire import Wire

LENGTH: Final = 500
"""Characters of a status, each link counted as 23; a server may allow more."""

_ALT, _IMAGE = 1500, 16_000_000
_PAGES, _ON_A_PAGE = 20, 40
_MARGIN: Final = timedelta(minutes=10)  # by which the clocks may differ
_LINK: Final = regex.compile(r'href="([^"]*)"')
_POLLS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Mastodon:
    """An account at a server."""

    name: str
    user: str
    server: str
    variable: str  # the name of the variable with an access token
    length: int = LENGTH
    visibility: str = "public"
    tags: tuple[str, ...] = ()
    blind: bool = False

    @property
    def account(self) -> str:
        """The user at the server."""
        return f"mastodon:{self.user}@{self.server}"

    @property
    def needs(self) -> tuple[str, ...]:
        """An access token that may write statuses and media, and read statuses."""
        return (self.variable,)

    def draft(self, item: Item) -> Draft:
        """The status: at most 500 characters."""
        return drafted(
            item,
            lambda text: code_points(text, item.address) <= self.length,
            tags=self.tags,
            most_bytes=_IMAGE,
            most_alt=_ALT,
            written=quiet,
        )

    def tell(self, draft: Draft, slip: Slip, wire: Wire) -> Mapping[str, str]:
        """Post the status; the server knows it by its key should it come twice within an hour."""
        self._id(wire)
        status = {**self._status(draft, wire), "visibility": self.visibility}
        key = f"{slip.token[:32]}-{int(slip.moment.timestamp())}"
        headers = {**self._headers(wire), "idempotency-key": key}
        slip.begin()
        return _receipt(wire.once("POST", self._address("v1/statuses"), headers, json=status).shape)

    def amend(self, draft: Draft, slip: Slip, wire: Wire) -> Mapping[str, str]:
        """Edit the status, its picture too; to do so twice does no harm."""
        self._id(wire)
        status = self._status(draft, wire)
        address = self._address(f"v1/statuses/{slip.receipt['id']}")
        slip.begin()
        return _receipt(wire.once("PUT", address, self._headers(wire), json=status).shape)

    def seek(self, draft: Draft, slip: Slip, wire: Wire) -> Mapping[str, str] | None:
        """Our own status with the item's address, if there is one; an edit can be repeated."""
        if slip.receipt:
            return None
        for status in self._own(slip.began - _MARGIN, wire):
            links = _LINK.findall(str(status.get("content", "")))
            if draft.item.address in map(html.unescape, links):
                return _receipt(status)
        return None

    def _own(self, since: datetime, wire: Wire) -> Iterator[dict[str, Any]]:
        """Our statuses since a moment, the newest first. Untold: there are too many."""
        asked = {"limit": str(_ON_A_PAGE), "exclude_reblogs": "true"}
        address = self._address(f"v1/accounts/{self._id(wire)}/statuses")
        for _ in range(_PAGES):
            page = wire.safe("GET", address, self._headers(wire), params=asked).rows
            for status in page:
                if datetime.fromisoformat(str(status["created_at"])) < since:
                    return
                yield status
            if not page:
                return
            asked["max_id"] = str(page[-1]["id"])
        raise Untold("too many statuses since: look for it by hand")

    def _status(self, draft: Draft, wire: Wire) -> dict[str, Any]:
        media = [] if draft.image is None else [self._media(draft.image, draft.alt, wire)]
        return {"status": draft.text, "media_ids": media, "language": draft.item.language}

    def _media(self, image: bytes, alt: str, wire: Wire) -> str:
        """The id of the picture, once the server is done with it; it drops what no status uses."""
        form: dict[str, Any] = {
            "files": {"file": ("card.png", image, "image/png")},
            "data": {"description": alt},
        }
        answer = wire.safe("POST", self._address("v2/media"), self._headers(wire), **form)
        ident = answer.shape.get("id")
        if not isinstance(ident, str):
            raise Unreached("the server took no picture")
        for tried in range(_POLLS):
            if answer.status == HTTPStatus.OK:
                return ident
            wire.pause(min(tried, 3))
            answer = wire.safe("GET", self._address(f"v1/media/{ident}"), self._headers(wire))
        raise Unreached("the server does not get done with the picture")

    def _id(self, wire: Wire) -> str:
        """The id of the account. Unauthorised: the token is another's."""
        known = wire.kept.get(self.account)
        if isinstance(known, str):
            return known
        address = self._address("v1/accounts/verify_credentials")
        shape = wire.safe("GET", address, self._headers(wire)).shape
        if str(shape.get("username", "")).casefold() != self.user.casefold():
            raise Unauthorised(f"the token is not that of {self.user}")
        wire.kept[self.account] = str(shape["id"])
        return str(shape["id"])

    def _headers(self, wire: Wire) -> dict[str, str]:
        return {"authorization": f"Bearer {wire.secrets[self.variable]}"}

    def _address(self, path: str) -> str:
        return f"{self.server.rstrip('/')}/api/{path}"


def _receipt(shape: Mapping[str, Any]) -> dict[str, str]:
    if not isinstance(shape.get("id"), str):
        raise Unclear("the status was taken, but its id did not arrive")
    return {"id": cast("str", shape["id"]), "link": str(shape.get("url") or "")}
