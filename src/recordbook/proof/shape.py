"""The JSON of a proof: the shape that every program reads, days in ISO form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from recordbook.claims import measure_text
from recordbook.claims.claim import LARGEST
from recordbook.intake.arrow import dicts
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.claims import Reading
    from recordbook.proof.proof import Holds, Missing, Proof, Standing
    from recordbook.units import Day


class CrossedShape(TypedDict):
    """The days between which a threshold was reached; null where nothing limits them."""

    earliest: str | None
    latest: str | None


class StandingShape(TypedDict):
    """Where somebody stands: streams, cumulative, by the end of the as-of day."""

    entity: str
    name: str
    low: int
    high: int | None
    crossed: CrossedShape


class RivalShape(TypedDict):
    """Where a rival stands to the claim, and the part that shows it."""

    entity: str
    name: str
    by: str | None
    status: str
    member: str
    low: int
    high: int | None
    witness: str | None
    witness_name: str | None


ThresholdShape = TypedDict("ThresholdShape", {"from": int, "to": int | None})
DaysShape = TypedDict("DaysShape", {"from": str | None, "until": str | None})


class HoldsShape(TypedDict):
    """How far the verdict reaches; null where there is no limit or none was worked out."""

    threshold: ThresholdShape | None
    days: DaysShape | None
    widest: list[str]


class ReadingShape(TypedDict):
    """Another reading of the words, and the verdict in it."""

    reading: str
    verdict: str


class MissingShape(TypedDict):
    """A figure that nobody has read, and what it would decide."""

    entity: str
    name: str
    metric: str
    day: str
    decides: str


class CoverageShape(TypedDict):
    """Possible members of the cohort, and of how many anything was read."""

    members: int
    read: int


class LedgerShape(TypedDict):
    """The ledger version that was asked, and the moment up to which it was believed."""

    version: int
    as_known: str


class ProofShape(TypedDict):
    """A proof, whole."""

    claim: str
    measure: str
    reading: str
    verdict: str
    grade: str
    subject: StandingShape
    parts: list[StandingShape]
    rivals: list[RivalShape]
    holds: HoldsShape
    readings: list[ReadingShape]
    missing: list[MissingShape]
    coverage: CoverageShape
    conflicts: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    ledger: LedgerShape


def as_dict(proof: Proof) -> ProofShape:
    """The proof as JSON can hold it."""
    return {
        "claim": str(proof.claim),
        "measure": measure_text(proof.claim),
        "reading": reading_text(proof.claim.reading),
        "verdict": proof.verdict.value,
        "grade": proof.grade,
        "subject": _standing(proof.subject),
        "parts": [_standing(part) for part in proof.parts],
        "rivals": [_rival(row) for row in dicts(proof.rivals)],
        "holds": _holds(proof.holds),
        "readings": [{"reading": said, "verdict": at.value} for said, at in proof.readings],
        "missing": [_missing(cell) for cell in proof.missing],
        "coverage": {"members": proof.coverage.members, "read": proof.coverage.read},
        "conflicts": [_evidence(row) for row in dicts(proof.conflicts)],
        "rows": [_evidence(row) for row in dicts(proof.rows)],
        "ledger": {"version": proof.version, "as_known": proof.known_at.isoformat()},
    }


def reading_text(reading: Reading) -> str:
    """Every answer of a reading, in the words in which a claim asks for another.

    >>> from recordbook.claims import Reading
    >>> reading_text(Reading())
    'not counting single albums, counting instrumentals, main credit, elapsed days'
    """
    answers = [
        f"{'' if reading.single_albums else 'not '}counting single albums",
        f"{'' if reading.versions else 'not '}counting instrumentals",
        f"{reading.credit} credit",
        "days inclusive" if reading.inclusive_days else "elapsed days",
        f'edition "{reading.edition}"' if reading.edition else "",
    ]
    return ", ".join(filter(None, answers))


def _standing(standing: Standing) -> StandingShape:
    return {
        "entity": standing.entity,
        "name": standing.name,
        "low": standing.bounds.low,
        "high": standing.bounds.high,
        "crossed": {"earliest": _iso(standing.earliest), "latest": _iso(standing.latest)},
    }


def _rival(row: Mapping[str, Any]) -> RivalShape:
    return {
        "entity": row["entity"],
        "name": row["name"],
        "by": row["maker"],
        "status": row["status"],
        "member": ("no", "unknown", "yes")[row["member"]],
        "low": row["low"],
        "high": row["high"],
        "witness": row["witness"],
        "witness_name": row["witness_name"],
    }


def _holds(holds: Holds) -> HoldsShape:
    days, threshold = holds.days, None
    if holds.threshold is not None:
        low, high = holds.threshold
        threshold: ThresholdShape | None = {"from": low, "to": None if high >= LARGEST else high}
    return {
        "threshold": threshold,
        "days": None if days is None else {"from": _iso(days[0]), "until": _iso(days[1])},
        "widest": list(holds.widest),
    }


def _missing(cell: Missing) -> MissingShape:
    return {
        "entity": cell.entity,
        "name": cell.name,
        "metric": cell.metric,
        "day": cell.day.isoformat(),
        "decides": cell.decides,
    }


_EVIDENCE = ("entity", "side", "low", "high", "rule", "grade", "source", "key", "batch", "against")


def _evidence(row: Mapping[str, Any]) -> dict[str, Any]:
    shown = {name: row[name] for name in _EVIDENCE if name in row}
    return shown | {"day": _iso(day_from(row["day"]))}


def _iso(day: Day | None) -> str | None:
    return None if day is None else day.isoformat()
