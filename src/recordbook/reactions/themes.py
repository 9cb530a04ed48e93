"""What a post speaks of: one theme, by the words of its language."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from recordbook.reactions.folding import folded
from recordbook.reactions.lexicon import theme_names, themes

if TYPE_CHECKING:
    from recordbook.reactions.folding import Folded

OTHER = "other"
"""The theme of a post that has no word of any."""

_EITHER_WAY = {"disbelief"}  # people wonder in praise and in scorn


def themes_of(text: Folded, language: str) -> Counter[str]:
    """How many words of each theme a text has."""
    return Counter(themes(language).found(text))


def theme_of(text: str, language: str) -> str:
    """The theme of which a text has most words, the first listed of equals; `other` if of none.

    >>> theme_of("So proud of him, history!", "en")
    'pride'
    """
    counts = themes_of(folded(text), language)
    names = theme_names()
    return max(counts, key=lambda name: (counts[name], -names.index(name)), default=OTHER)


def is_warm(text: Folded, language: str) -> bool:
    """Whether a text has a word of joy, thanks, praise or music: one that tells how it is meant."""
    return bool(themes_of(text, language).keys() - _EITHER_WAY)
