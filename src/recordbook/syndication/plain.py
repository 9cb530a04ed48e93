"""Plain text that any outlet may be handed: no control characters, nothing that turns the line."""

from __future__ import annotations

import unicodedata
from typing import Final

import regex

_OPENS, _CLOSES = "\u2066\u2067\u2068", "\u2069"
_TURNS: Final = regex.compile("[\u202a-\u202e\u200e\u200f\u061c]")
_UNSEEN: Final = regex.compile("[\u200b\u2060-\u2064\ufeff\u00ad\u180e\ufff9-\ufffb\U000e0001]")
_UNFIT: Final = regex.compile(r"[\p{Cs}\p{Noncharacter_Code_Point}]")
_CONTROLS: Final = regex.compile(r"[\p{Cc}--\t\n\v\f\r\x1c-\x1f\x85]", regex.V1)
_BLANKS: Final = regex.compile(r"[\s\p{Z}\x1c-\x1f]+")
_FORBIDDEN: Final = regex.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def line(text: str) -> str:
    r"""A text as one line.

    Lone surrogates become the replacement character; what controls, cannot be seen or would turn
    the direction of the text is dropped, but isolates that are closed stay, and joiners do, for
    emoji and for Persian; blanks become single spaces.

    >>> line("a\x00b\n  c\u202e\ud800")
    'ab c\ufffd'
    """
    seen = _CONTROLS.sub("", _UNSEEN.sub("", _TURNS.sub("", text)))
    kept = _UNFIT.sub("\ufffd", seen)
    return unicodedata.normalize("NFC", _BLANKS.sub(" ", _isolates(kept)).strip())


def closed(text: str) -> str:
    """A text that was cut, with the isolates closed that it leaves open."""
    return text + _CLOSES * max(0, sum(text.count(one) for one in _OPENS) - text.count(_CLOSES))


def marked_up(html: str) -> str:
    r"""Markup without the characters that no reader of XML takes.

    >>> marked_up("<p>a\x08\ud800</p>")
    '<p>a\ufffd\ufffd</p>'
    """
    return _FORBIDDEN.sub("\ufffd", html)


def quiet(text: str) -> str:
    r"""A text in which an at sign calls nobody: an unseen space stands behind it.

    >>> quiet("by @someone") == "by @\u200bsomeone"
    True
    """
    return regex.sub(r"([@\uff20])(?=\w)", "\\1\u200b", text)


def _isolates(text: str) -> str:
    """The text without isolates, unless each is opened and closed in turn."""
    depth = 0
    for letter in text:
        depth += (letter in _OPENS) - (letter == _CLOSES)
        if depth < 0:
            break
    return text if depth == 0 else regex.sub(f"[{_OPENS}{_CLOSES}]", "", text)
