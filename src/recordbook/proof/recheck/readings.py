"""Readings by key and day, held as columns: a book may have many millions of them."""

# The stubs of pyarrow are partial:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
from pyarrow import compute as arrow_compute

from .runs import NEVER, OPEN, Known, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

compute: Any = arrow_compute

TEXTS = ("basis", "metric", "region", "grade", "source", "batch")
COLUMNS = (*TEXTS, "key", "day", "low", "high")

_BETWEEN = "\0"  # in no text of a table


class Columns(NamedTuple):
    """The readings of some keys, sorted by key and day."""

    kinds: memoryview
    days: memoryview
    lows: memoryview
    highs: memoryview


class Counts(NamedTuple):
    """Exact counts of one key that never fell, one a day: the rows from `start` to `end`."""

    columns: Columns
    start: int
    end: int

    def bounds(self, silent: int, as_of: int, threshold: int) -> Known:
        """What they say; until the day `silent` the count was 0."""
        _, days, lows, _ = self.columns
        start, end = self.start, self.end
        since, until = bisect_right(days, as_of, start, end), bisect_left(days, as_of, start, end)
        reached = bisect_left(lows, threshold, start, end)
        low = lows[since - 1] if since > start else 0
        high = lows[until] if until < end else OPEN
        earliest = days[reached - 1] + 1 if reached > start else -NEVER
        if silent > -NEVER:
            high = 0 if as_of <= silent else high
            earliest = max(earliest, silent + 1)
        return Known(low, high, earliest, days[reached] if reached < end else NEVER)

    def at(self, day: int) -> int | None:
        """The place of the day's reading."""
        place = bisect_left(self.columns.days, day, self.start, self.end)
        return place if place < self.end and self.columns.days[place] == day else None


class Readings:
    """The readings of the keys that were asked for."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self.kinds: dict[str, int] = {}
        self.named: list[list[str]] = []
        self.keys: dict[str, tuple[Columns, int, int] | None] = {}  # None: no reading
        self.broken: set[str] = set()  # not plain counts, or not rising

    def read(self, keys: set[str], parts: Iterable[pa.RecordBatch]) -> None:
        """Take in all that is read of some keys."""
        names = sorted(keys)
        taken = [self._numbered(part, pa.array(names)) for part in parts if part.num_rows]
        self.keys.update(dict.fromkeys(names))
        self.named = [text.split(_BETWEEN) for text in self.kinds]
        if not taken:
            return
        rows = pa.concat_tables(taken).sort_by([("key", "ascending"), ("day", "ascending")])
        columns = Columns(*(_numbers(rows[name]) for name in ("kind", "day", "low", "high")))
        runs = compute.run_end_encode(rows["key"].combine_chunks())
        start = 0
        for number, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
            self.keys[names[number]] = columns, start, end
            start = end
        self.broken.update(names[number] for number in self._broken(rows))

    def _numbered(self, part: pa.RecordBatch, keys: Any) -> pa.Table:
        """The texts of each row as one number, and its key as another."""
        texts = [compute.cast(part[name], pa.string()) for name in TEXTS]
        kind = compute.binary_join_element_wise(*texts, _BETWEEN)
        high = compute.fill_null(part["high"], OPEN)
        key = compute.index_in(part["key"], keys)
        columns = [compute.cast(one, pa.int64()) for one in (key, part["day"], part["low"], high)]
        columns.insert(1, _codes(kind, self.kinds))
        return pa.table(dict(zip(("key", "kind", "day", "low", "high"), columns, strict=True)))

    def _broken(self, rows: pa.Table) -> list[int]:
        """The keys with anything but exact counts, one a day, each no lower than the one before."""
        counted = [
            number
            for number, (basis, metric, _, grade, *_) in enumerate(self.named)
            if (basis, metric, grade) == ("app", "total", "counted")
        ]
        counts = compute.is_in(rows["kind"], pa.array(counted, pa.int64()))
        plain = compute.and_(counts, compute.equal(rows["low"], rows["high"]))
        before, after = rows.slice(0, rows.num_rows - 1), rows.slice(1)
        rises = compute.and_(
            compute.greater(after["day"], before["day"]),
            compute.greater_equal(after["low"], before["low"]),
        )
        rises = compute.or_(rises, compute.not_equal(after["key"], before["key"]))
        wrong = [
            rows["key"].filter(compute.invert(plain)),
            after["key"].filter(compute.invert(rises)),
        ]
        return [key for keys in wrong for key in compute.unique(keys).to_pylist()]

    def any_of(self, key: str) -> bool:
        """Whether there is any reading of a key."""
        return self.keys[key] is not None

    def counts(self, key: str) -> Counts | None:
        """Its readings, if those are exact counts that never fell."""
        found = self.keys[key]
        return None if found is None or key in self.broken else Counts(*found)

    def of(self, key: str) -> Iterator[tuple[list[str], int, int, int]]:
        """All readings of a key: basis, metric, region, grade, source, batch; day, low, high."""
        if found := self.keys[key]:
            (kinds, *ends), start, end = found
            for place in range(start, end):
                day, low, high = (column[place] for column in ends)
                yield self.named[kinds[place]], day, low, high

    def row(self, key: str, counts: Counts, place: int) -> Row:
        """A count as a row of evidence."""
        *_, grade, source, batch = self.named[counts.columns.kinds[place]]
        day, count = counts.columns.days[place], counts.columns.lows[place]
        return Row(day, count, count, "read", grade, source, key, batch, firm=True)


def _codes(column: Any, known: dict[str, int]) -> Any:
    """Texts as numbers, the same for the same text."""
    told = compute.dictionary_encode(column)
    numbers = [known.setdefault(text, len(known)) for text in told.dictionary.to_pylist()]
    return pa.array(numbers, pa.int64()).take(told.indices)


def _numbers(column: Any) -> memoryview:
    """A column of whole numbers, as they lie in memory."""
    whole = column.combine_chunks()
    return memoryview(whole.buffers()[1]).cast("q")[whole.offset : whole.offset + len(whole)]
