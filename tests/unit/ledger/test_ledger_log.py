"""The log: which commits a version or a moment shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from recordbook.ledger.errors import UnknownMoment
from recordbook.ledger.log import Entry, Log
from recordbook.ledger.tables import HANDED_IN

_NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def _entry(version: int, kind: str = "intake", **versions: int) -> Entry:
    moment = _NOON + timedelta(hours=version)
    seen = tuple(versions.get(name) for name in HANDED_IN)
    return Entry(f"b{version}", kind, version, moment, f"d{version}", seen)


_LOG = Log((_entry(1, facts=1), _entry(2, facts=4, names=1), _entry(3, "compaction", facts=5)), 3)


def test_now_is_everything() -> None:
    """Without a moment the log is the log."""
    assert _LOG.at(None) is _LOG


def test_a_version_shows_the_commits_up_to_it() -> None:
    """Version 2 holds two batches, at the versions of the tables that its commits named."""
    log = _LOG.at(2)
    assert (log.version, log.batches) == (2, {"b1", "b2"})
    assert {name: at for name, at in log.versions.items() if at} == {"facts": 4, "names": 1}
    assert log.moment == _NOON + timedelta(hours=2)


def test_a_compaction_moves_the_table_and_adds_no_batch() -> None:
    """After a compaction the same batches are read at a later version of the table."""
    assert (_LOG.batches, _LOG.versions["facts"]) == ({"b1", "b2"}, 5)


@pytest.mark.parametrize("version", [-1, 4])
def test_a_version_that_is_not_there_is_refused(version: int) -> None:
    """A version below nothing or still to come is an error, and no snapshot."""
    with pytest.raises(UnknownMoment, match=r"0 .* to 3"):
        _LOG.at(version)


@pytest.mark.parametrize(
    ("moment", "version"),
    [
        (datetime(1969, 1, 1, tzinfo=UTC), 0),
        (_NOON + timedelta(hours=1, microseconds=-1), 0),
        (_NOON + timedelta(hours=1), 1),
        (datetime(2026, 1, 31, 22, tzinfo=timezone(timedelta(hours=9))), 1),
        (datetime(2026, 1, 31, 14), 2),  # noqa: DTZ001  # without a zone it is UTC
        ("2026-01-31T14:59:59", 2),
        ("2026-01-31T23:59:59+09:00", 2),
        ("2026-01-31", 3),
        ("2026-01-30", 0),
        ("2030-01-01", 3),
    ],
)
def test_a_moment_shows_the_commits_made_by_then(moment: datetime | str, version: int) -> None:
    """A commit belongs to its own microsecond; a day is whole; first there is nothing."""
    assert _LOG.at(moment).version == version


@pytest.mark.parametrize("text", ["yesterday", "2026-02-30", "", "12"])
def test_a_text_that_is_no_moment_is_refused(text: str) -> None:
    """A text that is neither a day nor a moment is an error that shows how to write one."""
    with pytest.raises(UnknownMoment, match="write 2026-01-31"):
        _LOG.at(text)


def test_an_empty_log_knows_nothing() -> None:
    """A new book is at version 0, with every table at version 0."""
    empty = Log((), 0)
    assert (empty.at(None).version, empty.at("2026-01-31").version) == (0, 0)
    assert set(empty.versions.values()) == {0}
