"""Which language a text is in, of those that can be read."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

READ = ("en", "ko", "es")
"""The languages that have a folder of rules."""

_TOLD_APART = [*READ, "de", "fr", "pt", "it", "nl", "id", "tl", "ja", "zh", "th", "vi", "ru", "tr"]
_SAMPLE = 4_000  # characters that are enough to tell


def language_of(text: str) -> str:
    """The language of a text, by its code; "" where it is none that can be read.

    >>> language_of("The album has been streamed one billion times"), language_of("6천만 돌파")
    ('en', 'ko')
    """
    sample = text[:_SAMPLE]
    letters = [letter for letter in sample if letter.isalpha()]
    if not letters:
        return READ[0]
    hangul = sum(unicodedata.name(letter, "").startswith("HANGUL") for letter in letters)
    if hangul * 3 > len(letters):
        return "ko"
    found = _identify(sample)
    return found if found in READ else ""


def in_script(language: str, sentence: str) -> bool:
    """Whether a sentence is written in the script of a language."""
    letters = [
        unicodedata.name(letter, "").split(" ")[0] for letter in sentence if letter.isalpha()
    ]
    hangul = letters.count("HANGUL")
    return hangul * 3 > len(letters) if language == "ko" else hangul * 3 <= len(letters)


@cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    """What tells the languages apart that music is written about in."""
    library: Any = import_module("py3langid")  # untyped; its model takes half a second to load
    library.set_languages(_TOLD_APART)
    return library.classify


def _identify(sample: str) -> str:
    return str(_classifier()(sample)[0])
