"""Every proof is borne out by the second implementation, whatever the book and the claim."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies_ledgers import ARTISTS, RECORDINGS, RELEASES, batches, claims, new_book

from recordbook.claims import Comparator, Family, Subject, Superlative
from recordbook.engine import DuckDB
from recordbook.proof import Prover
from recordbook.proof.certificate import certificate_of
from recordbook.proof.errors import EmptyCohort, NoRival, NothingToJudge, NotProvableYet
from recordbook.proof.recheck import recheck

if TYPE_CHECKING:
    from recordbook.claims import Claim
    from recordbook.intake.batch import Batch


_PARTIES = {"album": RELEASES, "track": RECORDINGS, "artist": ARTISTS}
_SPECIAL = [
    Family.OVERTAKES,
    Family.TIES,
    Family.EXTENDS,
    Family.BREAKS_OWN,
    Family.PERSONAL_BEST,
]


@st.composite
def comparisons(draw: st.DrawFn) -> Claim:
    """A claim that compares with another, with the artist's own, or with the day before."""
    claim = draw(claims().filter(lambda claim: claim.cohort is not None))
    assert claim.cohort is not None
    family, other, n = draw(st.sampled_from(_SPECIAL)), None, None
    if family in {Family.OVERTAKES, Family.TIES}:
        other = Subject(key=draw(st.sampled_from(_PARTIES[claim.cohort.population][:3])))
        n = draw(st.sampled_from([None, 1, 2])) if family is Family.OVERTAKES else None
    return replace(
        claim,
        superlative=Superlative(family=family, n=n, other=other),
        threshold=None,
        comparator=Comparator.AT_LEAST,
    )


@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(batches(), st.lists(st.one_of(claims(), comparisons()), min_size=5, max_size=5))
def test_every_certificate_is_borne_out(taken: list[Batch], asked: list[Claim]) -> None:
    """What the prover says of any book, of one whose readings clash too, is found again."""
    with TemporaryDirectory() as folder:
        book = new_book(Path(folder), taken)
        prover = Prover(DuckDB(threads=1), book.snapshot())
        for claim in asked:
            try:
                proof = prover.prove(claim)
            except (EmptyCohort, NothingToJudge, NoRival, NotProvableYet):
                continue
            certificate = json.loads(json.dumps(certificate_of(proof)))
            assert recheck(certificate, book.address).problems == [], str(claim)
