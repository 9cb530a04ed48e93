"""Names as a sentence can hold them: nothing unseen in them, not too long, and in one direction."""

from __future__ import annotations

import unicodedata

import regex

_GRAPHEME = regex.compile(r"\X")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})
_ISOLATES = regex.compile("\u2068[^\u2068\u2069]*\u2069")
_SPACES = regex.compile(r"\s+")
_JOINERS = frozenset("\u200c\u200d")
ELLIPSIS = "…"


def plain(text: str) -> str:
    r"""The text on one line, composed, without characters that control or show nothing.

    Joiners stay where they join: in an emoji, and within words of scripts that need them.

    >>> plain("La\u200byover\u202e  (x)\n"), plain("\u200b")
    ('Layover (x)', '')
    """
    letters = unicodedata.normalize("NFC", text)
    kept = "".join(
        letter
        for at, letter in enumerate(letters)
        if unicodedata.category(letter)[0] != "C"
        or letter.isspace()
        or (letter in _JOINERS and _joins(letters, at))
    )
    return _SPACES.sub(" ", kept).strip()


def _joins(text: str, at: int) -> bool:
    """Whether the joiner at a place stands between two visible characters that it can join."""
    around = [
        unicodedata.category(one) for one in (text[at - 1 : at], text[at + 1 : at + 2]) if one
    ]
    latin = any(one < "\u0300" for one in (*text[at - 1 : at], *text[at + 1 : at + 2]))
    return len(around) == len("ab") and not latin and all(one[0] in "LMS" for one in around)


def shortened(text: str, limit: int) -> str:
    """At most so many characters as people count them, the last an ellipsis where some are gone.

    >>> shortened("A very long name", 8), shortened("Layover", 8)
    ('A very…', 'Layover')
    """
    graphemes = _GRAPHEME.findall(text)
    if len(graphemes) <= limit:
        return text
    return "".join(graphemes[: max(limit - 1, 0)]).rstrip() + ELLIPSIS


def length(text: str) -> int:
    r"""How many characters people count.

    >>> length("👩‍👩‍👧 e\u0301")
    3
    """
    return len(_GRAPHEME.findall(text))


def isolated(text: str) -> str:
    r"""The text as one unit of its own direction where any of it runs from right to left.

    >>> isolated("Layover"), isolated("ليلى") == "\u2068ليلى\u2069"
    ('Layover', True)
    """
    bare = _ISOLATES.sub("", text)
    turned = any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in bare)
    return f"\u2068{text}\u2069" if turned else text
