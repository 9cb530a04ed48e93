"""Exports: exact rows, safe in a spreadsheet, under a name that no header trips over."""

from __future__ import annotations

import csv
import io
import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from recordbook.web.asked import Asked
from recordbook.web.exports import exported, harmless

ROWS = pa.table(
    {
        "name": [
            *("=HYPERLINK()", "+1", "-1", "@sum", "\tx", "\rx", "\uff1dx"),
            "plain",
            "뷔",
            None,
            "",
        ],
        "count": pa.array([-5, 2**62, None, 1, 1, 1, 1, 1, 1, 1, 1], pa.int64()),
    }
)


def body(rows: pa.Table, twin: str, path: str = "/cohorts", following: int | None = None) -> bytes:
    """The file of some rows."""
    return bytes(exported(rows, Asked(path, twin), following).body)


def test_formula_text_is_neutralised_in_csv_and_nothing_else_is() -> None:
    """A text that begins like a formula gets an apostrophe; numbers stay as they are."""
    read = list(csv.DictReader(io.StringIO(body(ROWS, "csv").decode(), newline="")))
    names = [row["name"] for row in read]
    assert names[:7] == ["'=HYPERLINK()", "'+1", "'-1", "'@sum", "'\tx", "'\rx", "'\uff1dx"]
    assert names[7:] == ["plain", "뷔", "", ""]
    assert [row["count"] for row in read][:3] == ["-5", str(2**62), ""]


def test_parquet_is_exact() -> None:
    """Parquet holds every cell as it is, with its type."""
    assert parquet.read_table(io.BytesIO(body(ROWS, "parquet"))).equals(ROWS)


@given(st.lists(st.text(max_size=6), min_size=1, max_size=5))
def test_no_cell_begins_like_a_formula(texts: list[str]) -> None:
    """Whatever text there is, no cell of a CSV begins with what begins a formula; none is lost."""
    for was, now in zip(texts, harmless(pa.table({"a": texts}))["a"].to_pylist(), strict=True):
        assert not re.match("[=+\\-@\t\r\n]", str(now))
        assert now in {was, f"'{was}"}


@pytest.mark.parametrize(
    "path",
    ["/tracks/name:billboard:김", '/a"b\r\nSet-Cookie: x', "/", "/../../etc/passwd", "/é ü"],
)
def test_the_name_of_a_file_is_no_header(path: str) -> None:
    """Whatever an address holds, the name in the header is plain text without quotes or lines."""
    said = exported(ROWS, Asked(path, "csv")).headers["content-disposition"]
    assert re.fullmatch(
        r"attachment; filename=\"[\w.-]+\.csv\"; filename\*=UTF-8''[\w.%~-]+\.csv", said, re.ASCII
    )


def test_rows_that_follow_have_an_address() -> None:
    """A file that does not hold all rows says where the next ones are, with the same questions."""
    asked = Asked("/cohorts", "csv", query=(("of", "tracks"), ("start", "0")))
    headers = exported(ROWS, asked, 10_000).headers
    assert headers["link"] == '</cohorts.csv?of=tracks&start=10000>; rel="next"'
    assert "link" not in exported(ROWS, asked).headers
