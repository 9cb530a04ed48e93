"""Other statements: what they say of the catalogue, and what the catalogue says of them."""

from __future__ import annotations

from datetime import date

import pytest
from articles import TABLES, article, claims

from recordbook.scrutiny import Judgement
from recordbook.scrutiny.findings import Finding, finding
from recordbook.scrutiny.statement import Fact


def _found(text: str, published: date = date(2023, 12, 16)) -> list[Finding]:
    return [
        finding(fact, TABLES)
        for one in article(text, published=published).statements
        for fact in one.facts
    ]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("V released Layover on September 8, 2023.", "released on 2023-09-08"),
        ("Layover consists of three tracks.", "3 tracks"),
        ("The duration of Layover is 17:36.", "duration 17:36"),
        ("Layover runs 17 minutes and 36 seconds.", "duration 17:36"),
    ],
)
def test_facts_of_the_language(text: str, claim: str) -> None:
    """What the claim language can say of a release is said in it."""
    assert claims(text) == [f'"Layover" by "V": {claim} as of 2023-12-20']


@pytest.mark.parametrize(
    ("days", "verdict", "words"),
    [
        (100, Judgement.PROVEN, "inclusive counting"),
        (99, Judgement.PROVEN, "99 days passed"),
        (98, Judgement.REFUTED, "99 days passed"),
    ],
)
def test_day_counts(days: int, verdict: Judgement, words: str) -> None:
    """Days since release are counted both ways, and the way is said."""
    (found,) = _found(f"It has been {days} days since V released Layover.")
    assert found.verdict is verdict
    assert words in found.reason


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Layover includes Blue and Slow Dancing.", Judgement.PROVEN),
        ("Layover includes Blue and Like Crazy.", Judgement.REFUTED),
        ("V was born on December 30, 1995.", Judgement.PROVEN),
        ("V was born on December 30, 1994.", Judgement.REFUTED),
        ("V is 27 years old.", Judgement.PROVEN),
        ("V is 29 years old.", Judgement.UNDECIDED),
        ("V is 40 years old.", Judgement.REFUTED),
        ("V is a member of BTS.", Judgement.PROVEN),
        ("Layover includes tracks in the pop genre.", Judgement.PROVEN),
        ("Layover includes tracks in the jazz genre.", Judgement.UNDECIDED),
        ("FACE includes tracks in the jazz genre.", Judgement.NOT_CHECKABLE),
        ("Blue is the lead track of Layover.", Judgement.NOT_CHECKABLE),
        ("V enlisted on December 11, 2023.", Judgement.NOT_CHECKABLE),
        ("Layover was released by Big House.", Judgement.PROVEN),
    ],
)
def test_facts_of_the_catalogue(text: str, verdict: Judgement) -> None:
    """A fact is judged by what sources state; where none does, it is not checkable."""
    assert [found.verdict for found in _found(text)] == [verdict]


def test_a_fact_names_its_sources() -> None:
    """A verdict on a fact says whose statement it rests on."""
    assert _found("V is a member of BTS.")[0].sources == ("list",)


@pytest.mark.parametrize(
    ("parts", "total", "verdict"),
    [
        ((320_000_000, 180_000_000), 500_000_000, Judgement.PROVEN),
        ((324_000_000, 181_000_000), 505_000_000, Judgement.PROVEN),
        ((324_000_000, 181_000_000), 605_000_000, Judgement.REFUTED),
        ((324_000_000, 181_000_000), 124_000_000, Judgement.REFUTED),
    ],
)
def test_sums(parts: tuple[int, ...], total: int, verdict: Judgement) -> None:
    """Parts add up as finely as they are written, or do not."""
    assert (
        finding(Fact(what="sum", entity="", parts=parts, number=total), TABLES).verdict is verdict
    )


def test_a_sum_is_read() -> None:
    """Figures with a total are parts and their sum."""
    (one,) = article("Its songs have 324M and 181M streams, 605M in total.").statements
    (fact,) = one.facts
    assert (fact.parts, fact.number) == ((324_000_000, 181_000_000), 605_000_000)
