"""What the oracle finds is what the prover proves, on the day and not on the day before."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING, cast

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from planted_books import Shown
from planted_worlds import seeded

from recordbook.engine import DuckDB
from recordbook.mining.oracle import Book, Settings
from recordbook.mining.oracle.records import Oracle
from recordbook.proof import Prover
from recordbook.units import Truth

if TYPE_CHECKING:
    from recordbook.ledger import Snapshot
    from recordbook.mining.oracle import Record

ENGINE = DuckDB(threads=1)
WORLDS = int(os.environ.get("RECORDBOOK_WORLDS", "4"))
"""How many worlds; a longer run asks for more."""


def proven(prover: Prover, claim: Record, day: int) -> bool:
    """Whether the prover says that it is so."""
    return prover.judgement(prover.trial(claim.claim(day))).truth is Truth.TRUE


@settings(max_examples=WORLDS, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(seed=st.integers(0, 2**32 - 1))
def test_the_oracle_and_the_prover_call_the_same_claims_true(seed: int) -> None:
    """Of any claim, in any cohort, on the day and on the one before: records, and all others."""
    world = seeded(seed)
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    oracle = Oracle(Book.of(world.rows), Settings(thresholds=(1, 3, 6, 10, 20)))
    prover = Prover(ENGINE, cast("Snapshot", Shown(world.rows)))
    for day in chance.sample(world.days, 3):
        asked = [one for claim in oracle.asked(day) for one in oracle.within(claim, day)]
        new = list(oracle.new(day))
        some = [*new, *chance.sample(asked, min(len(asked), 20))]
        for claim in chance.sample(some, min(len(some), 40)):
            for when in (day, day - 1):
                assert proven(prover, claim, when) == oracle.true(claim, when), (claim, when)
        assert all(oracle.true(one, day) and not oracle.true(one, day - 1) for one in new)
