"""Checks: what is odd about readings, found and said, never repaired.

Each check is a function of a `Series` that gives a `Note`, or None where there is nothing to say.
The bounds are constants beside their reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recordbook.intake.problems import SHOWN, note
from recordbook.intake.series import iso, paired

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recordbook.intake.problems import Note
    from recordbook.intake.series import Series

_STALE_SHARE, _STALE_LEAST = 0.9, 10  # a few counters may rest on a day; nine of ten do not
_JUMP_TIMES, _JUMP_LEAST = 10, 5_000_000  # a hit grows tenfold overnight, but not from millions


def stale_pages(found: Series) -> NDArray[np.bool_]:
    """Places on a page that repeats, for over 90% of at least 10 counters, the day before it."""
    if not len(found.row):
        return found.new
    place = np.unique(paired(found.page, found.day - found.day.min()), return_inverse=True)[1]
    follows = found.follows
    compared = np.bincount(place, weights=follows).astype(np.float64)
    repeated = np.bincount(place, weights=follows & (found.gain == 0)).astype(np.float64)
    return is_stale(compared, repeated)[place]


def is_stale(compared: NDArray[np.float64], repeated: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether a page is stale of which so many counters were compared and so many repeat."""
    return (compared >= _STALE_LEAST) & (repeated > _STALE_SHARE * compared)


def stale_days(found: Series, stale: NDArray[np.bool_]) -> Note | None:
    """The days on which a page had not been brought up to date."""
    days = np.unique(found.day[stale & found.new])
    text = "over 90% of totals repeat the reading before; they stand as lower bounds only"
    return note("stale days", text, len(days), (iso(day) for day in days))


def falls(found: Series) -> Note | None:
    """Readings below the one before: a purge, an un-merge, an id change or a glitch."""
    places = np.flatnonzero(found.new & (found.gain < 0))
    counters = len(np.unique(found.counter[places]))
    text = f"totals below the reading before, of {counters} counters"
    return note("falls", text, len(places), map(found.step, places[:SHOWN].tolist()))


def jumps(found: Series) -> Note | None:
    """Gains of over 5M a day that are over 10 times the counter's largest daily gain before."""
    follows = found.follows
    days = np.where(follows, np.diff(found.day, prepend=0), 1)
    daily = np.where(follows, found.gain / days, 0.0)
    before = _largest_before(np.cumsum(~found.continues, dtype=np.int64), daily)
    odd = found.new & (before > 0) & (daily > _JUMP_LEAST) & (daily > _JUMP_TIMES * before)
    places = np.flatnonzero(odd)
    text = f"daily gains over {_JUMP_LEAST:,} and over {_JUMP_TIMES} times any earlier one"
    return note("jumps", text, len(places), map(found.step, places[:SHOWN].tolist()))


def gaps(found: Series) -> Note | None:
    """Days without a page between days that have one."""
    missing: list[int] = []
    runs = 0
    for page in np.unique(found.page):
        days = _page_days(found, page)
        for at in np.flatnonzero(np.diff(days) > 1):
            runs += 1
            missing += range(int(days[at]) + 1, int(days[at + 1]))
    text = f"days of a page without readings between days that have them, in {runs} stretches"
    return note("gaps", text, len(missing), map(iso, sorted(set(missing))))


def _largest_before(counter: NDArray[np.int64], daily: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each place the largest of `daily` at earlier places of its counter (0, 1, 2 ...), or 0.

    A running maximum over all places, each counter lifted above all that the ones before it hold.
    """
    lift = counter * (2 * float(daily.max(initial=0)) + 1)
    running = np.maximum.accumulate(np.maximum(daily, 0) + lift)
    return np.maximum(np.concatenate([[0.0], running[:-1]])[: len(lift)] - lift, 0)


def _page_days(found: Series, page: np.int64) -> NDArray[np.int64]:
    """Days of the file's readings of one page, after the last day before them that is known."""
    ours = found.page == page
    days = np.unique(found.day[ours & found.new])
    known = found.day[ours & ~found.new]
    before = known[known < days.min(initial=np.iinfo(np.int64).max)]
    return np.concatenate([[before.max()], days]) if len(before) else days
