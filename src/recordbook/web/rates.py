"""How much one client may ask: a bucket that fills with time and that every answer takes from."""

from __future__ import annotations

import time
from collections import OrderedDict
from math import ceil
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from recordbook.web.clients import whose

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

_CLIENTS = 20_000
"""Clients that are remembered; the one that asked longest ago is forgotten first."""

_DEAR = {"/ask": 3, "/check": 5, "/api/v1/prove": 3, "/api/v1/check": 5, "/api/v1/find": 10}
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
        now = self._clock()
        held, then = self._held.pop(client, (float(self._burst), now))
        held = min(held + (now - then) * self._rate, self._burst)
        cost = min(cost, self._burst)
        enough = held >= cost
        self._held[client] = (held - cost if enough else held), now
        while len(self._held) > _CLIENTS:
            self._held.popitem(last=False)
        return 0.0 if enough else (cost - held) / self._rate


class Rates:
    """Middleware: who asks too much is told when to ask again."""

    def __init__(self, app: ASGIApp, buckets: Buckets) -> None:
        """Wrap an app."""
        self._app, self._buckets = app, buckets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or 429."""
        if scope["type"] == "http" and not scope["path"].startswith(_FREE):
            client = whose(str(scope.get("recordbook.client", "")))
            wait = self._buckets.take(client, _DEAR.get(scope["path"], 1))
            if wait:
                after = {"Retry-After": str(ceil(wait))}
                raise HTTPException(429, f"ask again in {ceil(wait)} s", after)
        await self._app(scope, receive, send)
