"""The words of the site's pages, in the languages in which it is written."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_compact_decimal, format_decimal

from recordbook.web.errors import NoWord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.units import Day

LANGUAGES = {"en": "English", "ko": "한국어"}
"""The languages of the site, each by its own name; the first is spoken where nobody says."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One language of the site: `w("today.title")` is a text, `w.number(60)` a number in it.

    A key with `.one` and `.other` below it is said by the plural of `count`. NoWord: there is no
    such key, which is an error of the program's.
    """

    code: str = "en"

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its values filled in; numbers are written as the language does."""
        words = words_of(self.code)
        text = words.get(key)
        if text is None and isinstance(count := values.get("count"), int):
            text = words.get(f"{key}.{self._locale.plural_form(count)}", words.get(f"{key}.other"))
        if text is None:
            raise NoWord(f"{self.code}: {key}")
        return text.format_map({name: self._said(value) for name, value in values.items()})

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in words_of(self.code)

    def number(self, value: int | None) -> str:
        """A number in full; "" is none."""
        return "" if value is None else format_decimal(value, locale=self._locale)

    def rounded(self, value: int) -> str:
        """A number in few signs, rounded down, so that it never says more than is so.

        >>> Wording("en").rounded(1_396_131_631), Wording("ko").rounded(60_999_999)
        ('1.39B', '6099만')
        """
        figures = 4 if self.code == "ko" else 3
        step = 10 ** max(len(str(abs(value))) - figures, 0)
        return format_compact_decimal(value // step * step, locale=self._locale, fraction_digits=2)

    def day(self, day: Day | None) -> str:
        """A day as people write it.

        >>> from datetime import date
        >>> Wording("en").day(date(2023, 12, 16)), Wording("ko").day(date(2023, 12, 16))
        ('16 December 2023', '2023년 12월 16일')
        """
        if day is None:
            return ""
        return format_date(day, "d MMMM y" if self.code == "en" else "long", self._locale)

    @property
    def _locale(self) -> Locale:
        return _locale(self.code)

    def _said(self, value: object) -> object:
        return self.number(value) if isinstance(value, int) else value


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
def words_of(code: str) -> Mapping[str, str]:
    """Every text of a language by its key, from all the files of its folder."""
    words: dict[str, str] = {}
    folder = files("recordbook.web").joinpath("languages", code)
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        words.update(_flat(tomllib.loads(file.read_text(encoding="utf-8")), ""))
    return words


def _flat(table: Mapping[str, object], above: str) -> dict[str, str]:
    """Tables within tables as keys with dots."""
    flat: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{above}{name}.")  # pyright: ignore[reportUnknownArgumentType]
        else:
            flat[above + name] = str(value)
    return flat


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)
