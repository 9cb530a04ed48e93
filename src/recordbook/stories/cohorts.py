"""Among whom, in words: the population with its conditions, one of it and many of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.claims import AllOf, AnyOf, Condition
from recordbook.claims.vocabulary import ARTIST_POPULATIONS, PEOPLE, RELEASE_POPULATIONS
from recordbook.stories.values import Values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.claims import Cohort, CohortTerm
    from recordbook.stories.words import Words

_ONE, _MANY = 1, 2
_TABLES = frozenset({"gender", "generation", "scene"})
_ALONE = frozenset({*_TABLES, "act type", "member of", "artist"})
"""Attributes that are said of one value only."""


@dataclass(frozen=True, slots=True)
class Among:
    """A cohort in words: one of it, many of it, all of it, its gender, and what counts it."""

    one: str
    many: str
    every: str
    gender: str
    counter: str


def among(words: Words, cohort: Cohort) -> Among:
    """The cohort in words."""
    teller = _Teller(words, Values(words), cohort.population)
    return teller.told(cohort)


@dataclass(frozen=True, slots=True)
class _Teller:
    words: Words
    values: Values
    population: str

    def told(self, cohort: Cohort) -> Among:
        """The population with all that is asked of it."""
        plain, rest = self._sorted(cohort.parts)
        acts = self.population in ARTIST_POPULATIONS
        who = [one for one in plain if self._of_artist(one) or (acts and self._of_people(one))]
        what = [one for one in plain if one not in who]
        tail = [self._standalone(one) for one in rest]
        if cohort.excluding:
            names = self.words.language.list([self.words.subject(s) for s in cohort.excluding])
            tail.append(self.words.say("cohort.excluding", names=names))
        made = [self._tailed(self._noun(who, what, n), tail) for n in (_ONE, _MANY)]
        bare = not cohort.parts and not tail
        every = self.words.say("cohort.bare", cohorts=made[1]) if bare else made[1]
        return Among(made[0], made[1], every, self._gender(who), self._counter())

    def _tailed(self, said: str, tail: Sequence[str]) -> str:
        if not tail:
            return said
        return self.words.say("cohort.with_tail", cohort=said, tail=self.words.semicolon.join(tail))

    def _gender(self, who: Sequence[Condition]) -> str:
        acts = self.population in ARTIST_POPULATIONS
        female = acts and any(one.attribute == "gender" and "female" in one.values for one in who)
        kind = next((one.values[0] for one in who if acts and one.attribute == "act type"), "")
        table, name = ("act", kind) if kind else ("population", self.population)
        gender = self.words.gender(table, name, "c" if acts else "m")
        woman = female or self.words.female
        return ("f" if woman else "m") if gender == "c" else gender

    def _counter(self) -> str:
        kind = {"group": "group", "artist": "group", "track": "track"}.get(self.population)
        work = "work" if self.population in RELEASE_POPULATIONS else "other"
        person = "person" if self.population in ARTIST_POPULATIONS else work
        return self.words.say(f"counter.{kind or person}")

    def _sorted(self, parts: Sequence[CohortTerm]) -> tuple[list[Condition], list[CohortTerm]]:
        """The conditions that have a place of their own around the noun, and the other terms."""
        plain: dict[tuple[str, str], Condition] = {}
        rest: list[CohortTerm] = []
        artists = any(isinstance(part, Condition) and part.of == "artist" for part in parts)
        for part in parts:
            free = isinstance(part, Condition) and (part.attribute, part.of) not in plain
            free &= not (artists and isinstance(part, Condition) and self._taken_for_artist(part))
            if isinstance(part, Condition) and free and self._placed(part):
                plain[part.attribute, part.of] = part
            else:
                rest.append(part)
        return list(plain.values()), rest

    def _taken_for_artist(self, part: Condition) -> bool:
        """Whether the words for the work's own would be taken for its artist's: "de Japón"."""
        own, artist = f"what.{part.attribute}", f"who.{part.attribute}"
        said = self.words.language.words
        both = self.words.has(own) and self.words.has(artist)
        return part.of == "self" and both and said("claims", own) == said("claims", artist)

    def _of_artist(self, part: Condition) -> bool:
        return part.of == "artist"

    def _of_people(self, part: Condition) -> bool:
        return part.attribute in PEOPLE

    def _placed(self, part: Condition) -> bool:
        """Whether a condition can stand around the noun."""
        acts = self.population in ARTIST_POPULATIONS
        if part.negated or (acts and part.of == "artist"):
            return False
        if part.attribute in _ALONE and len(part.values) > 1:
            return False
        known = part.attribute not in {*_TABLES, "act type"} or self.values.knows(part)
        about_people = part.attribute in PEOPLE and (acts or part.of == "artist")
        if acts and part.attribute == "act type":
            return known and self.population == "group" and "soloist" not in part.values
        if acts and part.attribute == "artist":
            return False
        table = "cohort.who" if about_people else "cohort.what"
        listed = self.words.language.words("claims", table)
        free: set[str] = {"act type", "artist"} if about_people else set()
        wanted = part.of == ("self" if acts or not about_people else "artist")
        return wanted and known and (part.attribute in listed or part.attribute in free)

    def _noun(self, who: Sequence[Condition], what: Sequence[Condition], n: int) -> str:
        """The noun with its conditions."""
        if self.population in ARTIST_POPULATIONS:
            kind = next((one.values[0] for one in who if one.attribute == "act type"), "")
            noun = f"act.{kind}" if kind else f"population.{self.population}"
            gender = self._gender(who)
            said = self.words.say(noun, n=n, gender=gender)
            people = self._composed(said, "who", who, gender, n)
            own = [one for one in what if one not in who]
            return self._composed(people, "what", own, gender, n) if own else people
        noun = self.words.say(f"population.{self.population}", n=n)
        gender = self.words.gender("population", self.population)
        return self._composed(noun, "what", what, gender, n, by=self._by(who, n))

    def _by(self, who: Sequence[Condition], n: int) -> str:
        """By what kind of act; by whom where only the artist is asked for."""
        if not who:
            return ""
        artist = next((one.values[0] for one in who if one.attribute == "artist"), "")
        if artist and len(who) == 1:
            return self.words.say("cohort.by_artist", artist=self.values.said(who[0]))
        kind = next((one.values[0] for one in who if one.attribute == "act type"), "any")
        female = any(one.attribute == "gender" and "female" in one.values for one in who)
        gender = self.words.gender("act", kind, "c")
        gender = ("f" if female else "m") if gender == "c" else gender
        acts = [
            self._composed(self.words.say(f"act.{kind}", n=many), "who", who, gender, many)
            for many in (_ONE, _MANY)
        ]
        said = self.words.say(
            "cohort.by", n=n, gender=gender, act=acts[0], acts=acts[1], a=_article(acts[0])
        )
        if not artist:
            return said
        named = next(one for one in who if one.attribute == "artist")
        maker = self.words.say("cohort.by_artist", artist=self.values.said(named))
        return self._joined([said, maker])

    def _composed(
        self, noun: str, kind: str, parts: Sequence[Condition], gender: str, n: int, *, by: str = ""
    ) -> str:
        """The noun with the phrases of its conditions before and after it."""
        order: list[str] = self.words.language.words("claims", f"cohort.{kind}")
        said = {part.attribute: self.values.phrase(part, kind, gender, n) for part in parts}
        pieces = {**said, "*": noun, "by": by}
        return self._joined([pieces.get(place, "") for place in order])

    def _joined(self, pieces: Sequence[str]) -> str:
        space = str(self.words.language.words("claims", "cohort.space"))
        return space.join(filter(None, pieces))

    def _standalone(self, term: CohortTerm) -> str:
        """A condition said by itself, in brackets behind the noun."""
        language = self.words.language
        if isinstance(term, AnyOf):
            return language.list([self._standalone(part) for part in term.parts], "or")
        if isinstance(term, AllOf):
            return language.list([self._standalone(part) for part in term.parts])
        positive = Condition(attribute=term.attribute, values=term.values, of=term.of)
        said = self._bare(positive)
        return self.words.say("cohort.not", said=said) if term.negated else said

    def _bare(self, part: Condition) -> str:
        """A condition that is not negated, without a noun where it can be."""
        if not self._placed(part) or (part.attribute in PEOPLE and part.of == "self"):
            owner = "whose_artist" if part.of == "artist" else "whose_own"
            attribute = self.values.attribute(part.attribute)
            value = self.values.said(part)
            return self.words.say(f"cohort.{owner}", attribute=attribute, value=value)
        if part.of == "artist":
            said = self._by([part], _MANY)
        else:
            said = self.values.phrase(part, "what", self._gender(()), _ONE)
        joint = str(self.words.language.words("claims", "cohort.joint"))
        return said.removesuffix(joint) if joint else said


def _article(act: str) -> str:
    """The English article before a kind of act."""
    return "an" if act[:1].casefold() in "aeiou" and act else "a"
