"""Numbers as a language writes them, in figures and with the words for large units."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from babel.numbers import format_decimal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recordbook.stories.language import Language

_FIGURES = 3  # significant figures of a rounded number
_SMALL = 10_000  # numbers below are short enough as they are
_I_SOUND = re.compile(r"\W*(?:i(?![aeou]\w)|hi(?![aeo])|í)", re.IGNORECASE)
_O_SOUND = re.compile(r"\W*h?[oó]", re.IGNORECASE)


def grouped(language: Language, value: int | Decimal) -> str:
    """A number in figures; small ones without marks between them where the language wants it."""
    plain = abs(value) < int(language.data["grouped"])
    return str(format_decimal(value, locale=language.locale, group_separator=not plain))


def rounded(language: Language, value: int, *, up: bool, long: bool) -> str:
    """A number of three figures, never above the value, or with `up` never below it."""
    return exact(language, three(value, up=up), long=long)


def three(value: int, *, up: bool = False) -> int:
    """A number of three figures; small ones as they are.

    >>> three(60_999_999), three(60_000_001, up=True)
    (60900000, 60100000)
    """
    size = 10 ** (len(str(value)) - _FIGURES) if value >= _SMALL else 1
    return (-(-value // size) if up else value // size) * size


def exact(language: Language, value: int, *, long: bool) -> str:
    """A number with the words for its units where they can say it exactly, else in figures."""
    units = cast("Sequence[Mapping[str, Any]]", language.data["units"])
    if "joined" in language.data:
        return _joined(language, value, units)
    for unit in units:
        words = unit.get("words") or unit.get("long" if long else "short")
        size = int(unit["size"])
        if words is None or value < int(unit.get("least", size)):
            continue
        if not unit.get("whole") or value == size:
            number = (Decimal(value) / size).normalize()
            exactly = -int(number.as_tuple().exponent) <= int(
                unit.get("decimals", language.data["decimals"])
            )
            return _with(language, words, number) if exactly else grouped(language, value)
    return grouped(language, value)


def counted(language: Language, value: int, *, long: bool) -> str:
    """An exact number with the link that a large unit needs before a noun: "60 millones de"."""
    said = exact(language, value, long=long)
    plain = not said[-1].isalpha() or said.endswith(" mil")
    return said if plain else f"{said}{language.data.get('link', '')}"


def _with(language: Language, words: str | Mapping[str, str], number: Decimal) -> str:
    """A number with the word of its unit, in the form that the number asks for."""
    if not isinstance(words, str):
        words = words.get(language.locale.plural_form(number), words["other"])
    return words.replace("{n}", grouped(language, number))


def _joined(language: Language, value: int, units: Sequence[Mapping[str, Any]]) -> str:
    """A number of several units in a row, 1억 5000만; in figures where ones are left over."""
    if abs(value) < int(units[-1]["size"]) or value % int(units[-1]["size"]):
        return grouped(language, value)
    parts: list[str] = []
    for unit in units:
        count, value = divmod(value, int(unit["size"]))
        if count:
            parts.append(str(unit["words"]).replace("{n}", str(count)))
    return str(language.data["joined"]).join(parts)


def euphonic(code: str, said: str, last: str) -> str:
    """A Spanish list whose "y" or "o" gives way before a like sound: "V e IU", "BTS u Oasis".

    >>> euphonic("es", "BTS o Oasis", "Oasis")
    'BTS u Oasis'
    """
    if code != "es":
        return said
    bare = last.lstrip("«\u2068")
    for word, other, sound in (("y", "e", _I_SOUND), ("o", "u", _O_SOUND)):
        if sound.match(bare) and said.endswith(f" {word} {last}"):
            return f"{said.removesuffix(f'{word} {last}')}{other} {last}"
    return said
