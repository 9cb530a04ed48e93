"""The questions of a bundle: SQL that asks its rows, and the tables of the book, the same again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.intake.arrow import column, compute, texts

if TYPE_CHECKING:
    import pyarrow as pa

    from recordbook.proof import Proof

_HEAD = """\
-- The claim: {claim}
-- The verdict: {verdict} ({grade}), ledger version {version}.
-- Written for DuckDB, run in the folder of this file. Days are counted from 1970-01-01.

-- What bounds each counter on the claim's day, and who says so.
SELECT entity, side, DATE '1970-01-01' + CAST(day AS INTEGER) AS day, low, high, rule, grade, source
FROM 'rows.parquet'
ORDER BY entity, side;

-- The highest floor and the lowest ceiling of each counter.
SELECT
  entity,
  MAX(CASE WHEN side = 'low' THEN low END) AS at_least,
  MIN(CASE WHEN side = 'high' THEN high END) AS at_most
FROM 'rows.parquet'
GROUP BY entity
ORDER BY entity;

-- Which sources it rests on, and on how many rows of each.
SELECT source, grade, COUNT(*) AS rows FROM 'rows.parquet' GROUP BY source, grade ORDER BY source;
"""

_BOOK = """
-- The observations behind them in the book's own table (put the book's address for BOOK).
SELECT key, DATE '1970-01-01' + CAST(day AS INTEGER) AS day, metric, low, high, grade, source, batch
FROM delta_scan('BOOK/observations')
WHERE platform = {platform}
  AND day <= {day}
  AND key IN ({keys})
ORDER BY key, day;
"""

_MOST = 500
"""How many keys are asked for."""


def queries(proof: Proof, rows: pa.Table) -> str:
    """The questions of a proof; every name in them is a literal, and every comment one line."""
    said = _HEAD.format(
        claim=_line(str(proof.claim)),
        verdict=proof.verdict.value,
        grade=proof.grade,
        version=proof.version,
    )
    read = rows.filter(compute.greater(compute.utf8_length(rows["batch"]), 0))
    keys = sorted(set(texts(column(read, "key"))))[:_MOST]
    if not keys:
        return said
    last = compute.max(read["day"]).as_py()
    return said + _BOOK.format(
        platform=_literal(proof.claim.platform), day=last, keys=", ".join(map(_literal, keys))
    )


def _literal(text: str) -> str:
    """Text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _line(text: str) -> str:
    """Text that a comment holds."""
    return " ".join(text.split())
