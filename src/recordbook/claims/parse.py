"""From text to a claim, or to an error that points at the word."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from recordbook.claims import errors
from recordbook.claims.expected import expectation

if TYPE_CHECKING:
    from collections.abc import Callable

    from lark import UnexpectedInput

    from recordbook.claims.claim import Claim
    from recordbook.claims.claim_rules import Draft
    from recordbook.claims.rules import RuleError
    from recordbook.units import Day

_DEEPEST = 50  # parentheses within parentheses; a sentence has two
_LONGEST = 100_000  # characters; a sentence has two hundred
_WORD = re.compile(r'"[^"]*"?|\w[\w\'.:&+-]*|\S')
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\Z)|“[^”]*(?:”|\Z)', re.DOTALL)


@cache
def grammar() -> str:
    """The text of the grammar."""
    return files("recordbook.claims").joinpath("grammar.lark").read_text(encoding="utf-8")


@cache
def _reader() -> Callable[[str], Draft]:
    """The parser, made by the first parse: loading it takes longer than a short command."""
    import lark  # noqa: PLC0415

    from recordbook.claims.claim_rules import ClaimRules  # noqa: PLC0415

    parser = lark.Lark(grammar(), parser="lalr", transformer=ClaimRules())
    return cast("Callable[[str], Draft]", parser.parse)  # rules build drafts, not trees


def parse(text: str, *, default_as_of: Day | None = None) -> Claim:
    """The claim that the text says; ClaimError, pointing at the word, where it says none.

    `default_as_of` is the day meant where the text names none.

    >>> claim = parse('"Layover" by "V": every track over 60 million streams as of 2023-12-16')
    >>> str(claim)
    '"Layover" by "V": every track > 60M streams on spotify as of 2023-12-16'
    """
    claim = _draft(text).claim(default_as_of)
    if claim is None:
        raise errors.MissingDay(remedy="add a day: as of 2023-12-16")
    return claim


def _draft(text: str) -> Draft:
    """What the text says, before the day is known."""
    import lark  # noqa: PLC0415 - with the parser

    from recordbook.claims.rules import RuleError  # noqa: PLC0415 - with the parser

    if len(text) > _LONGEST:
        raise errors.UnexpectedWord(f"a claim of {len(text):,} characters", text, _LONGEST, "")
    _refuse_depth(text)
    try:
        return _reader()(text)
    except RuleError as error:
        raise _rule_error(text, error) from None
    except lark.UnexpectedInput as error:
        raise _unexpected(text, error) from None


def _refuse_depth(text: str) -> None:
    """Refuse parentheses nested deeper than any sentence has them."""
    depth = 0
    for found in re.finditer(r"[()]", _QUOTED.sub(lambda m: "_" * len(m[0]), text)):
        depth += 1 if found[0] == "(" else -1
        if depth > _DEEPEST:
            raise errors.UnexpectedWord("parentheses nested too deep", text, found.start(), "(")


def _rule_error(text: str, error: RuleError) -> errors.ClaimTextError:
    """The error of a rule, at its word in the text."""
    kind = errors.BadNumber if error.kind == "number" else errors.UnknownWord
    at = error.token.start_pos or 0
    return kind(error.message, text, at, str(error.token), remedy=error.remedy)


def _unexpected(text: str, error: UnexpectedInput) -> errors.ClaimTextError:
    """The error of the parser: which word has no place, and what would have one."""
    at = error.pos_in_stream
    at = len(text) if at is None or at < 0 else at
    found = _WORD.search(text, at)
    at, word = (found.start(), found[0]) if found else (len(text), "")
    names: set[str] = set(getattr(error, "expected", None) or getattr(error, "allowed", None) or ())
    message, remedy = expectation(names, word)
    return errors.UnexpectedWord(message, text, at, word, remedy=remedy)
