"""Certificates: what they state, and in which form."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from recordbook.claims import Condition, parse
from recordbook.proof.certificate import certificate_of, digest, write
from recordbook.proof.ground import Accepted, Ground
from recordbook.proof.proof import Coverage, Holds, Missing, Proof, Standing, Verdict
from recordbook.units import Bounds, Truth, day_number

if TYPE_CHECKING:
    from pathlib import Path

CLAIM = parse(
    '"Layover" by "V": only album by soloists with every track >= 60M streams on spotify '
    "as of 2023-12-16"
)
DAY = day_number(date(2023, 12, 16))


def _table(names: str, *rows: tuple[object, ...]) -> pa.Table:
    columns = names.split()
    return pa.table({name: [row[at] for row in rows] for at, name in enumerate(columns)})


_RIVALS = _table(
    "entity name member status witness witness_low witness_high witness_earliest witness_latest",
    ("release:face", "FACE", 2, "contests", "recording:dive", 21, None, None, None),
)
_ROWS = _table(
    "entity side day low high rule grade source key batch",
    ("recording:blue", "low", DAY, 60, None, "every", "reported", "press", "release:layover", "b1"),
)
_PARTS = _table("entity part low high earliest latest").slice(0, 0)


@pytest.fixture
def proof() -> Proof:
    """An undecided proof, put together by hand."""
    accepted = Accepted(
        condition=Condition(attribute="act type", values=("soloist",)),
        accepted={"soloist": "soloist"},
        open=(),
    )
    ground = Ground(
        claim=CLAIM,
        judged=CLAIM,
        excluded=(),
        other=None,
        conditions=(accepted,),
        parts=_PARTS,
        rows=_ROWS.slice(0, 0),
        versions={"observations": 2},
    )
    part = Standing(entity="recording:blue", name="Blue", bounds=Bounds(60), latest=CLAIM.as_of)
    return Proof(
        claim=CLAIM,
        verdict=Verdict.UNDECIDED,
        grade="reported",
        subject=Standing(entity="release:layover", name="Layover", bounds=Bounds(60, 99)),
        member=Truth.TRUE,
        parts=(part,),
        rivals=_RIVALS,
        rows=_ROWS,
        readings=(),
        holds=Holds(),
        missing=(
            Missing(
                entity="recording:dive", name="Dive", metric="total", day=CLAIM.as_of, decides="all"
            ),
        ),
        coverage=Coverage(members=2, read=2),
        conflicts=_ROWS.slice(0, 0),
        version=5,
        known_at=datetime(2026, 1, 1, tzinfo=UTC),
        ground=lambda: ground,
    )


def test_a_certificate_states_what_it_stands_on(proof: Proof) -> None:
    """The claim as text and as JSON, the verdict, the ledger and the values that were accepted."""
    body: dict[str, Any] = certificate_of(proof)["body"]
    assert body["claim"]["text"] == str(CLAIM)
    assert (body["verdict"], body["grade"]) == ("undecided", "reported")
    assert body["ledger"]["version"] == 5
    assert body["ledger"]["known_at"] == "2026-01-01T00:00:00+00:00"
    assert body["cohort"]["conditions"][0]["accepted"] == {"soloist": "soloist"}
    assert body["missing"] == [{"entity": "recording:dive", "metric": "total", "day": DAY}]


def test_lists_are_columns(proof: Proof) -> None:
    """Rivals, parts and rows are lists per column, so that many are written quickly."""
    body = certificate_of(proof)["body"]
    assert body["rivals"]["witness"] == ["recording:dive"]
    assert body["parts"]["part"] == ["recording:blue"]
    assert body["parts"]["latest"] == [DAY]
    assert body["rows"]["batch"] == ["b1"]


def test_the_digest_is_of_the_canonical_body(proof: Proof) -> None:
    """Anybody can work the digest out: SHA-256 of the body, keys in order, without spaces."""
    certificate = certificate_of(proof)
    text = json.dumps(
        certificate["body"], sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    assert certificate["digest"] == hashlib.sha256(text.encode()).hexdigest()
    assert digest({**certificate["body"], "grade": "counted"}) != certificate["digest"]


def test_a_file_holds_the_certificate(proof: Proof, tmp_path: Path) -> None:
    """What is written reads back the same."""
    write(proof, tmp_path / "c.json")
    assert json.loads((tmp_path / "c.json").read_text("utf-8")) == certificate_of(proof)
