"""The rows of a page as a file for programs: CSV and Parquet."""

# The stubs of pyarrow leave its own generic types open:
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pyarrow as pa
from pyarrow import csv, parquet
from starlette.responses import Response

from recordbook.intake.arrow import compute
from recordbook.web.here import Here

if TYPE_CHECKING:
    from recordbook.web.asked import Asked

MOST = 10_000
"""Rows in one file; where a page has more, the header `Link` leads to the next ones."""

_FORMULA = "^[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""How a cell begins that a spreadsheet may take for a formula, full-width signs among them."""

_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


def exported(rows: pa.Table, asked: Asked, following: int | None = None) -> Response:
    """Rows in the form that is asked for, named after the address of their page.

    In CSV a text that a spreadsheet may take for a formula begins with an apostrophe; Parquet has
    every text as it is. `following` is where the rows after these start, None where there are none.
    """
    file = io.BytesIO()
    if asked.twin == "csv":
        csv.write_csv(harmless(rows), file)
    else:
        parquet.write_table(rows, file)
    kind = "text/csv; charset=utf-8" if asked.twin == "csv" else "application/vnd.apache.parquet"
    held = {"Content-Disposition": f"attachment; {_named(asked.path, asked.twin)}"}
    if following is not None:
        path = "/index" if asked.path == "/" else asked.path
        here = Here(path=f"{path}.{asked.twin}", query=asked.query)
        held["Link"] = f'<{here.with_query(start=following)}>; rel="next"'
    return Response(file.getvalue(), media_type=kind, headers=held)


def harmless(rows: pa.Table) -> pa.Table:
    """Rows whose texts no spreadsheet takes for a formula; everything else is as it was.

    >>> harmless(pa.table({"a": ["=1+1", "ok"], "b": [-1, 2]})).to_pylist()
    [{'a': "'=1+1", 'b': -1}, {'a': 'ok', 'b': 2}]
    """
    columns = [_harmless(rows.column(name)) for name in rows.column_names]
    return pa.table(columns, names=[str(_harmless(pa.array([n]))[0]) for n in rows.column_names])


def _harmless(texts: Any) -> Any:
    if not (pa.types.is_string(texts.type) or pa.types.is_large_string(texts.type)):
        return texts
    formula = compute.match_substring_regex(texts, _FORMULA)
    return compute.if_else(formula, compute.binary_join_element_wise("'", texts, ""), texts)


def _named(path: str, twin: str) -> str:
    """The name of the file: in plain letters for old programs, and as it is for all others."""
    name = path.rstrip("/").rpartition("/")[2] or "index"
    plain = _PLAIN.sub("-", name).strip("-") or "rows"
    return f"filename=\"{plain}.{twin}\"; filename*=UTF-8''{quote(name, safe='')}.{twin}"
