"""Law: a quick look at all subjects first changes nothing of what is found."""

from __future__ import annotations

import random

import pytest
from finder_oracle import Taste, by_finder
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from planted_worlds import seeded

from recordbook.engine import DuckDB
from recordbook.mining import crossings, levels

ENGINE = DuckDB(threads=1)
NEVER = 10**9


@settings(max_examples=8, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(seed=st.integers(0, 2**32 - 1))
def test_a_quick_look_changes_nothing(seed: int) -> None:
    """Whether few subjects are looked at first, or none, the same records are found."""
    world, chance = seeded(seed), random.Random(seed)  # noqa: S311 - a choice, not a secret
    taste = Taste(nth=chance.choice([2, 3]), conditions=chance.choice([1, 2, 3]))
    days = world.days[0], world.days[-1]
    with pytest.MonkeyPatch.context() as patch:
        for module in (crossings, levels):
            patch.setattr(module, "MANY", NEVER)
        plain = by_finder(ENGINE, world, taste, days)
        for module in (crossings, levels):
            patch.setattr(module, "MANY", 0)
        assert by_finder(ENGINE, world, taste, days) == plain
