"""The words of the site's pages, in the languages in which it is written."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from recordbook.stories.language import language
from recordbook.web.errors import NoWord

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recordbook.stories.language import Language
    from recordbook.units import Day

LANGUAGES: Final = {"en": "English", "ko": "한국어"}
"""The languages of the site, each by its own name; the first is spoken where nobody says."""

HOME: Final = Path(__file__).parent / "languages"
"""Where the words of pages lie: a folder per language, whose files hold one space of keys."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One language of the site: `w("today.title")` is a text, `w.number(60)` a number in it.

    Words that differ by number are chosen by the value `count`. Everything is plain text: the
    templates escape it. NoWord: there is no such key, which is an error of the program's.
    """

    code: str = "en"

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its values filled in, as the stories' languages do it."""
        part = _parts(self.code).get(key.partition(".")[0])
        if part is None:
            raise NoWord(f"{self.code}: {key}")
        number = {"n": values["count"]} if "count" in values else {}
        return self.language.say(part, key, **values, **number)

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        part = _parts(self.code).get(key.partition(".")[0])
        return part is not None and self.language.has(part, key)

    @property
    def language(self) -> Language:
        """The language itself, with its particles, numbers and lists."""
        return language(self.code, HOME)

    def number(self, value: int) -> str:
        """A number in full.

        >>> Wording("en").number(60_000_000)
        '60,000,000'
        """
        return self.language.number(value)

    def exact(self, value: int) -> str:
        """A number as short as it can be said exactly.

        >>> Wording("ko").exact(10_000_000), Wording("en").exact(60_500_000)
        ('1000만', '60.5M')
        """
        return self.language.exact(value)

    def rounded(self, value: int) -> str:
        """A number in few signs, rounded down, so that it never says more than is so.

        >>> Wording("en").rounded(1_396_131_631), Wording("ko").rounded(60_999_999)
        ('1.39B', '6090만')
        """
        return self.language.rounded(value)

    def day(self, day: Day) -> str:
        """A day in full.

        >>> from datetime import date
        >>> Wording("ko").day(date(2023, 12, 16))
        '2023년 12월 16일'
        """
        return self.language.date(day)

    def list(self, names: Sequence[str]) -> str:
        """Names in a row."""
        return self.language.list(names)


def chosen(asked: str | None, accepted: str = "") -> str:
    """The language to answer in: the one asked for, or the first that is accepted and spoken.

    >>> chosen("ko"), chosen(None, "ja, ko-KR;q=0.8, en;q=0.7"), chosen("xx")
    ('ko', 'ko', 'en')
    """
    if asked in LANGUAGES:
        return asked
    wanted = sorted(map(_weighed, accepted[:200].split(",")), key=lambda one: -one[1])
    return next((code for code, weight in wanted if weight > 0 and code in LANGUAGES), "en")


def _weighed(part: str) -> tuple[str, float]:
    name, _, weight = part.partition(";q=")
    try:
        return name.strip().lower().partition("-")[0], float(weight or 1)
    except ValueError:
        return "", 0.0


@cache
def _parts(code: str) -> Mapping[str, str]:
    """In which file of a language each first step of a key lies."""
    return {
        step: file.stem
        for file in sorted((HOME / code).glob("*.toml"))
        for step in tomllib.loads(file.read_text(encoding="utf-8"))
    }
