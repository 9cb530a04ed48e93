"""Who asks: the address of a client, through proxies that are trusted and no others."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, TypeAlias

from starlette.datastructures import Headers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import Scope

Networks: TypeAlias = tuple[IPv4Network | IPv6Network, ...]

_HOUSE = 64
"""Bits of an IPv6 address that say whose it is; the others its owner chooses."""


def networks(said: Iterable[str]) -> Networks:
    """Addresses and networks; ValueError where one is neither."""
    return tuple(ip_network(one, strict=False) for one in said)


def client_of(scope: Scope, proxies: Networks) -> str:
    """The nearest address that is none of the proxies: as far as anybody can be believed.

    >>> scope = {"client": ("10.0.0.1", 1), "headers": [(b"x-forwarded-for", b"1.2.3.4, 5.6.7.8")]}
    >>> client_of(scope, networks(["10.0.0.0/8"])), client_of(scope, ())
    ('5.6.7.8', '10.0.0.1')
    """
    peer = (scope.get("client") or ("", 0))[0]
    if not proxies or not _within(peer, proxies):
        return peer
    said = Headers(scope=scope).getlist("x-forwarded-for")
    for hop in reversed([part.strip() for line in said for part in line.split(",")]):
        if not _address(hop):
            break
        peer = hop
        if not _within(hop, proxies):
            break
    return peer


def whose(client: str) -> str:
    """What one owner cannot change at will: an IPv4 address, or the network of an IPv6 one.

    >>> whose("2001:db8::1:2"), whose("192.0.2.7")
    ('2001:db8::/64', '192.0.2.7')
    """
    if _address(client) and isinstance(ip_address(client), IPv6Address):
        return str(ip_network((client, _HOUSE), strict=False))
    return client


def _within(client: str, proxies: Networks) -> bool:
    return _address(client) and any(ip_address(client) in one for one in proxies)


def _address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
