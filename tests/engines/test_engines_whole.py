"""Whatever is asked of a book, both engines lead to the same answer: bounds, verdicts, records."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import workload
from recorder import told

from recordbook.claims import parse
from recordbook.engine import DuckDB
from recordbook.proof import Prover
from recordbook.proof.shape import ProofShape, as_dict
from recordbook.system.showcase import OTHERS, STORY, showcase

sys.path.insert(0, str(Path(__file__).parents[1] / "real"))  # the sleeves typed there

import swift_by_hand as swift
from swift_book import swift_book

if TYPE_CHECKING:
    from recordbook.engine import Engine
    from recordbook.system import Workspace

_HERS = f'album by "Taylor Swift"{{}} with every track >= {{}}M streams as of {swift.LAST}'
SWIFT = (
    f"spotify:album:{swift.STANDARD}: fastest " + _HERS.format(" released in 2024", 60),
    f"spotify:album:{swift.MIDNIGHTS}: first " + _HERS.format("", 300),
)


def test_a_proof_is_the_same(spark: Engine, duckdb: Engine) -> None:
    """A verdict on a small book comes with the same rivals, rows, reach and holes."""
    claims = workload.CLAIMS[2:3]
    assert workload.judged(spark, claims) == workload.judged(duckdb, claims)


@pytest.mark.long
def test_standings_are_the_same(spark: Engine, duckdb: Engine) -> None:
    """Every measure bounds everyone in planted worlds alike."""
    worlds = workload.planted(6, 4)
    ours, theirs = workload.measured(spark, worlds), workload.measured(duckdb, worlds)
    for aggregate, rows in ours.items():
        assert told(rows) == told(theirs[aggregate]), aggregate


@pytest.mark.long
def test_records_are_the_same(spark: Engine, duckdb: Engine) -> None:
    """The finder finds the same records, in the same order."""
    found = workload.records(duckdb)
    assert found.records
    assert workload.records(spark) == found


@pytest.mark.long
def test_the_demo_is_the_same(tmp_path: Path, as_spark: None) -> None:
    """Claims about the published facts come out alike, asked as a user asks."""
    del as_spark
    workspace, _ = showcase(tmp_path / "demo")
    assert workspace.prover().engine.name == "spark"
    _same(workspace, (STORY, OTHERS[2]))


@pytest.mark.long
def test_the_real_series_is_the_same(tmp_path: Path, as_spark: None, shared_data: Path) -> None:
    """Claims on 621 days of real counts, with their falls and id moves, come out alike."""
    del as_spark
    _same(swift_book(shared_data, tmp_path).workspace, SWIFT)


def _same(workspace: Workspace, claims: tuple[str, ...]) -> None:
    """Each claim's whole proof is that of DuckDB."""
    other = Prover(DuckDB(), workspace.book.snapshot())
    for claim in claims:
        found: ProofShape = as_dict(workspace.prove(claim))
        assert found == as_dict(other.prove(parse(claim)))
