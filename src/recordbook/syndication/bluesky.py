"""Bluesky: posts with the card, under keys that only one post can have; replies put them right."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, cast

import regex

from recordbook.syndication.atom import moment
from recordbook.syndication.drafting import dimensions, drafted
from recordbook.syndication.errors import Refused, Unauthorised, Unclear, Unreached
from recordbook.syndication.lengths import characters, octets
from recordbook.syndication.tid import tid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.syndication.item import Item
    from recordbook.syndication.outlet import Draft, Slip
    from recordbook.syndication.wire import Wire

LENGTH, BYTES = 300, 3000
"""Graphemes and bytes of a post."""

_IMAGE, _ALT = 1_000_000, 2000
_POST: Final = "app.bsky.feed.post"
_BAD: Final = frozenset({int(HTTPStatus.BAD_REQUEST)})
_TAG: Final = regex.compile(r"(?<=^|\s)#([\p{L}\p{M}\p{N}_]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who posts, once the server knows them."""

    did: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bluesky:
    """An account. Posts cannot be edited where they are read, so they are put right by a reply."""

    name: str
    handle: str
    variable: str  # the name of the variable with an app password
    server: str = "https://bsky.social"
    tags: tuple[str, ...] = ()
    blind: bool = False

    @property
    def account(self) -> str:
        """The handle at its server."""
        return f"bluesky:{self.handle}@{self.server}"

    @property
    def needs(self) -> tuple[str, ...]:
        """The app password."""
        return (self.variable,)

    def draft(self, item: Item) -> Draft:
        """The post: at most 300 graphemes and 3,000 bytes."""
        return drafted(
            item,
            lambda text: characters(text) <= LENGTH,
            lambda text: octets(text) <= BYTES,
            tags=self.tags,
            most_bytes=_IMAGE,
            most_alt=_ALT,
        )

    def tell(self, draft: Draft, slip: Slip, wire: Wire) -> Mapping[str, str]:
        """Post under the key that the slip's token gives."""
        session = self._session(wire)
        return self._put(session, self._post(session, draft, wire), draft, slip, wire)

    def amend(self, draft: Draft, slip: Slip, wire: Wire) -> Mapping[str, str]:
        """Reply to the post; the receipt stays that of the post itself."""
        session = self._session(wire)
        first = {"uri": slip.receipt["uri"], "cid": slip.receipt["cid"]}
        post = self._post(session, draft, wire)
        post["reply"] = {"root": first, "parent": first}
        return {"reply": self._put(session, post, draft, slip, wire)["uri"]}

    def seek(self, draft: Draft, slip: Slip, wire: Wire) -> Mapping[str, str] | None:
        """What lies under the key; nothing there means that nothing was posted."""
        found = self._found(self._session(wire), draft, slip, wire)
        if found is None or not slip.receipt:
            return found
        return {"reply": found["uri"]}

    def _session(self, wire: Wire) -> Session:
        """Who the server takes us for. Unauthorised: for nobody, or for somebody else."""
        known = wire.kept.get(self.account)
        if isinstance(known, Session):
            return known
        asked = {"identifier": self.handle, "password": wire.secrets[self.variable]}
        address = self._address("com.atproto.server.createSession")
        answer = wire.safe("POST", address, {}, json=asked, allowed=_BAD)
        shape = answer.shape
        did, token = shape.get("did"), shape.get("accessJwt")
        if not isinstance(did, str) or not isinstance(token, str):
            raise Unauthorised(f"no session was opened: {wire.said(answer)}")
        wire.secrets.hide(token)
        session = Session(did=did, headers={"authorization": f"Bearer {token}"})
        wire.kept[self.account] = session
        return session

    def _post(self, session: Session, draft: Draft, wire: Wire) -> dict[str, Any]:
        post: dict[str, Any] = {
            "$type": _POST,
            "text": draft.text,
            "createdAt": moment(wire.clock()),
            "langs": [draft.item.language],
            "facets": facets(draft.text, draft.item.address),
        }
        if draft.image is not None:
            width, height = dimensions(draft.image)
            picture = {
                "alt": draft.alt,
                "image": self._blob(session, draft.image, wire),
                "aspectRatio": {"width": width, "height": height},
            }
            post["embed"] = {"$type": "app.bsky.embed.images", "images": [picture]}
        return post

    def _blob(self, session: Session, image: bytes, wire: Wire) -> dict[str, Any]:
        """The picture on the server; one that no post uses is dropped there after a while."""
        headers = {**session.headers, "content-type": "image/png"}
        address = self._address("com.atproto.repo.uploadBlob")
        blob: object = wire.safe("POST", address, headers, content=image).shape.get("blob")
        if not isinstance(blob, dict):
            raise Unreached("the server took no picture")
        return cast("dict[str, Any]", blob)

    def _put(
        self, session: Session, post: dict[str, Any], draft: Draft, slip: Slip, wire: Wire
    ) -> Mapping[str, str]:
        """Put the post under its key unless there is one already."""
        asked = {
            "repo": session.did,
            "collection": _POST,
            "rkey": self._key(draft, slip),
            "validate": True,
            "record": post,
            "swapRecord": None,  # nothing must be there
        }
        slip.begin()
        address = self._address("com.atproto.repo.putRecord")
        answer = wire.once("POST", address, session.headers, json=asked, allowed=_BAD)
        shape = answer.shape
        if answer.status == HTTPStatus.BAD_REQUEST:
            if shape.get("error") != "InvalidSwap":
                raise Refused(wire.said(answer))
            shape = self._found(session, draft, slip, wire) or {}
        return _receipt(shape)

    def _found(
        self, session: Session, draft: Draft, slip: Slip, wire: Wire
    ) -> Mapping[str, str] | None:
        """The post under the key, or None. Refused: it is another's."""
        asked = {"repo": session.did, "collection": _POST, "rkey": self._key(draft, slip)}
        address = self._address("com.atproto.repo.getRecord")
        answer = wire.safe("GET", address, session.headers, params=asked, allowed=_BAD)
        if answer.status == HTTPStatus.BAD_REQUEST:
            if answer.shape.get("error") == "RecordNotFound":
                return None
            raise Refused(wire.said(answer))
        record: object = answer.shape.get("value")
        if draft.item.address not in str(record):
            raise Refused("another post lies under the key of this one")
        return _receipt(answer.shape)

    def _key(self, draft: Draft, slip: Slip) -> str:
        return tid(slip.token, slip.moment if slip.receipt else draft.item.published)

    def _address(self, method: str) -> str:
        return f"{self.server.rstrip('/')}/xrpc/{method}"


def facets(text: str, address: str) -> list[dict[str, Any]]:
    """What in a text is a link or a tag, by where its bytes begin and end in UTF-8.

    >>> [one["index"] for one in facets("뷔 #V https://a.example", "https://a.example")]
    [{'byteStart': 4, 'byteEnd': 6}, {'byteStart': 7, 'byteEnd': 24}]
    """
    found = [
        (match.start(), match.end(), {"$type": "app.bsky.richtext.facet#tag", "tag": match[1]})
        for match in _TAG.finditer(text)
        if len(match[1]) <= 64  # noqa: PLR2004 - the most letters of a tag
    ]
    if (start := text.rfind(address)) >= 0:
        link = {"$type": "app.bsky.richtext.facet#link", "uri": address}
        found.append((start, start + len(address), link))
    return [
        {
            "index": {"byteStart": octets(text[:start]), "byteEnd": octets(text[:end])},
            "features": [feature],
        }
        for start, end, feature in found
    ]


def _receipt(shape: Mapping[str, Any]) -> dict[str, str]:
    uri, cid = shape.get("uri"), shape.get("cid")
    if not isinstance(uri, str) or not isinstance(cid, str):
        raise Unclear("the post was taken, but what it is called did not arrive")
    return {"uri": uri, "cid": cid}
