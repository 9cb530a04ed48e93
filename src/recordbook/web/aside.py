"""Threads of the server's own, which no question about a book can take up."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

if TYPE_CHECKING:
    from collections.abc import Callable

_Given = ParamSpec("_Given")
_Told = TypeVar("_Told")

_THREADS = 4


async def aside(does: Callable[_Given, _Told], *args: _Given.args, **said: _Given.kwargs) -> _Told:
    """What a short function answers, in a thread, however many wait for the judge meanwhile."""
    return await to_thread.run_sync(partial(does, *args, **said), limiter=_limiter())


@cache
def _limiter() -> CapacityLimiter:
    return CapacityLimiter(_THREADS)
