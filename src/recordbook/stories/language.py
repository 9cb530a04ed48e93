"""A language in which something is told: its words, numbers, days and lists; a folder of data."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_percent

from recordbook.stories import figures
from recordbook.stories.errors import NoLanguage, NoWords
from recordbook.stories.names import isolated
from recordbook.stories.particles import particle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recordbook.units import Day

LANGUAGES: Final = ("en", "ko", "es", "ja", "id", "pt")
"""The languages in which everything can be told; pt is Portuguese of Brazil."""

HOME: Final = Path(__file__).parent / "languages"
"""Where the words of stories lie: a folder per language, in it a file per part."""

_PLACE = re.compile(r"\{(\w+)\}|\{([가-힣]+)/([가-힣]*)\}")
_PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
_GENDERS = frozenset({"m", "f"})


def language(code: str, home: Path = HOME) -> Language:
    """The language of a code, with the words that lie in a folder; NoLanguage where it has none.

    >>> language("ko").name, language("pt").rounded(60_000_000)
    ('한국어', '60 milhões')
    """
    if code not in LANGUAGES:
        raise NoLanguage(f"nothing is told in {code[:20]!r}", remedy=", ".join(LANGUAGES))
    return _language(code, home)


@cache
def _language(code: str, home: Path) -> Language:
    return Language(code=code, home=home, data=_read(HOME / code / "language.toml"))


@cache
def _read(path: Path) -> dict[str, Any]:
    """The data of a file; empty where there is none."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


@cache
def _part(home: Path, code: str, part: str) -> dict[str, Any]:
    """The words of one part of a language."""
    return _read(home / code / f"{part}.toml")


@dataclass(frozen=True, eq=False)
class Language:
    """A language: `say` puts values in its words, the others write values as it does."""

    code: str
    home: Path
    data: Mapping[str, Any]
    locale: Locale = field(init=False)

    def __post_init__(self) -> None:
        """Load what CLDR knows of it."""
        object.__setattr__(self, "locale", Locale.parse(self.data["locale"]))

    @property
    def name(self) -> str:
        """What its speakers call it."""
        return str(self.data["name"])

    @property
    def tag(self) -> str:
        """Its tag as HTML and outlets write it: pt-BR."""
        return str(self.data["locale"]).replace("_", "-")

    def say(self, part: str, key: str, **values: object) -> str:
        """The words of a key with the values in their places.

        A number is written by `number`, a day by `date`; text stands as it is, isolated where it
        runs from right to left. Words that differ by number are chosen by the value `n`, those that
        differ by gender by the value `gender`. NoWords: the language has no such words.
        """
        words = self.words(part, key)
        while not isinstance(words, str):
            words = self._chosen(cast("Mapping[str, Any]", words), values, f"{part}: {key}")
        return self.filled(words, values)

    def words(self, part: str, key: str) -> Any:
        """What the file of a part holds for a key, whose steps are parted by points."""
        found: Any = _part(self.home, self.code, part)
        for step in key.split("."):
            if not isinstance(found, dict) or step not in found:
                raise NoWords(f"{self.code}/{part}.toml has no words for {key}")
            found = cast("dict[str, Any]", found)[step]
        return found

    def has(self, part: str, key: str) -> bool:
        """Whether there are words for a key."""
        try:
            self.words(part, key)
        except NoWords:
            return False
        return True

    def filled(self, words: str, values: Mapping[str, object]) -> str:
        """Words with the values in their places, and the particles that fit what stands before."""
        made = ""
        at = 0
        for place in _PLACE.finditer(words):
            made += words[at : place.start()]
            if place[1]:
                if place[1] not in values:
                    raise NoWords(f"{self.code}: nothing was given for {{{place[1]}}} in {words!r}")
                made += self._written(values[place[1]])
            else:
                made += particle(made, place[2], place[3])
            at = place.end()
        return made + words[at:]

    def _written(self, value: object) -> str:
        if isinstance(value, bool) or value is None:
            raise NoWords(f"{self.code}: {value!r} is no value to be said")
        if isinstance(value, int):
            return self.number(value)
        return self.date(value) if isinstance(value, date) else isolated(str(value))

    def _chosen(self, words: Mapping[str, Any], values: Mapping[str, object], said: str) -> Any:
        """Of words that differ, those that fit the number or the gender."""
        if words and words.keys() <= _PLURALS and isinstance(number := values.get("n"), int):
            return words.get(self.locale.plural_form(number), words.get("other"))
        if words and words.keys() <= _GENDERS and values.get("gender") in words:
            return words[str(values["gender"])]
        raise NoWords(f"{self.code}/{said} cannot be said of {sorted(values)}")

    def title(self, text: str) -> str:
        """The title of a work, in the marks that the language sets around it."""
        return self.filled(str(self.data["title"]), {"title": text})

    def number(self, value: int) -> str:
        """A whole number in figures, in the groups of the language.

        >>> language("es").number(1234), language("es").number(1234567)
        ('1234', '1.234.567')
        """
        return figures.grouped(self, value)

    def exact(self, value: int, *, long: bool = False) -> str:
        """A number as short as it can be said exactly.

        >>> language("en").exact(60_500_000, long=True), language("en").exact(60_000_001)
        ('60.5 million', '60,000,001')
        """
        return figures.exact(self, value, long=long)

    def counted(self, value: int, *, long: bool = False) -> str:
        """The same before the word for what is counted, with what links the two.

        >>> language("es").counted(60_000_000), language("es").counted(250_000)
        ('60 millones de', '250 mil')
        """
        return figures.counted(self, value, long=long)

    def rounded(self, value: int, *, up: bool = False, long: bool = False) -> str:
        """A number of three figures and its unit, never above it; with `up`, never below it.

        >>> [language(code).rounded(60_999_999) for code in ("en", "ko", "es", "id")]
        ['60.9M', '6090만', '60,9 millones', '60,9 juta']
        """
        return figures.rounded(self, value, up=up, long=long)

    def date(self, day: Day) -> str:
        """A day in full.

        >>> language("pt").date(date(2023, 12, 16)), language("ko").date(date(2023, 12, 16))
        ('16 de dezembro de 2023', '2023년 12월 16일')
        """
        return format_date(day, "long", locale=self.locale)

    def percent(self, share: float) -> str:
        r"""A share of one as a percentage, to a tenth, towards zero.

        >>> language("es").percent(0.1239)
        '12,3\xa0%'
        """
        tenths = int(share * 1000 + 1e-9) / 1000
        pattern = self.locale.percent_formats[None].pattern.replace("0%", "0.#%")
        pattern = pattern.replace("0\xa0%", "0.#\xa0%")
        return format_percent(tenths, format=pattern, locale=self.locale)

    def list(self, names: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """Names in a row: "A, B and C"; with the style "or", "A, B or C".

        >>> language("es").list(["Rosé", "IU"]), language("ko").list(["뷔", "정국", "지민"])
        ('Rosé e IU', '뷔, 정국 및 지민')
        """
        said = format_list([isolated(name) for name in names], style=style, locale=self.locale)
        return figures.euphonic(self.code, said, names[-1]) if len(names) > 1 else said
