"""The cells said to be missing decide: whatever is read there, no rival is left contesting."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from small_books import DAY, DAYS, Reading, SmallBook, small_books

from recordbook.claims import Aggregate, Claim, Cohort, Family, Measure, Subject, Superlative
from recordbook.engine import DuckDB
from recordbook.units import day_from, day_number

if TYPE_CHECKING:
    from recordbook.proof.proof import Missing, Proof

ENGINE = DuckDB(threads=1)


def claim_of(family: Family, threshold: int, day: int) -> Claim:
    """A claim about every track of the first release."""
    return Claim(
        subject=Subject(key="release:0"),
        superlative=Superlative(family=family),
        cohort=Cohort(population="album"),
        measure=Measure(aggregate=Aggregate.EVERY_TRACK),
        threshold=threshold,
        as_of=day_from(DAY + day),
    )


def filled(book: SmallBook, cells: list[Missing], values: tuple[int, ...]) -> SmallBook:
    """The book once those cells were read."""
    readings = dict(book.readings)
    for cell, value in zip(cells, values, strict=True):
        track = int(cell.entity.removeprefix("recording:"))
        day = day_number(cell.day) - DAY
        kept = tuple(r for r in readings.get(track, ()) if r.day != day)
        readings[track] = (*kept, Reading(day, value, value))
    return replace(book, readings=readings)


def status(proof: Proof, rival: str) -> str:
    """How a rival stands."""
    rows = {row["entity"]: row["status"] for row in proof.rivals.to_pylist()}
    return rows.get(rival, "excluded")


@pytest.mark.parametrize("family", [Family.ONLY, Family.FIRST], ids=str)
def test_what_is_missing_decides(family: Family) -> None:
    """The first cell of a rival excludes it if below; all of them settle it in any case."""

    @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        book=small_books(dated=False, releases=3),
        threshold=st.integers(2, 3),
        day=st.sampled_from(DAYS),
    )
    def law(book: SmallBook, threshold: int, day: int) -> None:
        claim = claim_of(family, threshold, day)
        prover = book.prover(ENGINE)
        assume(prover.trial(claim).membership.any())  # else there is nobody to judge
        proof = prover.prove(claim)
        contests = [
            row["entity"]
            for row in proof.rivals.to_pylist()
            if row["status"] == "contests" and row["member"] == 2
        ]
        assume(proof.missing and contests)
        for rival in contests:
            tracks = {f"recording:{t}" for t in book.releases[int(rival[-1])].tracks}
            cells = [cell for cell in proof.missing if cell.entity in tracks]
            if not cells and family is Family.FIRST:
                continue  # it surely was there; the subject's own days decide
            below = filled(book, cells[:1], (threshold - 1,)).prover(ENGINE).prove(claim)
            assert status(below, rival) == "excluded"
            if family is Family.FIRST:
                continue  # both may have crossed on days that nobody read
            for values in product((threshold - 1, threshold), repeat=len(cells)):
                told = filled(book, cells, values).prover(ENGINE).prove(claim)
                assert status(told, rival) != "contests"

    law()
