"""Webhooks: items as events, signed as the Standard Webhooks specification says."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from recordbook.syndication.atom import moment
from recordbook.syndication.errors import Gone, NoSecret, Unauthorised
from recordbook.syndication.outlet import Draft
from recordbook.syndication.plain import line, marked_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recordbook.syndication.item import Item
    from recordbook.syndication.outlet import Slip
    from recordbook.syndication.wire import Wire

TOLERANCE: Final = 300
"""Seconds by which the time of a message may differ from the receiver's."""

_PREFIX: Final = "whsec_"
_FEWEST, _MOST = 24, 64  # bytes of a key


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A receiver of events; the id of an event is the same however often it is sent."""

    name: str
    account: str  # the address, which is no secret
    variable: str  # the name of the variable: one or more secrets, parted by blanks
    blind: bool = True

    @property
    def needs(self) -> tuple[str, ...]:
        """The signing secrets."""
        return (self.variable,)

    def draft(self, item: Item) -> Draft:
        """The event of an item, as JSON."""
        return Draft(item=item, text=event(item), image=None, alt="")

    def tell(self, draft: Draft, slip: Slip, wire: Wire) -> Mapping[str, str]:
        """Send the event; any 2xx takes it, whatever its body says."""
        body = draft.text.encode()
        ident = f"msg_{slip.token[:32]}"
        stamp = int(wire.clock().timestamp())
        headers = {
            "content-type": "application/json",
            "webhook-id": ident,
            "webhook-timestamp": str(stamp),
            "webhook-signature": signatures(wire.secrets[self.variable], ident, stamp, body),
        }
        slip.begin()
        try:
            wire.once("POST", self.account, headers, content=body)
        except Gone as error:
            raise Unauthorised(f"the receiver is gone: {error.message}") from None
        return {"id": ident}

    amend = tell

    def seek(self, draft: Draft, slip: Slip, wire: Wire) -> None:
        """The receiver knows by its id whether it has an event: sending it again does no harm."""
        del draft, slip, wire


def event(item: Item) -> str:
    """An item as an event: record.found, record.corrected or record.withdrawn."""
    shape: dict[str, Any] = {
        "type": f"record.{item.standing}",
        "timestamp": moment(item.updated),
        "data": {
            "id": item.key,
            "claim": line(item.claim),
            "standing": item.standing.value,
            "language": item.language,
            "headline": line(item.headline),
            "post": line(item.post),
            "html": marked_up(item.html),
            "url": item.address,
            "published": moment(item.published),
            "updated": moment(item.updated),
            "topics": sorted(line(topic) for topic in item.topics),
            "tags": [line(tag) for tag in item.tags],
            "alt": line(item.alt),
            "correction": None if item.correction is None else line(item.correction),
        },
    }
    return json.dumps(shape, ensure_ascii=False, separators=(",", ":"))


def signatures(secrets: str, ident: str, stamp: int, body: bytes) -> str:
    """The signatures of a message by each of some secrets, parted by blanks.

    NoSecret: one is not `whsec_` and the base64 of 24 to 64 bytes.
    """
    signed = f"{ident}.{stamp}.".encode() + body
    return " ".join(
        f"v1,{base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()}"
        for key in map(_key, secrets.split())
    )


def verified(
    headers: Mapping[str, str], body: bytes, secrets: Iterable[str], now: datetime
) -> bool:
    """Whether a message was signed with one of the secrets, and lately; for those who receive it.

    `headers` have names in lower case.
    """
    ident, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not stamp.isdecimal() or len(stamp) > 12:  # noqa: PLR2004 - no time has more digits
        return False
    if abs(now.astimezone(UTC).timestamp() - int(stamp)) > TOLERANCE:
        return False
    given = headers.get("webhook-signature", "").encode(errors="replace").split()
    ours = [signatures(one, ident, int(stamp), body).encode() for one in secrets]
    return any(hmac.compare_digest(mine, theirs) for mine in ours for theirs in given)


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(_PREFIX) or not _FEWEST <= len(key) <= _MOST:
        raise NoSecret(
            "a signing secret is not whsec_ and the base64 of 24 to 64 bytes",
            remedy='make one: python -c "import base64, secrets; '
            "print('whsec_' + base64.b64encode(secrets.token_bytes(32)).decode())\"",
        )
    return key
