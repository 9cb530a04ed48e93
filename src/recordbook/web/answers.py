"""An answer: a claim judged on the book of a shelf, told, and ready for a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recordbook.claims import Subject
from recordbook.claims.cohort_text import cohort_text
from recordbook.proof.shape import as_dict
from recordbook.stories.naming import record_key
from recordbook.stories.tell import tell
from recordbook.system.telling import Teller, keyed
from recordbook.system.turning import turns
from recordbook.web.proofs import shown
from recordbook.web.things import thing_path

if TYPE_CHECKING:
    from recordbook.claims import Claim
    from recordbook.proof import Prover
    from recordbook.proof.shape import ProofShape
    from recordbook.stories import Told
    from recordbook.units import Day
    from recordbook.web.proofs import Shown
    from recordbook.web.shelf import Shelf
    from recordbook.web.wording import Wording


_TELLERS: dict[str, tuple[Prover, int, Teller]] = {}
"""Of each book the last teller, with its judge and the version of its log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """Why a record is none any more, and the day that was said."""

    reason: str
    day: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A claim with its verdict, in words and in full.

    `claim` is the canonical text with the subject called by name and key; `key` is its record key,
    and `recorded` whether the record log ever held it. `status` is proven, refuted, undecided or
    withdrawn. `told` is what may be said of it; `name`, `by` and `subject` are the subject's shown
    name, its maker and its page. `found` is the day it became a record, `withdrawn` why it is none
    any more. `proof` is the proof as programs read it, `shown` the same in words. `folder` is where
    its files lie, and `asked` the claim that their addresses carry, "" where the folder is its own.
    `cohort` is the cohort in the words of a claim, "" where there is none; a record stands in the
    feed of its cohort. `version` is the ledger's.
    """

    claim: str
    key: str
    recorded: bool
    status: str
    told: Told
    name: str
    by: str
    subject: str
    found: Day | None
    withdrawn: Withdrawn | None
    proof: ProofShape
    shown: Shown
    folder: str
    asked: str
    cohort: str
    version: int


def answer(prover: Prover, claim: Claim, shelf: Shelf, w: Wording, *, asked: bool) -> Answer:
    """The answer to a claim; `asked` says that somebody wrote it, rather than named its key.

    Raises what `Prover.prove` raises.
    """
    matter = teller_of(shelf, prover).matter(claim, around=0)
    proof = matter.proof
    key = record_key(keyed(claim, proof.subject.entity))
    called = str(named(claim, matter.name, matter.by, proof.subject.entity))
    gone = matter.withdrawn
    return Answer(
        claim=called,
        key=key,
        recorded=key in shelf.records(),
        status=matter.status.value,
        told=tell(matter, language=w.code),
        name=matter.name,
        by=matter.by or "",
        subject=thing_path(proof.subject.entity),
        found=matter.found,
        withdrawn=None if gone is None else Withdrawn(reason=gone.reason, day=gone.day),
        proof=as_dict(proof),
        shown=shown(proof, turns(prover, proof), w),
        folder="/ask" if asked else f"/records/{key}",
        asked=str(claim) if asked else "",
        cohort="" if claim.cohort is None else cohort_text(claim.cohort, plural=True),
        version=proof.version,
    )


def teller_of(shelf: Shelf, prover: Prover) -> Teller:
    """Who tells the claims of a judge: the facts and the log are looked up once for all of them.

    Whoever asks must have the judge, so that no two threads do at once.
    """
    log = shelf.version.log
    held = _TELLERS.get(shelf.book.address)
    if held is None or held[0] is not prover or held[1] != log:
        held = prover, log, Teller(prover, shelf.book)
        _TELLERS[shelf.book.address] = held
    return held[2]


def named(claim: Claim, name: str, by: str | None, entity: str) -> Claim:
    """The claim with its subject called by name and key, so that it cannot mean another."""
    if not name or name == entity:
        return claim
    return replace(claim, subject=Subject(name=name, by=by or None, key=entity))
