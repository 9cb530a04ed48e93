"""Every step of SQL gives the same rows, with the same types, on both engines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import workload
from recorder import Recorder, Sample, told

if TYPE_CHECKING:
    from recordbook.engine import Engine

SOURCE = Path(__file__).resolve().parents[2] / "src" / "recordbook"
STEPS = sorted(SOURCE.rglob("*.sql"))
TRIED = 12
"""Of how many questions about a step the one with most rows is asked again."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Sample]]:
    """Everything the workload asks of DuckDB, by the SQL of the step."""
    recorder, worlds = Recorder(), workload.planted(0, 6)
    workload.measured(recorder, worlds)
    workload.histories(recorder, worlds)
    workload.apart(recorder, workload.shelved(tmp_path_factory.mktemp("shelf")))
    workload.judged(recorder)
    workload.records(recorder)
    found: dict[str, dict[str, Sample]] = {}
    for sample in recorder.samples:
        found.setdefault(sample.query.sql, {})[sample.query.text] = sample
    return {sql: list(samples.values()) for sql, samples in found.items()}


@pytest.mark.parametrize("path", STEPS, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_a_step_says_the_same_on_both(
    path: Path, asked: dict[str, list[Sample]], spark: Engine, duckdb: Engine
) -> None:
    """Rows and types are the same; the workload reaches every step there is."""
    samples = asked.get(path.read_text(encoding="utf-8"), [])
    assert samples, f"nothing in workload.py asks {path.name}: let it ask what uses this step"
    largest = max(samples[-TRIED:], key=lambda sample: sample.asked(duckdb).num_rows)
    assert told(largest.asked(spark)) == told(largest.asked(duckdb))
