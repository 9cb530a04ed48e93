"""The evidence bundle: one zip of a claim, its certificate, the rows and the queries behind it.

`recordbook recheck BUNDLE.zip --book BOOK` checks it. The same matter gives the same bytes on every
machine with the same libraries.
"""

# The stubs of pyarrow leave its own generic types open:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from recordbook.proof.certificate import certificate_of
from recordbook.stories.naming import key_of
from recordbook.stories.queries import queries
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.stories.matter import Matter
    from recordbook.stories.told import Told

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The stamp of every file: a zip knows none before it."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

_NUMBERS = ("day", "low", "high")

_README = """\
{headline}

{caption}

claim.txt         the claim, word for word
certificate.json  the verdict and everything it rests on; its form is documented with recordbook
rows.parquet      the rows of evidence that the certificate cites, one row each
rows.csv          the same for spreadsheets; an apostrophe stands before a text that they would run
queries.sql       questions that ask the rows, and the book's tables, the same again

The verdict is {verdict}, of grade {grade}, as the book stood at ledger version {version}.
Days are counted from 1970-01-01 in rows.parquet and certificate.json, and dates in rows.csv.

To check it against the book, with a program that shares nothing with the one that wrote it:

    recordbook recheck {name} --book BOOK
"""


def bundle_name(matter: Matter) -> str:
    """The file name of a bundle: nothing of what the claim names is in it."""
    return f"record-{key_of(matter)}.zip"


def bundle(matter: Matter, told: Told) -> bytes:
    """The evidence of a matter as the bytes of a zip."""
    proof = matter.proof
    certificate = certificate_of(proof)
    rows = _table(certificate["body"]["rows"])
    readme = _README.format(
        headline=told.headline,
        caption=told.caption,
        verdict=proof.verdict.value,
        grade=proof.grade,
        version=proof.version,
        name=bundle_name(matter),
    )
    files: dict[str, bytes] = {
        "README.txt": readme.encode(),
        "certificate.json": _json(certificate),
        "claim.txt": f"{certificate['body']['claim']['text']}\n".encode(),
        "queries.sql": queries(proof, rows).encode(),
        "rows.csv": rows_csv(rows),
        "rows.parquet": _parquet(rows),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, content, compresslevel=9)
    return held.getvalue()


def rows_csv(rows: pa.Table) -> bytes:
    """Rows of evidence as CSV: days as dates, and no text that a spreadsheet would run."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(rows.column_names)
    for row in rows.to_pylist():
        writer.writerow([_cell(name, row[name]) for name in rows.column_names])
    return made.getvalue().encode()


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in _NUMBERS:
        return day_from(value).isoformat() if name == "day" else str(value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _table(rows: Mapping[str, list[Any]]) -> pa.Table:
    """The rows of a certificate as a table; their order is the certificate's."""
    fields = [(name, pa.int64() if name in _NUMBERS else pa.string()) for name in rows]
    return pa.Table.from_pydict(dict(rows), schema=pa.schema(fields))


def _parquet(rows: pa.Table) -> bytes:
    held = io.BytesIO()
    pq.write_table(rows, held, compression="zstd")
    return held.getvalue()


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{text}\n".encode()
