"""Searches of books that hold little, or oddities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_books import DAY, Reading, Release, SmallBook

from recordbook.engine import DuckDB
from recordbook.mining import Settings
from recordbook.system.errors import Disagreement, NothingRead
from recordbook.system.finding import Wanted, check, found
from recordbook.system.reasons import why
from recordbook.units import day_from

if TYPE_CHECKING:
    from recordbook.mining import Found
    from recordbook.proof import Prover

ENGINE = DuckDB(threads=1)
SETTINGS = Settings(thresholds=(1, 2, 3))
ARTISTS = (("soloist",), ("girl group",))
ALBUMS = (Release((0,), 0, dates=(-5,)), Release((1,), 1, dates=(-5,)))


def read(*counts: int) -> tuple[Reading, ...]:
    """Exact readings, day by day."""
    return tuple(Reading(day, count, count) for day, count in enumerate(counts, 1))


def prover_of(*counters: tuple[int, ...]) -> Prover:
    """A judge of a book of two albums of one track each, by a soloist and by a group."""
    said = {track: read(*counts) for track, counts in enumerate(counters)}
    return SmallBook(ARTISTS, ALBUMS, said).prover(ENGINE)


def search(prover: Prover, first: int = 1, last: int = 3) -> Found:
    """The records of some days of the book."""
    days = day_from(DAY + first), day_from(DAY + last)
    return found(prover, Wanted(first=days[0], last=days[1], settings=SETTINGS))


def told(answer: Found) -> set[tuple[int, str, str, int | None]]:
    """Day, subject, family and threshold of what is told of albums by every track."""
    return {
        (
            (record.day - day_from(DAY)).days,
            (record.claim.subject.key or "")[-1],
            record.claim.superlative.family.value if record.claim.superlative else "",
            record.claim.threshold,
        )
        for record in answer.records
        if record.claim.measure.aggregate.value == "every track"
    }


def test_a_book_without_figures_says_so() -> None:
    """Nothing read is one clear error, and no empty list that seems to be an answer."""
    with pytest.raises(NothingRead, match="no figures of spotify"):
        found(prover_of(), Wanted())


def test_one_day_is_enough_to_be_the_only_one() -> None:
    """On the only day of a book who stands alone at a number is told."""
    answer = search(prover_of((2,), (0,)), last=1)
    assert told(answer) == {(1, "0", "first and only", 2)}


def test_all_on_one_day_is_nobody() -> None:
    """A tie is no record, of whatever size."""
    assert search(prover_of((0, 2, 2), (0, 2, 2))).records == ()


def test_a_counter_that_falls_every_day_reaches_nothing_twice() -> None:
    """What was reached on the first day stays reached; falling and rising again is no record."""
    answer = search(prover_of((3, 2, 1), (0, 0, 0)))
    assert {day for day, *_ in told(answer)} == {1}
    again = search(prover_of((2, 1, 2), (0, 0, 0)))
    assert {day for day, _, family, _ in told(again) if family != "only"} == {1}


def test_the_same_is_found_of_a_day_and_of_all_days() -> None:
    """A day by itself has the records that the search of every day has of it."""
    prover = prover_of((0, 1, 3), (1, 2, 2))
    every = search(prover, first=-2, last=6)
    for day in range(-2, 7):
        alone = search(prover, first=day, last=day)
        assert alone.records == tuple(r for r in every.records if r.day == alone.first)


def test_what_is_found_is_proven_and_what_is_not_is_refused() -> None:
    """Each record stands before the prover; a claim that is none is a loud disagreement."""
    prover = prover_of((0, 1, 3), (1, 2, 2))
    answer = search(prover)
    assert answer.records
    for record in answer.records:
        check(prover, record)
    other = prover_of((0, 1, 3), (3, 3, 3))
    wrong = next(record for record in answer.records if record.claim.threshold == 3)
    with pytest.raises(Disagreement, match="found as a record, but not proven"):
        check(other, wrong)


def test_why_names_who_stands_before_it() -> None:
    """A claim that is no record is told with the rival, or with the day it became true."""
    prover = prover_of((0, 1, 3), (1, 2, 2))
    answer, wanted = search(prover), Wanted(settings=SETTINGS)
    said = "release:0: first album with every track >= {} streams as of " + str(answer.last)
    assert "Release 1 stands" in why(prover, wanted, answer, said.format(2))[0].because
    assert (
        "it is a record"
        in why(prover, wanted, answer, said.format(3).replace("first", "first and only"))[0].because
    )
    assert "another record says it too" in why(prover, wanted, answer, said.format(3))[0].because
