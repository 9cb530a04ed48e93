"""What could overturn it, and how far it holds: robustness, readings, missing figures, coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.claims.claim import LARGEST
from recordbook.proof import Verdict
from recordbook.proof.missing import MOST
from recordbook.stories.counted import counted, unit_of
from recordbook.stories.story import Section, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.proof.proof import Missing
    from recordbook.stories.voice import Voice

_LISTS = "rank-"
"""How the metrics of lists begin."""

_CELLS = 5
"""How many missing figures are named."""


def open_ends(voice: Voice) -> Section:
    """How far it can be stretched, what turns it, what would decide it, and who was never read."""
    proof = voice.proof
    sentences = [*_holds(voice), *_flips(voice), *_never_read(voice), *_missing(voice)]
    if proof.verdict is not Verdict.UNDECIDED:
        key = f"correction.{proof.verdict.value}"
        sentences.append(voice.sentence(key, [voice.certificate]))
    cells = proof.missing[:_CELLS]
    return Section(
        key="overturn",
        title=voice.words(
            "heading.decide" if proof.verdict is Verdict.UNDECIDED else "heading.overturn"
        ),
        sentences=tuple(sentences),
        items=tuple(_cell(voice, one) for one in cells),
    )


def _holds(voice: Voice) -> Iterator[Sentence]:
    """The thresholds and the days for which a proven superlative stays proven."""
    holds, claim = voice.proof.holds, voice.proof.claim
    if claim.superlative is None:
        return
    if holds.threshold is not None and holds.threshold[0] != holds.threshold[1]:
        low, high = holds.threshold
        least = counted(voice.language, unit_of(claim), low)
        if high >= LARGEST:
            yield voice.sentence("holds.up", [voice.certificate], low=least)
        else:
            most = counted(voice.language, unit_of(claim), high)
            yield voice.sentence("holds.between", [voice.certificate], low=least, high=most)
    if holds.days is not None:
        first, last = holds.days
        if first is not None and last is not None and first != last:
            yield voice.sentence("holds.days", [voice.certificate], first=first, last=last)
        elif first is not None and last is None:
            yield voice.sentence("holds.since", [voice.certificate], first=first)


def _flips(voice: Voice) -> Iterator[Sentence]:
    """The readings of the words on which the verdict is another one."""
    for said, verdict in voice.proof.readings:
        reading = voice.words(f"reading.{said}")
        yield voice.sentence(f"flip.{verdict.value}", [voice.certificate], reading=reading)


def _never_read(voice: Voice) -> Iterator[Sentence]:
    coverage = voice.proof.coverage
    unread = coverage.members - coverage.read
    if voice.proof.claim.superlative is not None and voice.proof.verdict is Verdict.PROVEN:
        key = "coverage.some" if unread else "coverage.all"
        yield voice.sentence(key, [voice.certificate], n=coverage.members, read=coverage.read)


def _missing(voice: Voice) -> Iterator[Sentence]:
    missing = len(voice.proof.missing)
    if missing:
        key = "missing.first" if missing > _CELLS else "missing.all"
        key = key if missing < MOST else "missing.capped"
        yield voice.sentence(key, [voice.certificate], n=missing)


def _cell(voice: Voice, cell: Missing) -> Sentence:
    if cell.metric.startswith(_LISTS):
        name = voice.value(cell.name)
        return voice.sentence("cell.list", [voice.certificate], metric=name, day=cell.day)
    mine = cell.entity == voice.proof.subject.entity
    name = voice.name if mine else voice.work(cell.name)
    return voice.sentence(
        voice.chosen("cell", cell.metric),
        [voice.certificate],
        name=name,
        day=cell.day,
        metric=cell.metric,
    )
