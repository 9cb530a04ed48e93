"""Flows by lists are never wrong, whatever lacks, and both implementations say the same of them."""

from __future__ import annotations

import json
import random
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies_ledgers import DAY, batch, new_book, observed

from recordbook.catalogue.rows import Statements
from recordbook.claims import parse
from recordbook.engine import DuckDB
from recordbook.measures import ALWAYS, Question, standings
from recordbook.measures.flows.listed import CADENCES
from recordbook.measures.history import history
from recordbook.measures.lists.known import KnownList
from recordbook.proof import Prover
from recordbook.proof.certificate import certificate_of
from recordbook.proof.recheck import recheck
from recordbook.proof.recheck.filtered import Filtered
from recordbook.proof.recheck.ledger import Ledger
from recordbook.proof.recheck.runs import NEVER, OPEN
from recordbook.proof.recheck.source import Source
from recordbook.units import day_from, day_number

if TYPE_CHECKING:
    from recordbook.ledger import Book

LISTS, TRACKS, PLACES = 4, 4, 2
YEAR = day_number(date(2023, 1, 1))
"""The first day of a window that lies before all lists: DAY is in 2023."""


class World:
    """True streams of each track in each list's period, and the lists that somebody read."""

    def __init__(self, seed: int, cadence: int) -> None:
        """Everything is drawn from the seed."""
        chance = random.Random(seed)  # noqa: S311 - a world, not a secret
        self.days = [DAY + at * cadence for at in range(LISTS)]
        self.began = self.days[0] if chance.random() < 0.7 else None
        said = Statements()
        self.truth: dict[str, list[int]] = {}
        self.out: dict[str, int] = {}
        for number in range(TRACKS):
            track = f"recording:{number}"
            said.name(track, f"Track {number}", source="s")
            said.credit(track, "artist:a", source="s")
            self.truth[track] = [chance.randint(0, 6) for _ in self.days]
            if chance.random() < 0.6:
                at = chance.randrange(LISTS)
                self.truth[track][:at] = [0] * at
                self.out[track] = self.days[at] - cadence + 1
                said.fact(track, "released", day_from(self.out[track]).isoformat(), source="s")
        said.name("artist:a", "A", source="s")
        said.identity("k:1", "recording:0", source="s", period=(None, None))
        self.rows = [row for at in range(LISTS) for row in self._list(chance, at, cadence)]
        self.catalogue = said.arrow()

    def _list(self, chance: random.Random, at: int, cadence: int) -> list[dict[str, Any]]:
        ranking = sorted(self.truth, key=lambda track: (-self.truth[track][at], track))[:PLACES]
        kind = chance.choice(["whole", "whole", "whole", "whole", "short", "none", "hidden"])
        found: list[dict[str, Any]] = []
        for place, track in enumerate(ranking if kind != "none" else []):
            value = self.truth[track][at]
            key = chance.choice(["k:1", track]) if track == "recording:0" else track
            key = "k:unknown" if kind == "hidden" and place == 0 else key
            row = {"basis": "chart", "metric": "day" if cadence == 1 else "week"}
            row |= {"key": key, "day": self.days[at], "low": value, "high": value}
            row["grade"] = chance.choice(["charted", "charted", "charted", "reported"])
            found.append(row)
            if chance.random() < 0.1:  # what a weaker grade says then is not looked at
                wrong = {"grade": "reported", "low": value + 5, "high": value + 5}
                found.append(row | {"grade": "charted"})
                found.append(row | wrong)
        return found[:-1] if kind == "short" else found


def known(world: World, cadence: int) -> KnownList:
    """What is known of the small list."""
    return KnownList(
        platform="spotify",
        region="global",
        cadence=cadence,
        places=PLACES,
        began=world.began,
        source="s",
    )


def bounds_hold(world: World, prover: Prover, book: Book, asked: Question, flow: str) -> None:
    """The truth lies within, the history agrees, and so does the second implementation."""
    rows = standings(prover.evidence("spotify"), asked, flow).to_pylist()
    told = history(prover.evidence("spotify"), asked, flow).to_pylist()
    year = None if asked.since is None else int(day_from(asked.since).isoformat()[:4])
    claim = {
        "region": "global",
        "window": {"kind": "ever" if year is None else "since", "year": year},
        "reading": {},
    }
    source = Source(Ledger(book.address, book.snapshot().version), "spotify")
    other = Filtered(source, claim, flow, asked.threshold, asked.as_of)
    for row in rows:
        track = row["entity"]
        mine = [one for one in told if one["entity"] == track and one["day"] <= asked.as_of]
        assert (mine[-1]["low"], mine[-1]["high"]) == (row["low"], row["high"])
        ends = {"high": OPEN, "earliest": -NEVER, "latest": NEVER}
        same = {n: ends[n] if row[n] is None else row[n] for n in ("low", "high", *ends)}
        assert ALWAYS == NEVER
        assert other.of(track)._asdict() == same, track
        values = list(zip(world.days, world.truth[track], strict=True))
        if flow.startswith("first-"):
            out = world.out.get(track)
            values = [(d, v) for d, v in values if out == d - CADENCES[flow] + 1]
            if not values:
                continue
        high = max((v for d, v in values if d <= asked.as_of), default=0)
        assert row["low"] <= high <= same["high"], track
        there = min((d for d, v in values if v >= asked.threshold), default=NEVER)
        assert same["latest"] >= there
        assert there == NEVER or same["earliest"] <= there


@pytest.mark.parametrize("flow", CADENCES)
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.integers(0, 10**6), st.integers(0, TRACKS - 1), st.integers(1, 6))
def test_flows_by_lists(flow: str, seed: int, who: int, goal: int) -> None:
    """What is proven is so, what is refuted is not, and everything is found again."""
    cadence = CADENCES[flow]
    world = World(seed, cadence)
    began = None if world.began is None else day_from(world.began).isoformat()
    facts = {("spotify", "global", cadence): (PLACES, began)}
    with TemporaryDirectory() as folder, ExitStack() as patched:
        small = mock.Mock(return_value=known(world, cadence))
        patched.enter_context(mock.patch("recordbook.measures.flows.listed.known_list", small))
        patched.enter_context(mock.patch.dict("recordbook.proof.recheck.filtered.KNOWN", facts))
        taken = [
            batch("names", **world.catalogue),
            batch("read", observations=observed(world.rows)),
        ]
        book = new_book(Path(folder), taken if world.rows else taken[:1])
        prover = Prover(DuckDB(threads=1), book.snapshot())
        for day in (world.days[0] - 1, world.days[2], world.days[-1]):
            asked = Question(platform="spotify", as_of=day, basis="chart", threshold=goal)
            bounds_hold(world, prover, book, asked, flow)
            bounds_hold(world, prover, book, replace(asked, since=YEAR), flow)
        text = "streams " + flow if "in" in flow else flow + " streams"
        for said in (
            f"recording:{who}: {text} >= {goal}",
            f"recording:{who}: first track with {text} >= {goal}",
            f"recording:{who}: most {text} among tracks",
            f"recording:{who}: only track with {text} >= {goal}",
        ):
            claim = parse(f"{said} on spotify charts as of {day_from(world.days[-1])}")
            proof = prover.prove(claim)
            certificate = json.loads(json.dumps(certificate_of(proof)))
            assert recheck(certificate, book.address).problems == [], said
            if not flow.startswith("first-") and proof.verdict.value != "undecided":
                assert (proof.verdict.value == "proven") == holds(world, who, goal, said), said


def holds(world: World, who: int, goal: int, said: str) -> bool:
    """Whether a claim about the greatest so far is true of what really was."""
    mine = world.truth[f"recording:{who}"]
    others = [one for track, one in world.truth.items() if track != f"recording:{who}"]

    def reached(values: list[int]) -> int:
        return next((at for at, value in enumerate(values) if value >= goal), LISTS)

    if "first track" in said:
        return reached(mine) < min(map(reached, others))
    if "most" in said:
        return max(mine) > max(map(max, others))
    return max(mine) >= goal and ("only" not in said or goal > max(map(max, others)))
