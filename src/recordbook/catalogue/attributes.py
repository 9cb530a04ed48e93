"""The attributes a fact can state: of what, how many values at once, and how a value is spelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from recordbook.catalogue.countries import CITIES, COUNTRIES
from recordbook.units import day_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One attribute: the kinds of entity that have it, and whether two values can hold at once."""

    name: str
    kinds: frozenset[str]
    several: bool
    says: str


def _attribute(name: str, kinds: str, says: str, *, several: bool = False) -> Attribute:
    return Attribute(name=name, kinds=frozenset(kinds.split()), several=several, says=says)


ATTRIBUTES: dict[str, Attribute] = {
    attribute.name: attribute
    for attribute in (
        _attribute("act type", "artist", "soloist, girl group, boy group, group, duo, unit, band"),
        _attribute("scene", "artist release", "the market it belongs to: k-pop", several=True),
        _attribute("gender", "artist", "male, female, other or, of a group, mixed"),
        _attribute("country", "artist", "country, by its English name, or city", several=True),
        _attribute("language", "release recording", "language sung in", several=True),
        _attribute("label", "artist release", "company that released it", several=True),
        _attribute("genre", "artist release recording", "genre", several=True),
        _attribute("member of", "artist", "group: its entity id, or its name", several=True),
        _attribute("release type", "release", "how it was sold: mini album, single album ..."),
        _attribute("released", "release recording", "ISO day, or moment with its offset"),
        _attribute("birth day", "artist", "ISO day"),
        _attribute("debut", "artist", "ISO day of the first release under this name"),
        _attribute("duration ms", "recording", "length in milliseconds", several=True),
        _attribute("version", "recording", "versions.KINDS", several=True),
        _attribute("track count", "release", "stated number of tracks of the default edition"),
        _attribute("complete", "release", "yes: the track list of the default edition is whole"),
        _attribute("spotify album type", "release", "the platform's word: album, single ..."),
        _attribute("military service", "artist", "serving: the period says when"),
    )
}
"""The vocabulary; a fact about anything else is refused at intake."""

EVENTS = frozenset({"released", "birth day", "debut"})
"""Attributes whose value is a day: their facts carry it as `from_day`."""


def event_day(value: str) -> int | None:
    """The day of an event as a number: the first possible one of a year or month, UTC of a moment.

    A moment without its offset is no day.

    >>> event_day("1970-01-02"), event_day("1970"), event_day("1970-01-02T08:00+09:00")
    (1, 0, 0)
    """
    try:
        if len(value) > len("2023-09-08"):
            moment = datetime.fromisoformat(value)
            return None if moment.tzinfo is None else day_number(moment.astimezone(UTC).date())
        return day_number(date.fromisoformat(value + "-01-01"[len(value) - len("2023") :]))
    except ValueError:
        return None


_CODES = {code.casefold(): name for code, (name, _) in COUNTRIES.items()}
_PLACES = (
    {name.casefold(): name for name, _ in COUNTRIES.values()}
    | {continent.casefold(): continent for _, continent in COUNTRIES.values()}
    | {city.casefold(): city for city in CITIES}
    | {"korea": "South Korea", "republic of korea": "South Korea", "usa": "United States"}
    | {"uk": "United Kingdom", "england": "United Kingdom", "the philippines": "Philippines"}
)
_WORDS = {
    "act type": {"solo": "soloist", "person": "soloist", "solo artist": "soloist"},
    "gender": {"m": "male", "f": "female", "boy": "male", "girl": "female"},
    "scene": {"kpop": "k-pop", "k pop": "k-pop", "jpop": "j-pop", "cpop": "c-pop"},
    "release type": {
        "lp": "full album",
        "extended play": "ep",
        "mini": "mini album",
        "ost": "soundtrack",
    },
}
_LOWER = frozenset(
    {
        "act type",
        "complete",
        "gender",
        "genre",
        "language",
        "release type",
        "scene",
        "spotify album type",
        "version",
    }
)


def canonical(attribute: str, value: str) -> str:
    """The value as facts hold it: one spelling of a country, lower case for words of a vocabulary.

    >>> canonical("country", "KR"), canonical("gender", "F"), canonical("label", "BIGHIT MUSIC")
    ('South Korea', 'female', 'BIGHIT MUSIC')
    """
    text = " ".join(value.split())
    lower = text.casefold()
    if attribute == "country":
        return _CODES.get(lower) or _PLACES.get(lower, text)
    if attribute in _LOWER:
        return _WORDS.get(attribute, {}).get(lower, lower)
    return text
