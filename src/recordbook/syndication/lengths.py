"""How long a text is, as the outlets count: graphemes, bytes, and the weighted characters of X."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

_GRAPHEME: Final = regex.compile(r"\X")
_EMOJI: Final = regex.compile(
    r"\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3"
)
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


def code_points(text: str) -> int:
    """How many code points a text has, each link counted as 23, as Mastodon counts it.

    Mastodon itself counts graphemes; code points are never fewer.
    """
    return len(_addresses(text, "x" * _LINK))


def octets(text: str) -> int:
    """How many bytes a text has in UTF-8."""
    return len(text.encode())


def weighted(text: str) -> int:
    """The length of a text for X: CJK letters and emoji count two, every link 23.

    Whatever X might take for a link counts as one if that is longer, so that no text is longer
    than this.

    >>> weighted("Layover"), weighted("뷔"), weighted("👨‍👩‍👧"), weighted("https://a.example/b")
    (7, 2, 2, 23)
    """
    text = unicodedata.normalize("NFC", text)
    total, end = 0, 0
    for match in _LINKED.finditer(text):
        total += _weights(text[end : match.start()])
        own = match.group().lower().startswith(("http://", "https://"))
        total += _LINK if own else max(_LINK, _weights(match.group()))
        end = match.end()
    return total + _weights(text[end:])


def _weights(text: str) -> int:
    return sum(2 if _EMOJI.match(one) else _weight(one) for one in graphemes(text))


def _weight(grapheme: str) -> int:
    return sum(1 if any(a <= ord(c) <= z for a, z in _LIGHT) else 2 for c in grapheme)


def _addresses(text: str, by: str) -> str:
    return regex.sub(r"https?://\S+", by, text)
