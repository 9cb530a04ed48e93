"""The words of claims in one language and one house style, and how names are put among them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.stories import names

if TYPE_CHECKING:
    from collections.abc import Callable

    from recordbook.claims import Subject
    from recordbook.stories.language import Language

PART = "claims"
"""The file of a language that claims are told with."""

_SPACES = re.compile(r" {2,}")
_BEFORE_MARK = re.compile(r" +([.,;:)\uff09])")
_AFTER_BRACKET = re.compile(r"([(\uff08]) +")


def tidy(text: str) -> str:
    """The text without the spaces that places left which hold nothing.

    >>> tidy("(peak  at No. 1 ) .")
    '(peak at No. 1).'
    """
    spaced = _SPACES.sub(" ", text)
    return _AFTER_BRACKET.sub(r"\1", _BEFORE_MARK.sub(r"\1", spaced)).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What sentences about claims are made with.

    `named` gives the name and the artist of a subject as they are shown; `long` writes numbers with
    whole words. `title` and `artist` are the most characters that a name may have. `female` says
    that the subject is a woman, where a language has a word of its own for one.
    """

    language: Language
    named: Callable[[Subject], tuple[str, str]]
    long: bool = True
    title: int = 80
    artist: int = 60
    female: bool = False

    def say(self, key: str, **values: object) -> str:
        """The words of a key with values in their places, see `Language.say`."""
        return tidy(self.language.say(PART, key, **values))

    def has(self, key: str) -> bool:
        """Whether the language has words of its own for a key."""
        return self.language.has(PART, key)

    @property
    def space(self) -> str:
        """What stands between two sentences."""
        return str(self.language.words(PART, "known.space"))

    @property
    def comma(self) -> str:
        """What stands between things in a row."""
        return str(self.language.words(PART, "known.comma"))

    @property
    def semicolon(self) -> str:
        """What stands between things in a row that may hold commas."""
        return str(self.language.words(PART, "known.semicolon"))

    def known(self, table: str, name: str, other: str) -> str:
        """The key of a name within a table, or of the words that stand for any other."""
        found = self.language.words(PART, table)
        return f"{table}.{name}" if name in found else f"{table}.{other}"

    def gender(self, table: str, name: str, usual: str = "m") -> str:
        """The grammatical gender of a word; m where the language tells none apart."""
        if not self.has("gender"):
            return usual
        genders = self.language.words(PART, "gender").get(table, {})
        return str(genders.get(name, usual))

    def number(self, value: int) -> str:
        """A number, exactly, on its own."""
        return self.language.exact(value, long=self.long)

    def counted(self, value: int) -> str:
        """A number, exactly, before what it counts: "60 millones de"."""
        return self.language.counted(value, long=self.long)

    def subject(self, subject: Subject) -> str:
        """A work with its artist, or an artist, as a sentence names it."""
        name, by = self.named(subject)
        return self.work(name, by, artist=not by and not self._is_work(subject))

    def _is_work(self, subject: Subject) -> bool:
        key = subject.key or ""
        return bool(subject.by) or not (subject.name or "artist" in key)

    def work(self, name: str, by: str, *, artist: bool) -> str:
        """A work with its artist; or the artist that a name is of."""
        shown = names.plain(name) or self.say("subject.unnamed")
        if artist:
            return self.say("subject.artist", artist=names.shortened(shown, self.artist))
        title = self.language.title(names.shortened(shown, self.title))
        maker = names.shortened(names.plain(by), self.artist)
        if not maker:
            return self.say("subject.alone", title=title)
        return self.say("subject.work", title=title, artist=maker)
