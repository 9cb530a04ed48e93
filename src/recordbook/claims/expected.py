"""What the grammar would take at a place, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.claims import vocabulary
from recordbook.claims.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = {
    "NAME": 'a name in quotes: "Layover"',
    "KEY": "a key: spotify:track:...",
    "NUMBER": "a number: 60M",
    "ORDINAL": "a place: 2nd",
    "DATE": "a day: 2023-12-16",
    "YEAR": "a year: 2023",
    "CLOCK": "minutes and seconds: 17:36",
    "MOMENT": "a moment or a ledger version",
    "COMPARATOR": "a comparator: >=, over, at least, under, about",
    "BARE": "a word",
    "_COLON": "':'",
    "SLASH": "'/'",
    "_COMMA": "','",
    "LPAR": "'('",
    "RPAR": "')'",
    "_KEY_MARK": "key",
    "_BASIS_MARK": "basis",
    "$END": "the end",
}
"""Kinds of word that are no fixed words, and what a message calls them."""

PHRASES = {
    "FIRST_AND_ONLY": "first and only",
    "ONE_OF": "one of",
    "RANKED": "fastest|most|least|longest|highest|youngest|oldest",
    "TO_BECOME": "to become",
    "EXTENDS": "extends",
    "BREAKS_OWN": "breaks own",
    "PERSONAL_BEST": "personal best",
    "MEMBERS_OF": "members of",
    "SIGNED_TO": "signed to",
    "RELEASED_IN": "released in",
    "DEBUTED_IN": "debuted in",
    "OF_GENRE": "of genre",
    "OF_TYPE": "of type",
    "IN_THE_TOP": "in the top",
    "WHOSE": "whose artist|whose own",
    "IS": "is|is not",
    "LEVEL": "album total|total|every track|every album",
    "METRIC": "|".join(vocabulary.METRICS),
    "FLOW_PREFIX": "first-day|first-week|7-day",
    "FLOW_SUFFIX": "in a day|in a week|in 24 hours|per day|per track|lost",
    "MONTHLY_LISTENERS": "monthly listeners",
    "TRACK_COUNT": "track count",
    "TRACKS": "tracks",
    "ALBUMS": "albums",
    "CONSECUTIVE": "consecutive",
    "SPAN": "days|weeks",
    "DAYS_TO": "days to",
    "ENTRIES": "entries",
    "COUNTRY_CHARTS": "country charts",
    "COUNTRIES": "countries",
    "ON_ONE_DAY": "on one day|in one week",
    "RANK": "peak rank|debut rank|re-entry rank|weekly peak rank",
    "RE_ENTRIES": "re-entries",
    "PLACES_MOVED": "places gained in a week|places lost in a week|places gained in a day",
    "WAY_TO_NUMBER": "weeks from debut to no.|weeks on the list to no.",
    "WAY_TO_TOP": "weeks from debut to the top|weeks on the list to the top",
    "AT_NUMBER": "at no.",
    "SHORT_OF": "short of",
    "FACT": "release day|playing time",
    "RELEASED_ON": "released on",
    "CHARTS": "charts",
    "BASIS": "app|chart",
    "SO_FAR_IN": "so far in",
    "WINDOW": "this decade|outside the Christmas season|since the list began|ever|globally",
    "AS_OF": "as of",
    "KNOWN_AT": "known at",
    "COUNTING": "counting|not counting",
    "COUNTED": "single albums|instrumentals",
    "READING": "days inclusive|days elapsed|any credit|exact credit|main credit|any solo credit",
}
"""The fixed words of the grammar's patterns; other terminals are their own word."""

_SHOWN = 14  # words a message lists


def words_of(terminals: Iterable[str]) -> list[str]:
    """The fixed words that the terminals stand for, in order."""
    words = {
        word
        for name in terminals
        if name not in KINDS
        for word in PHRASES.get(name, name.lower()).split("|")
    }
    return sorted(words)


def expectation(terminals: Iterable[str], word: str) -> tuple[str, str]:
    """What is wrong with the word where it stands, and what was expected there."""
    names = sorted(terminals)
    words = words_of(names)
    kinds = [text for name, text in KINDS.items() if name in names]
    listed = [*kinds, *words]
    more = f", … ({len(listed) - _SHOWN} more)" if len(listed) > _SHOWN else ""
    message = f"the claim does not go on with {word[:40]!r}" if word else "the claim ends too early"
    guess = _nearest(word, words)
    expected = f"expected here: {', '.join(listed[:_SHOWN])}{more}"
    return message, f"{guess}\n  {expected}" if guess else expected


def _nearest(word: str, words: list[str]) -> str:
    """The nearest expected phrase, by its first word or as a whole."""
    return nearest(word, words) or nearest(word, {w.split()[0]: None for w in words if " " in w})
