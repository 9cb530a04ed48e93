"""A sentence as a row of items: words, numbers, names, and later whole phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from recordbook.catalogue.names import fold
from recordbook.claims.quantities import UNITS, read_number
from recordbook.scrutiny.marks import APOSTROPHES, HYPHENS, SIGNS, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A stretch of a sentence and what it is.

    `forms` are the ways in which a phrase may name a single word: as it stands, and without its
    ending. A phrase holds what stood in its slots.
    """

    kind: str  # word, number, mark, entity, or the kind of a phrase
    start: int
    end: int
    value: str = ""
    number: int = 0
    forms: tuple[str, ...] = ()
    slots: Mapping[str, Item] = field(default_factory=dict["str", "Item"])


_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_GLUED = "천만|백만|십만|천|만|억|조|万|萬|億|亿"
_NUMBER = (
    rf"\d[\d,._]*(?:(?:\s?(?:{_GLUED})(?:(?=\s?\d[\d,._]*(?:{_GLUED}))\s?\d[\d,._]*)?)+"
    rf"|\s?(?:{_UNIT})(?!\w|[-\u2010\u2011]pop\b))?"
)
_HANGUL = "[\uac00-\ud7a3]"
_ITEM = re.compile(
    rf"(?P<clock>\d{{1,3}}:\d\d(?::\d\d)?(?!\d))"
    r"|(?P<iso>\d{4}-\d\d?-\d\d?(?!\d))"
    rf"|(?P<number>{_NUMBER}\+?)"
    rf"|(?P<word>{_HANGUL}+|(?!{_HANGUL})[^\W\d_]"
    rf"(?:(?!{_HANGUL})[^\W_]|[{APOSTROPHES}](?=[^\W\d_]))*)"
    r"|(?P<sign>>=|<=|[\u2265\u2264<>=~\u2248])"
    r"|(?P<mark>[^\w\s]|_)",
    re.IGNORECASE,
)


def _inside(text: str, at: int) -> bool:
    """Whether a mark stands within a word."""
    return text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()


@cache
def folded(word: str) -> str:
    """A word as phrases compare it."""
    return fold(word)


def itemise(
    text: str, endings: tuple[str, ...], offset: int = 0, point: str = "."
) -> Iterator[Item]:
    """Words, numbers and marks, in order; possessive endings stand as items of their own.

    >>> [item.value for item in itemise("V's 60 million streams", ("'s",))]
    ['v', "'s", '60 million', 'streams']
    """
    for found in _ITEM.finditer(text):
        kind, said = found.lastgroup or "mark", found[0]
        start, end = offset + found.start(), offset + found.end()
        if kind == "word":
            yield from _word(said, start, endings)
        elif kind == "number":
            bare = said.rstrip(",._ +")
            yield number_item(bare, start, start + len(bare), point)
            if bare != said:
                for at, mark in enumerate(said[len(bare) :], len(bare)):
                    if mark in "+ ":
                        continue
                    place = start + at
                    yield Item(kind="mark", start=place, end=place + 1, value=mark, forms=(mark,))
        elif kind == "sign":
            yield Item(kind="cmp", start=start, end=end, value=SIGNS[said])
        elif said in HYPHENS and _inside(text, found.start()):
            continue
        else:
            yield Item(kind=kind, start=start, end=end, value=said, forms=(said,))


def number_item(said: str, start: int, end: int, point: str = ".") -> Item:
    """A number in figures; a word where it is none that can be read.

    >>> number_item("5.000", 0, 5, ",").number, number_item("77,3 millones", 0, 13, ",").number
    (5000, 77300000)
    """
    try:
        value = read_number(_pointed(said) if point == "," else said)
    except (ValueError, KeyError, IndexError):
        return Item(kind="word", start=start, end=end, value=said, forms=(said,))
    return Item(kind="number", start=start, end=end, value=said, number=value, forms=(said,))


def _pointed(said: str) -> str:
    """A number that has a comma before its decimals as one that has a point.

    Three figures after the comma may be decimals or thousands: that is no number.
    """
    if _EITHER.search(said):
        raise ValueError("a comma that may stand for either")
    return _THOUSANDS.sub("", said).replace(",", ".")


_THOUSANDS = re.compile(r"\.(?=\d{3}(?!\d))")
_EITHER = re.compile(r"\d,\d{3}(?!\d)")


def _word(said: str, start: int, endings: tuple[str, ...]) -> Iterator[Item]:
    """A word; its possessive ending apart, others put aside only in its forms."""
    for ending in endings:
        if ending[0] == "'" and plain(said).endswith(ending) and len(said) > len(ending):
            cut = start + len(said) - len(ending)
            yield _one(said[: -len(ending)], start, endings)
            end = cut + len(ending)
            yield Item(kind="word", start=cut, end=end, value=ending, forms=(ending,))
            return
    yield _one(said, start, endings)


def _one(said: str, start: int, endings: tuple[str, ...]) -> Item:
    word = folded(said)
    forms = [word, *(word[: -len(e)] for e in endings if word.endswith(e) and word != e)]
    return Item(kind="word", start=start, end=start + len(said), value=word, forms=tuple(forms))
