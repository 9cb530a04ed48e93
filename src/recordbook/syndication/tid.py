"""Record keys of Bluesky that are made of what is posted, so that nothing is posted twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

_LETTERS: Final = "234567abcdefghijklmnopqrstuvwxyz"
_HOUR: Final = 3_600_000_000  # microseconds
_CLOCKS: Final = 1024


def tid(token: str, moment: datetime) -> str:
    """The key of a post: a time in the hour of `moment` and a clock, both told by the token.

    A timestamp identifier is 53 bits of microseconds since 1970 and 10 bits of clock.

    >>> from datetime import UTC, datetime
    >>> tid("00" * 32, datetime(2026, 1, 1, tzinfo=UTC))
    '3mbd3542k2222'
    """
    drawn = int(token[:24], 16)
    hour = int(moment.timestamp()) // 3600 * _HOUR
    number = (hour + drawn % _HOUR) * _CLOCKS + drawn // _HOUR % _CLOCKS
    return "".join(_LETTERS[number >> shift & 31] for shift in range(60, -1, -5))
