"""The rows of a page as a file for programs."""

# The stubs of pyarrow leave its own generic types open:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pyarrow import csv, parquet
from starlette.responses import Response

if TYPE_CHECKING:
    import pyarrow as pa


def exported(rows: pa.Table, twin: str, path: str) -> Response:
    """Rows as `csv` or `parquet`, named after the address of their page."""
    file = io.BytesIO()
    if twin == "csv":
        csv.write_csv(rows, file)
    else:
        parquet.write_table(rows, file)
    kind = "text/csv; charset=utf-8" if twin == "csv" else "application/vnd.apache.parquet"
    name = path.rpartition("/")[2] or "index"
    held = {"Content-Disposition": f'attachment; filename="{name}.{twin}"'}
    return Response(file.getvalue(), media_type=kind, headers=held)
