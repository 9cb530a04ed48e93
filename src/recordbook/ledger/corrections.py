"""What still stands: rows without those that a later correction speaks of."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from recordbook.ledger.tables import CORRECTIONS, MATCHES

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONDITIONS = [name for name in CORRECTIONS.names if name not in {"table_name", "reason"}]


def standing(rows: pa.Table, table: str, corrections: pa.Table) -> pa.Table:
    """The rows of `table` that no correction recorded later, and itself standing, matches.

    `rows` and `corrections` carry the ledger's columns `recorded` and `batch`; order is kept. What a
    correction matches is said in `tables.CORRECTIONS` and `tables.MATCHES`.
    """
    return _without(rows, table, _effective(corrections))


def _effective(corrections: pa.Table) -> pa.Table:
    """The corrections that no later correction undoes; one that is undone undoes nothing."""
    undoing = _speaking_of(corrections, "corrections").sort_by([("recorded", "descending")])
    effective = undoing.slice(0, 0)
    for at in range(undoing.num_rows):  # the latest first: what undoes it was decided before it
        one = undoing.slice(at, 1)
        if _without(one, "corrections", effective).num_rows:
            effective = pa.concat_tables([effective, one])
    return _without(corrections, "corrections", effective)


def _without(rows: pa.Table, table: str, corrections: pa.Table) -> pa.Table:
    stands = pa.repeat(pa.scalar(value=True), rows.num_rows)
    for conditions, alike in _by_conditions(_speaking_of(corrections, table)):
        since = _corrected_since(rows, [(name, MATCHES[table][name]) for name in conditions], alike)
        stands = pc.and_(stands, pc.fill_null(pc.greater_equal(rows["recorded"], since), True))
    return rows.filter(stands)


def _speaking_of(corrections: pa.Table, table: str) -> pa.Table:
    """The corrections whose every condition is on a column that the table has."""
    named = corrections["table_name"]
    speaks = pc.or_(pc.is_null(named), pc.fill_null(pc.equal(named, table), False))
    foreign = [name for name in _CONDITIONS if name not in MATCHES[table]]
    absent = [pc.is_null(corrections[name]) for name in foreign]
    return corrections.filter(reduce(pc.and_, absent, speaks))


def _by_conditions(corrections: pa.Table) -> Iterator[tuple[list[str], pa.Table]]:
    """The corrections in groups that have the same conditions, so that each group is one join."""
    given = [
        pc.multiply(pc.cast(pc.is_valid(corrections[name]), pa.int32()), 1 << at)
        for at, name in enumerate(_CONDITIONS)
    ]
    pattern = reduce(pc.add, given)
    for one in pc.unique(pattern).to_pylist():
        names = [name for at, name in enumerate(_CONDITIONS) if one >> at & 1]
        yield names, corrections.filter(pc.equal(pattern, one))


def _corrected_since(
    rows: pa.Table, pairs: list[tuple[str, str]], corrections: pa.Table
) -> pa.ChunkedArray | pa.Scalar:
    """Per row the moment of the last correction that matches it, or null."""
    if not pairs:
        return pc.max(corrections["recorded"])
    names = [name for name, _ in pairs]
    last = corrections.group_by(names).aggregate([("recorded", "max")])
    values = {name: rows[column] for name, column in pairs}
    asked = pa.table(values | {"at": pa.array(range(rows.num_rows), pa.int64())})
    return asked.join(last, names, join_type="left outer").sort_by("at")["recorded_max"]
