"""The oracle on books at the edge: right answers, worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from recordbook.mining.oracle import Book, Condition, Measure, Record, Row, Settings, audit, records

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = 19_700
TABLES = ("names", "tracks", "credits", "facts", "identities", "observations", "corrections")
TOTAL = Measure("total")
TASTE = Settings(
    crossing=(TOTAL,), level=(TOTAL,), thresholds=(10, 20), families=("first", "only", "most")
)
ALL_FAMILIES = Settings(crossing=(TOTAL,), level=(TOTAL,), thresholds=(10,))
_STAMP = {"recorded": datetime(2024, 1, 1, tzinfo=UTC), "batch": "b", "source": "s"}


def book(counters: dict[str, Iterable[int | None]], extra: Iterable[tuple[str, Row]] = ()) -> Book:
    """A book of recordings, read every day from DAY on (None: not that day)."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for key, counts in counters.items():
        rows["names"].append(_STAMP | {"entity": key, "kind": "recording"})
        for place, plays in enumerate(counts):
            if plays is not None:
                rows["observations"].append(_reading(key, DAY + place, plays))
    for table, row in extra:
        rows[table].append(_STAMP | row)
    return Book.of(rows)


def _reading(key: str, day: int, plays: int) -> dict[str, Any]:
    said = {"platform": "spotify", "basis": "app", "metric": "total", "region": "global"}
    said |= {"grade": "counted"} | _STAMP
    return said | {"key": key, "day": day, "low": plays, "high": plays}


def found(a_book: Book, day: int, settings: Settings = TASTE) -> set[tuple[str, str, int]]:
    """The records of a day: of whom, in which family, at what."""
    return {(one.subject, one.family, one.threshold) for one in records(a_book, day, settings)}


def test_a_book_with_nothing_in_it_has_no_records() -> None:
    """Without names and readings nothing became true."""
    assert records(book({}), DAY, TASTE) == {}


def test_without_history_only_what_is_read_now_is_known() -> None:
    """One who was never read may have been first at anything; nobody leads anybody."""
    assert found(book({"a": [15], "b": []}), DAY) == set()


def test_what_was_there_when_reading_began_was_perhaps_not_first() -> None:
    """On the one day there is, who is past a threshold may have passed it long ago, as may others.

    The only one past it is alone there, and the one with the most has the most.
    """
    assert found(book({"a": [15], "b": [5]}), DAY) == {
        ("a", "first", 10),
        ("a", "only", 10),
        ("a", "most", 0),
    }
    assert found(book({"a": [15], "b": [12]}), DAY) == {("a", "most", 0)}


def test_a_cohort_of_one_makes_no_record_unless_asked_for() -> None:
    """Where there is no rival there is nothing to tell."""
    alone = book({"a": [5, 15]})
    assert found(alone, DAY + 1) == set()
    wanted = Settings(crossing=(TOTAL,), level=(), thresholds=(10,), minimum=1)
    assert found(alone, DAY + 1, wanted) == {("a", "first and only", 10)}


def test_where_everybody_ties_nobody_has_a_record() -> None:
    """The same day is no first, the same number no most, and nobody is alone anywhere."""
    tied = book({"a": [5, 15, 25], "b": [5, 15, 25], "c": [5, 15, 25]})
    for day in range(DAY - 1, DAY + 4):
        assert found(tied, day, ALL_FAMILIES) == set()


def test_a_counter_that_falls_every_day_reaches_nothing_anew() -> None:
    """It stood past the threshold on the first day; after that others come to lead, once each."""
    falling = book({"a": [19, 15, 9, 3], "b": [1, 6, 12, 13]})
    assert found(falling, DAY) == {("a", "first", 10), ("a", "only", 10), ("a", "most", 0)}
    assert found(falling, DAY + 1) == set()
    assert found(falling, DAY + 2) == {("b", "only", 10), ("b", "most", 0)}
    assert found(falling, DAY + 3) == set()


def test_of_rungs_passed_on_one_day_the_highest_is_told() -> None:
    """First past 20 says more than first past 10; only past 10 says more than only past 20."""
    told = records(book({"a": [5, 25], "b": [5, 6]}), DAY + 1, TASTE)
    highest = {one.family: (one.threshold, [o.threshold for o in told[one]]) for one in told}
    assert highest == {"first": (20, [10]), "only": (10, []), "most": (0, [])}


def test_only_is_not_lost_beside_first_and_only() -> None:
    """Only past 10 follows from nothing that is told where somebody had been past 10 before."""
    told = found(book({"a": [5, 6, 25], "b": [15, 7, 8]}), DAY + 2, ALL_FAMILIES)
    assert {("a", "only", 10), ("a", "most", 0)} <= told
    wanted = Settings(crossing=(TOTAL,), level=(), thresholds=(10, 20))
    told = found(book({"a": [5, 6, 25], "b": [15, 7, 8]}), DAY + 2, wanted)
    assert told >= {("a", "only", 10), ("a", "first and only", 20)}


@pytest.mark.parametrize("corrected", [False, True], ids=["as read", "corrected"])
def test_a_typing_error_makes_a_record_until_it_is_corrected(corrected: bool) -> None:  # noqa: FBT001 - a parameter of pytest
    """The row that is taken back counts for nothing."""
    conditions = ("platform", "basis", "metric", "region", "entity", "attribute", "value")
    said: Row = dict.fromkeys((*conditions, "batch_undone", "table_name"))
    said |= {"key": "a", "day": DAY + 1, "source": None, "reason": "a typing error"}
    said |= {"recorded": datetime(2024, 1, 2, tzinfo=UTC)}
    made = book({"a": [5, 15], "b": [6, 7]}, [("corrections", said)] if corrected else [])
    assert (("a", "first", 10) in found(made, DAY + 1)) is not corrected


def test_an_audit_counts_what_is_missing_and_what_is_wrong() -> None:
    """Recall is of what there is, precision of what was said; a small effort checks that first."""
    made = book({"a": [5, 25], "b": [5, 6], "c": [1, 2]})
    right = frozenset(records(made, DAY + 1, TASTE))
    wrong = Record("b", TOTAL, 0, "most", 1, frozenset[Condition]())
    some = frozenset(one for one in right if one.family != "most") | {wrong}
    found_ = audit(made, {DAY + 1: some}, TASTE)
    assert (found_.recall, found_.precision) == pytest.approx((2 / 3, 2 / 3))
    assert {one.family for _, one in found_.missing} == {"most"}
    assert (found_.checked, found_.places) == (3, 3)
    little = audit(made, {DAY + 1: some}, TASTE, effort=1)
    assert (little.checked, little.places) == (2, 3)
    assert audit(made, {DAY + 1: right}, TASTE).missing == frozenset()
