"""What still stands: rows without those that a later correction speaks of."""

# The stubs of pyarrow leave its own generic types open:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow.compute import field

from recordbook.intake.corrections import CONDITIONS
from recordbook.ledger.tables import MATCHES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyarrow.compute import Expression


def standing(rows: pa.Table, table: str, corrections: pa.Table) -> pa.Table:
    """The rows of `table` that no correction recorded later, and itself standing, matches.

    `rows` and `corrections` carry the ledger's columns `recorded` and `batch`; order is kept. What
    a correction matches is said in `tables.CORRECTIONS` and `tables.MATCHES`.
    """
    return _without(rows, table, _effective(corrections))


def _effective(corrections: pa.Table) -> pa.Table:
    """The corrections that no later correction undoes; one that is undone undoes nothing."""
    undoing = _speaking_of(corrections, "corrections").sort_by([("recorded", "descending")])
    if _without(corrections, "corrections", undoing).num_rows == corrections.num_rows:
        return corrections  # as nearly always: none undoes another
    effective = undoing.slice(0, 0)
    for at in range(undoing.num_rows):  # the latest first: what undoes it was decided before it
        one = undoing.slice(at, 1)
        if _without(one, "corrections", effective).num_rows:
            effective = pa.concat_tables([effective, one])
    return _without(corrections, "corrections", effective)


def _without(rows: pa.Table, table: str, corrections: pa.Table) -> pa.Table:
    if not corrections.num_rows or not rows.num_rows:
        return rows
    place = pa.array(range(rows.num_rows), pa.int64())
    left = rows.append_column("place", place)
    for conditions, alike in _by_conditions(_speaking_of(corrections, table)):
        last = alike.group_by(conditions).aggregate([("recorded", "max")])
        columns = [MATCHES[table][name] for name in conditions]
        matched = left.join(
            last.select([*conditions, "recorded_max"]).rename_columns([*columns, "since"]),
            columns,
            join_type="left outer",
        )
        stands = field("since").is_null() | (field("recorded") >= field("since"))
        left = matched.filter(stands).drop_columns("since")
    return rows.take(left.sort_by("place")["place"])


def _speaking_of(corrections: pa.Table, table: str) -> pa.Table:
    """The corrections whose every condition is on a column that the table has."""
    speaks = field("table_name").is_null() | (field("table_name") == table)
    for name in CONDITIONS:
        if name not in MATCHES[table]:
            speaks &= field(name).is_null()
    return corrections.filter(speaks)


def _by_conditions(corrections: pa.Table) -> Iterator[tuple[list[str], pa.Table]]:
    """The corrections in groups that have the same conditions, so that each group is one join."""
    given = pa.table({name: corrections[name].is_valid() for name in CONDITIONS})
    for pattern in given.group_by(CONDITIONS).aggregate([]).to_pylist():
        names = [name for name in CONDITIONS if pattern[name]]
        if names:  # nothing speaks of everything; a book takes no such correction
            yield names, corrections.filter(_exactly(names))


def _exactly(names: list[str]) -> Expression:
    """Whether these conditions are given and no others."""
    absent = [field(name).is_null() for name in CONDITIONS]
    each = [~null if name in names else null for name, null in zip(CONDITIONS, absent, strict=True)]
    return reduce(lambda one, other: one & other, each)
