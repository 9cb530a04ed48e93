"""Requests signed with OAuth 1.0a, HMAC-SHA1: RFC 5849."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Keys:
    """The keys of an application and of a user who lets it act for them; they are not printed."""

    consumer: str
    consumer_secret: str
    token: str
    token_secret: str


def authorization(
    keys: Keys, method: str, address: str, query: Mapping[str, str], *, nonce: str, stamp: int
) -> str:
    """The Authorization header of a request whose body is no form.

    `address` is without its query; `nonce` and `stamp` (Unix seconds) are different every time.
    """
    said = {
        "oauth_consumer_key": keys.consumer,
        "oauth_nonce": nonce,
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": str(stamp),
        "oauth_token": keys.token,
        "oauth_version": "1.0",
    }
    pairs = sorted((_quoted(name), _quoted(value)) for name, value in (said | dict(query)).items())
    given = "&".join(f"{name}={value}" for name, value in pairs)
    base = "&".join(_quoted(part) for part in (method.upper(), address, given))
    key = f"{_quoted(keys.consumer_secret)}&{_quoted(keys.token_secret)}"
    signature = base64.b64encode(hmac.digest(key.encode(), base.encode(), hashlib.sha1)).decode()
    signed = said | {"oauth_signature": signature}
    return "OAuth " + ", ".join(f'{name}="{_quoted(signed[name])}"' for name in sorted(signed))


def _quoted(text: str) -> str:
    return quote(text, safe="-._~")
