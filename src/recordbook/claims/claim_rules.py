"""The grammar's rules about the whole: families, platform, window, day and reading."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from lark import Token

from recordbook.claims import vocabulary
from recordbook.claims.claim import Claim, Reading, Superlative, Window, is_moment
from recordbook.claims.cohort_rules import CohortRules, Value
from recordbook.claims.errors import nearest
from recordbook.claims.families import Aggregate, Family
from recordbook.claims.measure_rules import Counted, MeasureRules, day_of
from recordbook.claims.rules import RuleError, folded, inline, name_of, number_of, phrase_of

if TYPE_CHECKING:
    from recordbook.claims.cohort import Cohort, Subject

Item: TypeAlias = tuple[str, object, Token]

_RANKED = {"fewest": "least", "biggest": "most", "largest": "most"}
_ORDINALS = [
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
]
_WINDOWS = {
    "this decade": "decade",
    "outside the christmas season": "outside christmas",
    "since the list began": "list began",
    "ever": "ever",
}
_COUNTED = {"single albums": "single_albums", "instrumentals": "versions", "versions": "versions"}
_READING_FIELDS = frozenset(field.name for field in fields(Reading))


@dataclass(frozen=True, slots=True)
class Body:
    """What is said of the subject."""

    counted: Counted
    superlative: Superlative | None = None
    cohort: Cohort | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as read, before the day is known."""

    subject: Subject
    body: Body
    tail: dict[str, object]

    def claim(self, default_as_of: date | None) -> Claim | None:
        """The claim, or None where no day is given."""
        as_of = self.tail.get("as_of", default_as_of)
        if not isinstance(as_of, date):
            return None
        counted, cohort = self.body.counted, self.body.cohort
        releases = cohort and cohort.population in vocabulary.RELEASE_POPULATIONS
        return Claim(
            subject=self.subject,
            measure=counted.measure(Aggregate.ALBUM_TOTAL if releases else Aggregate.TOTAL),
            superlative=self.body.superlative,
            cohort=cohort,
            threshold=counted.bound.number if counted.bound else None,
            comparator=counted.comparator,
            **{**self.tail, "as_of": as_of},  # pyright: ignore[reportArgumentType] - by field name
        )


def _ordinal(token: Token) -> int:
    """The number of "3rd" or "third"."""
    word = token.lower()
    number = _ORDINALS.index(word) + 1 if word in _ORDINALS else int(word[:-2][:18])
    if number < 1:
        raise RuleError("number", token, f"nothing comes {token}")
    return number


@inline
class ClaimRules(CohortRules, MeasureRules):
    """A whole claim, built while the parser reads."""

    def start(self, subject: Subject, body: Body, *items: tuple[Item, ...]) -> Draft:
        """All parts together."""
        tail: dict[str, object] = {}
        readings: dict[str, object] = {}
        for field, value, token in (item for found in items for item in found):
            into = readings if field in _READING_FIELDS else tail
            if field in into:
                raise RuleError("word", token, f"the {field.replace('_', ' ')} is said twice")
            into[field] = value
        tail.setdefault("basis", vocabulary.default_basis(str(tail.get("platform", "spotify"))))
        tail["reading"] = Reading(**readings)  # pyright: ignore[reportArgumentType] - by field name
        return Draft(subject, body, tail)

    def plain(self, counted: Counted) -> Body:
        """A statement about the subject alone."""
        return Body(counted)

    def cohort_first(self, superlative: Superlative, cohort: Cohort, counted: Counted) -> Body:
        """First album by X with ..."""
        return Body(counted, superlative, cohort)

    def measure_first(
        self, superlative: Superlative, counted: Counted, cohort: Cohort | None
    ) -> Body:
        """Most streams in a day among X."""
        return Body(counted, superlative, cohort)

    # families

    def family(self, word: Token) -> Superlative:
        """A family that has no number."""
        text = folded(word)
        for family in (Family.EXTENDS, Family.BREAKS_OWN):
            text = family.value if text.startswith(family.value.split()[0]) else text
        return Superlative(family=Family(text))

    def nth(self, ordinal: Token) -> Superlative:
        """The 3rd to reach it; the 1st is the first."""
        n = _ordinal(ordinal)
        return Superlative(family=Family.NTH, n=n) if n > 1 else Superlative(family=Family.FIRST)

    def one_of(self, _: Token, number: Token) -> Superlative:
        """One of K; one of one is the only."""
        n = number_of(number)
        return Superlative(family=Family.ONE_OF, n=n) if n > 1 else Superlative(family=Family.ONLY)

    def ranked(self, ordinal: Token | None, word: Token) -> Superlative:
        """Fastest, 2nd fastest."""
        n = _ordinal(ordinal) if ordinal else 1
        family = Family(_RANKED.get(word.lower(), word.lower()))
        return Superlative(family=family, n=n if n > 1 else None)

    def overtakes(
        self, other: Subject, _: Token | None, ordinal: Token | None, word: Token | None
    ) -> Superlative:
        """Passes another, perhaps to become Nth, or the Nth most."""
        if word and word.lower() not in {"most", "biggest", "largest", "highest"}:
            raise RuleError("word", word, f"nothing overtakes to become the {word}", "most")
        n = _ordinal(ordinal) if ordinal else None
        return Superlative(family=Family.OVERTAKES, other=other, n=n)

    def ties(self, other: Subject) -> Superlative:
        """Stands level with another."""
        return Superlative(family=Family.TIES, other=other)

    # where, when, on which reading

    def platform(self, *parts: Token | None) -> tuple[Item, ...]:
        """On a platform, or on its charts."""
        charts = parts[-1]
        words = tuple(part for part in parts[:-1] if part is not None)
        item = ("platform", _platform(words), words[0])
        return (item,) if charts is None else (item, ("basis", "chart", charts))

    def basis(self, word: Token) -> tuple[Item, ...]:
        """The app's count or the chart's."""
        return (("basis", word.lower(), word),)

    def region(self, value: Value) -> tuple[Item, ...]:
        """In one country only."""
        words = value.text if value.quoted else vocabulary.read_value("country", value.text)
        return (("region", words, value.token),)

    def in_year(self, year: Token) -> tuple[Item, ...]:
        """In a year."""
        return _window("in", year)

    def since_year(self, _: Token, year: Token) -> tuple[Item, ...]:
        """Since a year."""
        return _window("since", year)

    def so_far_in(self, _: Token, year: Token) -> tuple[Item, ...]:
        """So far in a year."""
        return _window("so far in", year)

    def window(self, word: Token) -> tuple[Item, ...]:
        """A window without a year, or the whole world."""
        text = folded(word)
        if text in _WINDOWS:
            return (("window", Window(kind=_WINDOWS[text]), word),)
        return (("region", "global", word),)

    def as_of(self, _: Token, day: Token) -> tuple[Item, ...]:
        """The day on which it holds."""
        return (("as_of", day_of(day), day),)

    def known_at(self, _: Token, moment: Token) -> tuple[Item, ...]:
        """What was known then."""
        if not is_moment(moment):
            message = f"{moment[:40]!r} is no moment and no ledger version"
            raise RuleError("number", moment, message, "2024-01-01T00:00:00Z, or 12")
        return (("known_at", str(moment), moment),)

    def counting(self, verb: Token, what: Token) -> tuple[Item, ...]:
        """Counting, or not counting, single albums or instrumentals."""
        return ((_COUNTED[folded(what)], not folded(verb).startswith("not"), what),)

    def reading(self, word: Token) -> tuple[Item, ...]:
        """Days inclusive, any credit."""
        first, _, last = folded(word).rpartition(" ")
        if first == "days":
            return (("inclusive_days", last == "inclusive", word),)
        return (("credit", first, word),)

    def edition(self, name: Token) -> tuple[Item, ...]:
        """Whose track list."""
        return (("edition", name_of(name), name),)


def _window(kind: str, year: Token) -> tuple[Item, ...]:
    """A window with its year."""
    return (("window", Window(kind=kind, year=number_of(year)), year),)


def _platform(words: tuple[Token, ...]) -> str:
    """The platform that the words name."""
    if words[0].type == "NAME":
        return name_of(words[0])
    known = vocabulary.PLATFORM_WORDS
    text = phrase_of(words)
    if text.casefold() not in known:
        remedy = nearest(text, known) or 'put the name in quotes: on "..."'
        raise RuleError("word", words[0], f"no platform is called {text[:40]!r}", remedy)
    return known[text.casefold()]
