"""Readings: rows of observations, made from a column of counts and what all of them share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.intake.arrow import Column, compute, repeat
from recordbook.intake.observations import OBSERVATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Kind:
    """What one number of a source is, where it is the same for every row."""

    platform: str
    basis: str
    metric: str
    region: str | Column
    grade: str
    source: str


def readings(
    kind: Kind,
    *,
    key: Column,
    day: Column | int,
    low: Column,
    high: Column | None = None,
    page_day: Column | int | None = None,
) -> pa.Table:
    """A row of observations per row given; `high` is `low` unless said: a number that was read.

    Rows whose `low` is null (blank in the source) are left out.
    """
    rows = len(low)
    strings, days = pa.string(), pa.int32()
    table = pa.Table.from_arrays(
        [
            _column(kind.platform, rows, strings),
            _column(kind.basis, rows, strings),
            _column(kind.metric, rows, strings),
            _column(kind.region, rows, strings),
            _column(key, rows, strings),
            _column(day, rows, days),
            low,
            low if high is None else high,
            _column(kind.grade, rows, strings),
            _column(kind.source, rows, strings),
            _column(page_day, rows, days),
            pa.nulls(rows, days),
        ],
        schema=OBSERVATIONS,
    )
    return table.filter(compute.is_valid(low)) if low.null_count else table


def together(tables: Iterable[pa.Table]) -> pa.Table:
    """All observations in one table."""
    given = list(tables)
    return given[0] if len(given) == 1 else pa.concat_tables(given).combine_chunks()


def _column(value: Column | str | int | None, rows: int, kind: pa.DataType) -> Column:
    if isinstance(value, pa.Array):
        return value
    return repeat(value, rows, kind)
