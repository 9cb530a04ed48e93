"""Records of the Hot 100 as they fell, against what the lists are known to have shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from recordbook.claims import Aggregate
from recordbook.mining import Settings
from recordbook.system import Workspace
from recordbook.system.finding import Wanted, check

if TYPE_CHECKING:
    from pathlib import Path

_SETTINGS = Settings(platform="billboard hot 100")


@pytest.fixture(scope="module")
def lists(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """All lists in one book."""
    workspace = Workspace.create(tmp_path_factory.mktemp("lists") / "book")
    workspace.take(shared_data / "billboard-hot-100" / "hot100_1958_2026.csv.gz")
    return workspace.refreshed()


@pytest.mark.parametrize(
    ("day", "song", "aggregate"),
    [
        (date(1996, 3, 9), "One Sweet Day", Aggregate.WEEKS_AT),
        (date(2019, 8, 3), "Old Town Road", Aggregate.WEEKS_AT),
        (date(2021, 8, 21), "Blinding Lights", Aggregate.WEEKS_AT),
    ],
)
def test_a_record_falls_on_its_day(
    lists: Workspace, day: date, song: str, aggregate: Aggregate
) -> None:
    """The week in which the song first stood alone at the top is found, and nothing else is."""
    prover = lists.prover()
    found = lists.find(Wanted(first=day, last=day, settings=_SETTINGS))
    mine = [
        record
        for record in found.records
        if record.claim.measure.aggregate is aggregate and song in (record.claim.subject.key or "")
    ]
    assert len(mine) == 1
    check(prover, mine[0])
    assert [record for record in found.records if song not in str(record.claim)] == []
