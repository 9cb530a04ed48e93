"""The record log kept true: what is found is added, what no longer holds is withdrawn, and why.

Nothing is ever taken out of the log. A record that was withdrawn and holds again is added again.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.catalogue.hierarchy import below
from recordbook.claims import implies, parse
from recordbook.errors import RecordbookError
from recordbook.intake.arrow import dicts
from recordbook.ledger.errors import Overtaken
from recordbook.ledger.record_log import SAID
from recordbook.proof import Verdict
from recordbook.units import day_from, day_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recordbook.ledger import Book
    from recordbook.ledger.record_log import Logged
    from recordbook.mining import Found, Record, Settings
    from recordbook.proof import Proof, Prover
    from recordbook.units import Day

FOUND, WITHDRAWN = "found", "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the log: a claim, the day it is a record of, and what was said of it.

    `known_at` is the ledger version that decided it; `reason` says why it was withdrawn.
    """

    claim: str
    day: Day
    status: str
    known_at: int
    reason: str | None = None
    prominence: float | None = None


def scope_of(settings: Settings) -> str:
    """What two searches have in common if one may withdraw what the other found.

    All settings but how many records are shown.
    """
    asked = repr(replace(settings, limit=None))
    return hashlib.md5(asked.encode(), usedforsecurity=False).hexdigest()[:12]


def keep(book: Book, prover: Prover, found: Found, settings: Settings) -> tuple[Change, ...]:
    """Bring the log to what was found, and tell what changed; nothing, if it says so already.

    `found` must be everything of its days under these settings, as known in the prover's snapshot.
    Where the log already speaks of a later ledger version it is left alone.
    """
    scope, version = scope_of(settings), prover.snapshot.version
    while True:
        logged = book.records.read()
        standing = _standing(logged, scope, found)
        if any(change.known_at > version for change in standing.values()):
            return ()
        changes = _changes(book, prover, found, standing)
        if not changes:
            return ()
        try:
            book.records.append(_rows(changes, scope), after=logged)
        except Overtaken:
            continue
        return changes


def changes(book: Book, settings: Settings | None = None) -> tuple[Change, ...]:
    """Everything that was ever said in the log, oldest first; under some settings, or under any."""
    logged = book.records.read()
    scope = settings and scope_of(settings)
    return tuple(change for said, change in _all(logged) if scope is None or said == scope)


def _changes(
    book: Book, prover: Prover, found: Found, standing: dict[str, Change]
) -> tuple[Change, ...]:
    """Withdrawals first, then what is new, the most prominent first."""
    version = prover.snapshot.version
    now = {str(record.claim): record for record in found.records}
    gone = [
        replace(
            change,
            status=WITHDRAWN,
            known_at=version,
            reason=_reason(book, prover, change, found.records),
        )
        for text, change in standing.items()
        if change.status == FOUND and text not in now
    ]
    new = [
        Change(
            claim=text,
            day=record.day,
            status=FOUND,
            known_at=version,
            prominence=record.prominence.score,
        )
        for text, record in now.items()
        if text not in standing or standing[text].status == WITHDRAWN
    ]
    return (*gone, *new)


def _reason(book: Book, prover: Prover, was: Change, records: Iterable[Record]) -> str:
    """Why a record is none any more, and which intakes came since it was one."""
    claim = parse(was.claim)
    wider = (
        str(record.claim)
        for record in records
        if record.claim.subject == claim.subject and implies(record.claim, claim, below=below)
    )
    said = next(wider, None)
    because = f"another record says more: {said}" if said else _judged(prover, was.claim)
    since = _since(book, was.known_at, prover.snapshot.version)
    return f"{because}; taken in since: {', '.join(since)}" if since else because


def _judged(prover: Prover, text: str) -> str:
    """What the prover says of it now."""
    try:
        proof = prover.prove(parse(text))
    except RecordbookError as error:
        return f"it cannot be judged any more: {error.message}"
    if proof.verdict is Verdict.PROVEN:
        return "still true, but it was true before that day, or too few could have rivalled it"
    return f"{proof.verdict.value}: {against(proof)}"


def against(proof: Proof) -> str:
    """Where the subject stands if that decides it, or who stands against it."""
    bounds, wanted = proof.subject.bounds, proof.claim.threshold
    short = wanted is not None and bounds.high is not None and bounds.high < wanted
    status = "beats" if proof.verdict is Verdict.REFUTED else "contests"
    rivals = [row["name"] for row in dicts(proof.rivals) if row["status"] == status]
    if rivals and not short:
        several = len(rivals) > 1
        verb = "may stand" if status == "contests" else "stand" if several else "stands"
        return f"{rivals[0]}{f' and {len(rivals) - 1} more' if several else ''} {verb} against it"
    high = "no limit" if bounds.high is None else f"{bounds.high:,}"
    known = f"{bounds.low:,}" if bounds.low == bounds.high else f"{bounds.low:,} to {high}"
    return f"{proof.subject.name} has {known} on {proof.claim.as_of}"


def _since(book: Book, was: int, now: int) -> list[str]:
    """The names of the intakes after one ledger version, up to another."""
    return [row["name"] for row in dicts(book.history()) if was < row["version"] <= now]


def _standing(logged: Logged, scope: str, found: Found) -> dict[str, Change]:
    """The last that was said of each claim about the days of a search."""
    days = range(day_number(found.first), day_number(found.last) + 1)
    return {
        change.claim: change
        for said, change in _all(logged)
        if said == scope and day_number(change.day) in days
    }


def _all(logged: Logged) -> list[tuple[str, Change]]:
    return [
        (
            row["scope"],
            Change(
                claim=row["claim"],
                day=day_from(row["day"]),
                status=row["status"],
                known_at=row["known_at"],
                reason=row["reason"],
                prominence=row["prominence"],
            ),
        )
        for row in dicts(logged.rows)
    ]


def _rows(said: Sequence[Change], scope: str) -> pa.Table:
    rows = [asdict(one) | {"day": day_number(one.day), "scope": scope} for one in said]
    return pa.Table.from_pylist(rows, schema=SAID)
