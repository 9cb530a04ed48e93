"""Every proof is borne out by the second implementation, whatever the book and the claim."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies_ledgers import batches, claims, new_book

from recordbook.engine import DuckDB
from recordbook.proof import Prover
from recordbook.proof.certificate import certificate_of
from recordbook.proof.errors import EmptyCohort, NothingToJudge
from recordbook.proof.recheck import recheck

if TYPE_CHECKING:
    from recordbook.claims import Claim
    from recordbook.intake.batch import Batch


@settings(max_examples=10, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(batches(), st.lists(claims(), min_size=3, max_size=3))
def test_every_certificate_is_borne_out(taken: list[Batch], asked: list[Claim]) -> None:
    """What the prover says of any book, of one whose readings clash too, is found again."""
    with TemporaryDirectory() as folder:
        book = new_book(Path(folder), taken)
        prover = Prover(DuckDB(threads=1), book.snapshot())
        for claim in asked:
            try:
                proof = prover.prove(claim)
            except (EmptyCohort, NothingToJudge):
                continue
            certificate = json.loads(json.dumps(certificate_of(proof)))
            assert recheck(certificate, book.address).problems == [], str(claim)
