"""A certificate: a proof as JSON that stands by itself and can be checked without the prover.

The form is documented in `docs/reference/certificate.md`; `recordbook.proof.recheck` checks it.
Lists of many are columns, not rows: a hundred thousand rivals are written in about a second.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from recordbook.claims.serial import to_json
from recordbook.intake.arrow import compute, texts
from recordbook.proof.cited import weakest
from recordbook.units import day_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    from recordbook.proof.ground import Accepted
    from recordbook.proof.proof import Proof, Standing

FORMAT, NUMBER = "recordbook certificate", 1
"""What the first two keys of a certificate say."""

_BOUNDS = ("low", "high", "earliest", "latest")
_RIVAL = ("entity", "member", "status", "witness", *(f"witness_{name}" for name in _BOUNDS))
_PART = ("entity", "part", *_BOUNDS)
_ROW = ("entity", "side", "day", "low", "high", "rule", "grade", "source", "key", "batch")


def certificate_of(proof: Proof) -> dict[str, Any]:
    """The certificate of a proof: plain JSON values, with the digest of what it says."""
    body = _body(proof)
    return {"format": FORMAT, "number": NUMBER, "digest": digest(body), "body": body}


def write(proof: Proof, path: Path) -> None:
    """Write the certificate of a proof as a file of JSON."""
    path.write_text(json.dumps(certificate_of(proof), ensure_ascii=False), encoding="utf-8")


def digest(body: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical JSON: keys in order, no spaces, UTF-8.

    >>> digest({"b": 1, "a": "é"})[:16]
    'aa58fba8483623be'
    """
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _body(proof: Proof) -> dict[str, Any]:
    ground = proof.ground()
    claim = ground.claim
    rivals = proof.rivals if claim.superlative else proof.rivals.slice(0, 0)
    if ground.other is not None and claim.superlative and claim.superlative.n is None:
        at: int = compute.index(rivals["entity"], ground.other).as_py()
        rivals = rivals.slice(at, 1) if at >= 0 else rivals.slice(0, 0)
    return {
        "claim": {"text": str(claim), "json": to_json(claim)},
        "judged": to_json(ground.judged),
        "verdict": proof.verdict.value,
        "grade": weakest([proof.grade, *texts(compute.unique(ground.rows["grade"]))]),
        "ledger": {
            "version": proof.version,
            "known_at": proof.known_at.isoformat(),
            "tables": dict(ground.versions),
        },
        "cohort": {
            "conditions": [_condition(one) for one in ground.conditions],
            "excluded": list(ground.excluded),
            "other": ground.other,
        },
        "subject": {"member": int(proof.member), **_standing(proof.subject)},
        "rivals": _columns(rivals, _RIVAL),
        "parts": _parts(proof, ground.parts),
        "rows": _joined(_columns(proof.rows, _ROW), _columns(ground.rows, _ROW)),
        "missing": [
            {"entity": one.entity, "metric": one.metric, "day": day_number(one.day)}
            for one in proof.missing
        ],
    }


def _condition(one: Accepted) -> dict[str, Any]:
    condition = one.condition
    return {
        "attribute": condition.attribute,
        "values": list(condition.values),
        "accepted": dict(one.accepted),
        "open": list(one.open),
    }


def _standing(one: Standing) -> dict[str, Any]:
    days = one.earliest, one.latest
    earliest, latest = (None if day is None else day_number(day) for day in days)
    low, high = one.bounds.low, one.bounds.high
    return {
        "entity": one.entity,
        "low": low,
        "high": high,
        "earliest": earliest,
        "latest": latest,
    }


def _parts(proof: Proof, others: pa.Table) -> dict[str, list[Any]]:
    """The parts of the subject, then those of all that beat it."""
    mine = [_standing(part) for part in proof.parts]
    own: dict[str, list[Any]] = {name: [part[name] for part in mine] for name in _BOUNDS}
    own |= {"entity": [proof.subject.entity] * len(mine), "part": [part["entity"] for part in mine]}
    return _joined(own, _columns(others, _PART))


def _columns(table: pa.Table, names: Sequence[str]) -> dict[str, list[Any]]:
    return {name: table[name].to_pylist() for name in names}


def _joined(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: [*one[name], *other[name]] for name in one}
