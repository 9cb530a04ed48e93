"""Why a verdict is as it is, in one or two sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recordbook.claims import Aggregate, write_number
from recordbook.claims.families import FACTS
from recordbook.intake.arrow import compute, dicts
from recordbook.proof import Verdict
from recordbook.terminal.figures import between, calendar, clock, crossed, many, span, titled
from recordbook.units import Truth, day_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.proof import Proof

MEANING = {
    Verdict.PROVEN: "true however the missing figures come out",
    Verdict.REFUTED: "false however the missing figures come out",
    Verdict.UNDECIDED: "what is known allows both answers",
}
"""What each verdict says."""

_UNITS = {Aggregate.RELEASED: calendar, Aggregate.DURATION: clock}
"""Measures whose numbers are no counts, and how they are said."""


def because(proof: Proof) -> str:
    """What decides the claim, or what keeps it open."""
    if proof.claim.superlative is None:
        return subject(proof)
    return f"{subject(proof)} {rivals(proof)}"


def turning(proof: Proof) -> str:
    """What decides the claim in another reading: a rival that counts now, or the subject."""
    return rivals(proof) if of_status(proof, "beats") else because(proof)


def tally(proof: Proof) -> dict[str, int]:
    """How many rivals beat the claim, contest it and are excluded."""
    status = proof.rivals["status"]
    return {
        name: int(compute.sum(compute.equal(status, name)).as_py() or 0)
        for name in ("beats", "contests", "excluded")
    }


def of_status(proof: Proof, status: str) -> list[Mapping[str, Any]]:
    """The rivals of one status, closest first."""
    return dicts(proof.rivals.filter(compute.equal(proof.rivals["status"], status)))


def standing(row: Mapping[str, Any], proof: Proof) -> str:
    """Where a rival stands, and what shows it."""
    known = between(row["low"], row["high"])
    if row["witness"] not in {None, row["entity"]}:
        known = f"{row['witness_name']} has {known}"
    level = proof.claim.measure.past or proof.claim.threshold
    if level is not None and row["latest"] is not None:
        known += f"; {write_number(level)} reached {crossed(row['earliest'], row['latest'])}"
    return known


def _known(proof: Proof) -> str:
    """What is known of the subject's number, in its own unit."""
    low, high = proof.subject.bounds.low, proof.subject.bounds.high
    unit = _UNITS.get(proof.claim.measure.aggregate)
    return between(low, high) if unit is None else span(low, high, unit)


def subject(proof: Proof) -> str:
    """Where the subject stands on the day, and when it reached the threshold."""
    mine, day = proof.subject, proof.claim.as_of.isoformat()
    if proof.member is not Truth.TRUE:
        doubt = "is not in" if proof.member is Truth.FALSE else "may not be in"
        return f"{mine.name} {doubt} the cohort."
    if proof.claim.measure.aggregate in FACTS:
        return f"{mine.name}: {_known(proof)}."
    what = _HAS.get(proof.claim.measure.aggregate, "{} has").format(mine.name)
    text = f"{what} {_known(proof)} by {day}"
    if proof.claim.threshold is None or (mine.latest is None and mine.earliest is None):
        return f"{text}."
    when = crossed(mine.earliest, mine.latest)
    return f"{text}; {write_number(proof.claim.threshold)} was reached {when}."


_HAS = {
    Aggregate.EVERY_TRACK: "The lowest track of {} has",
    Aggregate.EVERY_ALBUM: "The lowest album of {} has",
    Aggregate.TRACKS_PAST: "Tracks of {} that reached it:",
    Aggregate.ALBUMS_PAST: "Albums of {} that reached it:",
}


def rivals(proof: Proof) -> str:
    """The rivals that decide the claim, or keep it open."""
    beats, contests = of_status(proof, "beats"), of_status(proof, "contests")
    if beats and proof.verdict is not Verdict.PROVEN:
        others = f", and {many(len(beats) - 1, 'other')} too" if len(beats) > 1 else ""
        return f"{_name(beats[0])} stands against it{others}: {standing(beats[0], proof)}."
    if contests and proof.verdict is Verdict.UNDECIDED:
        return _open(proof, contests)
    if beats:
        return f"Before it stood {', '.join(map(_name, beats[:3]))}."
    there = proof.rivals.num_rows
    return f"All {there:,} rivals are excluded." if there > 1 else "No rival is left."


def _open(proof: Proof, contests: list[Mapping[str, Any]]) -> str:
    """How many rivals keep the claim open, and which comes closest."""
    unread = sum(not row["read"] for row in contests)
    text = f"{many(len(contests), 'rival')} may stand against it"
    if unread == len(contests):
        return f"{text}, never read: {', '.join(map(_name, contests[:3]))}."
    known = f", {unread:,} of them never read" if unread else ""
    return f"{text}{known}; the closest is {_name(contests[0])}: {standing(contests[0], proof)}."


def _name(row: Mapping[str, Any]) -> str:
    return titled(row["name"], row["maker"])


def day_text(number: int) -> str:
    """A day number as a date."""
    return day_from(number).isoformat()
