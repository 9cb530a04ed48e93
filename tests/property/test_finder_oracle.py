"""The finder finds what the oracle finds, set for set.

RECORDBOOK_WORLDS says how many worlds are tried; without it a few are, on every run.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace

from finder_oracle import OF_DAYS, OF_LISTS, Taste, by_finder, by_oracle, never_fell
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from planted_spoils import DAYS
from planted_worlds import LISTED, charted, seeded

from recordbook.engine import DuckDB
from recordbook.mining import Settings

ENGINE = DuckDB(threads=1)
WORLDS = int(os.environ.get("RECORDBOOK_WORLDS", "24"))


def taste_of(chance: random.Random) -> Taste:
    """Settings of some reader: mostly all attributes and a few thresholds."""
    attributes = Settings().attributes
    if chance.random() < 0.3:
        attributes = tuple(chance.sample(attributes, 3))
    return Taste(
        thresholds=chance.choice([(1, 3, 6, 10, 20), (2, 5, 15), (4,), ()]),
        lowest=chance.choice([1, 7]),
        attributes=attributes,
        conditions=chance.choice([3, 3, 3, 2, 1, 0]),
        nth=chance.choice([3, 3, 2, 1, 5]),
        minimum=chance.choice([2, 2, 1, 3]),
    )


@settings(max_examples=WORLDS, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(seed=st.integers(0, 2**32 - 1))
def test_the_finder_finds_what_the_oracle_finds(seed: int) -> None:
    """Every record and no other, with the same lower rungs, on one day or on all of them."""
    world, chance = seeded(seed), random.Random(seed)  # noqa: S311 - a choice, not a secret
    taste, first = taste_of(chance), chance.randrange(DAYS + 2)
    size = chance.choice([1, 2, DAYS + 2])
    days = world.days[first], world.days[min(first + size, DAYS + 2) - 1]
    if size > DAYS:
        days = world.days[0], world.days[-1]
    found = by_finder(ENGINE, world, taste, days, steady=chance.random() < 0.5)
    assert found == by_oracle(world, taste, days), world.spoilt


@settings(max_examples=WORLDS // 4, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(seed=st.integers(0, 2**32 - 1))
def test_the_finder_finds_who_came_to_lead_a_list(seed: int) -> None:
    """Most days at a place, longest in a row, highest peak: with lists and rows missing as well."""
    world, chance = charted(seed), random.Random(seed)  # noqa: S311 - a choice, not a secret
    taste = replace(taste_of(chance), others=OF_LISTS)
    first = LISTED - 1 + chance.randrange(DAYS)
    days = first, first + chance.choice([0, 1, DAYS])
    assert by_finder(ENGINE, world, taste, days) == by_oracle(world, taste, days), world.spoilt


@settings(max_examples=WORLDS // 4, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(seed=st.integers(0, 2**32 - 1))
def test_the_finder_finds_who_had_the_biggest_day(seed: int) -> None:
    """Most streams in a day, where no counter fell, with days unread as well."""
    world, chance = seeded(seed), random.Random(seed)  # noqa: S311 - a choice, not a secret
    assume(never_fell(world))
    taste = replace(taste_of(chance), others=OF_DAYS)
    first = world.days[chance.randrange(DAYS)]
    days = first, first + chance.choice([0, 1, DAYS])
    assert by_finder(ENGINE, world, taste, days) == by_oracle(world, taste, days), world.spoilt
