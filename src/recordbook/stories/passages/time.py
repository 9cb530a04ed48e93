"""When it came out and how many days later it got there; never more than the facts allow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from recordbook.proof import Verdict
from recordbook.stories.passages.record import LEVELS
from recordbook.stories.story import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recordbook.stories.matter import Fact
    from recordbook.stories.story import Sentence
    from recordbook.stories.voice import Voice
    from recordbook.units import Day

_FULL = len("2023-09-08")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Released:
    """The days that the sources name for a release, and who they are; `days` is ascending."""

    days: tuple[Day, ...]
    sources: tuple[str, ...]


def time(voice: Voice) -> Section:
    """The release day, the days from it until the number was reached, and until the claim's day."""
    released = released_of(voice.facts("released"))
    sentences = [] if released is None else [*_release(voice, released), *_elapsed(voice, released)]
    return Section(key="time", title=voice.words("heading.time"), sentences=tuple(sentences))


def released_of(facts: Iterable[Fact]) -> Released | None:
    """The days that are named in full; a source that names the month or the year says less."""
    days: dict[Day, list[str]] = {}
    for fact in facts:
        if len(fact.value) >= _FULL and _is_day(fact.value[:_FULL]):
            days.setdefault(date.fromisoformat(fact.value[:_FULL]), []).extend(fact.sources)
    if not days:
        return None
    return Released(
        tuple(sorted(days)), tuple(dict.fromkeys(s for day in sorted(days) for s in days[day]))
    )


def days_words(voice: Voice, days: Iterable[Day]) -> str:
    """Some days of which one is meant."""
    return voice.language.list([voice.language.date(day) for day in days], "or")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _release(voice: Voice, released: Released) -> Iterator[Sentence]:
    key = "released.on" if len(released.days) == 1 else "released.sources"
    days = days_words(voice, released.days)
    yield voice.sentence(key, released.sources, name=voice.name, day=days)


def _elapsed(voice: Voice, released: Released) -> Iterator[Sentence]:
    """Days from the release, elapsed and with the release day counted."""
    proof, claim = voice.proof, voice.proof.claim
    mine, sources = proof.subject, [*released.sources, voice.certificate]
    first, last = mine.earliest, mine.latest
    told = False
    if (
        claim.measure.aggregate in LEVELS
        and proof.verdict is not Verdict.REFUTED
        and voice.level
        and last is not None
        and released.days[0] <= last <= claim.as_of
    ):
        low = max(_between(released.days[-1], first), 0) if first is not None else 0
        high = _between(released.days[0], last)
        key = "elapsed.exactly" if low == high else "elapsed.at_most"
        key = "elapsed.between" if 0 < low < high else key
        yield voice.sentence(key, sources, level=voice.goal, low=low, n=high, inclusive=high + 1)
        told = last == claim.as_of
    if not told and released.days[-1] <= claim.as_of and len(released.days) == 1:
        since = _between(released.days[0], claim.as_of)
        yield voice.sentence("since", sources, day=claim.as_of, n=since, inclusive=since + 1)


def _between(first: Day, last: Day) -> int:
    return (last - first) // _DAY
