"""How often an outlet may be asked: what its answers say of its limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIXES: Final = ("ratelimit", "x-ratelimit", "x-rate-limit")
_DEFAULT: Final = timedelta(minutes=1)  # for an outlet that says "too often" and no more
_LONGEST: Final = timedelta(days=1)
_EPOCH: Final = 1_000_000_000  # larger numbers are moments, smaller ones seconds from now
_END: Final = 100_000_000_000  # no moment is later


@dataclass
class Pace:
    """The moment before which an outlet wants to hear nothing; None if any moment is fine."""

    until: datetime | None = None

    def hear(
        self, status: int, headers: Mapping[str, str], shape: Mapping[str, Any], now: datetime
    ) -> None:
        """Note what an answer says: wait if it asks for that, or if its limit is used up."""
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            self.until = asked_to_wait(headers, shape, now)
        elif (reset := _used_up(headers, now)) is not None:
            self.until = reset


def asked_to_wait(headers: Mapping[str, str], shape: Mapping[str, Any], now: datetime) -> datetime:
    """The moment until which "too many requests" asks to wait; by Retry-After first.

    >>> at = datetime(2026, 1, 1, tzinfo=UTC)
    >>> asked_to_wait({"retry-after": "90"}, {}, at).isoformat()
    '2026-01-01T00:01:30+00:00'
    """
    found = _moment(headers.get("retry-after"), now)
    if found is None and isinstance(after := shape.get("retry_after"), int | float):
        found = now + timedelta(seconds=float(after))
    found = found or _reset(headers, now) or now + _DEFAULT
    return min(max(found, now), now + _LONGEST)


def _used_up(headers: Mapping[str, str], now: datetime) -> datetime | None:
    for prefix in _PREFIXES:
        if headers.get(f"{prefix}-remaining") == "0":
            return min(_reset(headers, now) or now + _DEFAULT, now + _LONGEST)
    return None


def _reset(headers: Mapping[str, str], now: datetime) -> datetime | None:
    for prefix in _PREFIXES:
        for name in (f"{prefix}-reset-after", f"{prefix}-reset"):
            if (found := _moment(headers.get(name), now)) is not None:
                return found
    return None


def _moment(said: str | None, now: datetime) -> datetime | None:
    """A moment said in seconds from now, as a Unix time, or as HTTP or ISO 8601 write it."""
    if not said:
        return None
    try:
        number = float(said)
    except ValueError:
        pass
    else:
        if not 0 <= number < _END:
            return None
        if number > _EPOCH:
            return datetime.fromtimestamp(number, UTC)
        return now + timedelta(seconds=number)
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(said)
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
