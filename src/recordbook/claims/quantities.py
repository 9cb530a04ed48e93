"""Numbers as people write them: 60M, 6천만, 1억 5천만, 100 crore, 1 Milliarde, half a billion."""

from __future__ import annotations

import re
from fractions import Fraction

_UNITS = {
    10**3: "k thousand tausend 천",
    10**4: "만 万 萬",
    10**5: "lakh lakhs 십만",
    10**6: "m mn million millions mio mio. millionen millones milhões juta 백만",
    10**7: "crore crores 천만",
    10**8: "억 億 亿",
    10**9: "b bn billion billions mrd mrd. milliarde milliarden miliar bilhões",
    10**12: "t trillion trillions 조",
}
UNITS = {word: size for size, words in _UNITS.items() for word in words.split()}
"""The size of every number word."""

_SMALL = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_PART = re.compile(r"(\d[\d,_.]*)\s?([^\d\s,_]*)")
_GROUPED = re.compile(r"\d{1,3}((,\d{3})+|(_\d{3})+|(\.\d{3}){2,})")


def read_number(text: str) -> int:
    """The whole number the text says; ValueError where it says none.

    >>> [read_number(t) for t in ("60M", "1억 5천만", "100 crore", "half a billion", "1.234.567")]
    [60000000, 150000000, 1000000000, 500000000, 1234567]
    """
    words = text.casefold().split()
    if words[0] == "half":
        return UNITS[words[-1]] // 2
    if words[0] in _SMALL:
        return (_SMALL.index(words[0]) + 1) * (UNITS[words[1]] if len(words) > 1 else 1)
    sign = -1 if text.startswith("-") else 1
    parts = [
        _digits(number, unit) * (UNITS[unit] if unit else 1)
        for number, unit in _PART.findall(text.casefold())
    ]
    value = sum(parts, Fraction(0))
    if value.denominator != 1:
        raise ValueError("not a whole number")
    return sign * int(value)


def _digits(text: str, unit: str) -> Fraction:
    """The number before a unit, with commas, underscores or dots as the press sets them."""
    plain = text.rstrip(".,_")
    if _GROUPED.fullmatch(plain) and not (unit and "." in plain and plain.count(".") == 1):
        return Fraction(re.sub(r"[,_.]", "", plain))
    whole, *decimals = re.split(r"[,.]", plain.replace("_", ""))
    grouped = _GROUPED.fullmatch(plain.rpartition(".")[0]) if plain.count(".") == 1 else None
    if grouped:
        return Fraction(plain.replace(",", "").replace("_", ""))
    if len(decimals) > 1:
        raise ValueError("a number whose commas and dots do not go together")
    return Fraction(f"{whole}.{decimals[0]}" if decimals else whole)


def write_number(value: int) -> str:
    """The shortest exact form.

    >>> write_number(60_000_000), write_number(1_250_000_000), write_number(60_000_001)
    ('60M', '1.25B', '60000001')
    """
    forms = [str(value)]
    for size, zeros, unit in ((10**9, 9, "B"), (10**6, 6, "M"), (10**3, 3, "k")):
        whole, rest = divmod(value, size)
        decimals = f"{rest:0{zeros}d}".rstrip("0")
        forms.append(f"{whole}.{decimals}{unit}" if decimals else f"{whole}{unit}")
    return min((f for f in forms if not f.startswith("0")), key=len)
