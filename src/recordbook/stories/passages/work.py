"""The album and its tracks: what it is, how many there are, and where each of them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.claims import Aggregate
from recordbook.stories.counted import clock
from recordbook.stories.passages.record import reached
from recordbook.stories.story import Section, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.proof.proof import Standing
    from recordbook.stories.matter import Fact
    from recordbook.stories.voice import Voice

_MILLISECONDS = 1000


def work(voice: Voice) -> Section:
    """Of a release: its track count, label, playing time and tracks."""
    if voice.matter.kind != "release":
        return Section(key="album")
    sentences = [*_count(voice), *_stated(voice, "label"), *_playing_time(voice)]
    items = tuple(_tracks(voice))
    listed = voice.facts("track")
    if not items and listed:
        names = voice.language.list([voice.work(name) for name in voice.matter.tracks])
        sources = [source for fact in listed for source in fact.sources]
        sentences.append(voice.sentence("tracks", sources, names=names))
    return Section(
        key="album",
        title=voice.words("heading.album"),
        sentences=tuple(sentences),
        items=items,
    )


def _count(voice: Voice) -> Iterator[Sentence]:
    """How many tracks it has, in the words of each source where they differ."""
    stated = [fact for fact in voice.facts("track count") if fact.value.isdecimal()]
    numbers = sorted({int(fact.value) for fact in stated})
    sources = [source for fact in stated for source in fact.sources]
    if len(numbers) == 1:
        yield voice.sentence("count.one", sources, name=voice.name, n=numbers[0])
    elif numbers:
        said = voice.language.list([voice.language.number(one) for one in numbers], "or")
        yield voice.sentence("count.several", sources, name=voice.name, numbers=said)


def _stated(voice: Voice, what: str) -> Iterator[Sentence]:
    """A fact on which the sources agree; where they do not, all that they say."""
    facts = voice.facts(what)
    if facts:
        values = voice.language.list(
            [*dict.fromkeys(voice.value(fact.value) for fact in facts)], "or"
        )
        sources = [source for fact in facts for source in fact.sources]
        yield voice.sentence(f"stated.{what}", sources, value=values)


def _playing_time(voice: Voice) -> Iterator[Sentence]:
    """The sum of the tracks' durations, if every one is stated; a span where sources differ."""
    lengths: dict[str, list[Fact]] = {}
    for fact in voice.matter.facts:
        if fact.what == "duration ms" and fact.value.isdecimal():
            lengths.setdefault(fact.entity, []).append(fact)
    tracks = [part.entity for part in voice.proof.parts]
    if not tracks or len(tracks) != len(voice.matter.tracks) or not lengths.keys() >= set(tracks):
        return
    said = [sorted(int(fact.value) for fact in lengths[track]) for track in tracks]
    low, high = (sum(one[end] for one in said) // _MILLISECONDS for end in (0, -1))
    sources = [source for track in tracks for fact in lengths[track] for source in fact.sources]
    if low == high:
        yield voice.sentence("playing.exactly", sources, time=clock(low))
    else:
        yield voice.sentence("playing.between", sources, low=clock(low), high=clock(high))


def _tracks(voice: Voice) -> Iterator[Sentence]:
    """Each track that the proof looks at with its own bounds, in the order of the list."""
    if any(part.entity == voice.proof.subject.entity for part in voice.proof.parts):
        return
    place = {name: at for at, name in enumerate(voice.matter.tracks)}
    for part in sorted(voice.proof.parts, key=lambda part: place.get(part.name, len(place))):
        yield _track(voice, part)


def _track(voice: Voice, part: Standing) -> Sentence:
    values: dict[str, object] = {
        "name": voice.work(part.name),
        "amount": voice.amount(part.bounds),
    }
    every = voice.proof.claim.measure.aggregate is Aggregate.EVERY_TRACK
    text = reached(voice, part, "track", **values) if every else ""
    sides = ("low", "high", "reached") if text else ("low", "high")
    return Sentence(
        text or voice.words("track.plain", **values), voice.read_from(part.entity, *sides)
    )
