"""The answers of a book as programs read them: one shape for the API and for assistants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict, cast

from recordbook.claims import parse
from recordbook.mining import Settings as Taste
from recordbook.proof.shape import ProofShape, as_dict
from recordbook.scrutiny import check
from recordbook.scrutiny.shape import ArticleShape
from recordbook.scrutiny.shape import as_dict as article_as_dict
from recordbook.stories.naming import record_key
from recordbook.system.explain import explain
from recordbook.system.explain import found as entity_of
from recordbook.system.finding import Wanted, found, platforms, proven
from recordbook.terminal.finding import cohort_of
from recordbook.web.rendering import as_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.mining import Record
    from recordbook.proof import Prover
    from recordbook.system.keeping import Change
    from recordbook.units import Day
    from recordbook.web.shelf import Shelf


class ChangeShape(TypedDict):
    """One line of the record log: what was said of a claim, and the key of its record."""

    key: str
    claim: str
    day: str
    status: str
    known_at: int
    reason: str | None
    prominence: float | None


class ProminenceShape(TypedDict):
    """How much a record stands out, and by what."""

    score: float
    factors: dict[str, float]


class FoundShape(ProofShape):
    """A record that was found: its proof, its day, and what it stands out by."""

    day: str
    members: int
    also: list[int]
    prominence: ProminenceShape


class FindShape(TypedDict):
    """The records of some days."""

    first: str
    last: str
    records: list[FoundShape]
    withdrawn: list[ChangeShape]


class RecordShape(ProofShape):
    """A record of the log: its proof as it is judged now, and what the log last said of it."""

    record: ChangeShape


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What `find` is asked: of which days, among whom, about whom, and how many."""

    day: Day | None = None
    since: Day | None = None
    cohort: str | None = None
    about: str | None = None
    minimum: int | None = None
    platform: str | None = None
    limit: int = 20


def moment_of(said: str | None) -> int | str | None:
    """A ledger version where it is a number, else a moment."""
    return int(said) if said is not None and said.isascii() and said.isdigit() else said


def proved(
    shelf: Shelf, claim: str, as_of: Day | None = None, as_known: str | None = None
) -> ProofShape:
    """The proof of a claim in words."""
    asked = parse(claim, default_as_of=as_of)
    with shelf.prover(moment_of(as_known or asked.known_at)) as prover:
        return as_dict(prover.prove(asked))


def recorded(shelf: Shelf, change: Change) -> RecordShape:
    """A record of the log."""
    with shelf.prover() as prover:
        proof = as_dict(prover.prove(parse(change.claim)))
    return {**proof, "record": changed(change)}


def found_shape(shelf: Shelf, looked: Looked) -> FindShape:
    """The records that were looked for, each proven; the log is left as it is."""
    with shelf.prover() as prover:
        answer = found(prover, _wanted(prover, looked))
        counts: dict[Day, int] = {}
        records: list[FoundShape] = []
        for record in answer.records:
            counts[record.day] = counts.get(record.day, 0) + 1
            if counts[record.day] <= looked.limit:
                records.append(_record(prover, record))
    return {
        "first": answer.first.isoformat(),
        "last": answer.last.isoformat(),
        "records": records,
        "withdrawn": [],
    }


def checked(
    shelf: Shelf, text: str, published: Day | None = None, language: str | None = None
) -> ArticleShape:
    """Every statement of a text with its verdict."""
    with shelf.prover() as prover:
        return article_as_dict(check(text, prover, published=published, language=language))


def explained(shelf: Shelf, entity: str, day: Day | None = None) -> Mapping[str, Any]:
    """What is known of an artist, a release or a recording."""
    with shelf.prover() as prover:
        return cast("Mapping[str, Any]", as_json(explain(prover, entity, day)))


def changed(change: Change) -> ChangeShape:
    """A line of the log."""
    return {
        "key": record_key(change.claim),
        "claim": change.claim,
        "day": change.day.isoformat(),
        "status": change.status,
        "known_at": change.known_at,
        "reason": change.reason,
        "prominence": change.prominence,
    }


def _wanted(prover: Prover, looked: Looked) -> Wanted:
    """What `find` looks for; the platform is the book's, where it has but one and nobody says."""
    there = platforms(prover)
    said = {"minimum": looked.minimum, "platform": looked.platform}
    over = {name: value for name, value in said.items() if value is not None}
    about = looked.about and entity_of(looked.about, prover.names.tables)
    return Wanted(
        first=looked.day or looked.since,
        last=looked.day,
        settings=Taste.read("", there[0] if len(there) == 1 else "spotify", over),
        cohort=cohort_of(looked.cohort) if looked.cohort else None,
        about=frozenset({about} if about else ()),
    )


def _record(prover: Prover, record: Record) -> FoundShape:
    return {
        **as_dict(proven(prover, record)),
        "day": record.day.isoformat(),
        "members": record.members,
        "also": list(record.also),
        "prominence": {
            "score": record.prominence.score,
            "factors": dict(record.prominence.factors),
        },
    }
