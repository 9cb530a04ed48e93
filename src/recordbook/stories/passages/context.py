"""Around the record: what else is proven, the artist's timeline, and what people said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.stories.passages.time import days_words, released_of
from recordbook.stories.story import Section, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recordbook.proof import Proof
    from recordbook.stories.matter import Fact
    from recordbook.stories.voice import Voice
    from recordbook.units import Day

_RELEASES, _DATES = 4, 3
"""How many of the artist's releases and of its other dates are told, the latest first."""


def around(voice: Voice, posts: Iterable[tuple[Proof, str]]) -> Section:
    """Other claims about the subject that are proven, in the words of their posts."""
    said = tuple(Sentence(post, (voice.certificate_of(proof),)) for proof, post in posts)
    return Section(key="around", title=voice.words("heading.around"), items=said)


def context(voice: Voice) -> Section:
    """The artist's timeline up to the day of the claim: dates of its own, then other releases."""
    day = voice.proof.claim.as_of
    known = [fact for fact in voice.matter.timeline if (on := _on(fact)) and on <= day]
    dated = [fact for fact in known if fact.what != "released"]
    items = [*_dates(voice, dated), *_releases(voice, known)]
    return Section(key="context", title=voice.words("heading.context"), items=tuple(items))


def reactions(voice: Voice) -> Section:
    """The quotes that an editor approved, each with its credit and its link."""
    said = (
        Sentence(
            voice.words(
                "quote",
                text=voice.value(one.text),
                credit=voice.value(one.credit),
                platform=voice.value(one.platform),
                day=one.posted,
            ),
            (one.link,),
        )
        for one in voice.matter.quotes
    )
    return Section(key="reactions", title=voice.words("heading.reactions"), items=tuple(said))


def _dates(voice: Voice, facts: list[Fact]) -> Iterator[Sentence]:
    for fact in facts[-_DATES:]:
        values: dict[str, object] = {"who": voice.value(fact.who), "value": voice.value(fact.value)}
        if fact.start is not None and fact.end is not None and fact.start != fact.end:
            key = "dated.period"
            values |= {"what": voice.value(fact.what), "first": fact.start, "last": fact.end}
        else:
            key = voice.chosen("dated", fact.what)
            values |= {"what": voice.value(fact.what), "day": _on(fact)}
        yield voice.sentence(key, fact.sources, **values)


def _on(fact: Fact) -> Day | None:
    """The day that a fact is told by."""
    return fact.start or fact.end


def _releases(voice: Voice, known: Iterable[Fact]) -> Iterator[Sentence]:
    """The last other releases before the day, each by the days that its sources name."""
    by_entity: dict[str, list[Fact]] = {}
    for fact in known:
        if fact.what == "released" and fact.who != voice.matter.name:
            by_entity.setdefault(fact.entity, []).append(fact)
    dated = [(released_of(facts), facts[0].who) for facts in by_entity.values()]
    found = sorted(
        ((one.days, name, one.sources) for one, name in dated if one is not None),
    )
    for days, name, sources in found[-_RELEASES:]:
        key = "dated.released" if len(days) == 1 else "dated.released_several"
        yield voice.sentence(key, sources, title=voice.work(name), day=days_words(voice, days))
