"""The grammar's rules about whom: subjects, populations and conditions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from lark import Token, Transformer

from recordbook.claims import vocabulary
from recordbook.claims.cohort import AllOf, AnyOf, Cohort, CohortTerm, Condition, Subject, negated
from recordbook.claims.errors import nearest
from recordbook.claims.rules import RuleError, folded, inline, name_of, number_of, phrase_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Draft: TypeAlias = Callable[[str], CohortTerm]


@dataclass(frozen=True, slots=True)
class Value:
    """A value as written; `quoted` values are taken as they stand."""

    text: str
    quoted: bool
    token: Token


def _draft(attribute: str, *values: str, of: str = "") -> Draft:
    """A condition that waits for the population, which decides whose attribute is meant."""
    return lambda population: Condition(
        attribute=attribute, values=values, of=of or vocabulary.owner(population, attribute)
    )


def _both(drafts: list[Draft]) -> Draft:
    """All of the drafts."""
    return lambda population: AllOf(tuple(draft(population) for draft in drafts))


def _read(attribute: str, values: list[Value]) -> list[str]:
    """The values an attribute takes."""
    return [v.text if v.quoted else vocabulary.read_value(attribute, v.text) for v in values]


def _valued(attribute: str, values: list[Value]) -> Draft:
    """A condition on an attribute, with values as written."""
    return _draft(attribute, *_read(attribute, values))


def adjectives(tokens: list[Token]) -> list[Draft]:
    """The conditions that the words before a noun stand for, longest phrases first."""
    drafts: list[Draft] = []
    rest = tokens
    while rest:
        for size in (2, 1):
            if found := vocabulary.ADJECTIVES.get(folded(" ".join(rest[:size]))):
                drafts.append(_draft(*found))
                rest = rest[size:]
                break
        else:
            known = [*vocabulary.SCENES, *vocabulary.GENDERS, *vocabulary.COUNTRIES]
            remedy = nearest(rest[0], [*known, *vocabulary.ACT_NOUNS])
            raise RuleError(
                "word",
                rest[0],
                f"{rest[0][:40]!r} is no known kind of act",
                remedy or 'write it as a condition: whose artist "scene" is "..."',
            )
    return drafts


def _noun(tokens: list[Token], nouns: dict[str, str]) -> tuple[list[Token], str | None]:
    """The longest noun at the end of the words, and the words before it."""
    for size in range(min(3, len(tokens)), 0, -1):
        if (noun := folded(" ".join(tokens[-size:]))) in nouns:
            return tokens[:-size], nouns[noun]
    return tokens, None


@inline
class CohortRules(Transformer[Token, object]):
    """Subjects and cohorts, built while the parser reads."""

    def subject(self, name: Token, by: Token | None, key: str | None) -> Subject:
        """A name, perhaps with its artist and its key."""
        return Subject(name=name_of(name), by=name_of(by) if by else None, key=key)

    def subject_by_key(self, key: str) -> Subject:
        """A key alone."""
        return Subject(key=key)

    def key(self, token: Token) -> str:
        """A key as it stands, or in quotes."""
        return name_of(token) if token.type == "NAME" else str(token)

    def cohort(
        self, population: tuple[str, list[Draft]], term: Draft | None, *out: Subject | None
    ) -> Cohort:
        """Whom the subject is compared with."""
        name, drafts = population
        parts = [*drafts, *([term] if term else [])]
        excluding = tuple(subject for subject in out if subject is not None)
        return Cohort(population=name, term=_both(parts)(name), excluding=excluding)

    def population(self, *tokens: Token) -> tuple[str, list[Draft]]:
        """The noun, and what the words before it say."""
        words = list(tokens)
        if _noun(words, {n: n for n in vocabulary.COLLECTIVES})[1]:
            return self._collective(words)
        before, name = _noun(words, vocabulary.POPULATION_WORDS)
        if name is None:
            remedy = nearest(words[-1], [*vocabulary.POPULATION_WORDS, *vocabulary.COLLECTIVES])
            message = f"{words[-1][:40]!r} is nothing that can be first, only or fastest"
            raise RuleError("word", words[-1], message, remedy or "album, track, artist, group ...")
        return name, adjectives(before)

    def _collective(self, words: list[Token]) -> tuple[str, list[Draft]]:
        """Girl groups, boy groups, duos, units: groups of a type."""
        before, kind = _noun(words, vocabulary.COLLECTIVES)
        return "group", [*adjectives(before), _draft("act type", str(kind))]

    def term(self, *parts: Draft) -> Draft:
        """One of the parts."""
        if len(parts) == 1:
            return parts[0]
        return lambda population: AnyOf(tuple(part(population) for part in parts))

    def all_of(self, *parts: Draft) -> Draft:
        """All of the parts."""
        return _both(list(parts))

    def by_kind(self, *tokens: Token) -> Draft:
        """By K-pop soloists: the noun says the type, the words before it the rest."""
        words = list(tokens)
        nouns = {noun: kind or "" for noun, kind in vocabulary.ACT_NOUNS.items()}
        before, kind = _noun(words, nouns)
        if kind is None:
            remedy = nearest(words[-1], vocabulary.ACT_NOUNS)
            message = f"{words[-1][:40]!r} is no known kind of act"
            raise RuleError("word", words[-1], message, remedy or "soloists, groups, acts ...")
        return _both([*adjectives(before), *([_draft("act type", kind)] if kind else [])])

    def by_artist(self, name: Token) -> Draft:
        """By one artist: the artist's own discography."""
        return _draft("artist", name_of(name))

    def by_members(self, *parts: Token | list[Value]) -> Draft:
        """By members of a group."""
        words = [part for part in parts[:-2] if isinstance(part, Token)]
        values = parts[-1] if isinstance(parts[-1], list) else []
        return _both([*adjectives(words), _valued("member of", values)])

    def from_country(self, values: list[Value]) -> Draft:
        """From a place."""
        return _valued("country", values)

    def signed_to(self, _: Token, values: list[Value]) -> Draft:
        """Signed to a label."""
        return _valued("label", values)

    def released_in(self, _: Token, values: list[Value]) -> Draft:
        """Released in a year, a month or a decade."""
        return _valued("released", values)

    def debuted_in(self, _: Token, values: list[Value]) -> Draft:
        """By artists that debuted in a year."""
        return _valued("debut", values)

    def of_genre(self, _: Token, values: list[Value]) -> Draft:
        """Of a genre."""
        return _valued("genre", values)

    def of_type(self, _: Token, values: list[Value]) -> Draft:
        """Of a type of release."""
        return _valued("release type", values)

    def in_language(self, values: list[Value]) -> Draft:
        """Sung in a language; a year there could be the window, or the year of release."""
        for value in values:
            if value.text.isdecimal() and not value.quoted:
                remedy = f"write 'released in {value.text}', or ', in {value.text}' for the window"
                raise RuleError("word", value.token, f"{value.text} is no language", remedy)
        return _valued("language", values)

    def in_the_top(self, _: Token, number: Token) -> Draft:
        """In the top N of the chart."""
        return _draft("top", str(number_of(number)))

    def whose(self, owner: Token, attribute: Value, verb: Token, values: list[Value]) -> Draft:
        """Any attribute, of the artist or of the item itself."""
        of = "self" if folded(owner).endswith("own") else "artist"
        draft = _draft(attribute.text, *_read(attribute.text, values), of=of)
        return self.negated(draft) if folded(verb) == "is not" else draft

    def negated(self, draft: Draft) -> Draft:
        """What the condition leaves out."""
        return lambda population: negated(draft(population))

    def bracketed(self, draft: Draft) -> Draft:
        """What stands between parentheses."""
        return draft

    def values(self, *values: Value) -> list[Value]:
        """Values of which one must hold."""
        return list(values)

    def value(self, *tokens: Token) -> Value:
        """One value, in quotes or as bare words."""
        if tokens[0].type == "NAME":
            return Value(name_of(tokens[0]), quoted=True, token=tokens[0])
        return Value(phrase_of(tokens), quoted=False, token=tokens[0])
