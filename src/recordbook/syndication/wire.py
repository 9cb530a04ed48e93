"""Requests to outlets: bounded in time and size, and honest about what may have happened."""

from __future__ import annotations

import asyncio
import json
import random
import ssl
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlsplit

import httpx2

from recordbook.syndication.errors import (
    Gone,
    Limited,
    Refused,
    Unauthorised,
    Unclear,
    UnfitSettings,
    Unreached,
)
from recordbook.syndication.pace import Pace
from recordbook.syndication.plain import line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recordbook.syndication.secret import Secrets

    Headers = Mapping[str, str] | Callable[[], Mapping[str, str]]

_MOST: Final = 4_000_000  # bytes of an answer; the longest needed is a page of posts
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_BEFORE: Final = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ProxyError)
_SHOWN: Final = 200
_UNPAID_OR_UNKNOWN: Final = {
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.PAYMENT_REQUIRED,
    HTTPStatus.FORBIDDEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an outlet answered; `whole` unless its body broke off."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    whole: bool = True

    @property
    def shape(self) -> dict[str, Any]:
        """The JSON object of the body; empty where it holds none."""
        found = self._read()
        return cast("dict[str, Any]", found) if isinstance(found, dict) else {}

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON objects of the list that the body is. Unclear: it is none."""
        found = self._read()
        if not isinstance(found, list):
            raise Unclear("the answer is no list")
        return [
            cast("dict[str, Any]", row)
            for row in cast("list[object]", found)
            if isinstance(row, dict)
        ]

    def _read(self) -> object:
        try:
            return json.loads(self.body) if self.whole else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait, in seconds: for a connection, for one request, and for a whole run."""

    connect: float = 10
    request: float = 30
    total: float = 300
    tries: int = 3
    first_pause: float = 1


@dataclass(kw_only=True)
class Wire:
    """The way to one outlet during one run; what it raises holds no secret.

    `clock` and `sleep` are the time of day and the way to let it pass.
    """

    secrets: Secrets
    patience: Patience = field(default_factory=Patience)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep
    pace: Pace = field(default_factory=Pace)
    kept: dict[str, object] = field(default_factory=dict[str, object])  # sessions
    _spent: float = 0

    def safe(
        self,
        method: str,
        address: str,
        headers: Headers,
        *,
        allowed: frozenset[int] = frozenset(),
        **more: Any,
    ) -> Answer:
        """A request that does no harm when it is repeated; tried again where the outlet fails.

        Answers of an allowed status are given as they are. Limited, Unauthorised, Refused, Gone:
        the outlet said so. Unreached: it failed every time, or its answer broke off.
        """
        for left in range(self.patience.tries - 1, -1, -1):
            try:
                return _whole(self._judged(self._asked(method, address, headers, more), allowed))
            except (Unclear, Unreached) as error:
                if not left:
                    raise Unreached(error.message) from None
                self.pause(self.patience.tries - 1 - left)
            except Limited as error:
                if not left or not self.waited(error.until):
                    raise
        raise AssertionError("no try is left")  # pragma: no cover

    def once(
        self,
        method: str,
        address: str,
        headers: Headers,
        *,
        allowed: frozenset[int] = frozenset(),
        **more: Any,
    ) -> Answer:
        """A request that would be heard twice if it were repeated: it is made once.

        Limited, Unauthorised, Refused, Gone and Unreached: the outlet took nothing. Unclear: it
        may have.
        """
        return self._judged(self._asked(method, address, headers, more), allowed)

    def _asked(self, method: str, address: str, headers: Headers, more: dict[str, Any]) -> Answer:
        """Make one request within its time. Unreached: it was never sent. Unclear: no answer."""
        _trusted(address)
        if (until := self.pace.until) is not None and not self.waited(until):
            raise Limited("the outlet's limit is used up", until)
        if self._left() <= 0:
            raise Unreached("the time for this run is over")
        began = time.monotonic()
        allowed = min(self.patience.request, self._left())
        try:
            answer = asyncio.run(
                asyncio.wait_for(self._sent(method, address, headers, more), allowed)
            )
        except _BEFORE as error:
            raise Unreached(self._said(f"no connection: {error}")) from None
        except TimeoutError:
            raise Unclear(f"no answer within {allowed:.0f} seconds") from None
        except (httpx2.HTTPError, httpx2.StreamError, OSError) as error:
            raise Unclear(self._said(f"no answer: {error or type(error).__name__}")) from None
        finally:
            self._spent += time.monotonic() - began
        self.pace.hear(answer.status, answer.headers, answer.shape, self.clock())
        return answer

    async def _sent(
        self, method: str, address: str, headers: Headers, more: dict[str, Any]
    ) -> Answer:
        """The answer; its body may break off, its status is known then all the same."""
        kept: list[bytes] = []
        whole, size = True, 0
        timeout = httpx2.Timeout(self.patience.request, connect=self.patience.connect)
        # A connection that was kept might be closed just when it is used again, and nobody could
        # say whether the request was read: each request has its own.
        limits = httpx2.Limits(max_keepalive_connections=0)
        given = headers() if callable(headers) else headers
        said = {"user-agent": "recordbook", "accept-encoding": "identity", **given}
        async with (
            httpx2.AsyncClient(verify=_trust(), timeout=timeout, limits=limits) as client,
            client.stream(method, address, headers=said, **more) as answer,
        ):
            try:
                async for part in answer.aiter_bytes():
                    kept.append(part)
                    size += len(part)
                    if size > _MOST:
                        whole = False
                        break
            except (httpx2.HTTPError, httpx2.StreamError, OSError):
                whole = False
            found = {name.lower(): value for name, value in answer.headers.items()}
            return Answer(
                status=answer.status_code, headers=found, body=b"".join(kept), whole=whole
            )

    def _judged(self, answer: Answer, allowed: frozenset[int]) -> Answer:
        """The answer if it is a success or allowed."""
        status = answer.status
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES or status in allowed:
            return answer
        said = self.said(answer)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise Limited(said, self.pace.until or self.clock())
        if status in _UNPAID_OR_UNKNOWN:
            raise Unauthorised(said)
        if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
            raise Gone(said)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
            raise Unclear(said)
        raise Refused(said)

    def pause(self, tried: int) -> None:
        """Wait longer each time, and never exactly as long as everybody else."""
        pause = self.patience.first_pause * 2**tried
        self._let_pass(min(pause * random.uniform(0.75, 1.25), max(0.0, self._left())))  # noqa: S311 - no secret

    def waited(self, until: datetime) -> bool:
        """Whether there was time in this run to wait for a moment, and it has come."""
        wait = (until - self.clock()).total_seconds()
        if wait > self._left():
            return False
        self._let_pass(max(0.0, wait))
        self.pace.until = None
        return True

    def _let_pass(self, seconds: float) -> None:
        self._spent += seconds
        self.sleep(seconds)

    def _left(self) -> float:
        return self.patience.total - self._spent

    def said(self, answer: Answer) -> str:
        """What an answer says, in short and without secrets."""
        return self._said(f"{answer.status}: {answer.body[:2000].decode(errors='replace')}")

    def _said(self, text: str) -> str:
        return line(self.secrets.hidden(text))[:_SHOWN]


def _whole(answer: Answer) -> Answer:
    """The answer. Unclear: its body broke off."""
    if not answer.whole:
        raise Unclear("the answer broke off")
    return answer


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def _trusted(address: str) -> None:
    """UnfitSettings unless the address is encrypted or on this machine."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise UnfitSettings(
            f"{parts.scheme}://{parts.hostname} is not encrypted", remedy="use https"
        )
