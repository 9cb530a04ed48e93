"""How long a text is, as the outlets count: graphemes, bytes, and the weighted characters of X."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_GRAPHEME: Final = regex.compile(r"\X")
_LINKED: Final = regex.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.\p{L}{2,}\S*", regex.I)
_LIGHT: Final = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_LINK: Final = 23


def graphemes(text: str) -> Sequence[str]:
    """What a reader takes for the characters of a text, each with all its code points."""
    return _GRAPHEME.findall(text)


def characters(text: str) -> int:
    """How many characters a reader sees.

    >>> characters("뷔 👨‍👩‍👧")
    3
    """
    return len(graphemes(text))


def code_points(text: str, address: str) -> int:
    """How many characters a text that ends with its address has for Mastodon at most.

    Mastodon counts graphemes, of which there are never more than code points, and 23 for a link;
    what it might take for one counts as that if it is longer.
    """
    return _linked(text, address, len)


def octets(text: str) -> int:
    """How many bytes a text has in UTF-8."""
    return len(text.encode())


def weighted(text: str, address: str) -> int:
    """How long a text that ends with its address is for X at most.

    CJK letters and emoji count two, every link 23. X counts an emoji of several code points as one,
    here each counts; and whatever X might take for a link counts as one if that is longer.

    >>> [weighted(text, "") for text in ("Layover", "뷔", "🎉", "will.i.am")]
    [7, 2, 2, 23]
    """
    return _linked(unicodedata.normalize("NFC", text), address, _weights)


def _linked(text: str, address: str, count: Callable[[str], int]) -> int:
    """The count of a text, in which no link counts less than one does."""
    total, end = _LINK if address else 0, 0
    said = text.removesuffix(address)
    for match in _LINKED.finditer(said):
        total += count(said[end : match.start()]) + max(_LINK, count(match.group()))
        end = match.end()
    return total + count(said[end:])


def _weights(text: str) -> int:
    return sum(1 if any(a <= ord(c) <= z for a, z in _LIGHT) else 2 for c in text)
