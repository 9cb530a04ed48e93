"""Numbers, vocabulary, and what no claim can be."""

from __future__ import annotations

from datetime import date

import pytest

from recordbook.claims import (
    AGGREGATE_NAMES,
    FAMILY_NAMES,
    Aggregate,
    AllOf,
    AnyOf,
    Claim,
    Cohort,
    Comparator,
    Condition,
    Family,
    Measure,
    Reading,
    Subject,
    Superlative,
    Window,
    entails,
    from_json,
    read_number,
    vocabulary,
    write_number,
)
from recordbook.claims.cohort_text import RESERVED
from recordbook.claims.errors import BadClaim, BadClaimJson
from recordbook.claims.expected import KINDS, PHRASES
from recordbook.claims.parse import grammar
from recordbook.errors import ClaimError

DAY = date(2023, 12, 16)
TOTAL = Measure(aggregate=Aggregate.TOTAL)
X = Subject(name="X")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("60M", 60_000_000),
        ("1.2B", 1_200_000_000),
        ("60,000,000", 60_000_000),
        ("60_000_000", 60_000_000),
        ("60.000.000", 60_000_000),
        ("1,5 Milliarden", 1_500_000_000),
        ("100k", 100_000),
        ("6천만", 60_000_000),
        ("1억", 100_000_000),
        ("1억 5천만", 150_000_000),
        ("2억3천만", 230_000_000),
        ("100 crore", 1_000_000_000),
        ("5 lakh", 500_000),
        ("1 Milliarde", 1_000_000_000),
        ("2亿", 200_000_000),
        ("6000万", 60_000_000),
        ("half a billion", 500_000_000),
        ("one million", 1_000_000),
        ("24.25 million", 24_250_000),
    ],
)
def test_numbers_are_read(text: str, number: int) -> None:
    """Numbers are read as the press of many countries writes them."""
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (60_000_000, "60M"),
        (1_250_000_000, "1.25B"),
        (60_000_001, "60000001"),
        (1500, "1500"),
        (100_000, "100k"),
        (7, "7"),
    ],
)
def test_numbers_are_written_short_and_exact(number: int, text: str) -> None:
    """The shortest exact form is chosen, and reads back."""
    assert write_number(number) == text
    assert read_number(text) == number


def test_equal_cohorts_compare_equal() -> None:
    """Order, nesting and repetition of conditions make no difference."""
    a, b = (Condition(attribute="scene", values=(v,)) for v in ("k-pop", "latin"))
    assert Cohort(term=AllOf((a, b))) == Cohort(term=AllOf((b, AllOf((a, AnyOf((b,)))))))
    assert Cohort(term=a) == Cohort(term=AllOf((a,)))
    assert Cohort(term=AnyOf((a, AllOf(())))) == Cohort()


def test_what_no_claim_can_be() -> None:
    """Parts that do not go together are refused where they are put together."""
    with pytest.raises(BadClaim, match="above zero"):
        Claim(subject=X, measure=TOTAL, as_of=DAY, threshold=0)
    with pytest.raises(BadClaim, match="plain statement needs a threshold"):
        Claim(subject=X, measure=TOTAL, as_of=DAY)
    first = Superlative(family=Family.FIRST)
    with pytest.raises(BadClaim, match="'first' needs a cohort"):
        Claim(subject=X, measure=TOTAL, as_of=DAY, threshold=9, superlative=first)
    best, sign = Superlative(family=Family.PERSONAL_BEST), Comparator.EQUAL
    with pytest.raises(BadClaim, match="comparator without"):
        Claim(subject=X, measure=TOTAL, as_of=DAY, superlative=best, comparator=sign)


def test_what_no_part_can_be() -> None:
    """A part with a number too many, one too few, or an unknown word is refused."""
    wrong = (
        Subject,
        lambda: Superlative(family=Family.NTH),
        lambda: Superlative(family=Family.FIRST, n=2),
        lambda: Superlative(family=Family.TIES),
        lambda: Measure(aggregate=Aggregate.TRACKS_PAST),
        lambda: Measure(aggregate=Aggregate.TOTAL, past=9),
        lambda: Window(kind="in"),
        lambda: Window(kind="yesterday"),
        lambda: Reading(credit="none"),
        lambda: Cohort(population="planet"),
        lambda: Cohort(term=AnyOf(())),
        lambda: Condition(attribute="scene", values=()),
    )
    for make in wrong:
        with pytest.raises(BadClaim):
            make()


def test_json_that_is_no_claim() -> None:
    """JSON of another shape is a ClaimError, whatever is wrong with it."""
    for data in ({}, {"subject": 1}, {"subject": {"name": "X"}, "measure": {"aggregate": "?"}}):
        with pytest.raises(ClaimError):
            from_json(data)
    with pytest.raises(BadClaimJson, match="a claim has no colour"):
        from_json({"colour": "red"})


def test_every_word_of_the_grammar_has_a_phrase() -> None:
    """A message can name every terminal that the grammar may expect."""
    patterns = {
        line.partition(":")[0].partition(".")[0]
        for line in grammar().splitlines()
        if line[:1].isupper() or line[:2] in {"_C", "_K", "_B"}
    }
    own_word = {"FIRST", "ONLY", "JOINS", "SINCE"}
    assert patterns - set(KINDS) - set(PHRASES) - own_word == set()


def test_metrics_are_those_of_the_grammar() -> None:
    """The grammar and the vocabulary list the same metrics."""
    line = next(line for line in grammar().splitlines() if line.startswith("METRIC"))
    assert line.partition("(")[2].partition(")")[0].split("|") == list(vocabulary.METRICS)


def test_no_known_value_is_reserved_unawares() -> None:
    """The words of known places and acts are free, so they print without quotes."""
    words = {w for place in vocabulary.COUNTRIES.values() for w in place.casefold().split()}
    assert words & RESERVED == set()


def test_every_family_and_measure_has_a_name() -> None:
    """Messages can name every family and every aggregate."""
    assert set(FAMILY_NAMES) == set(Family)
    assert set(AGGREGATE_NAMES) == set(Aggregate)


def test_two_artists_do_not_make_one() -> None:
    """What is asked of one artist does not follow from what two artists are, each in part."""
    scene = Condition(attribute="scene", values=("k-pop",))
    kind = Condition(attribute="act type", values=("soloist",))
    old, new = (Condition(attribute="released", values=(y,), of="self") for y in ("2022", "2023"))
    apart = AllOf((scene, AnyOf((AllOf((kind, old)), AllOf((kind, new))))))
    together = AllOf((scene, kind))
    assert entails(AllOf((scene, kind, old)), together)
    assert entails(apart, scene)
    assert entails(apart, kind)
    assert not entails(apart, together)
