"""The values of a cohort's conditions in words: countries, scenes, languages and the rest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from babel import Locale

from recordbook.claims.vocabulary import POPULATIONS
from recordbook.stories import names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.claims import Condition
    from recordbook.stories.words import Words

_RENAMED = {"Southeast Asia": "035", "East Asia": "030", "Ivory Coast": "CI", "Turkey": "TR"}
_REGIONS = {"North America": "003", "Latin America": "419"}  # two of one name, or of none
_TABLES = frozenset({"gender", "generation", "scene"})


@dataclass(frozen=True, slots=True)
class Values:
    """Says values in the language of the words."""

    words: Words

    def knows(self, part: Condition) -> bool:
        """Whether there is a word of its own for a condition with one value."""
        if part.attribute == "act type":
            return part.values[0] in self.words.language.words("claims", "act")
        return part.values[0] in self.words.language.words("claims", f"who.{part.attribute}")

    def phrase(self, part: Condition, kind: str, gender: str, n: int) -> str:
        """What a condition adds to its noun; nothing where the noun itself says it."""
        if part.attribute in {"act type", "artist"}:
            return ""
        if part.attribute in _TABLES:
            return self.words.say(f"who.{part.attribute}.{part.values[0]}", gender=gender, n=n)
        if part.attribute == "country" and len(part.values) == 1:
            return self.words.say(f"{kind}.country", value=self.place(part.values[0], "from"))
        return self.words.say(f"{kind}.{part.attribute}", value=self.said(part), gender=gender, n=n)

    def said(self, part: Condition) -> str:
        """The values of which one must hold."""
        said = [self._one(part.attribute, value) for value in part.values]
        return self.words.language.list(said, "or")

    def attribute(self, name: str) -> str:
        """The name of an attribute; the language's own word where it has one."""
        key = f"attribute.{name}"
        return self.words.say(key) if self.words.has(key) else names.plain(name)

    def place(self, name: str, case: str) -> str:
        """A country or a continent, with the article or the preposition that the case asks for."""
        key = f"place_{case}.{name}"
        if self.words.has(key):
            return self.words.say(key)
        usual = f"place_{case}.other"
        said = self.country(name)
        return self.words.say(usual, place=said) if self.words.has(usual) else said

    def country(self, name: str) -> str:
        """A country or a continent as the language calls it; as it stands where CLDR has none."""
        key = f"place.{name}"
        if self.words.has(key):
            return self.words.say(key)
        code = _territories().get(name)
        said = _cldr(self.words.language.locale, "territories")
        return said.get(code or "") or names.plain(name)

    def _one(self, attribute: str, value: str) -> str:
        if attribute == "country":
            return self.place(value, "from")
        if attribute == "language" and (code := _tongues().get(value)):
            return _cldr(self.words.language.locale, "languages").get(code, value)
        if attribute == "release type" and value in POPULATIONS:
            return self.words.say(f"population.{value}", n=1, gender="m")
        if attribute in {"gender", "generation", "scene"} and value in self.words.language.words(
            "claims", f"who.{attribute}"
        ):
            return self.words.say(f"who.{attribute}.{value}", gender="m", n=1)
        if attribute == "genre" and self.words.has(f"genre.{value}"):
            return self.words.say(f"genre.{value}")
        return names.plain(value) or self.words.say("subject.unnamed")


@cache
def _territories() -> dict[str, str]:
    """The codes of places by their English names."""
    english = {name: code for code, name in _cldr(Locale("en"), "territories").items()}
    return {**english, **_RENAMED, **_REGIONS}


@cache
def _tongues() -> dict[str, str]:
    """The codes of languages by their English names."""
    return {name: code for code, name in _cldr(Locale("en"), "languages").items()}


def _cldr(locale: Locale, what: str) -> Mapping[str, str]:
    """The names that CLDR has in a language; Babel leaves their types open."""
    return cast("Mapping[str, str]", getattr(locale, what))
