"""The lexicon: what the words of each language give away, read from `languages/<code>`."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import regex

from recordbook.reactions.terms import Terms, hashed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.reactions.folding import Folded

LANGUAGES = ("en", "ko", "es", "ja", "id", "pt")
"""Languages whose posts can be judged, and so quoted."""

_ALIKE = {"es": ("es", "pt", "en"), "pt": ("pt", "es", "en"), "en": ("en",), "id": ("id", "en")}
_GRAVE = ("threat", "contact", "address", "minor")  # looked for in every language
_EAST = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_EAST_RUN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}ー]{2,}")


@cache
def themes(language: str) -> Terms:
    """The words of each theme, in this language and in English, which fans mix in everywhere."""
    return Terms.of(
        (theme, word)
        for code in dict.fromkeys([language, "en"])
        if code in LANGUAGES
        for theme, words in _themes(code).items()
        for word in words
    )


@cache
def theme_names() -> tuple[str, ...]:
    """The themes, in the order in which a tie between them is decided."""
    return tuple(_themes("en"))


@cache
def unwanted(language: str) -> Terms:
    """The words that speak against a post in this language, by why they do.

    What is grave is looked for in every language, and so is what is written in Hangul or kana; the
    rest only where it is not another word in the language of the post.
    """
    near = _ALIKE.get(language, (language, "en"))
    return Terms.of(
        (reason, word)
        for code in LANGUAGES
        for reason, part in _refused(code).items()
        for word in part.get("words", ())
        if code in near or reason in _GRAVE or _EAST.search(word)
    )


@cache
def patterns(*, ascii_only: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of all languages, joined by why they speak against a post."""
    joined: dict[str, list[str]] = defaultdict(list)
    for code in LANGUAGES:
        for reason, part in _refused(code).items():
            said = part.get("patterns", ())
            joined[reason].extend(one for one in said if not (ascii_only and _EAST.search(one)))
    return tuple(
        (reason, re.compile("|".join(f"(?:{one})" for one in listed)))
        for reason, listed in joined.items()
        if listed
    )


def has_slur(text: Folded) -> bool:
    """Whether a text holds a word of hate, of which the lists hold hashes only.

    In Latin letters it is a whole word, one in the plural too; in other scripts any part of one.
    """
    if any(map(_listed, text.words.split())):
        return True
    if text.raw.isascii():
        return False
    return any(
        _listed(run[start : start + length])
        for run in _EAST_RUN.findall(text.compact)
        for length in _lengths()
        for start in range(len(run) - length + 1)
    )


@lru_cache(maxsize=1 << 18)
def _listed(word: str) -> bool:
    plurals = [word, word.removesuffix("s"), word.removesuffix("es")]
    return any(hashed(one) in _slurs() for one in dict.fromkeys(plurals))


@cache
def _lengths() -> tuple[int, ...]:
    """How long the words of hate are that stand in Hangul, kana or Han."""
    listed = [_refused(code)["slur"]["hashes"] for code in ("ko", "ja")]
    return tuple(sorted({int(one.partition(":")[0]) for part in listed for one in part}))


@cache
def _slurs() -> frozenset[str]:
    return frozenset(
        one for code in LANGUAGES for one in _refused(code).get("slur", {}).get("hashes", ())
    )


@cache
def _themes(code: str) -> Mapping[str, list[str]]:
    return tomllib.loads(_file(code, "themes"))


@cache
def _refused(code: str) -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(_file(code, "refused"))


def _file(code: str, name: str) -> str:
    folder = files("recordbook.reactions").joinpath("languages", code, f"{name}.toml")
    return folder.read_text(encoding="utf-8")
