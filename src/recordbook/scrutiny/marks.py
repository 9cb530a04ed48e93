"""Marks of writing: quotes, apostrophes and dashes, in the scripts that are read."""

from __future__ import annotations

OPENING = "\"\u201c\u2018'\u00ab\u2039\u300c\u300e<"
CLOSING = "\"\u201d\u2019'\u00bb\u203a\u300d\u300f>"
QUOTES = dict(zip(OPENING, CLOSING, strict=True))
"""What closes each mark that opens a quotation or a title."""

QUOTING = frozenset(OPENING + CLOSING + "`\u00b4") - frozenset("<>")
MARKS_OF_SPEECH = tuple((a, b) for a, b in QUOTES.items() if a not in "<'\u2018\u2039")
"""Pairs of marks that hold what somebody says."""

HYPHENS = frozenset("-\u2010\u2011")
DASHES = frozenset("-\u2013\u2014")
SIGNS = {
    ">=": "reach",
    "\u2265": "reach",
    "<=": "<=",
    "\u2264": "<=",
    "~": "~",
    "\u2248": "~",
    ">": ">",
    "<": "<",
    "=": "=",
}
"""How a number is compared by a sign: what the items of comparing words hold."""

ENDS = frozenset(",.;:()!?[]\u2013\u2014")
"""Marks that end a name of who said something."""

MONEY = frozenset("$\u20ac\u00a3\u20a9\u00a5")
SHARES = frozenset("%\uff05\u2030")
QUESTIONS = ("?", "\uff1f")
LIST_MARKS = frozenset(",\u3001\u00b7")
APOSTROPHES = "'\u2019\u2018"

_PLAIN = str.maketrans(dict.fromkeys("\u2019\u2018", "'"))


def plain(text: str) -> str:
    """The text with one kind of apostrophe, in lower case; as long as it was.

    >>> plain("V\u2019s")
    "v's"
    """
    lower = text.translate(_PLAIN).lower()
    return lower if len(lower) == len(text) else text.translate(_PLAIN)
