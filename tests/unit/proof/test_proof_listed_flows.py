"""Claims about streams by lists: what they need, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_proof_flows import prover

from recordbook.claims import parse
from recordbook.proof.errors import NotProvableYet

if TYPE_CHECKING:
    from recordbook.proof import Prover

__all__ = ["prover"]


@pytest.mark.parametrize(
    ("about", "window"),
    [
        ('"Album": streams in a day >= 1', ""),
        ('"Carol": first-week streams >= 1', "in 2022"),
        ('"Carol": streams in 24 hours >= 1', ""),
        ('"Carol": most streams in a day among tracks', "outside the Christmas season"),
        ('"Carol": total >= 5', ""),
    ],
)
def test_what_lists_do_not_tell_is_refused(prover: Prover, about: str, window: str) -> None:
    """Nothing is made up of lists that they do not say themselves."""
    with pytest.raises(NotProvableYet):
        prover.prove(parse(f"{about} on spotify charts {window} as of 2022-12-31"))


def test_counters_say_nothing_of_lists(prover: Prover) -> None:
    """The bases are never mixed: without any list everything is open."""
    proof = prover.prove(
        parse('"Carol": streams in a day >= 10 on spotify charts as of 2022-12-31')
    )
    assert (proof.verdict.value, proof.missing[0].metric) == ("undecided", "listed streams")
    regional = '"Carol": streams in a day >= 10 on spotify charts in South Korea as of 2022-12-31'
    assert prover.prove(parse(regional)).verdict.value == "undecided"
