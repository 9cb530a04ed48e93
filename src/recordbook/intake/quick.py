"""Quick: the readings of one day that can be odd, found without sorting all of them.

Almost every file is one page of one day on which nothing is odd. Its keys are aligned with those
known and compared as arrays; the checks then look at the few that fell, began or ended. A property
test compares what is said with what the checks say of all readings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recordbook.intake.arrow import (
    Column,
    bools,
    column,
    compute,
    filtered,
    fingerprints,
    integers,
    surely_distinct,
    taken,
)
from recordbook.intake.checks import is_stale
from recordbook.intake.series import CUMULATIVE, PAGE

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

_SHARED = (*PAGE, "metric", "day")


def one_page(observations: pa.Table) -> bool:
    """Whether these are cumulative totals of one page and day."""
    if not observations.num_rows or observations["metric"][0].as_py() not in CUMULATIVE:
        return False
    return all(one_value(column(observations, name)) for name in _SHARED)


def odd_only(
    new: pa.Table, previous: pa.Table, *, once: bool = False
) -> tuple[pa.Table, pa.Table] | None:
    """Those rows of one page, and of the latest readings before it, that can be odd.

    What the checks of a `Series` say of these rows they say of all. None where they must see all:
    the page is stale, or a key has several readings, of which `once` says that none before has.
    """
    page = _of_page(previous, new)
    keys, known = column(new, "key"), column(page, "key")
    if not (once or distinct(known)) or not (keys.equals(known) or distinct(keys)):
        return None
    if not len(known):
        return new.slice(0, 0), page
    return _odd(new, page, places(keys, known))


def _odd(
    new: pa.Table, page: pa.Table, place: NDArray[np.int64]
) -> tuple[pa.Table, pa.Table] | None:
    """The same, once `place` says where in `page` each key stands, or -1."""
    today, day = new["day"][0].as_py(), integers(column(page, "day"))
    there = place >= 0
    follows = there & (day[place] < today)
    gain = integers(column(new, "low")) - integers(column(page, "low"))[place]
    compared, repeated = ([float(one.sum())] for one in (follows, follows & (gain == 0)))
    if is_stale(np.array(compared), np.array(repeated)).any():
        return None
    odd, kept = follows & (gain < 0), np.zeros(len(day), dtype=bool)
    earlier = day[day < today]
    if len(earlier):
        last = day == earlier.max()
        begins, ends = ~there | (day[place] > today), last.copy()
        ends[place[there]] = False
        if begins.any() and ends.any():  # what begins may go on with what ended
            odd, kept = odd | begins, ends
        if odd.any() or earlier.max() < today - 1:  # a counter of the last day tells what lacks
            odd[0], kept[last.argmax()] = True, True
            odd |= place == last.argmax()
    kept[place[odd & there]] = True
    return filtered(new, odd), filtered(page, kept)


def places(keys: Column, known: Column) -> NDArray[np.int64]:
    """Where each key stands among those known, or -1; no key stands twice in either."""
    if keys.equals(known):  # as files of one source often are
        return np.arange(len(keys))
    found = _by_fingerprint(keys, known)
    if found is not None:
        return found
    if len(keys) >= len(known):  # what is looked up in is the smaller: it is quicker to make
        return _looked_up(keys, known)
    back = _looked_up(known, keys)
    place = np.full(len(keys), -1)
    place[back[back >= 0]] = np.flatnonzero(back >= 0)
    return place


def _by_fingerprint(keys: Column, known: Column) -> NDArray[np.int64] | None:
    """The same where fingerprints tell: in two sorted rows of numbers, then by the keys found."""
    ours, theirs = fingerprints(keys), fingerprints(known)
    if ours is None or theirs is None:
        return None
    from_least, among = np.argsort(ours), np.argsort(theirs)
    ours, theirs = ours[from_least], theirs[among]
    if (theirs[1:] == theirs[:-1]).any():
        return None
    place = np.empty(len(ours), dtype=np.int64)
    place[from_least] = among[np.minimum(np.searchsorted(theirs, ours), len(theirs) - 1)]
    same = bools(compute.equal(taken(known, place), keys))
    return np.where(same, place, -1)


def _looked_up(keys: Column, among: Column) -> NDArray[np.int64]:
    return integers(compute.fill_null(compute.index_in(keys, value_set=among), -1))


def _of_page(readings: pa.Table, new: pa.Table) -> pa.Table:
    """The readings of the page that `new` is of."""
    for name in (*PAGE, "metric"):
        same = bools(compute.equal(column(readings, name), new[name][0]))
        if not same.all():
            readings = filtered(readings, same)
    return readings


def one_value(values: Column) -> bool:
    """Whether every row holds the same."""
    return not len(values) or bool(compute.all(compute.equal(values, values[0])).as_py())


def distinct(keys: Column) -> bool:
    """Whether no key stands twice."""
    return surely_distinct(keys) or compute.count_distinct(keys).as_py() == len(keys)
