"""From text to a claim, or to an error that points at the word."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from recordbook.claims.errors import BadNumber, ClaimTextError, MissingDay, UnexpectedWord, UnknownWord
from recordbook.claims.expected import expectation
from recordbook.claims.rules import RuleError

if TYPE_CHECKING:
    from lark import Lark, UnexpectedInput

    from recordbook.claims.claim import Claim
    from recordbook.units import Day

_DEEPEST = 50  # parentheses within parentheses; a sentence has two
_WORD = re.compile(r'"[^"]*"?|\w[\w\'’.:&+-]*|\S')
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|“[^”]*”', re.DOTALL)


@cache
def grammar() -> Lark:
    """The parser, made once: it is linear in the length of the text."""
    from lark import Lark  # noqa: PLC0415 - loaded by the first parse, not by every import

    from recordbook.claims.claim_rules import ClaimRules  # noqa: PLC0415 - loads lark

    text = files("recordbook.claims").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", transformer=ClaimRules())


def parse(text: str, *, default_as_of: Day | None = None) -> Claim:
    """The claim that the text says; ClaimError, pointing at the word, where it says none.

    `default_as_of` is the day meant where the text names none.

    >>> claim = parse('"Layover" by "V": every track over 60 million streams as of 2023-12-16')
    >>> str(claim)
    '"Layover" by "V": every track > 60M streams on spotify as of 2023-12-16'
    """
    import lark  # noqa: PLC0415 - loaded by the first parse, not by every import

    _refuse_depth(text)
    try:
        draft = grammar().parse(text)
    except RuleError as error:
        raise _rule_error(text, error) from None
    except lark.UnexpectedInput as error:
        raise _unexpected(text, error) from None
    claim = draft.claim(default_as_of)
    if claim is None:
        raise MissingDay(remedy="add a day: as of 2023-12-16")
    return claim


def _refuse_depth(text: str) -> None:
    """Refuse parentheses nested deeper than any sentence has them."""
    depth = 0
    for found in re.finditer(r"[()]", _QUOTED.sub(lambda m: "_" * len(m[0]), text)):
        depth += 1 if found[0] == "(" else -1
        if depth > _DEEPEST:
            raise UnexpectedWord("parentheses nested too deep", text, found.start(), "(")


def _rule_error(text: str, error: RuleError) -> ClaimTextError:
    """The error of a rule, at its word in the text."""
    kind = BadNumber if error.kind == "number" else UnknownWord
    at = error.token.start_pos or 0
    return kind(error.message, text, at, str(error.token), remedy=error.remedy)


def _unexpected(text: str, error: UnexpectedInput) -> ClaimTextError:
    """The error of the parser: which word has no place, and what would have one."""
    at = error.pos_in_stream
    at = len(text) if at is None or at < 0 else at
    found = _WORD.search(text, at)
    at, word = (found.start(), found[0]) if found else (len(text), "")
    names: set[str] = set(getattr(error, "expected", None) or getattr(error, "allowed", None) or ())
    message, remedy = expectation(names, word)
    return UnexpectedWord(message, text, at, word, remedy=remedy)
