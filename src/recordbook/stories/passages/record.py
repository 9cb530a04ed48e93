"""What the record is, how it stands, and what was put right about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.claims import Aggregate
from recordbook.claims.families import FACTS
from recordbook.proof import Verdict
from recordbook.proof.asked import on_lists
from recordbook.stories.counted import least, unit_of
from recordbook.stories.matter import Status
from recordbook.stories.names import plain
from recordbook.stories.story import Section, Sentence
from recordbook.units import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recordbook.proof.proof import Standing
    from recordbook.stories.told import Told
    from recordbook.stories.voice import Voice
    from recordbook.units import Day

LEVELS = frozenset(
    {Aggregate.TOTAL, Aggregate.ALBUM_TOTAL, Aggregate.EVERY_TRACK, Aggregate.EVERY_ALBUM}
)
"""Measures that only grow, so that reaching a number has a day."""


def lede(voice: Voice, told: Told) -> Section:
    """The post, and how sure it is."""
    status = voice.sentence(f"status.{voice.matter.status.value}", [voice.certificate])
    return Section(key="lede", sentences=(Sentence(told.post, (voice.certificate,)), status))


def record(voice: Voice) -> Section:
    """The claim word for word, where its subject stands, and since when it is a record."""
    claim = voice.proof.claim
    said = Sentence(voice.words("claim"), (voice.certificate,), str(claim))
    sentences = [*_basis(voice), *_standing(voice), said]
    if voice.matter.found is not None and voice.matter.status is Status.PROVEN:
        sentences.insert(0, voice.sentence("found", [voice.certificate], day=voice.matter.found))
    key = "heading.record" if voice.matter.status is Status.PROVEN else "heading.claim"
    return Section(key="record", title=voice.words(key), sentences=tuple(sentences))


def corrections(voice: Voice) -> Section:
    """What was told and is no longer so, in the words of the record log."""
    withdrawn = voice.matter.withdrawn
    if withdrawn is None:
        return Section(key="corrections")
    told = [voice.sentence("withdrawn", [voice.certificate], day=withdrawn.day)]
    if plain(withdrawn.reason):
        logged = Sentence(voice.words("logged"), (voice.certificate,), plain(withdrawn.reason))
        told.append(logged)
    return Section(
        key="corrections", title=voice.words("heading.corrections"), sentences=tuple(told)
    )


def reached(voice: Voice, who: Standing, key: str, **values: object) -> str:
    """The words for when somebody reached the number that decides the claim; "" if not known."""
    first, last, day = who.earliest, who.latest, voice.proof.claim.as_of
    form = _when(first, last, day)
    if not voice.level or form is None:
        return ""
    on = last if form in {"on", "by"} else day
    level = voice.goal if key == "reached" else voice.level
    return voice.words(f"{key}.{form}", level=level, day=on, first=first, last=last, **values)


def _when(first: Day | None, last: Day | None, day: Day) -> str | None:
    """What is known of a crossing by a day, if anything."""
    if last is not None and last <= day:
        return "on" if first == last else "by" if first is None else "between"
    if first is None:
        return None
    return "not_yet" if first > day else "open"


def _stood(voice: Voice, sources: Iterable[str]) -> Sentence:
    """What the subject has; where one track alone is the lowest it is named."""
    proof, bounds = voice.proof, voice.proof.subject.bounds
    values: dict[str, object] = {
        "name": voice.name,
        "amount": voice.amount(bounds),
        "day": proof.claim.as_of,
    }
    aggregate = proof.claim.measure.aggregate
    lowest = [part for part in proof.parts if part.bounds == bounds]
    if aggregate is Aggregate.EVERY_TRACK and bounds.exact and len(lowest) == 1:
        values["track"] = voice.work(lowest[0].name)
        return voice.sentence("lowest.every track", sources, **values)
    unread = bounds.high is None and bounds.low <= least(unit_of(proof.claim))
    key = "stood.unknown" if unread else voice.chosen("stood", aggregate.value)
    return voice.sentence(key, sources, level=voice.level, **values)


def _basis(voice: Voice) -> Iterator[Sentence]:
    claim = voice.proof.claim
    if claim.measure.aggregate in FACTS:
        return
    lists = on_lists(claim) or claim.basis == "chart"
    key = "basis.chart" if lists else "basis.app"
    yield voice.sentence(key, [voice.certificate], platform=voice.platform, day=claim.as_of)


def _standing(voice: Voice) -> Iterator[Sentence]:
    """What the subject has, and when it reached the number."""
    proof, claim = voice.proof, voice.proof.claim
    if proof.member is not Truth.TRUE and claim.superlative is not None:
        key = "member.no" if proof.member is Truth.FALSE else "member.open"
        yield voice.sentence(key, [voice.certificate], name=voice.name)
        return
    sources = [
        source for part in proof.parts for source in voice.read_from(part.entity, "low", "high")
    ] or voice.read_from(proof.subject.entity)
    aggregate = claim.measure.aggregate
    yield _stood(voice, sources)
    if aggregate in LEVELS and proof.verdict is not Verdict.REFUTED:
        key = "each" if aggregate is Aggregate.EVERY_TRACK else "reached"
        text = reached(voice, proof.subject, key)
        sources = [s for part in proof.parts for s in voice.read_from(part.entity, "reached")]
        if text:
            yield Sentence(text, tuple(dict.fromkeys(sources or [voice.certificate])))
