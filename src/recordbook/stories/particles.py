"""Korean particles: which of two forms follows a text, by the sound that it ends with.

A text in digits or Latin letters is heard as Koreans read it aloud. Where that cannot be told for
certain, both forms are written, as the press does: 은(는).
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

_FIRST, _LAST, _TAILS, _RIEUL = 0xAC00, 0xD7A3, 28, 8
_PARENTHESIS = re.compile(r"(?<=\S)\s*[(\[\uff08][^()\[\]\uff08\uff09]*[)\]\uff09]\s*$")
_CLOSING = "\u2019\u201d\u300d\u300f\u00bb\"'\u2069 "
_NUMBER = re.compile(r"\d[\d,.]*$")
_WORD = re.compile(r"[A-Za-z]+$")
_BOTH = {"으로": "(으)로", "이": "이(가)", "과": "와(과)"}
_FEW = 3  # capitals in a row that are spelt out


class Sound(Enum):
    """What a text ends with."""

    VOWEL = "vowel"
    RIEUL = "rieul"  # a consonant, but before (으)로 it counts as a vowel
    CONSONANT = "consonant"
    UNSURE = "unsure"


def particle(text: str, closed: str, open_: str) -> str:
    """The form that follows the text: `closed` after a consonant, `open_` after a vowel.

    >>> [particle(t, "은", "는") for t in ("Layover", "뷔", "정국", "BTS", "Blue", "2023", "Web")]
    ['는', '는', '은', '는', '는', '은', '은(는)']
    >>> particle("서울", "으로", "로"), particle("1000만", "으로", "로")
    ('로', '으로')
    """
    sound = ending(text)
    if sound is Sound.UNSURE:
        if closed in _BOTH and (closed, open_) != ("이", ""):
            return _BOTH[closed]
        return f"{closed}({open_})" if open_ else f"({closed})"
    if sound is Sound.RIEUL and closed.startswith("으"):
        return open_
    return open_ if sound is Sound.VOWEL else closed


def ending(text: str) -> Sound:
    """The sound that a text ends with when it is read aloud.

    >>> ending("100").name, ending("Seven").name, ending("Slow Dancing (Piano Ver.)").name
    ('CONSONANT', 'CONSONANT', 'CONSONANT')
    """
    said = _PARENTHESIS.sub("", text.rstrip(_CLOSING))
    while said and not said[-1].isalnum():
        said = said[:-1]
    if not said:
        return Sound.UNSURE
    if _FIRST <= ord(said[-1]) <= _LAST:
        return _of_tail((ord(said[-1]) - _FIRST) % _TAILS)
    if number := _NUMBER.search(said):
        return _of_number(number[0])
    if word := _WORD.search(unicodedata.normalize("NFD", said).rstrip("\u0300\u0301\u0302\u0308")):
        return _of_word(word[0])
    return Sound.UNSURE


def _of_tail(tail: int) -> Sound:
    return {0: Sound.VOWEL, _RIEUL: Sound.RIEUL}.get(tail, Sound.CONSONANT)


_DIGITS = dict(zip("0123456789", "cr.c..crr.", strict=True))
"""How each digit ends when read: in a consonant (c), in rieul (r) or in a vowel."""


def _of_number(number: str) -> Sound:
    """The last digit as it is read; of round numbers the last unit: 십, 백, 천, 만, 억, 조."""
    whole, point, decimals = number.replace(",", "").partition(".")
    last = (decimals if point else whole)[-1:] or whole[-1:]
    zeros = len(whole) - len(whole.rstrip("0"))
    if point and decimals:
        zeros = 0
    if zeros and whole.strip("0"):
        trillions = zeros in range(12, 16)
        return Sound.VOWEL if trillions else Sound.CONSONANT
    return {"c": Sound.CONSONANT, "r": Sound.RIEUL}.get(_DIGITS.get(last, ""), Sound.VOWEL)


def _of_word(word: str) -> Sound:
    """A word of Latin letters as an English one; a few capitals by the names of the letters."""
    if word.isupper() and len(word) <= _FEW:
        return {"L": Sound.RIEUL, "R": Sound.RIEUL}.get(
            word[-1], Sound.CONSONANT if word[-1] in "MN" else Sound.VOWEL
        )
    low = word.lower()
    for pattern, sound in _ENDINGS:
        if pattern.search(low):
            return sound
    return Sound.UNSURE


_ENDINGS = tuple(
    (re.compile(f"(?:{pattern})$"), sound)
    for pattern, sound in (
        (r"[^aeiou]le|[aeiou]le|l", Sound.RIEUL),
        (r"[a-z][aeiou]ne|[a-z][aeiou]me", Sound.CONSONANT),
        (r"[aiouyerszfvhjqwx]", Sound.VOWEL),
        (r"[mn]|ng", Sound.CONSONANT),
        (r"[aeiou]ck|[oe]ok|[^aeiou][aeiou][ptck]", Sound.CONSONANT),
        (r"[rnlsfx][tdkp]|ght", Sound.VOWEL),
    )
)
"""Endings of English words and how Koreans write their sound; the first that fits is taken."""
