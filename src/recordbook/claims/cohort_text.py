"""The canonical text of subjects and cohorts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from recordbook.claims import vocabulary
from recordbook.claims.cohort import AllOf, AnyOf, Cohort, CohortTerm, Condition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.claims.cohort import Subject

_KEY = re.compile(r"[a-z][a-z0-9]*(:[\w.~%/-]+)+")
_COUNT = re.compile(r"[1-9][0-9]{0,17}")
_BARE = re.compile(r"[^\W_][\w'.&+-]*( [^\W_][\w'.&+-]*)*")
_PHRASES = {
    "country": "from",
    "label": "signed to",
    "released": "released in",
    "debut": "debuted in",
    "genre": "of genre",
    "release type": "of type",
    "language": "in",
    "member of": "by members of",
}
RESERVED = frozenset(
    """
    with to having for among by and or not from in of is whose excluding on basis edition
    since signed released debuted members as known counting so far this decade outside ever
    globally worldwide any exact main days the that app chart charts
    """.split()  # noqa: SIM905 - a list of forty words is read more easily as text
)
"""Words that bare values may not hold, since the grammar gives them a place of their own."""

_WORDS: dict[str, dict[str, str]] = {
    attribute: {value: word for word, value in words.items()}
    for attribute, words in (
        ("gender", vocabulary.GENDERS),
        ("generation", vocabulary.GENERATIONS),
        ("scene", vocabulary.SCENES),
        ("act type", vocabulary.ACT_TYPES),
    )
}


def quote(text: str) -> str:
    r"""The text in quotes.

    >>> print(quote('7" mix'))
    "7\" mix"
    """
    return json.dumps(text, ensure_ascii=False)


def subject_text(subject: Subject) -> str:
    """Name and artist, the key, or both."""
    key = subject.key or ""
    if key and not _KEY.fullmatch(key):
        key = f"key {quote(key)}"
    if not subject.name:
        return key
    by = f" by {quote(subject.by)}" if subject.by else ""
    return f"{quote(subject.name)}{by}{f' ({key})' if key else ''}"


def cohort_text(cohort: Cohort, *, plural: bool) -> str:
    """The population with its conditions and those it leaves out."""
    rest = list(cohort.parts)
    before: list[str] = []
    noun = vocabulary.POPULATIONS.get(cohort.population, "") if plural else cohort.population
    if cohort.population in vocabulary.ARTIST_POPULATIONS:
        before, rest = _adjectives(rest, "self")
    if cohort.population == "group" and (kind := _collective(rest)):
        rest = [part for part in rest if part != kind]
        noun = kind.values[0] + ("s" if plural else "")
    parts = [*before, noun, *_phrases(rest, cohort.population)]
    if cohort.excluding:
        parts += ["excluding", " and ".join(map(subject_text, cohort.excluding))]
    return " ".join(parts)


def _collective(parts: Iterable[CohortTerm]) -> Condition | None:
    """The condition that makes a group a girl group, a duo and so on."""
    for part in parts:
        word = _word(part, "self")
        if word and isinstance(part, Condition) and part.values[0] in vocabulary.COLLECTIVES:
            return part
    return None


def _adjectives(parts: Iterable[CohortTerm], of: str) -> tuple[list[str], list[CohortTerm]]:
    """The words before the noun, at most one per attribute, and the conditions that are left."""
    words: dict[str, str] = {}
    rest: list[CohortTerm] = []
    for part in parts:
        word = _word(part, of)
        if word is None or word[0] in words or (of == "self" and word[0] == "act type"):
            rest.append(part)
        else:
            words[word[0]] = word[1]
    return [words[a] for a in _WORDS if a in words], rest


def _word(part: CohortTerm, of: str) -> tuple[str, str] | None:
    """The attribute and the word of a condition that one word can say."""
    if not isinstance(part, Condition) or part.negated or part.of != of or len(part.values) != 1:
        return None
    word = _WORDS.get(part.attribute, {}).get(part.values[0])
    return None if word is None else (part.attribute, word)


def _phrases(parts: list[CohortTerm], population: str) -> list[str]:
    """One phrase per condition, those that share a noun in one."""
    phrases: list[str] = []
    rest = parts
    acts = population in vocabulary.ARTIST_POPULATIONS
    while not acts and (found := _adjectives(rest, "artist"))[0]:
        words, rest = found
        noun = [] if words[-1] in vocabulary.ACT_TYPES else ["acts"]
        phrases.append(" ".join(["by", *words, *noun]))
    return phrases + [_phrase(part, population) for part in rest]


def _phrase(part: CohortTerm, population: str) -> str:
    """A condition, or a bracket of conditions."""
    if isinstance(part, AnyOf):
        return f"({' or '.join(_phrase(p, population) for p in part.parts)})"
    if isinstance(part, AllOf):
        return " and ".join(_phrases(list(part.parts), population))
    said = _said(part, population)
    if said is None:
        verb = "is not" if part.negated else "is"
        owner = "artist" if part.of == "artist" else "own"
        return f"whose {owner} {_value('', part.attribute)} {verb} {_values(part)}"
    return f"not {said}" if part.negated else said


def _said(part: Condition, population: str) -> str | None:
    """The plain phrase of a condition; None where only the general form says it."""
    acts = population in vocabulary.ARTIST_POPULATIONS and part.attribute in _WORDS
    if acts or part.of != vocabulary.owner(population, part.attribute):
        return None
    if part.attribute in _PHRASES:
        return f"{_PHRASES[part.attribute]} {_values(part)}"
    value = part.values[0] if len(part.values) == 1 else ""
    if part.attribute == "artist" and value:
        return f"by {quote(value)}"
    if part.attribute == "top" and _COUNT.fullmatch(value):
        return f"in the top {value}"
    word = _WORDS.get(part.attribute, {}).get(value)
    return word and f"by {word}{'' if part.attribute == 'act type' else ' acts'}"


def _values(part: Condition) -> str:
    """The values, of which one must hold."""
    return " / ".join(_value(part.attribute, value) for value in part.values)


def _value(attribute: str, value: str) -> str:
    """The value bare where it reads back as it is, else in quotes."""
    if attribute == "country" and value in vocabulary.WITH_ARTICLE:
        return f"the {value}"
    words = value.casefold().split(" ")
    bare = _BARE.fullmatch(value) and not RESERVED.intersection(words)
    bare = bare and not (attribute == "language" and value.isdecimal())  # which would be a year
    return value if bare and vocabulary.read_value(attribute, value) == value else quote(value)
