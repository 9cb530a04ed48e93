"""A claim as a sentence, and as the question that stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.claims import Aggregate, Cohort, Comparator, Family
from recordbook.stories.cohorts import among
from recordbook.stories.goals import goal
from recordbook.stories.where import readings, where

if TYPE_CHECKING:
    from recordbook.claims import Claim
    from recordbook.stories.cohorts import Among
    from recordbook.stories.goals import Goal
    from recordbook.stories.words import Words

_BECOMING = frozenset({Family.FIRST, Family.FIRST_AND_ONLY, Family.NTH, Family.FASTEST})
"""Families in which somebody becomes what they are said to be."""

_LEVELS = frozenset({Family.MOST, Family.LEAST, Family.LONGEST, Family.HIGHEST})
CHANGING = frozenset(
    {Family.ONLY, Family.FIRST_AND_ONLY, Family.ONE_OF, Family.TIES, Family.PERSONAL_BEST}
    | {Family.YOUNGEST, Family.OLDEST, Family.FASTEST}
    | _LEVELS
)
"""Families that a later day may end; what they say needs its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A claim in words, without the mark that ends a sentence.

    `said` says that it is so: only of a proven claim. `head` says the same as a headline. `case` is
    what is asked, and does not say that it is so.
    """

    said: str
    head: str
    case: str


def sentence(words: Words, claim: Claim, subject: str, *, became: bool = False) -> Sentence:
    """The claim about a subject, as `words` name it; `became` says how it came to be so."""
    teller = _Teller(words, claim, subject, goal(words, claim))
    return Sentence(
        said=teller.told("said", became=became),
        head=teller.told("head", became=became),
        case=teller.told("case", became=False),
    )


def dated(words: Words, claim: Claim, said: str) -> str:
    """What is said, with the day it holds on and, where the claim names it, what was known when."""
    text = words.say("tail.dated", said=said, day=claim.as_of)
    if claim.known_at is None:
        return text
    return words.say("tail.known_at", said=text, moment=claim.known_at)


@dataclass(frozen=True, slots=True)
class _Teller:
    words: Words
    claim: Claim
    subject: str
    goal: Goal

    def told(self, form: str, *, became: bool) -> str:
        """One form of the claim, with what the reading adds."""
        text = self.words.say(self._key(form), **self._values(became=became))
        superlative = self.claim.superlative
        ranked = superlative is not None and superlative.family in self._uncrossed
        if ranked and self.claim.threshold is not None:
            text = self.words.say("tail.threshold", said=text, mark=self.goal.mark)
        if notes := readings(self.words, self.claim):
            took = self.claim.measure.aggregate is Aggregate.DAYS_TO
            key = "reading_if" if took and self.words.has("tail.reading_if") else "reading"
            text = self.words.say(f"tail.{key}", said=text, reading=self.words.comma.join(notes))
        return text

    @property
    def _uncrossed(self) -> frozenset[Family]:
        """Families whose words leave no place for a threshold."""
        bound = {Family.EXTENDS, Family.BREAKS_OWN, Family.PERSONAL_BEST}
        return _LEVELS | bound | {Family.OVERTAKES, Family.TIES}

    def _key(self, form: str) -> str:
        """The words for the family: with its place, and with whom, where it has them."""
        superlative = self.claim.superlative
        if superlative is None:
            return self._form("family.plain", [], form)
        family = superlative.family
        table = f"family.{family.name.lower()}"
        parts = ["nth"] if superlative.n and family not in {Family.NTH, Family.ONE_OF} else []
        named = family in _NAMED and self.claim.cohort is not None
        key = self._form(table, [*parts, *(["among"] if named else [])], form)
        own = f"{key}_total"
        return own if self._streamed and self.words.has(own) else key

    @property
    def _streamed(self) -> bool:
        """Whether it is about streams in all, of which languages have words of their own."""
        claim = self.claim
        total = claim.measure.aggregate in {Aggregate.TOTAL, Aggregate.ALBUM_TOTAL}
        usual = claim.comparator is Comparator.AT_LEAST
        return total and usual and claim.measure.metric == "streams"

    def _form(self, table: str, parts: list[str], form: str) -> str:
        """The key of a form; what has no headline of its own is one as it stands."""
        key = f"{table}.{'_'.join([*parts, form])}"
        if form == "head" and not self.words.has(key):
            return self._form(table, parts, "said")
        if form == "said" and parts:
            return f"{table}.{'_'.join(parts)}"
        return key

    def _values(self, *, became: bool) -> dict[str, object]:
        superlative, words = self.claim.superlative, self.words
        whom = self._among()
        family = superlative.family if superlative else None
        gender = whom.gender if whom else "m"
        n = superlative.n if superlative else None
        changed = became and family in _BECOMING
        values: dict[str, object] = {
            "subject": self.subject,
            "where": where(words, self.claim),
            "thing": self.goal.thing,
            "mark": self.goal.mark,
            "with": self.goal.having,
            "reach": self.goal.reach,
            "clause": self.goal.clause,
            "brief": self.goal.brief,
            "is": words.say("is.became" if changed else "is.is"),
            "gender": gender,
            "cohort": whom.one if whom else "",
            "cohorts": whom.many if whom else "",
            "all": whom.every if whom else "",
            "counter": whom.counter if whom else "",
            "k": words.number(n) if n else "",
            "amount": words.number(self.claim.threshold or 0),
            "nth": _ordinal(words, n, gender) if n else "",
            "nth_alone": _ordinal(words, n, gender, alone=True) if n else "",
        }
        if superlative and superlative.other:
            values["other"] = words.subject(superlative.other)
        return values

    def _among(self) -> Among | None:
        cohort = self.claim.cohort
        return among(self.words, cohort) if isinstance(cohort, Cohort) else None


_NAMED = frozenset(
    {
        Family.OVERTAKES,
        Family.TIES,
        Family.EXTENDS,
        Family.BREAKS_OWN,
        Family.PERSONAL_BEST,
    }
)


def _ordinal(words: Words, n: int, gender: str, *, alone: bool = False) -> str:
    """The number of a place: in words up to ten where the style writes words.

    `alone` is the form that no noun follows, where the language has one.
    """
    if alone and words.long and words.has(f"ordinal_alone.{n}"):
        return words.say(f"ordinal_alone.{n}", gender=gender)
    if words.has(f"ordinal.{n}") and words.long:
        return words.say(f"ordinal.{n}", gender=gender)
    form = words.language.locale.ordinal_form(n)
    table = words.language.words("claims", "ordinal.n")
    key = f"ordinal.n.{form}" if form in table else "ordinal.n.other"
    return words.say(key, number=str(n), gender=gender)
