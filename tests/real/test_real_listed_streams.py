"""Streams by the official weekly lists of 2022, against the rows themselves."""

from __future__ import annotations

import csv
import gzip
from typing import TYPE_CHECKING

import pytest

from recordbook.claims import parse
from recordbook.proof.certificate import certificate_of
from recordbook.proof.recheck import recheck
from recordbook.system import Workspace

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "spotify-charts-weekly-global-2023/spotify_weekly_top200.csv.gz"
_UNTIL = "2022-11-24"


@pytest.fixture(scope="module")
def workspace(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """All lists in one book."""
    found = Workspace.create(tmp_path_factory.mktemp("streams") / "book")
    found.take(shared_data / _FILE)
    return found.refreshed()


@pytest.fixture(scope="module")
def greatest(shared_data: Path) -> list[tuple[int, str]]:
    """The greatest week of each song in the United States, of weeks wholly in 2022; most first."""
    best: dict[str, int] = {}
    with gzip.open(shared_data / _FILE, "rt", encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["region"] == "us" and "2022-01-07" <= row["week_end"] <= _UNTIL:
                best[row["uri"]] = max(best.get(row["uri"], 0), int(row["streams"]))
    return sorted(((most, key) for key, most in best.items()), reverse=True)


def test_the_greatest_week(workspace: Workspace, greatest: list[tuple[int, str]]) -> None:
    """The first of the rows is proven to have had the most, the second is not, and no later day."""
    prover = workspace.prover()
    said = (
        "most streams in a week among tracks on spotify charts in the United States in 2022 as of"
    )
    (most, first), (_, second) = greatest[:2]
    proof = prover.prove(parse(f"{first}: {said} {_UNTIL}"))
    assert (proof.verdict.value, proof.subject.bounds.low, proof.grade) == (
        "proven",
        most,
        "charted",
    )
    assert recheck(certificate_of(proof), workspace.book.address).problems == []
    assert prover.prove(parse(f"{second}: {said} {_UNTIL}")).verdict.value == "refuted"
    later = prover.prove(parse(f"{first}: {said} 2022-12-08"))
    assert later.verdict.value == "undecided"
    ever = said.replace(" in 2022", "")
    assert prover.prove(parse(f"{first}: {ever} {_UNTIL}")).verdict.value == "undecided"


def test_a_list_that_lacks_a_row_bounds_nobody(workspace: Workspace) -> None:
    """Eleven lists of the world in 2023 have fewer than 200 rows: who is not there may be more."""
    said = "most streams in a week among tracks on spotify charts in 2023 as of 2023-11-23"
    proof = workspace.prover().prove(parse(f"spotify:track:0yLdNVWF3Srea0uzk55zFn: {said}"))
    assert (proof.verdict.value, proof.subject.bounds.low) == ("undecided", 115_156_896)
    assert recheck(certificate_of(proof), workspace.book.address).problems == []
