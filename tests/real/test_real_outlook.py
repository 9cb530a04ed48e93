"""What comes next in the Taylor Swift series, and how well forecasts of it came true."""

from __future__ import annotations

import csv
import gzip
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from swift_book import FOLDER, swift_book

from recordbook.mining.ladder import next_rung
from recordbook.system.browsing import viewed
from recordbook.system.expecting import LEVEL, Outlook, outlook

if TYPE_CHECKING:
    from pathlib import Path

_LAST, _LAG = date(2025, 9, 18), timedelta(days=2)


@pytest.fixture(scope="module")
def told(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Outlook:
    """Who is expected at a rung within two months of the last day."""
    book = swift_book(shared_data, tmp_path_factory.mktemp("outlook"), sleeves=False)
    return outlook(book.workspace.prover(), viewed("tracks", "total", _LAST), within=60)


def test_forecasts_came_true_about_as_often_as_they_say(told: Outlook) -> None:
    """Hundreds of forecasts of the second half of the series, each from its own past alone."""
    assert told.scores.decided > 500
    assert abs(told.scores.inside / told.scores.decided - LEVEL) < 0.1


def test_forecasts_are_no_worse_than_what_others_say(told: Outlook) -> None:
    """The middle forecast is at least as near as what is left divided by yesterday's gain."""
    assert told.scores.error is not None
    assert told.scores.naive is not None
    assert told.scores.error <= told.scores.naive


def test_everyone_expected_lacks_what_the_file_says(told: Outlook, shared_data: Path) -> None:
    """What each has is the figure of the last day, and what comes next is the rung above it."""
    path = shared_data / FOLDER / "taylor_swift_daily_streams.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        last = {
            int(row["streams_total"])
            for row in csv.DictReader(file)
            if row["streams_total"] and date.fromisoformat(row["date"]) - _LAG == told.day
        }
    assert told.day == _LAST
    assert len(told.next_up) > 10
    assert {one.now for one in told.next_up} <= last
    assert all(one.threshold == next_rung(one.now) for one in told.next_up)
    assert all(told.day < one.earliest <= one.expected for one in told.next_up)
