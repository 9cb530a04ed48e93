"""Records as lines of a list: what each says, without proving it anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recordbook.claims import parse
from recordbook.stories.language import language as language_of
from recordbook.stories.naming import record_key
from recordbook.stories.sentences import sentence
from recordbook.stories.styles import style as style_of
from recordbook.stories.words import Words
from recordbook.system.keeping import WITHDRAWN
from recordbook.terminal.records import named, names_of
from recordbook.web.proofs import basis_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recordbook.claims import Claim, Subject
    from recordbook.proof import Prover
    from recordbook.system.keeping import Change
    from recordbook.web.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A record in a list: its key, what it says, where it stands, and why it was withdrawn.

    `headline` is in the language of the page, `claim` the canonical text with its subject by name.
    `others` are how many others of its cohort the book knows, None where it compares with nobody,
    or was withdrawn.
    """

    key: str
    headline: str
    claim: str
    status: str
    day: date
    basis: str
    reason: str
    others: int | None


def lines_of(prover: Prover, changes: Sequence[Change], w: Wording) -> tuple[Line, ...]:
    """Some records of the log, in their order."""
    claims = [parse(change.claim) for change in changes]
    names = names_of(prover, claims) if claims else {}
    return tuple(
        Line(
            key=record_key(change.claim),
            headline=headline(claim, names, w, withdrawn=change.status == WITHDRAWN),
            claim=named(claim, names),
            status="withdrawn" if change.status == WITHDRAWN else "proven",
            day=change.day,
            basis=basis_text(claim, w),
            reason=change.reason or "",
            others=None if change.status == WITHDRAWN else others(prover, claim),
        )
        for change, claim in zip(changes, claims, strict=True)
    )


def others(prover: Prover, claim: Claim) -> int | None:
    """How many others may belong to the cohort of a claim; None where it has none."""
    if claim.superlative is None or claim.cohort is None:
        return None
    trial = prover.trial(claim)
    possible = trial.membership > 0
    possible[trial.members.place(trial.subject)] = False
    return int(np.count_nonzero(possible))


def headline(
    claim: Claim, names: Mapping[str, Subject], w: Wording, *, withdrawn: bool = False
) -> str:
    """What a record says, in the words of its story, without its proof.

    Of one that was withdrawn it is the question, which cannot be taken for a record.
    """
    style, own = style_of("newsroom"), claim.subject.key or ""

    def called(subject: Subject) -> tuple[str, str]:
        known = names.get(subject.key or "", subject)
        return known.name or subject.key or "", known.by or ""

    words = Words(
        language=language_of(w.code),
        named=called,
        long=style.numbers == "long",
        title=style.title,
        artist=style.artist,
    )
    name, by = called(claim.subject)
    subject = words.work(name, by, artist=own.startswith("artist:"))
    said = sentence(words, claim, subject, became=style.became)
    if withdrawn:
        status = words.say("status.withdrawn")
        return words.say("style.newsroom.told_headline", status=status, case=said.case)
    return words.say("style.newsroom.headline", said=said.head)
