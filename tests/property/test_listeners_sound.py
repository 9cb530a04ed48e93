"""What is said of monthly listeners is true of every way in which they may have run."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies_ledgers import ARTISTS, DAY, batch, new_book, observed

from recordbook.catalogue.rows import Statements
from recordbook.claims import (
    Aggregate,
    AllOf,
    Claim,
    Cohort,
    Family,
    Measure,
    Subject,
    Superlative,
)
from recordbook.engine import DuckDB
from recordbook.measures import Question, standings
from recordbook.measures.history import history
from recordbook.proof import Prover
from recordbook.proof.certificate import certificate_of
from recordbook.proof.recheck import recheck
from recordbook.units import day_from

DAYS: Final = 4
NAMED = Measure(aggregate=Aggregate.LISTENERS, metric="listeners")
FAMILIES = [Family.FIRST, Family.ONLY, Family.JOINS, Family.MOST, Family.LEAST, None]
LEVELS = st.lists(st.integers(0, 5), min_size=DAYS, max_size=DAYS)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, list[int]], list[dict[str, Any]]]:
    """How many listened to each artist on each day, and what was read of it."""
    truth = {artist: draw(LEVELS) for artist in ARTISTS}
    rows: list[dict[str, Any]] = []
    for artist, levels in truth.items():
        for day, level in enumerate(levels):
            kind = draw(st.sampled_from(["read", "read", "read", "least", "most", "wrong", ""]))
            key = artist if artist != ARTISTS[0] else draw(st.sampled_from(["k:1", artist]))
            row: dict[str, Any] = {"key": key, "day": DAY + day, "metric": "listeners"}
            bounds = {
                "least": {"low": max(level - 1, 0), "high": None, "grade": "reported"},
                "most": {"low": 0, "high": level + 1},
            }.get(kind, {"low": level, "high": level})
            if kind:
                rows.append(row | bounds)
            if kind == "wrong":  # what a weaker grade says then is not looked at
                rows.append(row | {"low": level + 9, "high": level + 9, "grade": "reported"})
    return truth, rows


def asked_of(subject: str, family: Family | None, day: int, goal: int) -> Claim:
    """A claim about listeners on a day."""
    level = family in {Family.MOST, Family.LEAST}
    return Claim(
        subject=Subject(key=subject),
        superlative=None if family is None else Superlative(family=family),
        cohort=None if family is None else Cohort(population="artist", term=AllOf(())),
        measure=NAMED,
        threshold=None if level else goal,
        platform="spotify",
        as_of=day_from(DAY + day),
    )


def holds(truth: dict[str, list[int]], claim: Claim, day: int) -> bool:
    """Whether a claim is true of what really was; of nothing before the first day."""
    subject = str(claim.subject.key)
    family = claim.superlative.family if claim.superlative else None
    mine, others = truth[subject], [one for who, one in truth.items() if who != subject]
    goal = claim.threshold or 0

    def reached(levels: list[int]) -> int:
        return next((at for at in range(day + 1) if levels[at] >= goal), DAYS)

    return {
        None: lambda: mine[day] >= goal,
        Family.FIRST: lambda: reached(mine) < min(map(reached, others)),
        Family.ONLY: lambda: mine[day] >= goal > max(one[day] for one in others),
        Family.JOINS: lambda: DAYS > reached(mine) > min(map(reached, others)),
        Family.MOST: lambda: mine[day] > max(one[day] for one in others),
        Family.LEAST: lambda: mine[day] < min(one[day] for one in others),
    }[family]()


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(worlds(), st.lists(st.tuples(*map(st.integers, (0, 0, 1), (2, DAYS, 5))), max_size=3))
def test_listeners_are_never_wrong_and_found_again(
    world: tuple[dict[str, list[int]], list[dict[str, Any]]], asked: list[tuple[int, int, int]]
) -> None:
    """What is proven is so, what is refuted is not, and the second implementation says the same."""
    truth, rows = world
    said = Statements()
    for artist in ARTISTS:
        said.name(artist, f"Artist {artist[-1]}", source="s")
    said.identity("k:1", ARTISTS[0], source="s", period=(None, None))
    with TemporaryDirectory() as folder:
        taken = [batch("names", **said.arrow()), batch("read", observations=observed(rows))]
        book = new_book(Path(folder), taken)
        prover = Prover(DuckDB(threads=1), book.snapshot())
        check_bounds(prover, truth)
        for who, day, goal in asked:
            for family in FAMILIES:
                claim = asked_of(ARTISTS[who], family, day, goal)
                proof = prover.prove(claim)
                certificate = json.loads(json.dumps(certificate_of(proof)))
                assert recheck(certificate, book.address).problems == [], str(claim)
                if day < DAYS and proof.verdict.value != "undecided":
                    assert (proof.verdict.value == "proven") == holds(truth, claim, day), str(claim)
                if day >= DAYS:  # long after the last reading
                    assert proof.verdict.value == "undecided", str(claim)


def check_bounds(prover: Prover, truth: dict[str, list[int]]) -> None:
    """The truth lies within, and on each day the history says what the standings say."""
    evidence = prover.evidence("spotify")
    asked = Question(platform="spotify", as_of=DAY, threshold=3)
    told = history(evidence, asked, "monthly listeners").to_pylist()
    assert told == sorted(told, key=lambda row: (row["day"], row["entity"] or "~"))
    assert [(r["low"], r["high"]) for r in told if r["entity"] is None] == [(0, None)]
    for at in range(-1, DAYS + 2):
        on_day = replace(asked, as_of=DAY + at)
        for row in standings(evidence, on_day, "monthly listeners").to_pylist():
            mine = [r for r in told if r["entity"] == row["entity"] and r["day"] <= DAY + at]
            assert (mine[-1]["low"], mine[-1]["high"]) == (row["low"], row["high"])
            levels = truth[row["entity"]]
            there = [DAY + day for day, level in enumerate(levels) if level >= 3]
            assert row["latest"] is None or row["latest"] >= min(there)
            if 0 <= at < DAYS:
                high = row["high"]
                assert row["low"] <= levels[at]
                assert high is None or levels[at] <= high
