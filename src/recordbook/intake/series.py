"""Series: readings of counters, sorted by counter and day, as arrays to compare neighbours in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import Column, column, compute, filtered, integers

if TYPE_CHECKING:
    from numpy.typing import NDArray

CUMULATIVE = ("total", "charted-total")
PAGE = ("platform", "basis", "region")  # what one page or file of a day is about
COMPARED = [*PAGE, "metric", "key", "day", "low"]


@dataclass(frozen=True, slots=True)
class Series:
    """Readings of cumulative counters, one per place; `row` leads back to the table.

    Readings known before the file have `row` -1: they are compared with, never reported.
    """

    row: NDArray[np.int64]
    counter: NDArray[np.int64]  # equal for readings of one counter in one place
    page: NDArray[np.int64]  # equal for readings that one page of one day would show
    day: NDArray[np.int64]
    value: NDArray[np.int64]
    keys: Column  # in the order of `key_row`
    key_row: NDArray[np.int64]  # where in `keys` the key of each place stands

    @property
    def continues(self) -> NDArray[np.bool_]:
        """Whether a place is of the same counter as the place before it."""
        same = np.zeros(len(self.row), dtype=bool)
        same[1:] = self.counter[1:] == self.counter[:-1]
        return same

    @property
    def follows(self) -> NDArray[np.bool_]:
        """Whether a place is a later day of the same counter as the place before it."""
        return self.continues & (np.diff(self.day, prepend=0) > 0)

    @property
    def new(self) -> NDArray[np.bool_]:
        """Whether a place comes from the file."""
        return self.row >= 0

    @property
    def gain(self) -> NDArray[np.int64]:
        """What each place adds to the place before it; 0 where it follows none."""
        return np.where(self.follows, np.diff(self.value, prepend=0), 0)

    def key(self, place: int) -> str:
        """The key of a place."""
        return str(self.keys[int(self.key_row[place])].as_py())

    def say(self, place: int) -> str:
        """A place in words."""
        return f"{self.key(place)} {iso(self.day[place])}: {int(self.value[place]):,}"

    def step(self, place: int) -> str:
        """A place and the one before it in words."""
        return f"{self.say(place)} after {int(self.value[place - 1]):,}"


def series(observations: pa.Table, previous: pa.Table | None = None) -> Series:
    """The cumulative readings of `observations`, each after the latest of `previous` before it."""
    rows = np.arange(observations.num_rows)
    table = observations.select(COMPARED)
    if previous is not None:
        table = pa.concat_tables([previous.select(COMPARED).cast(table.schema), table])
        rows = np.concatenate([np.full(previous.num_rows, -1), rows])
    cumulative = np.zeros(table.num_rows, dtype=bool)
    metric = column(table, "metric")
    for name in CUMULATIVE:
        cumulative |= compute.equal(metric, name).to_numpy(zero_copy_only=False)
    if not cumulative.all():
        table, rows = filtered(table, cumulative), rows[cumulative]
    page = codes(table, (*PAGE, "metric"))
    counter = paired(page, codes(table, ("key",)))
    day, value = integers(column(table, "day")), integers(column(table, "low"))
    order = np.lexsort((rows, day, counter))
    keys = column(table, "key")
    return Series(rows[order], counter[order], page[order], day[order], value[order], keys, order)


def codes(table: pa.Table, names: tuple[str, ...]) -> NDArray[np.int64]:
    """A number per row, equal where all the columns are."""
    found = np.zeros(table.num_rows, dtype=np.int64)
    for name in names:
        found = paired(found, integers(compute.dictionary_encode(column(table, name)).indices))
    return found


def paired(left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number for two, neither negative: equal where both are."""
    return left * (int(right.max(initial=0)) + 1) + right


def iso(day: int | np.int64) -> str:
    """A day number as people write days."""
    return str(np.datetime64(int(day), "D"))
