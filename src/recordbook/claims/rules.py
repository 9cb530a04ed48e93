"""What the rules of the grammar share: how names, words and numbers are taken from tokens."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeVar, cast

from lark import v_args  # pyright: ignore[reportUnknownVariableType] - typed only in part

from recordbook.claims.claim import LARGEST
from recordbook.claims.quantities import read_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from lark import Token

_Rules = TypeVar("_Rules", bound=type)


_HYPHENS = str.maketrans("\u2010\u2011\u2019", "--'")  # as typesetters write them


class RuleError(Exception):
    """A rule found a word it cannot take; the parser adds the text and the place."""

    def __init__(self, kind: str, token: Token, message: str, remedy: str = "") -> None:
        self.kind: str = kind  # word | number
        self.token: Token = token
        self.message: str = message
        self.remedy: str = remedy
        super().__init__(message)


def inline(rules: _Rules) -> _Rules:
    """Give each method the parts of its rule as arguments."""
    wrap = cast("Callable[[_Rules], _Rules]", v_args(inline=True))
    return wrap(rules)


def name_of(token: Token) -> str:
    """The text between the quotes."""
    name = token[1:-1] if token.startswith("“") else _unescaped(token)
    if not name:
        raise RuleError("word", token, "an empty name")
    return name


def _unescaped(token: Token) -> str:
    """The text of a name whose quotes and backslashes are escaped as in JSON."""
    try:
        name = str(json.loads(re.sub(r"[\x00-\x1f]", lambda c: f"\\u{ord(c[0]):04x}", token)))
        name.encode()
    except ValueError:
        remedy = r"within quotes write \" for a quote and \\ for a backslash"
        raise RuleError("word", token, "a name with a loose backslash", remedy) from None
    return name


def number_of(token: Token) -> int:
    """The whole number above zero that the token says."""
    try:
        value = read_number(token)
    except (ValueError, KeyError, IndexError):
        value = None
    if value is None:
        raise RuleError("number", token, f"{token[:40]!r} is not a whole number")
    if value < 1:
        remedy = "everybody is past zero; say how many"
        raise RuleError("number", token, f"{token[:40]} is not above zero", remedy)
    if value > LARGEST:
        raise RuleError("number", token, "a number too large for any counter")
    return value


def phrase_of(tokens: tuple[Token, ...]) -> str:
    """The words with one space between them."""
    return " ".join(tokens)


def folded(text: str) -> str:
    """The words of a fixed phrase in lower case, one space between them."""
    return " ".join(text.translate(_HYPHENS).casefold().split())
