"""Runs of many counters at once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from recordbook.measures import label

ROWS, COUNTERS = 200_000, 1_000


def test_rows_are_labelled_by_whole_columns() -> None:
    """In 200,000 rows of 1,000 counters with many falls every row has its run."""
    chance = np.random.default_rng(1)
    per = ROWS // COUNTERS
    plays = np.cumsum(chance.integers(0, 100, (COUNTERS, per)), axis=1)
    falls = chance.random((COUNTERS, per)) < 0.005
    plays = plays - np.maximum.accumulate(np.where(falls, plays // 2, 0), axis=1)
    low = plays.reshape(-1)
    entities = pa.DictionaryArray.from_arrays(
        np.repeat(np.arange(COUNTERS, dtype=np.int32), per), [f"e{n:06}" for n in range(COUNTERS)]
    ).cast(pa.string())
    same = {"rule": "read", "grade": "counted", "source": "s", "key": "k", "batch": "b"}
    rows = pa.table(
        {
            "entity": entities,
            "day": pa.array(np.tile(np.arange(per, dtype=np.int32), COUNTERS)),
            "low": pa.array(low),
            "high": pa.array(low),
            **{name: pa.repeat(pa.scalar(value), ROWS) for name, value in same.items()},
            "firm": pa.array(np.ones(ROWS, dtype=bool)),
        }
    )
    runs = label(rows)
    assert runs.labelled.num_rows == ROWS
    assert runs.labelled["run"].to_numpy().max() > 1
