"""The history of a measure of lists says on every day what its standings say of that day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lists_by_hand import END, ENTITIES, NOWHERE, World, worlds
from test_lists_bounds import MEASURES, asked_of, spans

from recordbook.measures.lists import history, standings

if TYPE_CHECKING:
    from recordbook.measures.lists.known import KnownList


@pytest.mark.parametrize("measure", MEASURES)
@given(world=worlds(counted=True), rank=st.integers(1, 2), span=spans, known=st.booleans())
@settings(max_examples=25, deadline=None)
def test_the_last_row_is_the_standing(
    measure: str, world: World, rank: int, span: tuple[int | None, int | None], *, known: bool
) -> None:
    """A standing is the last row of its entity, or of everyone who has none, up to the day."""
    began = 0 if known else None

    def small(platform: str, region: str, cadence: int) -> KnownList:
        del platform, region, cadence
        return world.listing(began=began).known

    question = asked_of(measure, rank, span, END)
    with mock.patch("recordbook.measures.lists.standings.known_list", small):
        rows = history(world.evidence(began=began), question, measure).to_pylist()
        assert rows == sorted(rows, key=lambda row: (row["day"], row["entity"] or "~"))
        for day in range(0, END + 1, 3):
            then = replace(question, as_of=day)
            stands = standings(world.evidence(began=began), then, measure).to_pylist()
            last = {row["entity"]: (row["low"], row["high"]) for row in rows if row["day"] <= day}
            for row in stands:
                who = row["entity"] if row["entity"] in last else None
                assert (row["low"], row["high"]) == last[who], (day, row["entity"])
            assert {row["entity"] for row in stands} == {*ENTITIES, NOWHERE}
