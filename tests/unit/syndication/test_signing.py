"""Signatures of webhooks and of requests, and keys of posts, by their specifications."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from recordbook.syndication.errors import NoSecret
from recordbook.syndication.oauth import Keys, authorization
from recordbook.syndication.tid import tid
from recordbook.syndication.webhook import signatures, verified

_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - the specification's example
_AT = datetime.fromtimestamp(1614265330, UTC)
_BODY = b'{"test": 2432232314}'
_SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_webhook_is_signed_as_the_specification_says() -> None:
    """The example that the reference libraries test themselves with has its known signature."""
    assert signatures(_SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, _BODY) == _SIGNED


@pytest.mark.parametrize(
    ("header", "value", "late", "holds"),
    [
        ("", "", 0, True),
        ("", "", 299, True),
        ("", "", 301, False),
        ("", "", -301, False),
        ("webhook-id", "msg_other", 0, False),
        ("webhook-timestamp", "1614265331", 0, False),
        ("webhook-timestamp", "", 0, False),
        ("webhook-timestamp", "nan", 0, False),
        ("webhook-timestamp", "9" * 30, 0, False),
        ("webhook-signature", "", 0, False),
        ("webhook-signature", "v1,é v1a,xyz", 0, False),
        ("webhook-signature", f"v1,AAAA {_SIGNED}", 0, True),
    ],
)
def test_who_receives_can_verify(header: str, value: str, late: int, *, holds: bool) -> None:
    """A message verifies with its own id, time, body and secret, and within five minutes."""
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": _SIGNED,
    }
    if header:
        headers[header] = value
    now = _AT + timedelta(seconds=late)
    assert verified(headers, _BODY, [_SECRET], now) is holds
    assert not verified(headers, _BODY + b" ", [_SECRET], now)
    assert verified({}, _BODY, [_SECRET], now) is False


def test_secrets_can_be_changed_without_a_gap() -> None:
    """With two secrets there are two signatures, and a receiver of either takes the message."""
    other = "whsec_" + base64.b64encode(b"o" * 32).decode()
    signed = signatures(f"{_SECRET} {other}", "a", 1614265330, _BODY)
    headers = {"webhook-id": "a", "webhook-timestamp": "1614265330", "webhook-signature": signed}
    assert all(verified(headers, _BODY, [one], _AT) for one in (_SECRET, other))


@pytest.mark.parametrize(
    "secret", ["whsec_", "whsec_YWJj", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_@@@@"]
)
def test_a_weak_secret_is_refused(secret: str) -> None:
    """What is no signing secret, or a short one, signs nothing."""
    with pytest.raises(NoSecret):
        signatures(secret, "a", 1, b"")


def test_a_request_is_signed_as_its_documentation_says() -> None:
    """The example of X's documentation of OAuth 1.0a has its known signature."""
    keys = Keys(
        consumer="xvz1evFS4wEEPTGEFPHBog",
        consumer_secret="kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",  # noqa: S106 - published
        token="370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",  # noqa: S106 - same
        token_secret="LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",  # noqa: S106 - same
    )
    signed = authorization(
        keys,
        "post",
        "https://api.twitter.com/1.1/statuses/update.json",
        {"include_entities": "true", "status": "Hello Ladies + Gentlemen, a signed OAuth request!"},
        nonce="kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
        stamp=1318622958,
    )
    assert 'oauth_signature="hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D"' in signed
    assert "Kw" not in repr(keys)


def test_keys_of_posts_are_identifiers() -> None:
    """A key is a timestamp identifier within its hour, and two items do not meet in one."""
    letters = "234567abcdefghijklmnopqrstuvwxyz"
    moment = datetime(2026, 3, 1, 12, 34, tzinfo=UTC)
    keys = {tid(f"{n:064x}"[::-1], moment) for n in range(2000)}
    assert len(keys) == 2000
    for key in keys:
        number = 0
        for letter in key:
            number = number * 32 + letters.index(letter)
        at = datetime.fromtimestamp((number >> 10) / 1e6, UTC)
        assert len(key) == 13
        assert number < 2**63
        assert (at.date(), at.hour) == (moment.date(), 12)
