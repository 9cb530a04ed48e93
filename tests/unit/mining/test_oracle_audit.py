"""An audit of a search on a book: all there is and nothing else, and it says what it is not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from recordbook.claims import Aggregate, Family, Measure
from recordbook.mining import Counted, Settings
from recordbook.system import auditing
from recordbook.system.auditing import audited
from recordbook.system.errors import TooLargeToAudit
from recordbook.system.finding import Wanted
from recordbook.system.made_world import DAY, made_world

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.mining import Found
    from recordbook.system import Workspace

TASTE = Settings(platform="made up", lowest=10_000_000, conditions=2)
CITIES = Counted(measure=Measure(aggregate=Aggregate.EVERY_ALBUM), population="artist")


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Found]:
    """The made world, and the records of its day."""
    folder: Path = tmp_path_factory.mktemp("made")
    workspace = made_world(folder / "book")
    return workspace, workspace.find(Wanted(first=DAY, last=DAY, settings=TASTE))


def test_a_search_of_the_made_world_is_complete_and_right(
    searched: tuple[Workspace, Found],
) -> None:
    """Recall and precision are whole, and lose where something is left out or made up."""
    workspace, found = searched
    assert found.records
    snapshot = workspace.book.snapshot()
    whole = audited(snapshot, found, TASTE)
    assert (whole.audit.recall, whole.audit.precision) == (1, 1)
    one, *others = found.records
    less = audited(snapshot, replace(found, records=tuple(others)), TASTE).audit
    assert {claim.claim(day, "made up") for day, claim in less.missing} == {one.claim}
    assert one.claim.superlative is not None
    another = replace(one.claim.superlative, family=Family.FASTEST, n=None)
    wrong = replace(one, claim=replace(one.claim, superlative=another))
    more = audited(snapshot, replace(found, records=(*found.records, wrong)), TASTE).audit
    assert len(more.wrong) == 1
    assert more.precision < 1


def test_an_audit_says_what_it_leaves_out(searched: tuple[Workspace, Found]) -> None:
    """Measures that the oracle does not know, and subjects beyond the effort, are named."""
    workspace, found = searched
    taste = replace(TASTE, measures=(*TASTE.measures, CITIES))
    little = audited(workspace.book.snapshot(), found, taste, effort=1)
    assert little.skipped == ("every album",)
    assert little.audit.checked < little.audit.places
    assert "every album" in little.summary
    assert "fewer days" in little.summary


def test_a_book_that_is_too_large_is_refused(
    searched: tuple[Workspace, Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says how large it is and what to do."""
    workspace, found = searched
    monkeypatch.setattr(auditing, "MOST_ROWS", 10)
    with pytest.raises(TooLargeToAudit, match="10 at most"):
        audited(workspace.book.snapshot(), found, TASTE)
