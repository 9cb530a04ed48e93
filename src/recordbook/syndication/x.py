"""X: posts with the card; replies put them right."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, cast

from recordbook.syndication.drafting import drafted
from recordbook.syndication.errors import Gone, Refused, Unauthorised, Unclear, Untold
from recordbook.syndication.lengths import weighted
from recordbook.syndication.oauth import Keys, authorization
from recordbook.syndication.plain import quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from recordbook.syndication.item import Item
    from recordbook.syndication.outlet import Draft, Slip
    from recordbook.syndication.wire import Answer, Wire

LENGTH: Final = 280
"""Weighted characters of a post: CJK letters and emoji count two, every link 23."""

_ALT, _IMAGE = 1000, 5_000_000
_MARGIN: Final = timedelta(minutes=10)  # by which the clocks may differ
_SEEN_AFTER: Final = timedelta(minutes=2)  # what was posted is in the list of own posts by then
_PAGES: Final = 20
_FORBIDDEN: Final = frozenset({int(HTTPStatus.FORBIDDEN)})


@dataclass(frozen=True, slots=True, kw_only=True)
class X:
    """An account, reached by OAuth 1.0a: four keys, which do not expire."""

    name: str
    user: str
    variables: tuple[str, str, str, str]  # variables: API key and secret, access token and secret
    server: str = "https://api.x.com"
    tags: tuple[str, ...] = ()
    blind: bool = False

    @property
    def account(self) -> str:
        """The user name."""
        return f"x:{self.user}@{self.server}"

    @property
    def needs(self) -> tuple[str, ...]:
        """The four keys."""
        return self.variables

    def draft(self, item: Item) -> Draft:
        """The post: at most 280 weighted characters."""
        return drafted(
            item,
            lambda text: weighted(text, item.address) <= LENGTH,
            tags=self.tags,
            most_bytes=_IMAGE,
            most_alt=_ALT,
            written=quiet,
        )

    def tell(self, draft: Draft, slip: Slip, wire: Wire) -> Mapping[str, str]:
        """Post it."""
        ident = self._posted(self._post(draft, wire), slip, wire)
        return {"id": ident, "link": f"https://x.com/{self.user}/status/{ident}"}

    def amend(self, draft: Draft, slip: Slip, wire: Wire) -> Mapping[str, str]:
        """Reply to the post; the receipt stays that of the post itself."""
        post = self._post(draft, wire)
        post["reply"] = {"in_reply_to_tweet_id": slip.receipt["id"]}
        return {"reply": self._posted(post, slip, wire)}

    def seek(self, draft: Draft, slip: Slip, wire: Wire) -> Mapping[str, str] | None:
        """Our own post with the item's address, or our reply to it. Unclear: it is too early."""
        replied = slip.receipt.get("id")
        since = (slip.began if replied is None else slip.tried) - _MARGIN
        for post in self._own(since, wire):
            if not _holds(post, draft.item.address) or _replied(post) != replied:
                continue
            ident = str(post["id"])
            if replied is None:
                return {"id": ident, "link": f"https://x.com/{self.user}/status/{ident}"}
            if ident != slip.receipt.get("reply"):
                return {"reply": ident}
        if wire.clock() - slip.tried < _SEEN_AFTER:
            raise Unclear("no answer came; whether it is out is looked up at the next run")
        return None

    def _post(self, draft: Draft, wire: Wire) -> dict[str, Any]:
        post: dict[str, Any] = {"text": draft.text}
        if draft.image is not None:
            post["media"] = {"media_ids": [self._media(draft.image, draft.alt, wire)]}
        return post

    def _posted(self, post: dict[str, Any], slip: Slip, wire: Wire) -> str:
        """The id of a new post. Unclear: X says that it has the like of it already."""
        slip.begin()
        address = f"{self.server}/2/tweets"
        headers = self._signed("POST", address, {}, wire)
        answer = wire.once("POST", address, headers, json=post, allowed=_FORBIDDEN)
        if answer.status == HTTPStatus.FORBIDDEN:
            raise _forbidden(answer, wire)
        return _id(answer)

    def _media(self, image: bytes, alt: str, wire: Wire) -> str:
        """The id of the picture with its text; X drops what no post uses."""
        address = f"{self.server}/2/media/upload"
        form: dict[str, Any] = {
            "files": {"media": ("card.png", image, "image/png")},
            "data": {"media_category": "tweet_image", "media_type": "image/png"},
        }
        ident = _id(wire.safe("POST", address, self._signed("POST", address, {}, wire), **form))
        if alt:
            address = f"{self.server}/2/media/metadata"
            said = {"id": ident, "metadata": {"alt_text": {"text": alt}}}
            wire.safe("POST", address, self._signed("POST", address, {}, wire), json=said)
        return ident

    def _own(self, since: datetime, wire: Wire) -> Iterator[dict[str, Any]]:
        """Our posts since a moment. Untold: there are too many."""
        asked = {
            "max_results": "100",
            "start_time": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "tweet.fields": "created_at,entities,referenced_tweets",
        }
        address = f"{self.server}/2/users/{self._user(wire)}/tweets"
        for _ in range(_PAGES):
            shape = self._got(address, asked, wire).shape
            yield from cast("list[dict[str, Any]]", shape.get("data") or [])
            following = cast("dict[str, Any]", shape.get("meta") or {}).get("next_token")
            if not following:
                return
            asked["pagination_token"] = str(following)
        raise Untold("too many posts since: look for it by hand")

    def _user(self, wire: Wire) -> str:
        """The id of the account. Unauthorised: the keys are another's."""
        shape = self._got(f"{self.server}/2/users/me", {}, wire).shape
        data = cast("dict[str, Any]", shape.get("data") or {})
        if str(data.get("username", "")).casefold() != self.user.casefold():
            raise Unauthorised(f"the keys are not those of {self.user}")
        return str(data["id"])

    def _got(self, address: str, query: Mapping[str, str], wire: Wire) -> Answer:
        headers = self._signed("GET", address, query, wire)
        return wire.safe("GET", address, headers, params=dict(query))

    def _signed(
        self, method: str, address: str, query: Mapping[str, str], wire: Wire
    ) -> Callable[[], dict[str, str]]:
        """The way to sign a request, anew each time it is made."""
        consumer, consumer_secret, token, token_secret = (
            wire.secrets[one] for one in self.variables
        )
        keys = Keys(
            consumer=consumer,
            consumer_secret=consumer_secret,
            token=token,
            token_secret=token_secret,
        )

        def signed() -> dict[str, str]:
            stamp, nonce = int(wire.clock().timestamp()), secrets.token_hex(16)
            said = authorization(keys, method, address, query, nonce=nonce, stamp=stamp)
            return {"authorization": said}

        return signed


def _id(answer: Answer) -> str:
    """The id in an answer. Unclear: it did not arrive."""
    data = cast("dict[str, Any]", answer.shape.get("data") or {})
    if not isinstance(data.get("id"), str):
        raise Unclear("it was taken, but its id did not arrive")
    return str(data["id"])


def _forbidden(answer: Answer, wire: Wire) -> Refused | Gone | Unclear | Unauthorised:
    """Why X forbids a post."""
    why = str(answer.shape.get("detail", "")).casefold()
    said = wire.said(answer)
    if "duplicate" in why:
        return Unclear(said)
    if "deleted or not visible" in why:
        return Gone(said)
    return Unauthorised(said)


def _holds(post: Mapping[str, Any], address: str) -> bool:
    """Whether a post links to an address."""
    entities = cast("dict[str, Any]", post.get("entities") or {})
    links = cast("list[dict[str, Any]]", entities.get("urls") or [])
    return any(address in {link.get("expanded_url"), link.get("unwound_url")} for link in links)


def _replied(post: Mapping[str, Any]) -> str | None:
    """The id of the post that a post answers."""
    said = cast("list[dict[str, Any]]", post.get("referenced_tweets") or [])
    return next((str(one["id"]) for one in said if one.get("type") == "replied_to"), None)
