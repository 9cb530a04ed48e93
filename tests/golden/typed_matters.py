"""A matter typed by hand: every track of an album past a threshold, first and only of its year."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.claims import parse
from recordbook.proof.proof import Coverage, Holds, Proof, Standing, Verdict
from recordbook.stories import Matter
from recordbook.units import Bounds, Truth

if TYPE_CHECKING:
    from recordbook.proof.ground import Ground

DAY = date(2024, 5, 13)
_CLAIM = (
    "spotify:album:1Mo4aZ8pdj6L1jx8zSwJnt: first and only album released in 2024"
    f" with every track >= 60M streams on spotify as of {DAY}"
)


_RIVAL = {
    "entity": "spotify:album:5H7ixXZfsNMGbIE5OBSpcb",
    "name": "THE TORTURED POETS DEPARTMENT: THE ANTHOLOGY",
    "maker": "Taylor Swift",
    "status": "excluded",
    "low": 26_000_000,
    "high": 26_000_000,
    "read": 31,
}


def _ground() -> Ground:
    raise NotImplementedError


def poets(claim: str = _CLAIM) -> Matter:
    """The album as the series has it on the day its lowest track passed sixty million."""
    row = {"rule": "read", "source": "kworb.net", "entity": "track", "key": "k", "batch": "b"}
    subject = Standing(
        entity="spotify:album:1Mo4aZ8pdj6L1jx8zSwJnt",
        name="THE TORTURED POETS DEPARTMENT",
        bounds=Bounds.exactly(60_854_115),
        earliest=DAY,
        latest=DAY,
    )
    proof = Proof(
        claim=parse(claim),
        verdict=Verdict.PROVEN,
        grade="counted",
        subject=subject,
        member=Truth.TRUE,
        parts=(),
        rivals=pa.Table.from_pylist([_RIVAL]),
        rows=pa.Table.from_pylist([row]),
        readings=(),
        holds=Holds(),
        missing=(),
        coverage=Coverage(members=2, read=2),
        conflicts=pa.table({}),
        version=1,
        known_at=datetime(2024, 5, 14, tzinfo=UTC),
        ground=_ground,
    )
    return Matter(
        proof=proof,
        name="THE TORTURED POETS DEPARTMENT",
        by="Taylor Swift",
        kind="release",
        found=DAY,
        address="https://example.org/records/abcd",
    )
