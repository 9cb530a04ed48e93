"""Books that hold a part of a list's history: what they prove is a lower bound, and said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recordbook.proof.proof import Verdict
from recordbook.system import Workspace
from recordbook.units import Bounds

if TYPE_CHECKING:
    from pathlib import Path

_FILES = (
    "spotify-charts-weekly-global-2023/spotify_weekly_top200.csv.gz",
    "kworb-asia-daily-top50/asia_daily_top50.csv.gz",
)
_GLOBAL = "on spotify{} as of 2023-11-23"
_KOREA = "on spotify in South Korea{} as of 2026-08-20"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Workspace:
    """Eleven months of a weekly list, and fourteen months of seven countries' daily top fifty."""
    workspace = Workspace.create(tmp_path_factory.mktemp("parts") / "book")
    for name in _FILES:
        workspace.take(shared_data / name)
    return workspace.refreshed()


@pytest.mark.parametrize(
    ("claim", "verdict", "bounds"),
    [
        (
            f'"FLOWER": >= 13 weeks in the top 200 {_GLOBAL.format("")}',
            Verdict.PROVEN,
            Bounds(13),
        ),
        (
            f'"FLOWER": = 13 weeks in the top 200 {_GLOBAL.format("")}',
            Verdict.UNDECIDED,
            Bounds(13),
        ),
        (
            f'"Love Me Again": weekly peak rank = 11 {_GLOBAL.format(" in 2023")}',
            Verdict.PROVEN,
            Bounds(11, 11),
        ),
        (
            f'"Love Me Again": weekly peak rank = 11 {_GLOBAL.format("")}',
            Verdict.UNDECIDED,
            Bounds(1, 11),
        ),
        (
            f'"Love Me Again": weekly debut rank = 12 {_GLOBAL.format("")}',
            Verdict.UNDECIDED,
            Bounds(1),
        ),
        (
            f'"Jimin - Who": >= 100 consecutive days in the top 50 {_KOREA.format("")}',
            Verdict.PROVEN,
            Bounds(106),
        ),
        (
            '"Jimin - Who": >= 4 country charts in the top 50 on spotify as of 2026-08-20',
            Verdict.PROVEN,
            Bounds(4),
        ),
    ],
)
def test_a_part_of_a_list_bounds_from_below(
    workspace: Workspace, claim: str, verdict: Verdict, bounds: Bounds
) -> None:
    """At least is provable, exactly is not unless the window lies in whole lists."""
    proof = workspace.prove(claim)
    assert (proof.verdict, proof.subject.bounds) == (verdict, bounds)


def test_what_lacks_is_named(workspace: Workspace) -> None:
    """An open streak names the lists before the first one and every day without a list."""
    claim = f'"Jimin - Who": = 400 consecutive days in the top 50 {_KOREA.format("")}'
    missing = workspace.prove(claim).missing
    assert missing[0].decides == "the lists before, and when the first one came"
    assert {cell.metric for cell in missing} == {"rank-day"}
    assert len(missing) > 1
