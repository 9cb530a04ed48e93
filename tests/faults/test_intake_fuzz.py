"""Whatever bytes a file holds, the door gives a batch or a `SourceError`."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from recordbook.errors import SourceError
from recordbook.intake.door import SOURCES, take
from recordbook.intake.source import Settings

if TYPE_CHECKING:
    from recordbook.intake.batch import Batch

_ID = "2N0SPREDYqILVEFSsWF5N5"
_TAYLOR = f"date,track_id,streams_total,streams_daily\n2024-01-02,{_ID},1664304404,1154013\n"
_CHART = f"""rank,uri,artist_names,track_name,source,peak_rank,previous_rank,weeks_on_chart,streams
"1","spotify:track:{_ID}","V","Love Me Again","B","11","-1","1","22489337"
"""
_BILLBOARD = """date,position,song,artist,last_week,peak_position,weeks_on_chart
1958-08-04,1,Poor Little Fool,Ricky Nelson,,1,1
"""
_KWORB = f"""<html>kworb Last updated: 2023/12/18<table>
<tr><th>Song Title</th><th>Streams</th><th>Daily</th></tr>
<tr><td><a href='/track/{_ID}'>A</a></td><td>5</td><td>1</td></tr></table>"""
_GOOD = (
    _TAYLOR,
    _CHART,
    _BILLBOARD,
    _KWORB,
    f'{{"date": "2024-01-02", "track_id": "{_ID}", "streams_total": 5, "streams_daily": 1}}\n',
)


def _answers(data: bytes, said: Settings) -> None:
    """Take the bytes as a file; any other error than ours fails the test."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "regional-global-weekly-2023-12-14.csv"
        path.write_bytes(data)
        try:
            _whole(take(path, said))
        except SourceError as error:
            assert error.message  # noqa: PT017  either answer is right


def _whole(batch: Batch) -> None:
    """Every table of the batch holds what its schema says, and something."""
    for table in batch.tables.values():
        table.validate(full=True)
        assert table.num_rows
        for field in table.schema:
            assert field.nullable or not table[field.name].null_count


_SETTINGS = st.builds(
    Settings,
    source=st.none() | st.sampled_from([source.name for source in SOURCES]),
    partial=st.booleans(),
)


@given(st.binary(max_size=400), _SETTINGS)
@settings(max_examples=100, deadline=None)
def test_any_bytes(data: bytes, said: Settings) -> None:
    """Bytes without sense are refused by name, whichever source is asked to read them."""
    _answers(data, said)


@given(
    st.sampled_from(_GOOD),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 8), st.binary(max_size=6)), max_size=4),
    st.booleans(),
    _SETTINGS,
)
@settings(max_examples=200, deadline=None)
def test_files_with_faults(
    text: str,
    faults: list[tuple[int, int, bytes]],
    packed: bool,  # noqa: FBT001  hypothesis passes it
    said: Settings,
) -> None:
    """A good file, cut and overwritten anywhere, is taken or refused."""
    data = text.encode()
    for at, length, other in faults:
        data = data[:at] + other + data[at + length :]
    _answers(gzip.compress(data) if packed else data, said)
