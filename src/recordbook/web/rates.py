"""How much one client may ask: a bucket that fills with time and that every answer takes from."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict
from math import ceil
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from recordbook.web.clients import whose

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

_CLIENTS = 20_000
"""Clients that are remembered; the one that asked longest ago is forgotten first."""

_LONGEST = 60
"""Seconds for which a client is put off at most."""

_PATIENCE = 15
"""Seconds for which one who owes is made to wait rather than put off: a page has its pictures."""

_DEAR = {
    "/ask": 3,
    "/check": 5,
    "/cohorts": 3,
    "/next": 5,
    "/api/v1/prove": 3,
    "/api/v1/check": 5,
    "/api/v1/find": 10,
}
"""What costs more than a page."""

_FREE = ("/static/", "/healthz", "/readyz", "/metrics")


class Buckets:
    """One bucket for each client: `burst` at once, `rate` a second."""

    def __init__(
        self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Full buckets for everybody."""
        self._rate, self._burst, self._clock = rate, burst, clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str, cost: float) -> float:
        """Take from a client's bucket; the seconds to wait where it does not hold enough, else 0.

        >>> buckets = Buckets(rate=2, burst=2, clock=lambda: 0.0)
        >>> [buckets.take("a", 1) for _ in range(3)]
        [0.0, 0.0, 0.5]
        """
        held, cost = self._now(client), min(cost, self._burst)
        if held < cost:
            return (cost - held) / self._rate
        self._put(client, held - cost)
        return 0.0

    def owes(self, client: str) -> bool:
        """Whether a client has not yet made up for what its dear answers took."""
        return self._now(client) < 0

    def charge(self, client: str, seconds: float) -> None:
        """Take what an answer cost beyond what was taken before, if need be of what is to come.

        A client whose every answer is dear gets one after the other, and half of the time at most.
        """
        owed = self._now(client) - 2 * seconds * self._rate
        self._put(client, max(owed, -self._rate * _LONGEST))

    def _now(self, client: str) -> float:
        """What a client's bucket holds by now."""
        held, then = self._held.get(client, (float(self._burst), self._clock()))
        return min(held + (self._clock() - then) * self._rate, self._burst)

    def _put(self, client: str, held: float) -> None:
        self._held[client] = held, self._clock()
        self._held.move_to_end(client)
        while len(self._held) > _CLIENTS:
            self._held.popitem(last=False)


class Rates:
    """Middleware: who asks too much, or too much at once, is told when to ask again."""

    def __init__(self, app: ASGIApp, buckets: Buckets, at_once: int) -> None:
        """Wrap an app; `at_once` is how many answers may be made for one client at a time."""
        self._app, self._buckets, self._at_once = app, buckets, at_once
        self._making: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or 429."""
        if scope["type"] != "http" or scope["path"].startswith(_FREE):
            await self._app(scope, receive, send)
            return
        client = whose(str(scope.get("recordbook.client", "")))
        if self._making[client] >= self._at_once:
            raise _refused(1)
        self._making[client] += 1
        try:
            await self._in_turn(client, _DEAR.get(scope["path"], 1))
            started = time.monotonic()
            await self._app(scope, receive, send)
            self._buckets.charge(client, time.monotonic() - started)
        finally:
            self._making[client] -= 1
            if not self._making[client]:
                del self._making[client]

    async def _in_turn(self, client: str, cost: float) -> None:
        """Return when a client may be answered; 429 where it asks too often or owes too much."""
        owes, waited = self._buckets.owes(client), 0.0
        while wait := self._buckets.take(client, cost):
            waited += wait
            if not owes or waited > _PATIENCE:
                raise _refused(wait)
            await asyncio.sleep(wait)


def _refused(wait: float) -> HTTPException:
    after = ceil(wait)
    return HTTPException(429, f"ask again in {after} s", {"Retry-After": str(after)})
