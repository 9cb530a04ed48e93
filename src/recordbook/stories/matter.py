"""What a story is about: everything that may be said in it, each with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from recordbook.proof import Verdict

if TYPE_CHECKING:
    from recordbook.proof import Proof
    from recordbook.reactions import Quote
    from recordbook.units import Day


class Status(StrEnum):
    """What a story may say of its claim; no two of them may ever read alike."""

    PROVEN = "proven"
    UNDECIDED = "undecided"
    REFUTED = "refuted"
    WITHDRAWN = "withdrawn"  # told once as proven, and no longer so


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A stated fact with when it holds and who says so: release day, genre, service, label.

    `who` is the entity it is of, by its shown name, `entity` its id; `value` is as the source gave
    it.
    """

    who: str
    what: str
    value: str
    start: Day | None = None
    end: Day | None = None
    sources: tuple[str, ...] = ()
    entity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """Why a record is none any more, as the record log says it, and the day it was told."""

    reason: str
    day: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A claim with its proof, and the facts around it.

    `kind` is release, recording or artist. `found` is the day it became a record, None where
    nobody found it so. `tracks` are the titles of an album's edition in order, `facts` are of the
    subject and its tracks, `timeline` are dated facts of its artists, `around` are proofs of other
    claims about it. `address` is where the record is shown, "" where nowhere.
    """

    proof: Proof
    name: str
    by: str | None
    kind: str
    found: Day | None = None
    withdrawn: Withdrawal | None = None
    tracks: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    timeline: tuple[Fact, ...] = ()
    around: tuple[Proof, ...] = ()
    quotes: tuple[Quote, ...] = ()
    address: str = ""

    @property
    def status(self) -> Status:
        """What may be said of it."""
        if self.withdrawn is not None:
            return Status.WITHDRAWN
        return {
            Verdict.PROVEN: Status.PROVEN,
            Verdict.REFUTED: Status.REFUTED,
            Verdict.UNDECIDED: Status.UNDECIDED,
        }[self.proof.verdict]
